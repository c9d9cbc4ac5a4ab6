// Opens the app as a person would, and keeps what the page complained about.
import { expect, type Page } from "@playwright/test";

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
  await expect(page.getByRole("tree")).toBeVisible({ timeout: 30_000 });
  await page.waitForFunction(() => (window.gemba?.table()?.version ?? 0) > 3, undefined, { timeout: 30_000 });
}
