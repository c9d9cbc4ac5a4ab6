// Pictures of a woven cloth that never lies twice in the same place, and flaws in it: what patch models are tested and measured on.
import { seededRandom } from "#shared/base/random.ts";
import type { GrayImage } from "#shared/analyse/defect/vision/image.ts";

export const wovenFlaws = ["none", "missingThread", "stain", "tear"] as const;
export type WovenFlaw = (typeof wovenFlaws)[number];

/**
 * Threads over and under each other about 7 px apart, waved, in uneven light and noise; place, light and noise follow from the seed.
 * `strength` of a flaw: 1 can be seen at a glance, at 0.5 a person has to look for it.
 */
export function wovenPicture(seed: number, flaw: WovenFlaw = "none", side = 192, strength = 1): GrayImage {
  const random = seededRandom(seed);
  const [phaseX, phaseY, wave, lamp] = [
    random.next() * 7,
    random.next() * 7,
    random.next() * 6,
    random.next(),
  ];
  const [flawX, flawY] = [(0.2 + 0.6 * random.next()) * side, (0.2 + 0.6 * random.next()) * side];
  const gray = new Uint8Array(side * side);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const u = x + phaseX + Math.sin(y / 23 + wave);
      const v = y + phaseY + Math.sin(x / 31 + wave);
      const isOver = (Math.floor(u / 7) + Math.floor(v / 7)) % 2 === 0;
      const across = Math.sin((Math.PI * (isOver ? u : v)) / 7) ** 2;
      let value = 85 + (isOver ? 75 : 55) * across + 12 * Math.cos((x - lamp * side) / side);
      const [dx, dy] = [x - flawX, y - flawY];
      if (flaw === "missingThread" && Math.abs(dy) < 3.5 && Math.abs(dx) < 11)
        value += 0.5 * strength * (90 - value);
      if (flaw === "stain") value -= 28 * strength * Math.exp(-(dx * dx + dy * dy) / 90);
      if (flaw === "tear" && Math.abs(dx + dy) < 2 && Math.abs(dx) < 6)
        value += 0.5 * strength * (50 - value);
      value += (random.next() + random.next() + random.next() - 1.5) * 14;
      gray[y * side + x] = Math.min(255, Math.max(0, value));
    }
  return { width: side, height: side, gray };
}
