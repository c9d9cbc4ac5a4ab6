// Grey pictures and differences as pixels that a canvas can draw.
import type { Blob } from "#shared/analyse/defect/vision/blobs.ts";
import type { Difference } from "#shared/analyse/defect/vision/difference.ts";
import type { GrayImage } from "#shared/analyse/defect/vision/image.ts";

type Rgb = readonly [number, number, number];

/** `#rrggbb` as three numbers. */
export function rgbOf(color: string): Rgb {
  const bits = Number.parseInt(color.slice(1, 7), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** The picture itself. */
export function grayPixels({ width, height, gray }: GrayImage): ImageData {
  const pixels = new ImageData(width, height);
  for (let at = 0; at < width * height; at += 1)
    pixels.data.set([gray[at]!, gray[at]!, gray[at]!, 255], 4 * at);
  return pixels;
}

/** Pixels of blobs in one colour, see-through elsewhere. */
export function blobPixels({ width, height }: GrayImage, blobs: readonly Blob[], color: Rgb): ImageData {
  const pixels = new ImageData(width, height);
  for (const blob of blobs) for (const at of blob.pixels) pixels.data.set([...color, 140], 4 * at);
  return pixels;
}

/** All that differs, the denser the more: nothing at the noise, all of the colour at `fullTimes` of it. */
export function heatPixels({ signed, noise }: Difference, color: Rgb, fullTimes = 8): ImageData {
  const { width, height, gray } = signed;
  const pixels = new ImageData(width, height);
  for (let at = 0; at < width * height; at += 1) {
    const share = (Math.abs(gray[at]!) / noise - 1) / (fullTimes - 1);
    pixels.data.set([...color, 255 * Math.min(0.9, Math.max(0, share))], 4 * at);
  }
  return pixels;
}

/** A canvas of its own that holds the pixels. */
export function canvasOf(pixels: ImageData): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
  return canvas;
}
