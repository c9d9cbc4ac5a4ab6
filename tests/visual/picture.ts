// Pictures of gallery pages as numbers: an exact hash, a thumbnail of average colours, and how many pixels have a colour.
// Decoded in the page that was photographed, because the browser can and nothing else here does.
import type { Page } from "@playwright/test";
import type { Gallery } from "../../renderer/gallery/gallery.tsx";
import type { KitCamera } from "../../renderer/gallery/kit/kit-cameras.ts";
import type { Kit } from "../../renderer/gallery/kit/kit-page.tsx";

declare global {
  interface Window {
    gallery?: Gallery;
    kit?: Kit;
  }
}

export const thumbnailWidth = 32;
export const thumbnailHeight = 24;

export interface Picture {
  /** Width, height and SHA-256 of the pixels. */
  readonly hash: string;
  /** Average red, green and blue, 0..255, of 32 x 24 fields, line by line. */
  readonly thumbnail: readonly number[];
  /** Share of the pixels that are not of the most frequent colour. */
  readonly lit: number;
  /** Pixels of each colour asked for, one step of each channel allowed. */
  readonly pixels: readonly number[];
}

/** Describes a PNG (base64); counts the pixels of `colours` (`#rrggbb`). */
export function describePng(page: Page, base64: string, colours: readonly string[] = []): Promise<Picture> {
  return page.evaluate(
    async ({ png, wanted, columns, rows }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const { width, height } = image;
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d", { willReadFrequently: true });
      if (context === null) throw new Error("No 2D canvas");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const sums = new Float64Array(columns * rows * 4);
      const counts = new Map<number, number>();
      for (let y = 0; y < height; y += 1)
        for (let x = 0; x < width; x += 1) {
          const at = (y * width + x) * 4;
          const field = (Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)) * 4;
          const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
          for (const [channel, value] of [red, green, blue, 1].entries())
            sums[field + channel] = (sums[field + channel] ?? 0) + value;
          const colour = (red << 16) | (green << 8) | blue;
          counts.set(colour, (counts.get(colour) ?? 0) + 1);
        }
      const thumbnail: number[] = [];
      for (let field = 0; field < sums.length; field += 4)
        for (let channel = 0; channel < 3; channel += 1)
          thumbnail.push(Math.round((sums[field + channel] ?? 0) / (sums[field + 3] ?? 1)));
      const pixels = wanted.map((hex) => {
        const [r, g, b] = [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16));
        let sum = 0;
        for (const [colour, count] of counts) {
          const apart = [
            (colour >> 16) - (r ?? 0),
            ((colour >> 8) & 255) - (g ?? 0),
            (colour & 255) - (b ?? 0),
          ];
          if (apart.every((difference) => Math.abs(difference) <= 1)) sum += count;
        }
        return sum;
      });
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
      const hash = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const lit = 1 - Math.max(...counts.values()) / (width * height);
      return { hash: `${width}x${height} ${hash}`, thumbnail, lit, pixels };
    },
    { png: base64, wanted: colours, columns: thumbnailWidth, rows: thumbnailHeight },
  );
}

/** What the turntable shows now from a camera. */
export async function kitPicture(
  page: Page,
  camera: KitCamera,
  colours: readonly string[] = [],
): Promise<Picture> {
  const address = await page.evaluate((from) => window.kit?.draw(from).toDataURL("image/png"), camera);
  return describePng(page, (address ?? "").split(",")[1] ?? "", colours);
}

/** A page has been still when nothing changed for so long: panels ask once a second for what they still lack. */
const stillMs = 1500;
const mostMs = 60_000;

/** The page as a person sees it once it is all there, without animations: canvases are drawn, answers are in, letters have their font. */
export async function pagePicture(page: Page): Promise<Picture> {
  const beganMs = performance.now();
  let before = "";
  let changedMs = beganMs;
  while (performance.now() - beganMs < mostMs) {
    const png = (await page.screenshot({ animations: "disabled", caret: "hide" })).toString("base64");
    const nowMs = performance.now();
    if (png !== before) changedMs = nowMs;
    else if (nowMs - changedMs >= stillMs) return describePng(page, png);
    before = png;
    // What waits for its turn gets it: a frame, an idle moment, a frame.
    await page.evaluate(async () => {
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      await new Promise((resolve) => requestIdleCallback(resolve));
      await frame();
    });
  }
  throw new Error(`The page never stood still in ${mostMs / 1000} s`);
}

/** How far two thumbnails are apart, steps of a channel: on average, and where most. */
export function thumbnailDistance(
  a: readonly number[],
  b: readonly number[],
): { readonly mean: number; readonly most: number } {
  if (a.length !== b.length) return { mean: 255, most: 255 };
  let sum = 0;
  let most = 0;
  a.forEach((value, index) => {
    const apart = Math.abs(value - (b[index] ?? 0));
    sum += apart;
    most = Math.max(most, apart);
  });
  return { mean: sum / Math.max(1, a.length), most };
}

/** The fields of a thumbnail in which a machine of the turntable stands. */
export function middleOf(thumbnail: readonly number[]): number[] {
  const middle: number[] = [];
  for (let row = Math.floor(thumbnailHeight * 0.15); row < thumbnailHeight * 0.8; row += 1)
    for (let column = Math.floor(thumbnailWidth * 0.2); column < thumbnailWidth * 0.8; column += 1) {
      const at = (row * thumbnailWidth + column) * 3;
      middle.push(...thumbnail.slice(at, at + 3));
    }
  return middle;
}
