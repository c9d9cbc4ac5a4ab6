// The timeline panel as a test sees it: where a time lies on lanes and overview, and which colours are drawn there.
import { expect, type Locator, type Page } from "@playwright/test";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { AssetState } from "#shared/model/state.ts";
import { themes } from "../../renderer/ui/tokens.ts";

/** Sizes of the panel where one rem is 16 pixels. */
const namesMost = 16.5 * 16;
const laneHeight = 22;
/** The overview leaves room for the playhead at its very end. */
const overviewMargin = 4;
/** Beyond the end this share of a whole window is shown. */
const windowMargin = 0.02;

/** A strip with time along it, in pixels of the page. */
export interface Strip {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  /** Where its first lane begins, from its top; 0 where it has none. */
  readonly lanesTop: number;
  /** The time it shows from edge to edge. */
  readonly span: TimeSpan;
}

export const lanes = (page: Page): Locator => page.getByRole("img", { name: /State lanes/ });
export const overview = (page: Page): Locator => page.getByRole("img", { name: /Whole timeline/ });

/** Everything there is, from its beginning to its end. */
export const rangeOf = (page: Page): Promise<TimeSpan> =>
  page.evaluate(() => {
    const table = window.gemba?.table();
    return { fromMs: table?.startMs ?? 0, toMs: table?.endMs ?? 0 };
  });

/** The window in which a recording is seen whole. */
export function wholeOf({ fromMs, toMs }: TimeSpan): TimeSpan {
  return { fromMs, toMs: fromMs + (toMs - fromMs) * (1 + windowMargin) };
}

/** The lanes, showing a window. */
export async function lanesStrip(page: Page, span: TimeSpan): Promise<Strip> {
  // Written with the first picture.
  await expect(lanes(page)).toHaveAttribute("data-lanes-top", /\d/);
  return stripOf(lanes(page), span, 0);
}

/** The overview, which shows everything. */
export async function overviewStrip(page: Page): Promise<Strip> {
  return stripOf(overview(page), await rangeOf(page), overviewMargin);
}

async function stripOf(canvas: Locator, span: TimeSpan, margin: number): Promise<Strip> {
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("not in the picture");
  const names = Math.round(Math.min(namesMost, box.width * 0.22));
  return {
    left: box.x + names,
    width: box.width - margin - names,
    top: box.y,
    height: box.height,
    lanesTop: Number((await canvas.getAttribute("data-lanes-top")) ?? 0),
    span,
  };
}

/** Where a time lies on a strip, pixels of the page. */
export function xAt({ left, width, span }: Strip, timeMs: number): number {
  return left + ((timeMs - span.fromMs) / (span.toMs - span.fromMs)) * width;
}

/** How long a pixel of a strip is. */
export function pixelMs({ width, span }: Strip): number {
  return (span.toMs - span.fromMs) / width;
}

/** The middle of a lane, pixels of the page. */
export function yOfLane({ top, lanesTop }: Strip, lane: number): number {
  return top + lanesTop + (lane + 0.5) * laneHeight;
}

/** A rectangle of the page. */
interface Block {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The colours in each block of a canvas, as `#rrggbb`. */
export async function coloursIn(canvas: Locator, blocks: readonly Block[]): Promise<string[][]> {
  return canvas.evaluate((element, wanted) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error("no canvas");
    const context = element.getContext("2d");
    if (context === null) throw new Error("no context");
    const box = element.getBoundingClientRect();
    const ratio = element.width / element.clientWidth;
    return wanted.map(({ x, y, width, height }) => {
      const [left, top] = [Math.round((x - box.x) * ratio), Math.round((y - box.y) * ratio)];
      const { data } = context.getImageData(left, top, width * ratio, height * ratio);
      const seen = new Set<string>();
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
        seen.add(`#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`);
      }
      return [...seen];
    });
  }, blocks);
}

/** Which of `states` a lane shows at each of the times: those whose colour is within two pixels of it. */
export async function statesAt(
  page: Page,
  strip: Strip,
  lane: number,
  times: readonly number[],
  states: readonly AssetState[],
): Promise<AssetState[][]> {
  const blocks = times.map((timeMs) => ({
    x: Math.round(xAt(strip, timeMs)) - 2,
    y: strip.top + strip.lanesTop + lane * laneHeight + 1,
    width: 5,
    height: laneHeight - 2,
  }));
  const found = await coloursIn(lanes(page), blocks);
  return found.map((colours) => states.filter((state) => colours.includes(themes.light.state[state])));
}

/** Whether the ground below the last lane is hatched at each of the times: nothing was heard then. */
export async function gapsAt(page: Page, strip: Strip, times: readonly number[]): Promise<boolean[]> {
  const blocks = times.map((timeMs) => ({
    x: Math.round(xAt(strip, timeMs)) - 6,
    y: strip.top + strip.height - 16,
    width: 12,
    height: 12,
  }));
  return (await coloursIn(lanes(page), blocks)).map(isHatched);
}

/** The same on the overview. */
export async function overviewGapsAt(page: Page, strip: Strip, times: readonly number[]): Promise<boolean[]> {
  const blocks = times.map((timeMs) => ({
    x: Math.round(xAt(strip, timeMs)) - 6,
    y: strip.top + 2,
    width: 12,
    height: 10,
  }));
  return (await coloursIn(overview(page), blocks)).map(isHatched);
}

/** Slanted lines have shades between them and the ground; a tick of the axis has one. */
function isHatched(colours: readonly string[]): boolean {
  return colours.length > 4;
}

/** Drags the mouse along a strip. */
export async function drag(page: Page, y: number, fromX: number, toX: number): Promise<void> {
  await page.mouse.move(fromX, y);
  await page.mouse.down();
  await page.mouse.move(toX, y, { steps: 4 });
  await page.mouse.up();
}

/** Opens a host that serves a recording: light theme, the flat schematic, all of the time in sight. */
export async function openRecordingWhole(page: Page, url: string): Promise<void> {
  // Without a scene the cores draw lanes at once.
  await page.addInitScript(() => {
    localStorage.setItem("gemba.tier", "light");
    localStorage.setItem("gemba.theme", "light");
  });
  await page.goto(url);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.getByRole("button", { name: /flat schematic/ }).click();
  await page.waitForFunction(() => {
    const table = window.gemba?.table();
    return table !== undefined && table.endMs > table.startMs;
  });
  await page.keyboard.press("0");
}
