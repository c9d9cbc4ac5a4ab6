// What an engineer does first: open it, see the line move, choose a station, go back in time, come back to live.
import { expect, type Page, test } from "@playwright/test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assetStates } from "#shared/model/state.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, openLive } from "../support/open-page.ts";

const realDay = join(import.meta.dirname, "../../../shared/data/nist-smstestbed-mtconnect");

/** The row of an asset in the tree. */
const treeItem = (page: Page, id: string) => page.getByRole("treeitem", { name: new RegExp(`\\b${id}\\b`) });
const inspector = (page: Page) => page.getByRole("region", { name: "Inspector" });

/** Pictures the scene drew while the browser offered 120, after it came to rest. */
async function picturesWhile120Frames(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const offered = async (count: number): Promise<void> => {
      for (let frame = 0; frame < count; frame += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    await offered(60);
    const before = window.gemba?.scene().frames ?? 0;
    await offered(120);
    return (window.gemba?.scene().frames ?? 0) - before;
  });
}

test.describe("the demo line", () => {
  let gemba: GembaProcess;
  test.beforeAll(async () => {
    gemba = await startGemba([]);
  });
  test.afterAll(async () => {
    await gemba.stop();
  });

  test("moves when it is opened, without an error", async ({ page }) => {
    const errors = collectErrors(page);
    await openLive(page, gemba.url);
    await page.waitForFunction(
      () => (window.gemba?.scene?.().moves ?? 0) > 0 && (window.gemba?.scene?.().draws ?? 0) > 0,
    );
    const before = await page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);
    await page.waitForFunction((timeMs) => (window.gemba?.table()?.timeMs() ?? 0) > timeMs + 1000, before);
    await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
    await expect(page.getByText("Simulated line")).toBeVisible();
    expect(errors).toEqual([]);
  });

  test("tells of a station that is chosen in the tree", async ({ page }) => {
    await openLive(page, gemba.url);
    await treeItem(page, "B10a").click();
    await expect(inspector(page).getByText("Laser weld a").first()).toBeVisible();
    await expect(inspector(page)).toContainText("Laser power");
  });

  test("finds what is typed, without losing a key", async ({ page }) => {
    await openLive(page, gemba.url);
    const search = page.getByRole("searchbox");
    await search.click();
    await page.keyboard.type("compress and busbar", { delay: 0 });
    await expect(search).toHaveValue("compress and busbar");
    await expect(treeItem(page, "A50").first()).toBeVisible();
    await expect(treeItem(page, "D90")).toHaveCount(0);
  });

  test("pauses, shows the past and comes back to live", async ({ page }) => {
    await openLive(page, gemba.url);
    await page.getByRole("button", { name: /^Pause/ }).click();
    await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
    const pausedMs = await page.evaluate(() => window.gemba?.table()?.timeMs() ?? 0);
    expect(await picturesWhile120Frames(page)).toBe(0);
    const lanes = page.getByRole("img", { name: /State lanes/ });
    const box = await lanes.boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.5, (box?.y ?? 0) + 80);
    await page.waitForFunction(
      (timeMs) => (window.gemba?.table()?.timeMs() ?? Infinity) < timeMs - 600_000,
      pausedMs,
    );
    await page.getByRole("button", { name: "Follow live" }).click();
    await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
    await page.waitForFunction((timeMs) => (window.gemba?.table()?.timeMs() ?? 0) > timeMs, pausedMs);
  });

  test("can be seen flat", async ({ page }) => {
    await openLive(page, gemba.url);
    await page.getByRole("main").click({ position: { x: 5, y: 5 } });
    await page.keyboard.press("s");
    await expect(page.getByRole("img", { name: /schematic/i })).toBeVisible();
  });

  test("stops where a visitor stops it", async ({ page }) => {
    await openLive(page, gemba.url);
    await page.getByRole("button", { name: "Show sources and their problems" }).click();
    await page.getByLabel("Where").selectOption("B20");
    await page.getByRole("button", { name: "Do it" }).click();
    const stopped = assetStates.indexOf("microstop");
    await page.waitForFunction((code) => {
      const table = window.gemba?.table();
      return table?.assetState[table.plant.assetRowById.get("B20") ?? -1] === code;
    }, stopped);
  });
});

test.describe("the real day of three machines", () => {
  test.skip(!existsSync(realDay), "the recorded day is not beside the project");

  test("moves through its states and ends with every line read", async ({ page }) => {
    const gemba = await startGemba(["--source", `shdr:${realDay}`, "--speed", "600"]);
    try {
      const errors = collectErrors(page);
      await openLive(page, gemba.url);
      // Each machine is seen in at least two states.
      await page.evaluate(() => {
        const seen = new Map<number, Set<number>>();
        Object.assign(window, { seenStates: seen });
        window.gemba?.table()?.subscribe(() => {
          window.gemba
            ?.table()
            ?.assetState.forEach((state, row) => seen.set(row, (seen.get(row) ?? new Set()).add(state)));
        });
      });
      await page.waitForFunction(
        () =>
          [...(window as unknown as { seenStates: Map<number, Set<number>> }).seenStates.values()].filter(
            (states) => states.size > 1,
          ).length >= 3,
      );
      await page.getByRole("button", { name: "Show sources and their problems" }).click();
      await expect(page.getByText("157,537")).toBeVisible({ timeout: 200_000 });
      await expect(page.getByText("Ended").first()).toBeVisible();
      expect(errors).toEqual([]);
    } finally {
      await gemba.stop();
    }
  });
});
