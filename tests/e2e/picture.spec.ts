// Saves a picture of the view, of the scene and of the schematic: a PNG as large as its canvas, with a line at its foot.
import { expect, type Page, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, openFlat, openLive } from "../support/open-page.ts";

let gemba: GembaProcess;
test.beforeAll(async () => {
  gemba = await startGemba([]);
});
test.afterAll(async () => {
  await gemba.stop();
});

interface Picture {
  readonly width: number;
  readonly height: number;
  /** How many colours there are above the foot, and in it. */
  readonly coloursAbove: number;
  readonly coloursInFoot: number;
}

/** Saves a picture by `how`, and looks at the file in the page's own browser. */
async function saved(page: Page, how: () => Promise<void>): Promise<Picture> {
  const downloading = page.waitForEvent("download");
  await how();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^.+ \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.png$/);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  return page.evaluate(async (base64) => {
    const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([file], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const colours = (top: number, height: number): number => {
      const data = context?.getImageData(0, top, image.width, height).data ?? new Uint8ClampedArray();
      return new Set(new Uint32Array(data.buffer)).size;
    };
    const foot = 28;
    return {
      width: image.width,
      height: image.height,
      coloursAbove: colours(0, image.height - 40),
      coloursInFoot: colours(image.height - foot, foot),
    };
  }, bytes.toString("base64"));
}

const sizeOf = (page: Page, canvas: string): Promise<{ width: number; height: number }> =>
  page.evaluate((selector) => {
    const { width = 0, height = 0 } = document.querySelector<HTMLCanvasElement>(selector) ?? {};
    return { width, height };
  }, canvas);

test("of the scene, by the button", async ({ page }) => {
  const errors = collectErrors(page);
  await openLive(page, gemba.url);
  await page.waitForFunction(() => (window.gemba?.scene().frames ?? 0) > 0);
  await page.getByRole("button", { name: /^Pause/ }).click();
  // Before the notice takes a strip of the stage.
  const size = await sizeOf(page, ".centre__view--scene canvas");
  const picture = await saved(page, () =>
    page.getByRole("button", { name: "Save a picture of the view" }).click(),
  );
  expect(picture).toMatchObject(size);
  // A plant is in it, and words.
  expect(picture.coloursAbove).toBeGreaterThan(50);
  expect(picture.coloursInFoot).toBeGreaterThan(8);
  await expect(page.getByText(/^Saved as .*\.png$/)).toBeVisible();
  expect(errors).toEqual([]);
});

test("of the schematic, by its name", async ({ page }) => {
  const errors = collectErrors(page);
  await openFlat(page, gemba.url);
  await expect(page.locator(".schematic__canvas")).toBeVisible();
  // A canvas that was never drawn is 300 wide.
  await expect.poll(async () => (await sizeOf(page, ".schematic__canvas")).width).not.toBe(300);
  const size = await sizeOf(page, ".schematic__canvas");
  const picture = await saved(page, async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Save a picture");
    await page.keyboard.press("Enter");
  });
  expect(picture).toMatchObject(size);
  expect(picture.coloursAbove).toBeGreaterThan(20);
  expect(picture.coloursInFoot).toBeGreaterThan(8);
  expect(errors).toEqual([]);
});
