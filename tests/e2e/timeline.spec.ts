// What the timeline shows is what is in the file: the window that is dragged on the overview, stretches in which nothing was
// heard, and what was known when.
import { expect, type Page, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LaneSegment, TimeSpan } from "#shared/host-api/requests.ts";
import type { AssetState } from "#shared/model/state.ts";
import { FileTimeline } from "../../electron/host/timeline/file-timeline.ts";
import { stationRows } from "../../renderer/panels/common/plant-groups.ts";
import { themes } from "../../renderer/ui/tokens.ts";
import { truthAt } from "../support/demo-shift.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors } from "../support/open-page.ts";
import { recordSilentSource, silentSource } from "../support/silent-source.ts";
import {
  coloursIn,
  drag,
  gapsAt,
  lanes,
  lanesStrip,
  openRecordingWhole,
  overview,
  overviewGapsAt,
  overviewStrip,
  pixelMs,
  rangeOf,
  statesAt,
  type Strip,
  wholeOf,
  xAt,
  yOfLane,
} from "../support/timeline-page.ts";

const minuteMs = 60_000;
const at = (minutes: number): number => silentSource.startMs + minutes * minuteMs;
/** How often the picture is looked at until it is as it should be. */
const often = { intervals: [50] };
/** States that the source tells, each of a colour of its own. */
const told: readonly AssetState[] = ["run", "idle", "down", "starved", "blocked"];

let gemba: GembaProcess;
let file: FileTimeline;
const dir = mkdtempSync(join(tmpdir(), "gemba-silent-"));
test.beforeAll(async () => {
  const path = join(dir, "silent.mcap");
  await recordSilentSource(path);
  const opened = await FileTimeline.open(path, "truth");
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  file = opened.value;
  gemba = await startGemba(["--source", `recording:${path}`]);
});
test.afterAll(async () => {
  await gemba.stop();
  file.close();
  rmSync(dir, { recursive: true });
});

const timeMs = (page: Page): Promise<number> => page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);
const tip = (page: Page) => page.locator(".lanes__tip");

async function openWhole(page: Page): Promise<string[]> {
  const errors = collectErrors(page);
  await openRecordingWhole(page, gemba.url);
  return errors;
}

/** Clicks a lane at a time of a window; gives the time that is shown then. */
async function goTo(page: Page, strip: Strip, lane: number, wantedMs: number): Promise<number> {
  const before = await timeMs(page);
  await page.mouse.click(xAt(strip, wantedMs), yOfLane(strip, lane));
  await page.waitForFunction((from) => window.gemba?.table()?.timeMs() !== from, before);
  return timeMs(page);
}

/** What the file knows of each lane in a window, but for what lies in the gap. */
async function truthOf(span: TimeSpan, knownAtMs?: number): Promise<readonly (readonly LaneSegment[])[]> {
  const { gap } = silentSource;
  const toMs = Math.min(span.toMs, knownAtMs ?? Infinity, silentSource.endMs);
  const rows = stationRows(file.plant);
  const found = await file.lanes(rows, span.fromMs, toMs, Infinity, knownAtMs);
  return found.map((segments) =>
    segments.flatMap((each) => {
      const before = { ...each, toMs: Math.min(each.toMs, gap.fromMs) };
      const after = { ...each, fromMs: Math.max(each.fromMs, gap.toMs) };
      return [before, after].filter((piece) => piece.toMs > piece.fromMs);
    }),
  );
}

/**
 * The lanes show what the file knows: in the middle of every stretch, and some pixels within both its ends. A window that
 * was dragged on the overview is as exact as the overview's pixels are.
 */
async function expectLanes(page: Page, span: TimeSpan, knownAtMs?: number): Promise<void> {
  const strip = await lanesStrip(page, span);
  const nearMs = 4 * pixelMs(strip) + 2 * pixelMs(await overviewStrip(page));
  const truth = await truthOf(span, knownAtMs);
  expect(truth.flat().length).toBeGreaterThan(2);
  for (const [lane, segments] of truth.entries()) {
    const places = segments.flatMap(({ fromMs, toMs, state }) =>
      toMs - fromMs < 3 * nearMs
        ? []
        : [fromMs + nearMs, (fromMs + toMs) / 2, toMs - nearMs].map((timeMs) => ({ timeMs, state })),
    );
    const times = places.map((place) => place.timeMs);
    await expect
      .poll(() => statesAt(page, strip, lane, times, told), often)
      .toEqual(places.map(({ state }) => [state]));
  }
}

test("the window is resized, moved and fetched on the overview; lanes show that stretch, and the playhead stays", async ({
  page,
}) => {
  const errors = await openWhole(page);
  const range = await rangeOf(page);
  expect(range).toEqual({ fromMs: silentSource.startMs, toMs: silentSource.endMs });
  const placeMs = await goTo(page, await lanesStrip(page, wholeOf(range)), 0, at(30));
  const strip = await overviewStrip(page);
  const middle = strip.top + strip.height / 2;
  const x = (minutes: number): number => Math.round(xAt(strip, at(minutes)));
  await expectLanes(page, wholeOf(range));

  // Both edges are drawn where the hand lets them go.
  await drag(page, middle, x(50), x(36));
  await drag(page, middle, x(0), x(26));
  await expectLanes(page, { fromMs: at(26), toMs: at(36) });
  // Its body is held: ten minutes later.
  await drag(page, middle, x(31), x(41));
  await expectLanes(page, { fromMs: at(36), toMs: at(46) });
  // Beside it: the window comes to the hand, and no farther than the beginning.
  await page.mouse.click(x(10), middle);
  await expectLanes(page, { fromMs: at(5), toMs: at(15) });
  await page.mouse.click(x(2), middle);
  await expectLanes(page, { fromMs: at(0), toMs: at(10) });
  // By keys, an eighth of it at a time.
  await overview(page).focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("ArrowRight");
  await expectLanes(page, { fromMs: at(5), toMs: at(15) });
  // None of this is a seek: the playhead is where it was, and drawn there.
  expect(await timeMs(page)).toBe(placeMs);
  const line = { x: Math.round(xAt(strip, placeMs)) - 1, y: strip.top + 4, width: 2, height: 4 };
  await expect.poll(() => coloursIn(overview(page), [line]), often).toEqual([[themes.light.accent]]);

  // A click in the lanes goes to the time that they show there.
  const seen = await lanesStrip(page, { fromMs: at(5), toMs: at(15) });
  const wentMs = await goTo(page, seen, 0, at(12.5));
  expect(Math.abs(wentMs - at(12.5))).toBeLessThan(2 * pixelMs(strip));
  await page.mouse.dblclick(x(30), middle);
  await expectLanes(page, wholeOf(range));
  expect(errors).toEqual([]);
});

test("where nothing was heard, lanes and overview are hatched, states are unknown, and the pointer is told so", async ({
  page,
}) => {
  const errors = await openWhole(page);
  const { gap } = silentSource;
  const span = wholeOf(await rangeOf(page));
  const strip = await lanesStrip(page, span);
  const whole = await overviewStrip(page);
  await expectLanes(page, span);
  const within = [gap.fromMs + 30_000, at(24), gap.toMs - 30_000];
  const outside = [at(3), gap.fromMs - 30_000, gap.toMs + 30_000, at(47)];
  await expect.poll(() => gapsAt(page, strip, within), often).toEqual(within.map(() => true));
  await expect.poll(() => overviewGapsAt(page, whole, within), often).toEqual(within.map(() => true));
  expect(await gapsAt(page, strip, outside)).toEqual(outside.map(() => false));
  expect(await overviewGapsAt(page, whole, outside)).toEqual(outside.map(() => false));
  // No lane goes on with the colour of what was last known, which was running.
  for (const lane of [0, 1])
    expect(await statesAt(page, strip, lane, within, ["run"])).toEqual(within.map(() => []));

  const placeMs = await goTo(page, strip, 0, at(24));
  const shown = await page.evaluate(() => [...(window.gemba?.table()?.assetState ?? [])]);
  expect(shown).toEqual([...(await truthAt(file.reader.path, placeMs)).assetState]);
  expect(new Set(shown)).toEqual(new Set([0]));
  await expect(page.getByRole("treeitem", { name: /\bM1\b/ })).toContainText("Unknown");

  // The first second of it is no different: the host had not yet noticed then, but nothing had come.
  for (const timeMs of [at(24), gap.fromMs + 2 * pixelMs(strip)]) {
    await page.mouse.move(xAt(strip, timeMs), yOfLane(strip, 1));
    await expect(tip(page)).toContainText("M2 · no data");
    await expect(tip(page)).toContainText("nothing was heard 07:19:59 – 07:28:00");
  }
  await page.mouse.move(xAt(strip, at(15)), yOfLane(strip, 1));
  await expect(tip(page)).toContainText("M2 · Running");
  await expect(tip(page)).not.toContainText("heard");
  expect(errors).toEqual([]);
});

test("as known then, lanes lack what was told later, and nothing else; as known now, they have it again", async ({
  page,
}) => {
  const errors = await openWhole(page);
  const { lateStop } = silentSource;
  const span = wholeOf(await rangeOf(page));
  const strip = await lanesStrip(page, span);
  const toggle = (text: string) => page.locator("button", { hasText: text });
  const middle = (lateStop.fromMs + lateStop.toMs) / 2;
  const lateShown = (): Promise<unknown> => statesAt(page, strip, 1, [middle], told);

  await page.getByRole("treeitem", { name: /\bM2\b/ }).click();
  const beforeMs = await goTo(page, strip, 1, at(38));
  await expectLanes(page, span);
  expect(await lateShown()).toEqual([["down"]]);
  await page.mouse.move(xAt(strip, middle), yOfLane(strip, 1));
  await expect(tip(page)).toContainText("M2 · Down");
  await expect(tip(page)).toContainText("known later: was Running then");

  await toggle("As known now").click();
  await expect.poll(lateShown, often).toEqual([["run"]]);
  await expectLanes(page, span, beforeMs);
  // The strip of the selected machine in the overview is of the same time.
  const whole = await overviewStrip(page);
  const band = {
    x: Math.round(xAt(whole, middle)) - 2,
    y: whole.top + whole.height - 6,
    width: 5,
    height: 4,
  };
  await expect
    .poll(async () => (await coloursIn(overview(page), [band]))[0], often)
    .not.toContain(themes.light.state.down);
  await page.mouse.move(xAt(strip, middle), yOfLane(strip, 1));
  await expect(tip(page)).toContainText("M2 · Running");
  // Once the playhead has passed the time at which it was told, it was known then too.
  const afterMs = await goTo(page, strip, 1, at(44));
  await expect.poll(lateShown, often).toEqual([["down"]]);
  await expectLanes(page, span, afterMs);

  await goTo(page, strip, 1, at(38));
  await expect.poll(lateShown, often).toEqual([["run"]]);
  await toggle("As known then").click();
  await expect.poll(lateShown, often).toEqual([["down"]]);
  await expectLanes(page, span);
  expect(errors).toEqual([]);
});

test("as known then while it plays: lanes grow with the playhead and are never empty in between", async ({
  page,
}) => {
  const errors = await openWhole(page);
  const strip = await lanesStrip(page, wholeOf(await rangeOf(page)));
  await goTo(page, strip, 1, at(36));
  await page.locator("button", { hasText: "As known now" }).click();
  await expect.poll(() => statesAt(page, strip, 1, [at(33)], told), often).toEqual([["run"]]);
  await lanes(page).evaluate((canvas) => {
    const seen: (string | undefined)[] = [];
    Object.assign(window, { seenKnown: seen });
    new MutationObserver(() => seen.push((canvas as HTMLCanvasElement).dataset["known"])).observe(canvas, {
      attributes: true,
      attributeFilter: ["data-known"],
    });
  });
  const field = page.getByRole("textbox", { name: "Speed as a number" });
  await field.fill("120");
  await field.press("Enter");
  await expect.poll(() => statesAt(page, strip, 1, [at(33)], told), often).toEqual([["down"]]);
  const seen = await page.evaluate(() => (window as unknown as { seenKnown: string[] }).seenKnown);
  expect(seen.length).toBeGreaterThan(2);
  expect(new Set(seen)).toEqual(new Set(["true"]));
  expect(errors).toEqual([]);
});
