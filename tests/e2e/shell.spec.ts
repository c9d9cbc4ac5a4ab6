// Live data must not cost React anything: the app shell and the scene stand still in React while a thousand frames go by.
import { expect, test } from "@playwright/test";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { openLive } from "../support/open-page.ts";

const liveFrames = 1000;

test.describe("the whole app on the live line", () => {
  let gemba: GembaProcess;
  test.beforeAll(async () => {
    gemba = await startGemba([]);
  });
  test.afterAll(async () => {
    await gemba.stop();
  });

  test("commits neither shell nor scene over 1,000 live frames", async ({ page }) => {
    test.setTimeout(240_000);
    // The flat view costs little to draw, so frames come at their full pace; the scene stays mounted behind it.
    await openLive(page, gemba.url);
    await page.getByRole("treeitem").first().focus();
    await page.keyboard.press("s");
    await page.waitForFunction(() => (window.gemba?.table()?.version ?? 0) > 60);
    const before = await page.evaluate(() => ({
      version: window.gemba?.table()?.version ?? 0,
      commits: { ...window.gemba?.commitCounts },
    }));
    expect(Object.keys(before.commits)).toEqual(expect.arrayContaining(["app", "stage", "scene"]));
    await page.waitForFunction(
      (version) => (window.gemba?.table()?.version ?? 0) >= version,
      before.version + liveFrames,
    );
    expect(await page.evaluate(() => ({ ...window.gemba?.commitCounts }))).toEqual(before.commits);
  });
});
