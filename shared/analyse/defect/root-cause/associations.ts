// Which factors bad parts are associated with, and how sure that is. Association is no cause: the words here never say so.
import { hash32, seededRandom } from "#shared/base/random.ts";
import type { PartTable, WordColumn } from "../part-table.ts";
import { type Factor, factorsOf, together } from "./factors.ts";
import {
  type Estimate,
  exactMidP,
  falseDiscoveryRates,
  lift,
  mantelHaenszel,
  oddsRatio,
  type TwoByTwo,
} from "./two-by-two.ts";

export interface Association {
  /** `associated with tool = B` is how it is said. */
  readonly factor: string;
  readonly columns: readonly string[];
  /** Parts with and without it, bad and good: the good ones with it are the evidence against. */
  readonly counts: TwoByTwo;
  readonly lift: Estimate;
  readonly oddsRatio: Estimate;
  /** Exact mid-p, two-sided. */
  readonly p: number;
  /** Share of false ones to expect among all with this q or less. */
  readonly q: number;
  /** Mutual information with the label, in bits, and the share of shuffled labels that have as much. */
  readonly informationBits: number;
  readonly informationP: number;
  /** What is left within strata, where a column of strata was named. */
  readonly within?: { readonly oddsRatio: number; readonly p: number };
  /** Whether strata turn the association round or take it away (Simpson's paradox): then it is no suspect. */
  readonly isOfStrata: boolean;
  /** Whether a pair of factors tells it more closely: without the parts of the pair, less than half of its log odds ratio is left. */
  readonly isOfPair: boolean;
}

export interface AssociationOptions {
  /** Fewest parts that have, and that lack, a factor. */
  readonly leastParts?: number;
  /** A column of words, such as the variant, within which parts are compared. */
  readonly strata?: string;
  /** How many single factors are tried in twos: the strongest. */
  readonly paired?: number;
  /** How often labels are shuffled. */
  readonly shuffles?: number;
  readonly seed: number;
}

/** A suspect is associated with q at most this. */
export const suspectQ = 0.05;

/**
 * All factors of the table's columns and pairs of the strongest, ranked by q, then p. `labels`: 1 = bad. Pairs count only where they
 * say more than either of their factors: among the parts with one factor, the other must matter too (p of that is theirs, times the number
 * of pairs that could have been tried), so that a strong factor does not drag half of the table along.
 */
export function associations(
  table: PartTable,
  labels: Uint8Array,
  { leastParts = 10, strata, paired = 12, shuffles = 199, seed }: AssociationOptions,
): Association[] {
  const stratum = table.columns.find((column) => column.kind === "word" && column.name === strata);
  const factors = factorsOf(
    { ...table, columns: table.columns.filter((column) => column !== stratum) },
    leastParts,
  );
  const judge = (factor: Factor): { factor: Factor; counts: TwoByTwo; p: number } => {
    const counts = counted(factor.has, labels);
    return { factor, counts, p: exactMidP(counts) };
  };
  const singles = factors.map(judge).sort((a, b) => a.p - b.p);
  const strongest = singles.slice(0, paired);
  const couples = strongest.flatMap((one, at) =>
    strongest.slice(at + 1).flatMap((two) => {
      const both = together(one.factor, two.factor, leastParts);
      if (both === undefined) return [];
      const added = Math.max(
        ...[one.factor, two.factor].map((single) => exactMidP(counted(both.has, labels, single.has))),
      );
      // Tried are the pairs of the strongest; chosen are they among all pairs.
      const tries = (factors.length * (factors.length - 1)) / 2;
      return [
        {
          factor: both,
          counts: counted(both.has, labels),
          p: Math.min(1, added * (tries / Math.max(1, factors.length))),
        },
      ];
    }),
  );
  const all = [...singles, ...couples];
  const q = falseDiscoveryRates(all.map(({ p }) => p));
  const called = couples
    .filter((_, index) => q[singles.length + index]! <= suspectQ)
    .map(({ factor }) => factor);
  const isOfPair = (factor: Factor): boolean =>
    called.some(
      ({ columns, has }) =>
        columns.length > factor.columns.length &&
        factor.columns.every((name) => columns.includes(name)) &&
        has.every((flag, row) => flag <= factor.has[row]!) &&
        Math.log(oddsRatio(outside(factor.has, has, labels)).value) <
          Math.log(oddsRatio(counted(factor.has, labels)).value) / 2,
    );
  const shuffled = shuffledLabels(labels, shuffles, seed);
  return all
    .map(({ factor, counts, p }, index): Association => {
      const ratio = oddsRatio(counts);
      const within =
        stratum?.kind === "word" ? mantelHaenszel(tablesByStratum(factor.has, labels, stratum)) : undefined;
      const informationBits = information(counts);
      const asMuch = shuffled.filter(
        (other) => information(counted(factor.has, other)) >= informationBits - 1e-12,
      );
      return {
        factor: factor.text,
        columns: factor.columns,
        counts,
        lift: lift(counts),
        oddsRatio: ratio,
        p,
        q: q[index]!,
        informationBits,
        informationP: (1 + asMuch.length) / (1 + shuffles),
        ...(within === undefined ? {} : { within }),
        isOfPair: isOfPair(factor),
        isOfStrata:
          within !== undefined && (!(within.p <= suspectQ) || within.oddsRatio > 1 !== ratio.value > 1),
      };
    })
    .sort((a, b) => a.q - b.q || a.p - b.p);
}

/** What is worth looking at: more bad parts with the factor than without it, q at most .05, and not explained by strata or a pair. */
export function suspectsAmong(list: readonly Association[]): Association[] {
  return list.filter(
    ({ q, oddsRatio: { value }, isOfStrata, isOfPair }) =>
      q <= suspectQ && value > 1 && !isOfStrata && !isOfPair,
  );
}

/** Counts the parts (of `among`, if given). */
function counted(has: Uint8Array, labels: Uint8Array, among?: Uint8Array): TwoByTwo {
  let [badWith, goodWith, badWithout, goodWithout] = [0, 0, 0, 0];
  for (let row = 0; row < has.length; row += 1) {
    if (among !== undefined && among[row] === 0) continue;
    if (has[row] === 1) {
      if (labels[row] === 1) badWith += 1;
      else goodWith += 1;
    } else if (labels[row] === 1) badWithout += 1;
    else goodWithout += 1;
  }
  return { badWith, goodWith, badWithout, goodWithout };
}

/** Counts the parts that a pair does not cover. */
function outside(has: Uint8Array, pair: Uint8Array, labels: Uint8Array): TwoByTwo {
  return counted(
    has,
    labels,
    pair.map((flag) => 1 - flag),
  );
}

function tablesByStratum(has: Uint8Array, labels: Uint8Array, { codes, levels }: WordColumn): TwoByTwo[] {
  return levels.map((_, level) =>
    counted(
      has,
      labels,
      Uint8Array.from(codes, (code) => (code === level ? 1 : 0)),
    ),
  );
}

/** Mutual information of factor and label, in bits. */
export function information({ badWith, goodWith, badWithout, goodWithout }: TwoByTwo): number {
  const rows = badWith + goodWith + badWithout + goodWithout;
  const term = (cell: number, row: number, column: number): number =>
    cell === 0 ? 0 : (cell / rows) * Math.log2((cell * rows) / (row * column));
  const [withFactor, without] = [badWith + goodWith, badWithout + goodWithout];
  const [bad, good] = [badWith + badWithout, goodWith + goodWithout];
  return (
    term(badWith, withFactor, bad) +
    term(goodWith, withFactor, good) +
    term(badWithout, without, bad) +
    term(goodWithout, without, good)
  );
}

function shuffledLabels(labels: Uint8Array, count: number, seed: number): Uint8Array[] {
  const random = seededRandom(hash32("shuffled labels", seed));
  return Array.from({ length: count }, () => {
    const other = labels.slice();
    for (let at = other.length - 1; at > 0; at -= 1) {
      const swap = Math.floor(random.next() * (at + 1));
      [other[at], other[swap]] = [other[swap]!, other[at]!];
    }
    return other;
  });
}
