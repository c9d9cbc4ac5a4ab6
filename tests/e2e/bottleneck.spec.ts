// What limits the line, in the hall and on the lanes: the demo shift as a recording, its constraint by time, the strip's card and clicks.
import { expect, type Page, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDemoShift } from "../support/demo-shift.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, leaveFlat } from "../support/open-page.ts";
import { lanesStrip, rangeOf, type Strip, wholeOf, xAt } from "../support/timeline-page.ts";

const minuteMs = 60_000;
let gemba: GembaProcess;
const dir = mkdtempSync(join(tmpdir(), "gemba-bottleneck-"));
test.beforeAll(async () => {
  gemba = await startGemba(["--source", `recording:${addDemoShift(dir, "shift")}`]);
});
test.afterAll(async () => {
  await gemba.stop();
  rmSync(dir, { recursive: true });
});

const tip = (page: Page) => page.locator(".lanes__tip");
const constraint = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => window.gemba?.constraint()?.resource);

/** Opens the recording at a minute of the shift, in a theme. */
async function open(page: Page, theme: "light" | "show", minutes: number): Promise<number> {
  await page.addInitScript((name) => {
    localStorage.setItem("gemba.theme", name);
    localStorage.setItem("gemba.tier", "light");
  }, theme);
  await page.goto(gemba.url);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.waitForFunction(() => (window.gemba?.table()?.endMs ?? 0) > 0);
  const { fromMs } = await rangeOf(page);
  await seek(page, fromMs + minutes * minuteMs);
  await page.keyboard.press("0");
  await expect.poll(() => constraint(page)).toBeDefined();
  return fromMs;
}

async function seek(page: Page, timeMs: number): Promise<void> {
  await page.evaluate((toMs) => window.gemba?.ask("playhead.set", { mode: "paused", timeMs: toMs }), timeMs);
  await page.waitForFunction((toMs) => Math.abs((window.gemba?.table()?.timeMs() ?? 0) - toMs) < 1, timeMs);
}

/** Waits until the figures that take reruns are there. */
async function whole(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => (await window.gemba?.ask("bottleneck.report", {}))?.isWhole), {
      timeout: 200_000,
    })
    .toBe(true);
}

/** Waits until the page has them: it asks every few seconds. */
async function shown(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.gemba?.report()?.isWhole)).toBe(true);
}

const draws = (page: Page): Promise<number> => page.evaluate(() => window.gemba?.scene().draws ?? 0);

/** The draws of a frame, once they are the same for half a second. */
async function settledDraws(page: Page): Promise<number> {
  for (let before = await draws(page); ;) {
    await page.waitForTimeout(500);
    const now = await draws(page);
    if (now === before) return now;
    before = now;
  }
}

/** The middle of the constraint's strip, just above the first lane. */
const stripY = (strip: Strip): number => strip.top + strip.lanesTop - 10;

test("the layer is on where the plant is shown, off where it is run; the constraint is the one of the time", async ({
  page,
}) => {
  const errors = collectErrors(page);
  const startMs = await open(page, "show", 30);
  const layer = page.getByRole("menuitemcheckbox", { name: "Bottleneck" });
  const layers = page.getByRole("button", { name: "Layers" });
  await layers.click();
  await expect(layer).toHaveAttribute("aria-checked", "true");
  expect(await constraint(page)).toBe("B10");
  await seek(page, startMs + 345 * minuteMs);
  expect(await constraint(page)).toBe("D80");
  // Three draws at most, and none when it is off. What else comes late, as the pins of a report do, comes between two tries.
  await expect.poll(() => draws(page)).toBeGreaterThan(20);
  await expect
    .poll(async () => {
      const before = await settledDraws(page);
      await layer.click();
      const without = await settledDraws(page);
      await layer.click();
      const after = await settledDraws(page);
      return { ofLayer: before - without, ofElse: after - before };
    })
    .toEqual({ ofLayer: 3, ofElse: 0 });
  expect(await draws(page)).toBeLessThanOrEqual(150);
  expect(errors).toEqual([]);
});

test("in the operator themes the layer is asked for, stands still, and draws nothing by itself", async ({
  page,
}) => {
  await open(page, "light", 30);
  await page.getByRole("button", { name: "Layers" }).click();
  const layer = page.getByRole("menuitemcheckbox", { name: "Bottleneck" });
  await expect(layer).toHaveAttribute("aria-checked", "false");
  await layer.click();
  await page.keyboard.press("Escape");
  const frames = (): Promise<number> => page.evaluate(() => window.gemba?.scene().frames ?? 0);
  // Flow and labels come in their own time; then nothing does.
  await expect
    .poll(async () => {
      const before = await frames();
      await page.waitForTimeout(2000);
      return (await frames()) - before;
    })
    .toBe(0);
});

test("the strip's card says who, when, how much and what is uncertain; a click goes there and selects", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await leaveFlat(page);
  const startMs = await open(page, "light", 30);
  await whole(page);
  await shown(page);
  const strip = await lanesStrip(page, wholeOf(await rangeOf(page)));
  const x = xAt(strip, startMs + 215 * minuteMs);
  await page.mouse.move(x, stripY(strip));
  await expect(tip(page)).toContainText("D20");
  await expect(tip(page)).toContainText("09:23 – 10:00");
  await expect(tip(page)).toContainText("% of the critical path");
  await expect(tip(page)).toContainText("the change may lie between 09:10 and 09:30");
  await page.mouse.click(x, stripY(strip));
  await expect
    .poll(() => page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0))
    .toBeGreaterThan(startMs + 210 * minuteMs);
  expect(await constraint(page)).toBe("D20");
  await expect(page.getByRole("treeitem", { selected: true })).toContainText("D20");
  // What is not settled says so.
  await page.mouse.move(xAt(strip, startMs + 460 * minuteMs), stripY(strip));
  await expect(tip(page)).toContainText("provisional");
  expect(errors).toEqual([]);
});

test("steps through the marks stop where the constraint changes; without the path they do not", async ({
  page,
}) => {
  await leaveFlat(page);
  const startMs = await open(page, "light", 30);
  await whole(page);
  await shown(page);
  // Findings alone: changes of the constraint, and the three of the defect engine.
  await expect.poll(() => page.evaluate(() => window.gemba?.findings().length)).toBeGreaterThan(0);
  const atMs = (): Promise<number> => page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);
  await page.getByRole("button", { name: /which marks are shown/ }).click();
  for (const kind of ["Stops", "Messages of machines", "Orders", "Notes"])
    await page.getByRole("menuitemcheckbox", { name: kind }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("]");
  await expect.poll(() => constraint(page)).toBe("D40");
  await page.keyboard.press("]");
  await expect.poll(() => constraint(page)).toBe("B10");
  const changedMs = await atMs();
  expect(changedMs).toBeGreaterThan(startMs);
  // The bad parts that were found at 07:51.
  await page.keyboard.press("]");
  await expect.poll(atMs).toBeGreaterThan(changedMs);
  const foundMs = await atMs();
  expect(await constraint(page)).toBe("B10");
  await page.keyboard.press("]");
  await expect.poll(() => constraint(page)).toBe("B50");
  await page.keyboard.press("[");
  await expect.poll(atMs).toBe(foundMs);
  await page.getByRole("button", { name: "What limits the line, on the lanes" }).click();
  // The thermocouple, hours later, and then nothing.
  await page.keyboard.press("]");
  await expect.poll(atMs).toBeGreaterThan(foundMs + 3 * 3_600_000);
  await page.keyboard.press("]");
  await expect(page.getByText("No event there")).toBeVisible();
});

test("a reviewer reads the constraint, opens its proof, goes there, and asks what would help", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const errors = collectErrors(page);
  await leaveFlat(page);
  await open(page, "light", 345);
  await page.keyboard.press("c");
  const card = page.getByRole("region", { name: "Constraint" });
  await whole(page);
  await shown(page);
  // Over the whole shift three had the title: it says so, and not one name.
  await expect(card).toContainText("B10");
  await expect(card).toContainText("D80");
  await expect(card).toContainText(/packs an hour/);
  await card
    .getByText(/of 6 methods/)
    .first()
    .click();
  await expect(card.getByRole("row", { name: /Utilisation/ })).toBeVisible();
  // Every phase is a way to its moment.
  await card.getByRole("button", { name: /D30/ }).first().click();
  await expect.poll(() => constraint(page)).toBe("D30");

  await card.getByRole("button", { name: "Stops", exact: true }).click();
  const leak = card.getByRole("listitem").filter({ hasText: "D40a" }).filter({ hasText: "19 min" });
  await expect(leak).toContainText("0 packs");

  await card.getByRole("button", { name: "What if", exact: true }).click();
  const advice = card.getByRole("region", { name: "Worth trying" });
  await expect(advice.getByRole("button").first()).toBeVisible();
  await advice.getByRole("button").first().click();
  const result = card.getByRole("region", { name: "Rerun" });
  await expect(result).toContainText("instead of 250 packs");
  await expect(result).toContainText(/Then the limit is|The limit is still/);
  expect(errors).toEqual([]);
});
