// A blob is told by how it lies in the pattern: what cuts a track, joins two, stands alone or is a hole.
import { expect, test } from "vitest";
import { seededRandom } from "../../../base/random.ts";
import { classProbabilities, learnBlobClasses, type NamedBlob } from "./blob-classes.ts";
import { blobFeatureNames, blobFeatures, otsuThreshold } from "./blob-features.ts";
import { blobsOf } from "./blobs.ts";
import { templateDifference } from "./difference.ts";
import { board, flawOf, type Patch, photographed } from "./test-board.ts";

function featuresOf(flaw: Patch, seed: number): readonly number[] {
  const picture = photographed(board(flaw), { dx: 1, noise: 8, seed });
  const difference = templateDifference(board(), picture, {
    mostShiftPx: 8,
    edgeTolerancePx: 1,
    smoothPx: 0,
  });
  const blobs = blobsOf(difference, {
    noiseTimes: 6,
    leastContrast: 30,
    openPx: 1,
    linkPx: 2,
    leastAreaPx: 9,
    edgeShiftPx: 3,
  });
  return blobFeatures(difference, blobs)[0]!;
}

test.each([
  ["open", { isBrighter: 1, darkArcs: 2, darkPiecesMore: 1, brightPiecesMore: -1 }],
  ["short", { isBrighter: 0, darkArcs: 2, darkPiecesMore: -1, brightPiecesMore: 1 }],
  ["copper", { isBrighter: 0, darkArcs: 0, darkPiecesMore: 1, brightPiecesMore: 0 }],
  ["pinhole", { isBrighter: 1, brightArcs: 0, darkPiecesMore: 0, brightPiecesMore: 1 }],
] as const)("%s lies in the pattern as it should", (name, expected) => {
  const features = featuresOf(flawOf[name], 1);
  const named = Object.fromEntries(blobFeatureNames.map((feature, at) => [feature, features[at]]));
  expect(named).toMatchObject(expected);
});

/** Flaws of each kind, moved and of other sizes. */
function examples(seed: number, count: number): NamedBlob[] {
  const random = seededRandom(seed);
  return Object.entries(flawOf).flatMap(([name, [left, top, right, bottom, value]]) =>
    Array.from({ length: count }, (_, index): NamedBlob => {
      const by = Math.floor(random.next() * 24) - 12;
      const wider = Math.floor(random.next() * 4);
      const flaw: Patch = [left + by, top, right + by + wider, bottom, value];
      return { features: featuresOf(flaw, seed + index), name };
    }),
  );
}

test("kinds are learnt from named blobs and told of others", () => {
  const classes = learnBlobClasses(examples(1, 12), 1);
  const others = examples(500, 5);
  const told = classProbabilities(
    classes,
    others.map(({ features }) => features),
  );
  const names = told.map((of) => classes.classes[of.indexOf(Math.max(...of))]);
  expect(names.filter((name, at) => name === others[at]!.name).length / names.length).toBeGreaterThan(0.9);
  for (const of of told) expect(of.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
});

test("the threshold lies between two heaps of grey values", () => {
  const values = Float32Array.from({ length: 400 }, (_, at) =>
    at % 4 === 0 ? 40 + (at % 7) : 180 + (at % 11),
  );
  expect(otsuThreshold(values)).toBeGreaterThan(46);
  expect(otsuThreshold(values)).toBeLessThan(180);
});
