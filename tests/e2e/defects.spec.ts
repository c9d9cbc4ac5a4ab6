// What is not as usual, as a person goes through it: the demo shift as a recording, from the first finding to its evidence, up the line
// to the suspect, and a finding that is dismissed and stays so.
import { expect, type Page, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDemoShift } from "../support/demo-shift.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors } from "../support/open-page.ts";

let gemba: GembaProcess;
const dir = mkdtempSync(join(tmpdir(), "gemba-defects-"));
test.beforeAll(async () => {
  gemba = await startGemba(["--source", `recording:${addDemoShift(dir, "shift")}`]);
});
test.afterAll(async () => {
  await gemba.stop();
  rmSync(dir, { recursive: true });
});

async function load(page: Page, place = ""): Promise<void> {
  await page.addInitScript(() => {
    localStorage.setItem("gemba.theme", "light");
    localStorage.setItem("gemba.tier", "light");
  });
  await page.goto(`${gemba.url}${place}`);
}

/** Opens the recording and waits until its findings are there. */
async function open(page: Page): Promise<void> {
  await load(page);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.keyboard.press("d");
  await expect(panel(page).getByRole("listitem").first()).toBeVisible();
}

const panel = (page: Page) => page.getByRole("region", { name: "Defects" });
const shownMs = (page: Page): Promise<number> => page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);

test("pins stand as soon as the host has read the recording, though nothing else on the page changes", async ({
  page,
}) => {
  // The first to ask this host: the report comes long after the first picture.
  await load(page, "#at=2026-01-05T08:30:00Z");
  const draws = (): Promise<number> => page.evaluate(() => window.gemba?.scene().draws ?? 0);
  await expect.poll(() => page.evaluate(() => window.gemba?.findings().length)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Layers" }).click();
  const on = await draws();
  expect(on).toBeGreaterThan(20);
  await page.getByRole("menuitemcheckbox", { name: "Defects" }).click();
  await expect.poll(draws).toBe(on - 1);
});

test("from the first finding to its evidence, up the line to the suspect, and a dismissal that lasts", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await open(page);

  // The first is the fouling glass, and the playhead goes to where it was flagged.
  const startMs = await shownMs(page);
  await page.keyboard.press("e");
  const card = panel(page);
  await expect(card.getByRole("button", { name: /^B10b / }).first()).toBeVisible();
  await expect(card).toContainText("Scattered light");
  await expect(card).toContainText("20 simulated clean shifts");
  await expect.poll(() => shownMs(page)).toBeGreaterThan(startMs + 20 * 60_000);
  expect(await shownMs(page)).toBeLessThan(startMs + 60 * 60_000);
  await expect
    .poll(() => page.evaluate(() => window.gemba?.findings().map(({ assetId }) => assetId)))
    .toEqual(["B10b"]);

  // The next has bad parts: head b and lot L2 together are what they are associated with, with the four cells.
  await page.keyboard.press("n");
  await expect(card).toContainText("Associated with");
  await expect(card).toContainText("made at B10b and lot L2 at A50");
  const cells = card.getByRole("table", { name: /made at B10b and lot L2/ });
  // Bad and good parts with both, and without: 15 of 171 and 8 of 493 in this shift.
  await expect(cells).toContainText("15156");
  await expect(cells).toContainText("8485");
  await expect(card).toContainText("12 escaped");

  // The camera of weld vision saw them, though the playhead stands before some of them were made.
  const picture = page.getByRole("dialog", { name: /^Picture of M/ });
  await card
    .getByRole("button", { name: /Open the picture of M[\d-]+ at B20/ })
    .first()
    .click();
  await expect(picture).toContainText("Simulated camera");
  await expect(picture).toContainText(/1 of \d+/);
  await page.keyboard.press("PageDown");
  await expect(picture).toContainText(/2 of \d+/);
  await expect(picture).toContainText("Narrowest seam width");
  await page.keyboard.press("Escape");
  await card
    .getByRole("button", { name: /Follow/ })
    .first()
    .click();
  await expect(page.getByRole("treeitem", { selected: true })).toContainText("Laser weld b");

  // The last is a sensor; its witnesses did not move. It is dismissed.
  await page.keyboard.press("n");
  await expect(card).toContainText("Paste temperature, thermocouple 2");
  await expect(card.getByText("did not move").first()).toBeVisible();
  await card.getByRole("button", { name: "Dismiss…" }).click();
  await card.getByRole("button", { name: "Known" }).click();
  await card.getByRole("textbox").fill("Sensor is ordered");
  await card.getByRole("button", { name: "Dismiss" }).last().click();
  await expect(card.getByText("Sensor is ordered")).toBeVisible();

  // It stays dismissed after the page, and after the host, were started anew.
  await open(page);
  await card.getByText("1 dismissed").click();
  await expect(card.getByRole("listitem").filter({ hasText: "C10" })).toContainText("Dismissed");
  expect(errors).toEqual([]);
});
