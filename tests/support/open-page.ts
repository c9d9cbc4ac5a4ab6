// Opens the app as a person would, and keeps what the page complained about.
import { expect, type Page } from "@playwright/test";
import { memoryKey } from "../../renderer/state/visit.ts";

/** Errors of the page since it was opened: uncaught exceptions, console errors, and what graphics refused to do. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || /GL.*INVALID_/.test(message.text())) errors.push(message.text());
  });
  return errors;
}

/** Opens the printed address and waits until the plant is there and live. */
export async function openLive(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.waitForFunction(() => (window.gemba?.table()?.version ?? 0) > 3);
}

/**
 * Before a page is opened: as somebody left a plant who looked at the schematic. No scene is made, which takes both cores
 * for seconds, and the machine has time for the rest.
 */
export async function leaveFlat(page: Page, plantId = "demo"): Promise<void> {
  await page.addInitScript((key) => {
    const layers = { states: true, flow: true, values: false, labels: true, defects: true };
    if (localStorage.getItem(key) === null)
      localStorage.setItem(key, JSON.stringify({ views: [], last: { layers, mode: "schematic" } }));
  }, memoryKey(plantId));
}

/** Opens the printed address on the schematic of the demo plant, and waits until it is live. */
export async function openFlat(page: Page, url: string): Promise<void> {
  await leaveFlat(page);
  await openLive(page, url);
  await expect(page.getByRole("img", { name: /schematic/i })).toBeVisible();
}
