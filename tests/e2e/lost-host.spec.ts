// A host that freezes or dies under an open page: the page says so, shows nothing as live meanwhile, and comes back by itself.
// How fast is measured by `npm run bench -- desk`; here it must happen at all.
import { expect, type Page, test } from "@playwright/test";
import type {} from "../support/page-window.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";

/** What the page knows of its link, read from its live table. */
interface Picture {
  readonly stale: boolean;
  readonly version: number;
  readonly frameTimeMs: number;
}

async function picture(page: Page): Promise<Picture | undefined> {
  return page.evaluate(() => {
    const table = window.gemba?.table();
    return table && { stale: table.stale, version: table.version, frameTimeMs: table.frameTimeMs };
  });
}

/** Waits until the page's values are stale, or live again. */
async function becomesStale(page: Page, stale: boolean): Promise<void> {
  await page.waitForFunction((wanted) => window.gemba?.table()?.stale === wanted, stale);
}

/** Nothing claims to be live: the badge is gone, the banner is there, and the table stands still between two looks. */
async function showsNothingLive(page: Page): Promise<void> {
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByText("NOT LIVE", { exact: true })).toBeVisible();
  await expect(page.getByText("LIVE", { exact: true })).toHaveCount(0);
  expect(await picture(page)).toEqual(await picture(page));
}

async function openLive(page: Page, gemba: GembaProcess): Promise<void> {
  await page.goto(gemba.url);
  await page.waitForFunction(() => (window.gemba?.table()?.version ?? 0) > 5);
}

test.describe("an open page", () => {
  let gemba: GembaProcess;
  test.beforeEach(async () => {
    gemba = await startGemba([]);
  });
  test.afterEach(async () => {
    gemba.signal("SIGCONT");
    await gemba.stop();
  });

  test("says that its host is frozen, stands still, and goes on when it returns", async ({ page }) => {
    await openLive(page, gemba);
    gemba.signal("SIGSTOP");
    await becomesStale(page, true);
    await showsNothingLive(page);
    const before = await picture(page);
    gemba.signal("SIGCONT");
    await becomesStale(page, false);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.waitForFunction(
      (version) => (window.gemba?.table()?.version ?? 0) > version + 5,
      before?.version ?? 0,
    );
  });

  test("says that its host died, and is back when it is started again", async ({ page }) => {
    await openLive(page, gemba);
    await gemba.kill();
    await becomesStale(page, true);
    await showsNothingLive(page);
    const before = await picture(page);
    gemba = await startGemba([], { dataDir: gemba.dataDir, port: gemba.port });
    await becomesStale(page, false);
    await page.waitForFunction(
      (version) => (window.gemba?.table()?.version ?? 0) > version + 5,
      before?.version ?? 0,
    );
  });

  test("goes on when a second one is closed", async ({ page, context }) => {
    await openLive(page, gemba);
    const second = await context.newPage();
    await openLive(second, gemba);
    await second.close();
    const before = await picture(page);
    await page.waitForFunction(
      (version) => (window.gemba?.table()?.version ?? 0) > version + 5,
      before?.version ?? 0,
    );
    expect((await picture(page))?.stale).toBe(false);
  });
});
