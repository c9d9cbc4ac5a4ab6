// The detector of cyclic machines: is a cycle of the shape that clean ones have, whatever its level, height and length? A clamp that
// closes late or a dwell that is missing hardly moves the mean of a cycle, and T2 of means does not see it.
import { conformalP, sortedScores } from "../conformal.ts";
import { type SerialTail, serialTail, tailP } from "../serial-tail.ts";
import { bestPlace, distanceProfile, momentsOf } from "./distance-profile.ts";

/** Clean shapes kept, evenly over the history: a cycle is compared with each. */
const mostShapes = 200;
/** The distance to the third nearest counts: what happened once or twice among clean cycles is not learnt as usual. */
const neighbour = 3;
/** A cycle may lie so much of its length earlier or later: starts are told with some delay. */
const slideShare = 0.03;
/** A cycle varying less than this share of what clean ones do is flat. */
const flatShare = 0.1;
/** Without other cycles for it, this share of the clean ones, the last, says how far clean ones are. */
const calibrationShare = 0.4;
/** Of a cycle at least so much is taken to be as usual, to see where it is not. */
const fittedShare = 0.6;
const concentrationSteps = 6;
/** A point is unlike from so many times its usual squared difference on. */
const unlikeFrom = 4;
/** Of all that is unlike, what the stretch that is told holds at least. */
const mostShare = 0.8;

/** What was learnt from clean cycles of one signal. */
export interface ShapeModel {
  readonly shapes: readonly Float64Array[];
  readonly leastDeviation: number;
  /** Distances of clean cycles that are none of the shapes, ascending and in order of time, and their tail. */
  readonly distances: Float64Array;
  readonly inOrder: readonly number[];
  readonly tail: SerialTail;
  /** At each point the mean squared difference of clean cycles to their shape. */
  readonly usual: Float64Array;
}

/** A stretch of a cycle, as fractions of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** What it has of all that is unlike, 0 to 1. */
  readonly share: number;
}

export interface JudgedCycle {
  /** z-normalised, to the third nearest clean shape. */
  readonly distance: number;
  /** -log10 of how likely a clean cycle is as far, by the tail of clean distances. */
  readonly score: number;
  /** At least the share of clean cycles that were as far, the cycle itself counted. */
  readonly p: number;
  /** Where it differs most; absent when no point is farther off than clean ones are. */
  readonly where?: Stretch;
}

/** Fewest clean cycles for a p of `falseRate`: those that calibrate must be 1 / falseRate - 1. */
export function leastCycles(falseRate: number): number {
  return Math.ceil((1 / falseRate - 1) / calibrationShare - 1e-9);
}

/** Learns from clean cycles in order of time, all of the same number of points; throws of fewer than ten. */
export function fitShapes(clean: readonly Float64Array[]): ShapeModel {
  if (clean.length < 10) throw new Error("Bug: shapes of fewer than ten cycles");
  const cut = clean.length - Math.round(calibrationShare * clean.length);
  const every = Math.max(1, Math.ceil(cut / mostShapes));
  const shapes = clean.slice(0, cut).filter((_, index) => index % every === 0);
  const deviation = shapes.reduce((sum, shape) => sum + Math.sqrt(momentsOf(shape)[1]), 0) / shapes.length;
  const leastDeviation = Math.max(Number.MIN_VALUE, flatShare * deviation);
  const usual = new Float64Array(shapes[0]?.length ?? 0);
  const distances = clean.slice(cut).map((cycle) => {
    const near = nearest(shapes, leastDeviation, cycle);
    near.squares.forEach((square, point) => (usual[point]! += square / (clean.length - cut)));
    return near.distance;
  });
  return {
    shapes,
    leastDeviation,
    distances: sortedScores(distances),
    inOrder: distances,
    tail: serialTail(distances),
    usual,
  };
}

/** Judges one cycle of as many points. */
export function judgeCycle(model: ShapeModel, cycle: Float64Array): JudgedCycle {
  const { distance, squares } = nearest(model.shapes, model.leastDeviation, cycle);
  const rarity = tailP(model.tail, distance);
  const where = mostUnlike(squares, model.usual);
  return {
    distance,
    score: -Math.log10(Math.max(1e-300, rarity)),
    p: Math.max(rarity, conformalP(model.distances, distance)),
    ...(where === undefined ? {} : { where }),
  };
}

/** The distance to the third nearest shape, and the squared differences to it at each point of the cycle. */
function nearest(shapes: readonly Float64Array[], leastDeviation: number, cycle: Float64Array) {
  const slide = Math.round(slideShare * cycle.length);
  // The middle of the cycle slides along whole shapes.
  const query = cycle.subarray(slide, cycle.length - slide);
  const places = shapes
    .map((shape) => ({ shape, ...bestPlace(distanceProfile(query, shape, leastDeviation)) }))
    .sort((a, b) => a.distance - b.distance);
  const near = places[Math.min(neighbour, places.length) - 1]!;
  // Where it differs is seen from the place at which most of it fits, which a fault does not move.
  let best = { off: new Float64Array(query.length), misfit: Infinity };
  for (let at = 0; at <= 2 * slide; at += 1) {
    const here = differences(query, near.shape.subarray(at, at + query.length), leastDeviation);
    if (here.misfit < best.misfit) best = here;
  }
  const squares = new Float64Array(cycle.length);
  best.off.forEach((value, point) => (squares[slide + point] = value ** 2));
  return { distance: near.distance, squares };
}

/**
 * How far each point is off a shape that is brought to the cycle's level and height, in deviations of the shape. Level and height are those
 * of the best-fitting points (concentration steps of least trimmed squares, Rousseeuw and Van Driessen 2006): by the means of all, what
 * is wrong in one place would seem so everywhere. `misfit`: the sum of the squares of those points.
 */
function differences(
  cycle: Float64Array,
  shape: Float64Array,
  leastDeviation: number,
): { off: Float64Array<ArrayBuffer>; misfit: number } {
  const kept = Math.ceil(fittedShare * cycle.length);
  const deviation = Math.max(leastDeviation, Math.sqrt(momentsOf(shape)[1]));
  let points = Int32Array.from(cycle.keys());
  let off = new Float64Array(cycle.length);
  for (let step = 0; step < concentrationSteps; step += 1) {
    const [mean] = momentsOf(Float64Array.from(points, (point) => cycle[point]!));
    const [shapeMean, shapeVariance] = momentsOf(Float64Array.from(points, (point) => shape[point]!));
    const shared =
      points.reduce((sum, point) => sum + (cycle[point]! - mean) * (shape[point]! - shapeMean), 0) /
      points.length;
    const height = shapeVariance > leastDeviation ** 2 ? shared / shapeVariance : 1;
    off = cycle.map((value, point) => (value - mean - height * (shape[point]! - shapeMean)) / deviation);
    points = Int32Array.from(cycle.keys())
      .sort((one, other) => Math.abs(off[one]!) - Math.abs(off[other]!))
      .subarray(0, kept);
  }
  return { off, misfit: points.reduce((sum, point) => sum + off[point]! ** 2, 0) };
}

/**
 * The shortest stretch with most of what is unlike: of the squared differences so far as they exceed several times the usual ones. Not all
 * of it, for a little at the far end would make the stretch as long as the cycle.
 */
function mostUnlike(squares: Float64Array, usual: Float64Array): Stretch | undefined {
  const mean = usual.reduce((sum, value) => sum + value, 0) / usual.length;
  // Where clean cycles never differ, a little would be endlessly much.
  const excess = squares.map((square, point) =>
    Math.max(0, square - unlikeFrom * Math.max(usual[point]!, mean / 10)),
  );
  const all = excess.reduce((sum, value) => sum + value, 0);
  if (all <= 0) return undefined;
  let best = { sum: all, from: 0, to: excess.length };
  let sum = 0;
  let from = 0;
  excess.forEach((value, point) => {
    sum += value;
    while (sum - excess[from]! >= mostShare * all) sum -= excess[from++]!;
    if (sum >= mostShare * all && point + 1 - from < best.to - best.from) best = { sum, from, to: point + 1 };
  });
  return { from: best.from / squares.length, to: best.to / squares.length, share: best.sum / all };
}
