// A host that freezes or dies under an open page: the page says so, shows nothing as live meanwhile, and comes back by itself.
import { expect, type Page, test } from "@playwright/test";
import type {} from "../support/page-window.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";

const saysWithinMs = 2000;
const backWithinMs = 5000;

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

/** Milliseconds until the page's values are stale, or live; fails after 20 s. */
async function msUntilStale(page: Page, stale: boolean): Promise<number> {
  const startedMs = performance.now();
  await page.waitForFunction((wanted) => window.gemba?.table()?.stale === wanted, stale, {
    polling: 20,
    timeout: 20_000,
  });
  return performance.now() - startedMs;
}

async function openLive(page: Page, gemba: GembaProcess): Promise<void> {
  await page.goto(gemba.url);
  await page.waitForFunction(() => (window.gemba?.table()?.version ?? 0) > 5, undefined, { timeout: 30_000 });
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

  test("says within 2 s that its host is frozen, stands still, and goes on within 5 s of its return", async ({
    page,
  }) => {
    await openLive(page, gemba);
    gemba.signal("SIGSTOP");
    expect(await msUntilStale(page, true)).toBeLessThan(saysWithinMs);
    await expect(page.getByRole("alert").first()).toBeVisible({ timeout: 500 });
    const before = await picture(page);
    await page.waitForTimeout(3000);
    expect(await picture(page)).toEqual(before);
    gemba.signal("SIGCONT");
    expect(await msUntilStale(page, false)).toBeLessThan(backWithinMs);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.waitForFunction(
      (version) => (window.gemba?.table()?.version ?? 0) > version + 5,
      before?.version ?? 0,
    );
  });

  test("says at once that its host died, and is back within 5 s of its restart", async ({ page }) => {
    await openLive(page, gemba);
    await gemba.kill();
    expect(await msUntilStale(page, true)).toBeLessThan(saysWithinMs);
    const before = await picture(page);
    await page.waitForTimeout(3000);
    expect(await picture(page)).toEqual(before);
    gemba = await startGemba([], { dataDir: gemba.dataDir, port: gemba.port });
    expect(await msUntilStale(page, false)).toBeLessThan(backWithinMs);
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
