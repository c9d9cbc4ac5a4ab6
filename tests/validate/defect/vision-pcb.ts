// The DeepPCB subset as a protocol: what can be chosen is chosen on one half of the boards, and told of the other half. Read where it
// lies beside the project, for measuring alone (its authors allow research only).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "jpeg-js";
import {
  classProbabilities,
  learnBlobClasses,
  type BlobClasses,
  type NamedBlob,
} from "#shared/analyse/defect/vision/blob-classes.ts";
import { blobFeatures } from "#shared/analyse/defect/vision/blob-features.ts";
import { type Blob, type BlobOptions, blobsOf } from "#shared/analyse/defect/vision/blobs.ts";
import { type Difference, templateDifference } from "#shared/analyse/defect/vision/difference.ts";
import type { GrayImage } from "#shared/analyse/defect/vision/image.ts";
import { defined } from "#shared/base/assert.ts";
import { hash32, seededRandom } from "#shared/base/random.ts";

const classNames = ["", "open", "short", "mousebite", "spur", "copper", "pinhole"];

/** Left, top, right, bottom. */
type Box = readonly [number, number, number, number];

interface Flaw {
  readonly box: Box;
  readonly name: string;
}

/** A tested board with its template and what people marked on it. */
export interface BoardPair {
  readonly id: string;
  /** Pictures of one board share this: they are never on both sides. */
  readonly board: string;
  readonly template: GrayImage;
  readonly picture: GrayImage;
  readonly flaws: readonly Flaw[];
}

/** All pairs of a folder, in order of their names; empty when the folder is not there. */
export function boardPairs(folder: string): BoardPair[] {
  if (!existsSync(folder)) return [];
  const ids = readdirSync(folder).flatMap((file) => (/^\d+\.txt$/.test(file) ? [file.slice(0, -4)] : []));
  return ids.sort().map((id) => ({
    id,
    board: id.slice(0, 5),
    template: grayOfJpeg(join(folder, `${id}_temp.jpg`)),
    picture: grayOfJpeg(join(folder, `${id}_test.jpg`)),
    flaws: readFileSync(join(folder, `${id}.txt`), "utf8")
      .trim()
      .split("\n")
      .map((line): Flaw => {
        const [left, top, right, bottom, kind] = line.split(/\s+/).map(Number);
        return { box: [left!, top!, right!, bottom!], name: defined(classNames[kind!], line) };
      }),
  }));
}

function grayOfJpeg(path: string): GrayImage {
  const { width, height, data } = decode(readFileSync(path), { useTArray: true });
  // Red, green and blue are the same.
  return { width, height, gray: Uint8Array.from({ length: width * height }, (_, at) => data[4 * at]!) };
}

/** What is chosen on the boards that are learnt from. */
interface Chosen {
  readonly edgeTolerancePx: number;
  readonly blobs: BlobOptions;
  /** People mark a flaw with this much about it. */
  readonly marginPx: number;
}

/** Not chosen: these pictures are black and white. */
const fixed = { noiseTimes: 6, leastContrast: 100, edgeShiftPx: 4 };
/** Everything that is tried. */
const tried = {
  edgeTolerancePx: [1, 2],
  openPx: [0, 1],
  linkPx: [2, 4],
  leastAreaPx: [6, 10, 15, 25],
  marginPx: [6, 8, 10, 12, 14],
};

interface Hits {
  readonly right: number;
  readonly said: number;
  readonly true: number;
}

export interface PcbResult {
  readonly pictures: number;
  readonly flaws: number;
  /** F at IoU .33: place alone, and place with class. */
  readonly place: number;
  readonly withClass: number;
  /** The same with as many boxes of usual size by chance. */
  readonly byChance: number;
}

export interface PcbReport {
  readonly other: PcbResult;
  readonly all: PcbResult;
  readonly chosen: string;
  readonly msEach: number;
}

/** Chooses on the boards whose name hashes evenly; tells of the others, and of all with classes by boards that were not judged. */
export function measurePcb(pairs: readonly BoardPair[], seed: number, nowMs: () => number): PcbReport {
  const from = nowMs();
  const differences = new Map(
    tried.edgeTolerancePx.map((edgeTolerancePx) => [
      edgeTolerancePx,
      pairs.map(({ template, picture }) =>
        templateDifference(template, picture, { mostShiftPx: 12, edgeTolerancePx, smoothPx: 0 }),
      ),
    ]),
  );
  const msEach = (nowMs() - from) / (pairs.length * tried.edgeTolerancePx.length);
  const all = pairs.map((_, index) => index);
  const isLearnt = (index: number): boolean => hash32(pairs[index]!.board) % 2 === 0;
  const learnt = all.filter(isLearnt);
  const others = all.filter((index) => !isLearnt(index));
  const chosen = choose(pairs, differences, learnt);
  const found = foundIn(pairs, defined(differences.get(chosen.edgeTolerancePx), "tolerance"), chosen);
  const examplesOf = (indices: readonly number[]): NamedBlob[] =>
    indices.flatMap((index) =>
      found[index]!.flatMap(({ features, name }) => (name === undefined ? [] : [{ features, name }])),
    );
  const ofLearnt = namedBy(found, learnBlobClasses(examplesOf(learnt), seed));
  const boards = [...new Set(pairs.map(({ board }) => board))];
  const folds = 5;
  const ofFolds = found.map(() => [] as readonly string[]);
  for (let fold = 0; fold < folds; fold += 1) {
    const isJudged = (index: number): boolean => boards.indexOf(pairs[index]!.board) % folds === fold;
    const examples = examplesOf(all.filter((index) => !isJudged(index)));
    const named = namedBy(found, learnBlobClasses(examples, seed + fold));
    for (const index of all.filter(isJudged)) ofFolds[index] = named[index]!;
  }
  const told = (indices: readonly number[], names: readonly (readonly string[])[]): PcbResult => ({
    pictures: indices.length,
    flaws: indices.reduce((sum, index) => sum + pairs[index]!.flaws.length, 0),
    place: scoreF(pairs, found, indices),
    withClass: scoreF(pairs, found, indices, names),
    byChance: chanceF(pairs, found, indices, seed),
  });
  const { edgeTolerancePx, blobs, marginPx } = chosen;
  return {
    other: told(others, ofLearnt),
    all: told(all, ofFolds),
    chosen: `edge tolerance ${edgeTolerancePx}, opening ${blobs.openPx}, linking ${blobs.linkPx}, area ${blobs.leastAreaPx}, margin ${marginPx} px, on ${learnt.length} of ${pairs.length}`,
    msEach,
  };
}

/** A blob as it is judged: its box, what people named what lies there, and its features. */
interface Found {
  readonly box: Box;
  readonly name: string | undefined;
  readonly features: readonly number[];
}

function foundIn(pairs: readonly BoardPair[], differences: readonly Difference[], chosen: Chosen): Found[][] {
  return pairs.map(({ flaws }, index) => {
    const blobs = blobsOf(differences[index]!, chosen.blobs);
    const features = blobFeatures(differences[index]!, blobs);
    const boxes = blobs.map((blob) => boxOf(blob, chosen.marginPx));
    const matched = matches(boxes, flaws);
    return boxes.map((box, at) => ({ box, name: flaws[matched[at]!]?.name, features: features[at]! }));
  });
}

function choose(
  pairs: readonly BoardPair[],
  differences: ReadonlyMap<number, readonly Difference[]>,
  learnt: readonly number[],
): Chosen {
  let best: Chosen | undefined;
  let bestF = -1;
  for (const edgeTolerancePx of tried.edgeTolerancePx)
    for (const openPx of tried.openPx)
      for (const linkPx of tried.linkPx) {
        const byPair = learnt.map((index) =>
          blobsOf(differences.get(edgeTolerancePx)![index]!, { ...fixed, openPx, linkPx, leastAreaPx: 1 }),
        );
        for (const leastAreaPx of tried.leastAreaPx) {
          const blobs = { ...fixed, openPx, linkPx, leastAreaPx };
          for (const marginPx of tried.marginPx) {
            const hits = learnt.map((index, at): Hits => {
              const { flaws } = pairs[index]!;
              const matched = matches(
                byPair[at]!.filter(({ pixels }) => pixels.length >= leastAreaPx).map((blob) =>
                  boxOf(blob, marginPx),
                ),
                flaws,
              );
              return {
                right: matched.filter((flaw) => flaw >= 0).length,
                said: matched.length,
                true: flaws.length,
              };
            });
            const f = fOf(hits);
            if (f > bestF) [best, bestF] = [{ edgeTolerancePx, blobs, marginPx }, f];
          }
        }
      }
  return defined(best, "a choice");
}

/** The surest class of each blob. */
function namedBy(found: readonly (readonly Found[])[], classes: BlobClasses): string[][] {
  const probabilities = classProbabilities(
    classes,
    found.flat().map(({ features }) => features),
  );
  const names = probabilities.map((told) => classes.classes[told.indexOf(Math.max(...told))]!);
  return found.map((blobs) => names.splice(0, blobs.length));
}

/** F over pairs; with names, a wrong name is a wrong flaw. */
function scoreF(
  pairs: readonly BoardPair[],
  found: readonly (readonly Found[])[],
  indices: readonly number[],
  names?: readonly (readonly string[])[],
): number {
  return fOf(
    indices.map((index): Hits => {
      const { flaws } = pairs[index]!;
      const matched = matches(
        found[index]!.map(({ box }) => box),
        flaws,
      );
      const right = matched.filter(
        (flaw, at) => flaw >= 0 && (names === undefined || flaws[flaw]!.name === names[index]![at]),
      );
      return { right: right.length, said: matched.length, true: flaws.length };
    }),
  );
}

/** F of as many boxes as were said, of their sizes, anywhere. */
function chanceF(
  pairs: readonly BoardPair[],
  found: readonly (readonly Found[])[],
  indices: readonly number[],
  seed: number,
): number {
  const random = seededRandom(seed);
  return fOf(
    indices.map((index): Hits => {
      const { flaws, picture } = pairs[index]!;
      const boxes = found[index]!.map(({ box: [left, top, right, bottom] }): Box => {
        const x = random.next() * (picture.width - (right - left));
        const y = random.next() * (picture.height - (bottom - top));
        return [x, y, x + right - left, y + bottom - top];
      });
      const right = matches(boxes, flaws).filter((flaw) => flaw >= 0).length;
      return { right, said: boxes.length, true: flaws.length };
    }),
  );
}

/** F of all pairs together: 2 right / (said + true). */
function fOf(hits: readonly Hits[]): number {
  const sum = (of: (one: Hits) => number): number => hits.reduce((total, one) => total + of(one), 0);
  return (2 * sum(({ right }) => right)) / Math.max(1, sum(({ said }) => said) + sum((one) => one.true));
}

/** For each box the flaw that it covers with IoU .33 or more and that no box before it had; -1 = none. */
function matches(boxes: readonly Box[], flaws: readonly Flaw[]): number[] {
  const taken = new Set<number>();
  return boxes.map((box) => {
    let [best, bestShare] = [-1, 0.33];
    flaws.forEach((flaw, index) => {
      const share = overlap(box, flaw.box);
      if (share >= bestShare && !taken.has(index)) [best, bestShare] = [index, share];
    });
    if (best >= 0) taken.add(best);
    return best;
  });
}

/** Intersection over union. */
function overlap(a: Box, b: Box): number {
  const w = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const h = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (w <= 0 || h <= 0) return 0;
  const area = (box: Box): number => (box[2] - box[0]) * (box[3] - box[1]);
  return (w * h) / (area(a) + area(b) - w * h);
}

function boxOf({ fromX, fromY, toX, toY }: Blob, marginPx: number): Box {
  return [fromX - marginPx, fromY - marginPx, toX + marginPx, toY + marginPx];
}
