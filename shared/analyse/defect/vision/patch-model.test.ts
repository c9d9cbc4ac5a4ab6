// Cloth that lies differently in each picture: flaws are far from every good patch, and lie where they are.
import { expect, test } from "vitest";
import { wovenPicture } from "../../../../tests/support/woven-pictures.ts";
import { conformalP } from "../conformal.ts";
import { cellPx } from "./patch-descriptors.ts";
import { fitPatchModel, patchScores } from "./patch-model.ts";

const good = Array.from({ length: 60 }, (_, index) => wovenPicture(index, "none", 96));
const model = fitPatchModel(good, { mostRemembered: 150, seed: 1 });

test("what is remembered is no more than allowed, and a remembered picture's patches lie near it", () => {
  expect(model.cleanWorst).toHaveLength(20);
  const small = fitPatchModel(good, { mostRemembered: 20, seed: 1 });
  const typical = (of: typeof model): number => {
    const distances = patchScores(of, good[0]!).distances.toSorted();
    return distances[distances.length >> 1]!;
  };
  expect(small.remembered.length * 7.5).toBe(model.remembered.length);
  expect(typical(model)).toBeLessThan(typical(small));
});

test("good pictures that it has not seen are as the clean ones, flawed ones are not", () => {
  const pOf = (seed: number, flaw: "none" | "tear"): number =>
    conformalP(model.cleanWorst, patchScores(model, wovenPicture(seed, flaw, 96)).worst);
  const clean = Array.from({ length: 20 }, (_, index) => pOf(1000 + index, "none"));
  const torn = Array.from({ length: 20 }, (_, index) => pOf(2000 + index, "tear"));
  expect(clean.filter((p) => p <= 0.1).length).toBeLessThan(6);
  expect(torn.filter((p) => p <= 0.1).length).toBeGreaterThan(14);
});

test("the worst patch lies on the flaw", () => {
  const picture = wovenPicture(3000, "none", 96);
  const gray = Uint8Array.from(picture.gray);
  for (let y = 40; y < 52; y += 1) gray.fill(60, y * 96 + 60, y * 96 + 72);
  const { distances, columns, worst } = patchScores(model, { ...picture, gray });
  const at = distances.indexOf(worst);
  const [x, y] = [((at % columns) + 1) * cellPx, (Math.floor(at / columns) + 1) * cellPx];
  expect(Math.abs(x - 66)).toBeLessThan(2 * cellPx);
  expect(Math.abs(y - 46)).toBeLessThan(2 * cellPx);
});

test("too few pictures, or too small ones, are refused in words", () => {
  expect(() => fitPatchModel(good.slice(0, 2), { mostRemembered: 10, seed: 1 })).toThrow("three good");
  const tiny = { width: 10, height: 10, gray: new Uint8Array(100) };
  expect(() => fitPatchModel([tiny, tiny, tiny], { mostRemembered: 10, seed: 1 })).toThrow("smaller");
});
