// Without colour the states are still told apart: by the shape of their marks and by the pattern of their lanes.
import { expect, type Page, test } from "@playwright/test";
import { assetStates } from "#shared/model/state.ts";
import { type GalleryServer, serveGallery } from "../visual/gallery-server.ts";

/** Pixels count as drawn when they differ from their ground by this many of 255 levels. */
const levels = 20;
/** Two shapes differ when at least this share of the drawn pixels of both belongs to one of them alone. */
const leastApart = 0.15;

let gallery: GalleryServer;
test.beforeAll(async () => {
  gallery = await serveGallery();
});
test.afterAll(async () => {
  await gallery.close();
});

/** For each element with the attribute, which of its pixels are drawn, cut out of a picture of the page as it is shown. */
async function silhouettes(page: Page, attribute: string, inset: number): Promise<Record<string, boolean[]>> {
  const png = (await page.screenshot()).toString("base64");
  return page.evaluate(
    async ({ picture, name, margin, least }) => {
      const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      const cut: Record<string, boolean[]> = {};
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const box = element.getBoundingClientRect();
        const data = context?.getImageData(
          Math.round(box.left) + margin,
          Math.round(box.top),
          Math.round(box.width) - 2 * margin,
          Math.round(box.height),
        ).data;
        if (data === undefined) continue;
        const drawn: boolean[] = [];
        let coloured = 0;
        for (let at = 0; at < data.length; at += 4) {
          const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
          coloured = Math.max(coloured, Math.abs(red - green), Math.abs(green - blue));
          drawn.push(Math.abs(red - (data[0] ?? 0)) > least);
        }
        if (coloured > 2) throw new Error(`${element.getAttribute(name) ?? ""} still has colour`);
        cut[element.getAttribute(name) ?? ""] = drawn;
      }
      return cut;
    },
    { picture: png, name: attribute, margin: inset, least: levels },
  );
}

/** Share of the pixels drawn in either that are drawn in one only (Jaccard distance). */
function apart(one: readonly boolean[], other: readonly boolean[]): number {
  let [either, single] = [0, 0];
  one.forEach((drawn, at) => {
    if (drawn || other[at] === true) either += 1;
    if (drawn !== other[at]) single += 1;
  });
  return either === 0 ? 0 : single / either;
}

for (const [what, attribute, inset] of [
  ["marks", "data-mark", 0],
  // The middle of the stretch, without the running before and after it.
  ["lanes", "data-lane", 44],
] as const) {
  test(`the ${what} of any two states differ in shape in a grey picture, in every theme`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(`${gallery.origin}gallery/panels.html?view=states&grey`);
    await expect(page.locator(`[${attribute}]`)).toHaveCount(3 * assetStates.length);
    await page.evaluate(() => document.fonts.ready);
    const shapes = await silhouettes(page, attribute, inset);
    const alike: string[] = [];
    for (const theme of ["light", "dark", "show"]) {
      for (const [index, one] of assetStates.entries()) {
        const shape = shapes[`${theme} ${one}`] ?? [];
        expect(shape.filter(Boolean).length, `${theme} ${one} is drawn`).toBeGreaterThan(20);
        for (const other of assetStates.slice(index + 1)) {
          const share = apart(shape, shapes[`${theme} ${other}`] ?? []);
          if (share < leastApart) alike.push(`${theme}: ${one} and ${other} ${share.toFixed(2)}`);
        }
      }
    }
    expect(alike).toEqual([]);
  });
}
