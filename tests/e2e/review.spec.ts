// What a reviewer does on the live line: looks closer, drags the window, selects a stretch, goes round in it, steps, jumps to
// a mark, types a speed, and follows live again. By mouse and by keyboard.
import { expect, type Page, test } from "@playwright/test";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, openFlat } from "../support/open-page.ts";

let gemba: GembaProcess;
test.beforeAll(async () => {
  gemba = await startGemba([]);
});
test.afterAll(async () => {
  await gemba.stop();
});

const lanes = (page: Page) => page.getByRole("img", { name: /State lanes/ });
const overview = (page: Page) => page.getByRole("img", { name: /Whole timeline/ });
const timeline = (page: Page) => page.getByRole("region", { name: "Timeline" });
const button = (page: Page, name: string | RegExp) => timeline(page).getByRole("button", { name });
const selected = (page: Page) => page.getByRole("group", { name: "Selected time" });

const timeMs = (page: Page): Promise<number> => page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: ReturnType<typeof lanes>): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("not in the picture");
  return box;
}

/** A place on the lanes: a share of their time, and pixels below their top edge. */
async function onLanes(page: Page, share: number, down: number): Promise<readonly [number, number]> {
  const box = await boxOf(lanes(page));
  const names = Math.min(16.5 * 16, box.width * 0.22);
  return [box.x + names + (box.width - names) * share, box.y + down];
}

async function open(page: Page): Promise<string[]> {
  const errors = collectErrors(page);
  await openFlat(page, gemba.url);
  return errors;
}

/** Plant time a click at a share of the lanes goes to: what the window shows there. Time must stand still. */
async function timeAt(page: Page, share: number): Promise<number> {
  const before = await timeMs(page);
  await page.mouse.click(...(await onLanes(page, share, 80)));
  await page.waitForFunction(
    (from) => Math.abs((window.gemba?.table()?.timeMs() ?? from) - from) > 500,
    before,
  );
  return timeMs(page);
}

test("looks closer with wheel, keys and buttons, moves the window, and sees all again", async ({ page }) => {
  const errors = await open(page);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  // A click leaves live; until it has, time goes on by itself.
  await page.mouse.click(...(await onLanes(page, 0.5, 80)));
  await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
  const spanMs = async (): Promise<number> => (await timeAt(page, 0.75)) - (await timeAt(page, 0.25));
  const whole = await spanMs();
  expect(whole).toBeGreaterThan(20 * 60_000);

  await page.mouse.move(...(await onLanes(page, 0.5, 80)));
  await page.keyboard.down("Control");
  for (let notch = 0; notch < 8; notch += 1) await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  await expect.poll(spanMs).toBeLessThan(whole / 3);
  const near = await spanMs();
  await page.keyboard.press("+");
  await expect.poll(spanMs).toBeLessThan(near * 0.6);

  // The window is dragged on the overview: the same place shows an earlier time.
  const before = await timeAt(page, 0.5);
  const strip = await boxOf(overview(page));
  const names = Math.min(16.5 * 16, strip.width * 0.22);
  await page.mouse.move(strip.x + names + 40, strip.y + strip.height / 2);
  await page.mouse.down();
  await page.mouse.move(strip.x + names + 60, strip.y + strip.height / 2, { steps: 3 });
  await page.mouse.up();
  expect(await timeAt(page, 0.5)).toBeLessThan(before - 10 * 60_000);

  await page.keyboard.press("0");
  await expect.poll(spanMs).toBeGreaterThan(whole * 0.95);
  await button(page, "Look closer").click();
  await expect.poll(spanMs).toBeLessThan(whole * 0.6);
  await page.mouse.dblclick(...(await onLanes(page, 0.5, 10)));
  await expect.poll(spanMs).toBeGreaterThan(whole * 0.95);
  expect(errors).toEqual([]);
});

test("selects a stretch, learns the time per state in it, goes round in it, and lets it go", async ({
  page,
}) => {
  const errors = await open(page);
  await page.keyboard.press("k");
  await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
  await page.keyboard.down("Shift");
  await page.mouse.move(...(await onLanes(page, 0.3, 80)));
  await page.mouse.down();
  await page.mouse.move(...(await onLanes(page, 0.4, 80)), { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(selected(page)).toContainText(/\d min \d\d s/);
  await page.mouse.move(...(await onLanes(page, 0.5, 75)));
  await expect(selected(page)).toContainText(/A10: .*(Running|Blocked|Starved)/);

  // A minute of it by keys: from here, up to here.
  const fromMs = await timeAt(page, 0.2);
  await page.keyboard.press("u");
  const toMs = await timeAt(page, 0.22);
  await page.keyboard.press("i");
  await expect(selected(page)).toContainText(/min|s/);
  await button(page, /round and round/).click();
  await expect(button(page, /round and round/)).toHaveAttribute("aria-pressed", "true");
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seenMs: seen });
    window.gemba?.table()?.subscribe(() => seen.push(window.gemba?.table()?.frameTimeMs ?? 0));
  });
  const field = page.getByRole("textbox", { name: "Speed as a number" });
  await field.fill("60");
  await field.press("Enter");
  // It came back at least once, and was never elsewhere.
  await page.waitForFunction(() => {
    const { seenMs } = window as unknown as { seenMs: number[] };
    return seenMs.slice(1).some((each, index) => each < (seenMs[index] ?? 0));
  });
  const seen = await page.evaluate(() => (window as unknown as { seenMs: number[] }).seenMs);
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(fromMs - 1000);
  expect(Math.max(...seen)).toBeLessThanOrEqual(toMs + 1000);

  await page.keyboard.press("Escape");
  await expect(selected(page)).toHaveCount(0);
  await expect(page.getByText("LIVE", { exact: true })).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("steps by event and jumps to marks, exactly", async ({ page }) => {
  const errors = await open(page);
  await page.keyboard.press("k");
  await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
  const startMs = await timeAt(page, 0.5);
  await page.keyboard.press(",");
  await page.waitForFunction((from) => (window.gemba?.table()?.timeMs() ?? from) < from, startMs);
  const eventMs = await timeMs(page);
  await page.keyboard.press("]");
  await page.waitForFunction((from) => (window.gemba?.table()?.timeMs() ?? from) > from, eventMs);
  const markMs = await timeMs(page);
  await page.keyboard.press("]");
  await page.waitForFunction((from) => (window.gemba?.table()?.timeMs() ?? from) > from, markMs);
  await page.keyboard.press("[");
  await page.waitForFunction((at) => window.gemba?.table()?.timeMs() === at, markMs);
  // The asset of the mark is selected, and stands there at that moment: it has just changed.
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText(
    /for 0 s|Messages of the machine/,
  );
  expect(errors).toEqual([]);
});

test("goes to the beginning by Home, plays at a typed speed, refuses what is none, and follows by its own button alone", async ({
  page,
}) => {
  const errors = await open(page);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => {
    const table = window.gemba?.table();
    return table !== undefined && table.timeMs() <= table.startMs + 2000;
  });
  await expect(page.getByText(/^Live − /)).toBeVisible();
  const field = page.getByRole("textbox", { name: "Speed as a number" });
  await field.fill("fast");
  await field.press("Enter");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("300");
  await field.press("Enter");
  await expect(page.getByText("REVIEW")).toContainText("300×");
  const fromMs = await timeMs(page);
  await page.waitForFunction((from) => (window.gemba?.table()?.timeMs() ?? 0) > from + 120_000, fromMs);
  await page.keyboard.press("k");
  await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
  // A seek to the very end is no wish to follow. With all of the time in sight, the end is at the right.
  await page.keyboard.press("0");
  await page.mouse.click(...(await onLanes(page, 0.999, 80)));
  await expect(page.getByText(/^At live|^Live − \d+ s$/)).toBeVisible();
  await expect(button(page, "Follow live")).toHaveAttribute("aria-pressed", "false");
  await button(page, "Follow live").click();
  await expect(button(page, "Follow live")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
  expect(errors).toEqual([]);
});

test("puts trends of chosen signals under the lanes, and finds them there again", async ({ page }) => {
  const errors = await open(page);
  await page.getByRole("treeitem", { name: /\bB10a\b/ }).click();
  await button(page, /Choose signals/).click();
  await page.getByRole("menuitemcheckbox", { name: /Laser power/ }).click();
  await page.keyboard.press("Escape");
  await expect(timeline(page).getByRole("img", { name: "Trend of Laser power" })).toBeVisible();
  await expect(timeline(page).getByText(/\d\sW$/)).toBeVisible();
  await page.reload();
  await expect(timeline(page).getByRole("img", { name: "Trend of Laser power" })).toBeVisible();
  await button(page, "Take away the trend of Laser power").click();
  await expect(timeline(page).getByRole("img", { name: "Trend of Laser power" })).toHaveCount(0);
  expect(errors).toEqual([]);
});
