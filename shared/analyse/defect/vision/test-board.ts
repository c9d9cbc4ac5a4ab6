// Pictures of dark tracks on a bright ground with flaws of known place, for tests of what looks at pictures.
import { seededRandom } from "../../../base/random.ts";
import { type GrayImage, translated } from "./image.ts";

/** A rectangle of one grey value: left, top, right, bottom (not included), value. */
export type Patch = readonly [number, number, number, number, number];

const [ground, track] = [200, 60];
const side = 200;

/** Tracks along and across with gaps between them, and what is painted over. */
export function board(...painted: readonly Patch[]): GrayImage {
  const gray = new Uint8Array(side * side).fill(ground);
  const tracks: Patch[] = [
    ...[20, 70, 120].map((y): Patch => [10, y, 170, y + 12, track]),
    [150, 20, 162, 160, track],
    [30, 150, 100, 185, track],
  ];
  for (const [left, top, right, bottom, value] of [...tracks, ...painted])
    for (let y = top; y < bottom; y += 1) gray.fill(value, y * side + left, y * side + right);
  return { width: side, height: side, gray };
}

/** One flaw of each kind at known places. */
export const flawOf = {
  open: [80, 70, 86, 82, ground],
  short: [60, 32, 66, 70, track],
  copper: [110, 100, 118, 108, track],
  pinhole: [60, 160, 66, 166, ground],
} as const satisfies Record<string, Patch>;

/** The picture as another camera position, lamp and noise show it; `dx`, `dy` in pixels, parts of them as well. */
export function photographed(
  image: GrayImage,
  { dx = 0, dy = 0, gain = 1, offset = 0, shade = 0, noise = 0, seed = 1 },
): GrayImage {
  const random = seededRandom(seed);
  const { gray, width, height } = translated(image, dx, dy);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      gray[y * width + x] =
        gray[y * width + x]! * gain +
        offset +
        (shade * x) / width +
        noise * (random.next() + random.next() + random.next() - 1.5);
  return { width, height, gray };
}
