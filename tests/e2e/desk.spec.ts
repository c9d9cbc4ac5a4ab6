// What a person does with the screen itself, by keyboard where it can be: palette, views, graphics, frame budget, tooltips.
import { expect, type Page, test } from "@playwright/test";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, openFlat, openLive } from "../support/open-page.ts";

test.setTimeout(240_000);
let gemba: GembaProcess;
test.beforeAll(async () => {
  gemba = await startGemba([]);
});
test.afterAll(async () => {
  await gemba.stop();
});

const palette = (page: Page) => page.getByRole("dialog", { name: "Commands and assets" });
const budget = (page: Page) => page.getByRole("region", { name: "Frame budget" });

/** Where an asset is on the page; undefined when it is not in the picture. */
async function placeOf(page: Page, assetId: string): Promise<{ x: number; y: number } | undefined> {
  return page.evaluate((id) => window.gemba?.screenPlaceOf(id), assetId);
}

/** Waits until an asset is within two pixels of where it was. */
async function isBackAt(
  page: Page,
  assetId: string,
  place: { x: number; y: number } | undefined,
): Promise<void> {
  expect(place).toBeDefined();
  await expect
    .poll(async () => {
      const now = await placeOf(page, assetId);
      return now === undefined || place === undefined
        ? Infinity
        : Math.hypot(now.x - place.x, now.y - place.y);
    })
    .toBeLessThan(2);
}

/** How far an asset is from the middle of the picture, as a share of its width; undefined when it is outside. */
async function offCentre(page: Page, assetId: string): Promise<number | undefined> {
  const place = await placeOf(page, assetId);
  const box = await page.locator(".centre__stage").boundingBox();
  if (place === undefined || box === null) return undefined;
  return Math.hypot(place.x - box.x - box.width / 2, place.y - box.y - box.height / 2) / box.width;
}

/** Waits until the scene draws and its camera rests. */
async function cameraRests(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const scene = window.gemba?.scene();
    return scene !== undefined && scene.frames > 2 && !scene.cameraMoves;
  });
}

/** Types into the palette and takes its first line. */
async function runByName(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.type(words);
  await expect(palette(page).getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(palette(page)).toHaveCount(0);
}

test("the palette finds a station by keyboard alone, selects it and frames it", async ({ page }) => {
  const errors = collectErrors(page);
  await openLive(page, gemba.url);
  await cameraRests(page);
  expect(await offCentre(page, "B10a")).not.toBeLessThan(0.02);
  const tree = page.getByRole("tree");
  await tree.focus();
  await page.keyboard.press("Control+k");
  const field = palette(page).getByRole("combobox");
  await expect(field).toBeFocused();
  await page.keyboard.type("b10a");
  const options = palette(page).getByRole("option");
  await expect(options.first()).toContainText("Laser weld a");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toHaveCount(0);
  await expect(tree).toBeFocused();
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText("Laser weld a");
  await cameraRests(page);
  expect(await offCentre(page, "B10a")).toBeLessThan(0.05);
  expect(errors).toEqual([]);
});

test("arrows choose, Esc leaves without doing anything, and what was used comes first", async ({ page }) => {
  await openFlat(page, gemba.url);
  await page.keyboard.press("Control+k");
  const options = palette(page).getByRole("option");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  const active = await palette(page).getByRole("combobox").getAttribute("aria-activedescendant");
  expect(active).toBe(await options.nth(1).getAttribute("id"));
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
  await runByName(page, "sources and their");
  await expect(page.getByRole("region", { name: "Sources" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(options.first()).toContainText("Sources and their problems");
});

test("a saved view comes back after a reload: camera, layers and selection", async ({ page }) => {
  await openLive(page, gemba.url);
  await cameraRests(page);
  await runByName(page, "b10a");
  await cameraRests(page);
  await runByName(page, "layer flow");
  await runByName(page, "save this view");
  await expect(page.getByRole("textbox", { name: "Name of the view" })).toBeFocused();
  await page.keyboard.type("My weld");
  await page.keyboard.press("Enter");
  const place = await placeOf(page, "B10a");
  // Elsewhere, with another selection and all layers, and then away.
  await runByName(page, "layer flow");
  await runByName(page, "d80a");
  await cameraRests(page);
  await page.reload();
  await openLive(page, gemba.url);
  await cameraRests(page);
  await runByName(page, "my weld");
  await cameraRests(page);
  await isBackAt(page, "B10a", place);
  await expect(page.getByRole("region", { name: "Inspector" })).toContainText("Laser weld a");
  await page.getByRole("button", { name: "Layers", exact: true }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Flow" })).toHaveAttribute("aria-checked", "false");
});

test("the desk comes back as it was left: camera, layers, folded and resized panels", async ({ page }) => {
  await openLive(page, gemba.url);
  await cameraRests(page);
  await page.keyboard.press("3");
  await cameraRests(page);
  const place = await placeOf(page, "B10b");
  await page.getByRole("button", { name: "Collapse Inspector" }).click();
  const splitter = page.getByRole("separator", { name: "Resize Plant" });
  await splitter.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  const size = await splitter.getAttribute("aria-valuenow");
  await page.keyboard.press("s");
  await page.reload();
  await openLive(page, gemba.url);
  await expect(page.getByRole("img", { name: /schematic/i })).toBeVisible();
  await expect(page.getByRole("button", { name: "Expand Inspector" })).toBeVisible();
  await expect(splitter).toHaveAttribute("aria-valuenow", size ?? "");
  await page.keyboard.press("s");
  await page.getByRole("button", { name: "Expand Inspector" }).click();
  await splitter.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowLeft");
  await cameraRests(page);
  await isBackAt(page, "B10b", place);
});

test("graphics are chosen by hand, and the frame budget says what they cost", async ({ page }) => {
  await openLive(page, gemba.url);
  await cameraRests(page);
  await page.keyboard.press("p");
  await expect(budget(page)).toContainText("without a graphics card");
  const tier = (): Promise<string | undefined> => page.evaluate(() => window.gemba?.scene().tier);
  expect(await tier()).toBe("light");
  await budget(page).getByRole("combobox", { name: "Graphics" }).selectOption("standard");
  await expect.poll(tier).toBe("standard");
  await expect(budget(page)).toContainText("chosen by hand");
  await runByName(page, "graphics light");
  await expect.poll(tier).toBe("light");
  // Paused, nothing is drawn any more, and looking at the figures draws nothing: they are those of the last frame.
  await page.keyboard.press("k");
  await expect(page.getByText("PAUSED", { exact: true })).toBeVisible();
  const frames = (): Promise<number | undefined> => page.evaluate(() => window.gemba?.scene().frames);
  await expect
    .poll(async () => {
      const before = await frames();
      await page.waitForTimeout(2500);
      return ((await frames()) ?? 0) - (before ?? 0);
    })
    .toBe(0);
  await expect(budget(page)).toContainText("at rest");
  const counters = await page.evaluate(() => ({ ...window.gemba?.scene() }));
  const figure = (name: string) => budget(page).locator(`[data-figure="${name}"]`);
  await expect(figure("draws")).toHaveText((counters.draws ?? 0).toLocaleString("en-GB"));
  await expect(figure("triangles")).toHaveText((counters.triangles ?? 0).toLocaleString("en-GB"));
  await expect(figure("ratio")).toHaveText((counters.pixelRatio ?? 0).toFixed(2));
  await expect(figure("cpu")).toContainText("ms of 16.7 ms");
  await page.keyboard.press("p");
  await expect(budget(page)).toHaveCount(0);
});

test("the picture is at its sharpest when it rests, however slow it was in motion", async ({ page }) => {
  await openLive(page, gemba.url);
  await cameraRests(page);
  await page.keyboard.press("k");
  const stage = await page.locator(".centre__stage").boundingBox();
  const [x, y] = [(stage?.x ?? 0) + 200, (stage?.y ?? 0) + 150];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 60; step += 1) {
    await page.mouse.move(x + step * 3, y + step);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
  await cameraRests(page);
  await expect.poll(() => page.evaluate(() => window.gemba?.scene().pixelRatio)).toBe(1);
});

test("a button reached by keyboard says its name and its key, and nothing of it is cut off", async ({
  page,
}) => {
  await openFlat(page, gemba.url);
  await page.getByRole("button", { name: "Keyboard" }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  const tip = page.getByRole("tooltip");
  await expect(tip).toContainText("Keyboard");
  await expect(tip.locator("kbd")).toHaveText("?");
  const box = await tip.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1280);
  await page.keyboard.press("Escape");
  await expect(tip).toBeHidden();
});

test("less motion: the camera cuts to a view instead of easing", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openLive(page, gemba.url);
  await cameraRests(page);
  const placesOnTheWay = await page.evaluate(async () => {
    const seen = new Set<string>();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "4", code: "Digit4", bubbles: true }));
    for (let frame = 0; frame < 40; frame += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const place = await window.gemba?.screenPlaceOf("C10");
      seen.add(place === undefined ? "out" : `${place.x.toFixed(0)} ${place.y.toFixed(0)}`);
    }
    return seen.size;
  });
  // Where it was, and where it is.
  expect(placesOnTheWay).toBeLessThanOrEqual(2);
});
