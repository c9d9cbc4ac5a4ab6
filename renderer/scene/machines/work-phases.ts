// When in its cycle a machine has done each piece of its work on the part: where a track of the machine and what is seen on the
// part (parts/products) must agree. Phases 0..1.

/** `count` pieces of work done one after the other between two phases: the end of each. */
function ends(count: number, [from, to]: readonly [number, number]): readonly number[] {
  return Array.from({ length: count }, (_, piece) => from + ((piece + 1) / count) * (to - from));
}

/** Times of welding, bolting, pasting and sealing: from, to. */
export const lasing = [0.16, 0.84] as const;
export const bolting = [0.06, 0.94] as const;
export const pasting = [0.12, 0.86] as const;
export const sealing = [0.12, 0.88] as const;
export const screwing = [0.08, 0.94] as const;
/** Places of the bolting bridge: the outer rows on its way there, the inner rows on its way back. */
export const boltPlaces = { outer: 5, inner: 4 } as const;
export const pasteStrokes = 6;

const boltAt = ends(boltPlaces.outer + boltPlaces.inner, bolting);

/** By machine: when each piece is there, in the order in which it is made. */
export const workDoneAt = {
  stackingCell: [0.93],
  servoPress: [0.62],
  laserWeldCell: ends(6, lasing),
  cobotBench: [0.76],
  pasteDispenser: ends(pasteStrokes, pasting),
  marriageCell: [0.42, 0.905],
  /** Outer rows left and right, inner rows right and left. */
  boltGantry: [boltAt[2] ?? 1, boltAt[4] ?? 1, boltAt[6] ?? 1, boltAt[8] ?? 1],
  harnessStation: [0.25, 0.5, 0.75],
  sealingCell: ends(8, sealing),
  coverPlacer: [0.765],
  screwCell: ends(4, screwing),
  packLabeller: [0.29],
} as const;
export type WorkingModel = keyof typeof workDoneAt;
