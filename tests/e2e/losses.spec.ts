// What a shift leader does with losses: looks at the OEE, goes to a stop, says why it was, leaves a note, finds both again.
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

const losses = (page: Page) => page.getByRole("region", { name: "Losses" });
const timeMs = (page: Page): Promise<number> => page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);

async function openLosses(page: Page, tab: "OEE" | "Hours" | "Stops" | "Notes"): Promise<void> {
  await openFlat(page, gemba.url);
  await page.getByRole("button", { name: "Losses", exact: true }).click();
  await losses(page).getByRole("button", { name: tab, exact: true }).click();
}

test("OEE of the line end with its coverage, technical availability of a station, and the hours of the shift", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openLosses(page, "OEE");
  await expect(losses(page).getByRole("button", { name: "Line end D90" })).toBeVisible();
  await expect(losses(page).getByText(/of the planned time is known/)).toBeVisible();
  const waterfall = losses(page).getByRole("table", { name: /where it went/ });
  await expect(waterfall.getByRole("row").first()).toContainText("Planned busy time");
  await expect(waterfall.getByRole("row").last()).toContainText("good × ideal cycle");
  await page.getByRole("treeitem", { name: /\bB10a\b/ }).click();
  await losses(page).getByRole("button", { name: "B10a", exact: true }).click();
  await expect(losses(page).getByText("Technical availability", { exact: true })).toBeVisible();
  await losses(page).getByRole("button", { name: "Hours", exact: true }).click();
  // 06:00 to 14:00, each hour with its plan.
  await expect(losses(page).getByRole("row")).toHaveCount(9);
  // One fact, one number: the whole first hour and the running one make the output of the top bar.
  await page.getByRole("button", { name: /^Pause/ }).click();
  await expect
    .poll(async () => {
      const cells = await losses(page).locator(".board__actual").allInnerTexts();
      const sum = cells.reduce((total, text) => total + (Number(text) || 0), 0);
      const shown = await page.getByLabel("Output of the shift").innerText();
      return shown.includes(`${sum} packs`) || shown.replace(/\s+/g, " ").includes(`Actual ${sum}`);
    })
    .toBe(true);
  expect(errors).toEqual([]);
});

test("a stop is gone to, gets a reason by keyboard, and still has it after a reload", async ({ page }) => {
  const errors = collectErrors(page);
  await openLosses(page, "Stops");
  const row = losses(page).getByRole("listitem").filter({ hasText: /B10a/ }).filter({ hasText: "Breakdown" });
  await losses(page).getByRole("button", { name: "Longest" }).click();
  await row.getByRole("button", { name: /^B10a/ }).click();
  await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
  // The scripted stop of 06:40, at its first moment.
  await expect.poll(async () => new Date(await timeMs(page)).toISOString().slice(14, 19)).toBe("40:00");
  await expect(page.getByRole("treeitem", { selected: true })).toContainText("B10a");
  await row.getByRole("button", { name: /^Give the stop of B10a/ }).focus();
  await page.keyboard.press("Enter");
  // Technical stop, breakdown, wire break, mechanical failure.
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const assigned = losses(page).getByRole("listitem").filter({ hasText: "B10a Mechanical failure" });
  await expect(assigned).toContainText("Machine:");
  await expect(losses(page).getByRole("region", { name: "Reasons" })).toContainText("Mechanical failure");
  await page.reload();
  await openLosses(page, "Stops");
  await losses(page).getByRole("button", { name: "Longest" }).click();
  await expect(assigned).toBeVisible();
  expect(errors).toEqual([]);
});

test("a note at the playhead is a mark and stands in the list, which goes back to it", async ({ page }) => {
  const errors = collectErrors(page);
  await openLosses(page, "Notes");
  await page.getByRole("treeitem", { name: "A20 Cell test" }).click();
  await page.getByRole("button", { name: /^Pause/ }).click();
  await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
  const notedMs = await timeMs(page);
  await page.keyboard.press("b");
  await page.keyboard.type("Spindle sounds rough");
  await page.keyboard.press("Enter");
  const note = losses(page).getByRole("button", { name: /Spindle sounds rough/ });
  await expect(note).toContainText("A20");
  await page.getByRole("button", { name: "Follow live" }).click();
  await page.getByRole("treeitem", { name: "A30 Plasma clean" }).click();
  // The step back through the marks of the plant finds it among them: notes are marks.
  await note.click();
  await expect.poll(async () => Math.abs((await timeMs(page)) - notedMs)).toBeLessThan(1);
  await expect(page.getByRole("treeitem", { selected: true })).toContainText("A20");
  await page.keyboard.press(",");
  await expect.poll(async () => timeMs(page)).toBeLessThan(notedMs);
  await page.keyboard.press(".");
  await expect.poll(async () => Math.abs((await timeMs(page)) - notedMs)).toBeLessThan(1);
  expect(errors).toEqual([]);
});
