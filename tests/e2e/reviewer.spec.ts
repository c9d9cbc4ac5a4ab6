// What a reviewer does with a recorded shift beside a live line: opens it, goes to what matters, says what it was, cuts it out,
// looks at the cut, and goes back to live. Also a damaged file, and a page that is reloaded.
import { expect, type Page, test } from "@playwright/test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDemoShift, truthAt } from "../support/demo-shift.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, openFlat } from "../support/open-page.ts";

let gemba: GembaProcess;
let shiftFile: string;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  const dataDir = mkdtempSync(join(tmpdir(), "gemba-data-"));
  shiftFile = addDemoShift(dataDir, "Early shift");
  addDemoShift(dataDir, "Torn off", 0.5);
  gemba = await startGemba([], { dataDir, port: 0 });
});
test.afterAll(async () => {
  await gemba.stop();
});

const lanes = (page: Page) => page.getByRole("img", { name: /State lanes/ });
const timeline = (page: Page) => page.getByRole("region", { name: "Timeline" });
const button = (page: Page, name: string | RegExp) => timeline(page).getByRole("button", { name });
const inspector = (page: Page) => page.getByRole("region", { name: "Inspector" });
const badge = (page: Page) => page.locator(".mode__badge");

const timeMs = (page: Page): Promise<number> => page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);
const range = (page: Page) =>
  page.evaluate(() => {
    const table = window.gemba?.table();
    return { startMs: table?.startMs ?? 0, endMs: table?.endMs ?? 0 };
  });

/** Waits until the time that is shown differs from `before`, and gives it. */
async function movedFrom(page: Page, before: number): Promise<number> {
  await page.waitForFunction(
    (from) => Math.abs((window.gemba?.table()?.timeMs() ?? from) - from) > 1,
    before,
  );
  return timeMs(page);
}

/** Clicks the lanes at a share of their width and gives the time that is shown then. */
async function scrubTo(page: Page, share: number): Promise<number> {
  const before = await timeMs(page);
  const box = await lanes(page).boundingBox();
  if (box === null) throw new Error("no lanes");
  const names = Math.min(16.5 * 16, box.width * 0.22);
  await page.mouse.click(box.x + names + (box.width - names) * share, box.y + 60);
  return movedFrom(page, before);
}

async function open(page: Page): Promise<string[]> {
  const errors = collectErrors(page);
  await openFlat(page, gemba.url);
  return errors;
}

async function openRecording(page: Page, name: string): Promise<void> {
  await page.keyboard.press("r");
  await page.getByRole("button", { name: `Open ${name}`, exact: true }).click();
  await expect(badge(page)).toContainText(name);
  // Its frames are there, and not only its name.
  await page.waitForFunction(() => {
    const table = window.gemba?.table();
    return table !== undefined && table.endMs > table.startMs;
  });
}

/** States of all assets on the page, and in the file at the time that is shown. */
async function expectTrue(page: Page, file: string): Promise<void> {
  const shown = await page.evaluate(() => {
    const table = window.gemba?.table();
    return { timeMs: table?.timeMs() ?? 0, states: [...(table?.assetState ?? [])] };
  });
  const truth = await truthAt(file, shown.timeMs);
  expect(shown.states).toEqual([...truth.assetState]);
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

/** Chooses a station by searching for it. */
async function choose(page: Page, id: string): Promise<void> {
  await page.getByRole("searchbox").fill(id);
  await page.locator(`[role="treeitem"][title^="${id} ·"]`).click();
}

/** Shows marks of one kind alone. */
async function onlyMarks(page: Page, kind: string): Promise<void> {
  await button(page, /Choose which marks/).click();
  const choices = page.getByRole("menuitemcheckbox");
  for (const choice of await choices.all()) {
    const wanted = (await choice.innerText()).trim() === kind;
    if (((await choice.getAttribute("aria-checked")) === "true") !== wanted) await choice.click();
  }
  await page.keyboard.press("Escape");
}

test("opens a recording, scrubs, steps, and sees what was true then", async ({ page }) => {
  const errors = await open(page);
  await expect(badge(page)).toContainText("LIVE");
  await openRecording(page, "Early shift");
  const { startMs, endMs } = await range(page);
  expect(endMs - startMs).toBe(8 * 3_600_000);
  // It stands at its beginning, says that it is a file, and that its plant is simulated.
  expect(await timeMs(page)).toBe(startMs);
  await expect(badge(page)).toHaveText(/FILE\s*Early shift/);
  await expect(page.getByText("Simulated line")).toBeVisible();
  await expect(page.getByText("Recorded", { exact: true })).toBeVisible();
  // Nobody is told of requests that were cut off by looking at something else.
  await expect(page.getByText(/connection was closed/)).toHaveCount(0);

  const middle = await scrubTo(page, 0.5);
  expect(Math.abs(middle - (startMs + endMs) / 2)).toBeLessThan(30 * 60_000);
  await expectTrue(page, shiftFile);
  const later = await scrubTo(page, 0.75);
  expect(later).toBeGreaterThan(middle);
  await expectTrue(page, shiftFile);

  await choose(page, "D20");
  await page.keyboard.press(".");
  const event = await movedFrom(page, later);
  await expectTrue(page, shiftFile);
  await page.keyboard.press(",");
  expect(await movedFrom(page, event)).toBeLessThan(event);
  const beforeCycle = await timeMs(page);
  await command(page, "Next part that leaves");
  expect(await movedFrom(page, beforeCycle)).toBeGreaterThan(beforeCycle);

  await onlyMarks(page, "Stops");
  const beforeMark = await timeMs(page);
  await page.keyboard.press("]");
  await movedFrom(page, beforeMark);
  await expectTrue(page, shiftFile);
  // The station of the mark is selected, and has just stopped.
  await expect(inspector(page)).toContainText(/for 0 s/);

  await timeline(page).locator("button", { hasText: "As known now" }).click();
  await expect(timeline(page).locator("button", { hasText: "As known then" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await scrubTo(page, 0.3);
  await timeline(page).locator("button", { hasText: "As known then" }).click();
  await expect(page.getByText(/cannot be shown/)).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("writes a note, goes round in a stretch, cuts it out, finds all of it in the cut, and goes back to live", async ({
  page,
}) => {
  const errors = await open(page);
  await openRecording(page, "Early shift");
  const { startMs } = await range(page);
  await scrubTo(page, 0.5);
  const noteMs = await timeMs(page);
  await page.keyboard.press("b");
  await page.getByPlaceholder("What happened here?").fill("Bolts of lot 7 look dull");
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("What happened here?")).toHaveCount(0);
  await onlyMarks(page, "Notes");
  await page.keyboard.press("Home");
  await page.waitForFunction((at) => window.gemba?.table()?.timeMs() === at, startMs);
  await page.keyboard.press("]");
  await page.waitForFunction((at) => Math.abs((window.gemba?.table()?.timeMs() ?? 0) - at) < 1, noteMs);

  const fromMs = await scrubTo(page, 0.49);
  await page.keyboard.press("u");
  const toMs = await scrubTo(page, 0.52);
  await page.keyboard.press("i");
  await page.keyboard.press("o");
  await expect(button(page, /round and round/)).toHaveAttribute("aria-pressed", "true");
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seenMs: seen });
    window.gemba?.table()?.subscribe(() => seen.push(window.gemba?.table()?.frameTimeMs ?? 0));
  });
  await command(page, "Pause or go on");
  const field = page.getByRole("textbox", { name: "Speed as a number" });
  await field.fill("600");
  await field.press("Enter");
  await page.waitForFunction(() => {
    const { seenMs } = window as unknown as { seenMs: number[] };
    return seenMs.slice(2).some((each, index) => each < (seenMs[index + 1] ?? 0));
  });
  await lanes(page).focus();
  await page.keyboard.press("k");
  expect(await timeMs(page)).toBeGreaterThanOrEqual(fromMs - 1000);
  expect(await timeMs(page)).toBeLessThanOrEqual(toMs + 1000);

  await button(page, "Trim to a recording…").click();
  await page.getByLabel("Name of the recording").fill("Dull bolts");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved as recording “Dull bolts.mcap”")).toBeVisible();
  await openRecording(page, "Dull bolts");
  const cut = await range(page);
  expect([cut.startMs, cut.endMs]).toEqual([fromMs, toMs]);
  await expect(page.getByText("Simulated line")).toBeVisible();
  await expect(lanes(page)).toBeVisible();
  // What was selected in the whole shift is not selected here.
  await expect(page.getByRole("group", { name: "Selected time" })).toHaveCount(0);
  await page.keyboard.press("]");
  await page.waitForFunction((at) => Math.abs((window.gemba?.table()?.timeMs() ?? 0) - at) < 1, noteMs);
  await expectTrue(page, shiftFile);
  // A pack at the bolts knows its modules, which were made before the cut began.
  await choose(page, "D20");
  await inspector(page).locator(".chips .tag").first().click();
  const made = inspector(page).locator("details", { hasText: "Made of" });
  await expect.poll(() => made.locator("button.tag").count()).toBeGreaterThanOrEqual(4);
  await made.locator("button.tag").first().click();
  await expect(
    inspector(page).locator("details", { hasText: "Life" }).getByRole("listitem").first(),
  ).toBeVisible();

  await page.keyboard.press("r");
  await page.getByRole("button", { name: "Go live" }).click();
  await expect(badge(page)).toContainText("LIVE");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  const live = await timeMs(page);
  await page.waitForFunction((before) => (window.gemba?.table()?.timeMs() ?? 0) > before, live);
  expect(errors).toEqual([]);
});

test("a damaged file opens with its problem told, and plays", async ({ page }) => {
  const errors = await open(page);
  await openRecording(page, "Torn off");
  await page.getByRole("button", { name: "Show sources and their problems" }).click();
  await expect(page.getByText(/Torn off\.mcap/).first()).toBeVisible();
  await page.getByRole("button", { name: "Show sources and their problems" }).click();
  await scrubTo(page, 0.2);
  await expectTrue(page, shiftFile);
  const before = await timeMs(page);
  await page.keyboard.press("l");
  await page.waitForFunction((from) => (window.gemba?.table()?.timeMs() ?? 0) > from + 1000, before);
  await page.keyboard.press("k");
  expect(errors).toEqual([]);
});

test("a reload comes back to the recording and the place; a link with a time stands still there", async ({
  page,
}) => {
  const errors = await open(page);
  await openRecording(page, "Early shift");
  const placeMs = await scrubTo(page, 0.4);
  await expect.poll(() => new URL(page.url()).hash).toContain(new Date(Math.ceil(placeMs)).toISOString());
  await page.reload();
  await expect(badge(page)).toContainText("Early shift");
  await page.waitForFunction((at) => Math.abs((window.gemba?.table()?.timeMs() ?? 0) - at) <= 1, placeMs);
  // It plays, and is reloaded: it stands where it was.
  await page.keyboard.press("l");
  await movedFrom(page, placeMs + 1);
  const { href } = new URL(page.url());
  await page.reload();
  await expect(badge(page)).toContainText("Early shift");
  await page.waitForFunction(() => window.gemba?.table()?.speed === 0);
  // A link to a recording that is not there shows what there is, and says so.
  const gone = href.replace(/recording=[0-9a-f]+/, "recording=0000000000000000");
  await page.goto(gone);
  await expect(page.getByText(/not there any more/).first()).toBeVisible();
  await expect(badge(page)).toContainText("LIVE");
  expect(errors).toEqual([]);
});
