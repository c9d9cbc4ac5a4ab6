// Which factors of parts the bad ones are associated with, one or two together, and how sure that is. Association is no cause.
import {
  type EstimateInfo,
  type FactorInfo,
  factorSchema,
  type SuspectInfo,
} from "#shared/model/defect-schema.ts";
import { together } from "../root-cause/factors.ts";
import {
  type Estimate,
  exactMidP,
  falseDiscoveryRates,
  lift,
  mantelHaenszel,
  oddsRatio,
  type TwoByTwo,
} from "../root-cause/two-by-two.ts";
import { suspectQ } from "../root-cause/associations.ts";
import type { PartFactor, Unit } from "./part-factors.ts";

/** A suspect before it is told: its flags by unit stay with it. */
interface Candidate {
  readonly factors: readonly PartFactor[];
  readonly has: Uint8Array;
  readonly counts: TwoByTwo;
  readonly p: number;
  /** p with the price of how many of its family were tried. */
  readonly paid: number;
  q: number;
}

/** Fewest parts that have, and that lack, a factor. */
export const leastParts = 8;
/** What each family may have of the false suspects: named factors, and what can be done about them, before ranges. */
const namedShare = 0.4;
const rangeShare = 0.1;
/** Parts of one variant in a row, on average, from which on variants are times. */
const longestRun = 20;
/** Named factors tried in twos with each other, and singles tried with measured ranges: the strongest. */
const pairedNamed = 30;
const pairedMeasured = 12;
const mostSuspects = 4;
const mostGood = 10;

/**
 * Suspects among the factors of units, most telling first. Named factors, measured ranges, pairs of named ones and pairs with a range are
 * four families that each pay for their own number (weighted Benjamini-Hochberg: Genovese, Roeder and Wasserman, Biometrika 93, 2006), so
 * that a hundred ranges do not hide a head of which there are two. A pair counts where it says more than both of its factors, paid for, and
 * each of them matters among the parts with the other. What is left of an association outside of a stronger suspect, and within variants
 * (Mantel-Haenszel), must still be one. A pair is followed by its two factors.
 */
export function suspectsOf(units: readonly Unit[], factors: readonly PartFactor[]): SuspectInfo[] {
  const labels = Uint8Array.from(units, ({ isBad }) => (isBad ? 1 : 0));
  const judge = (ofCandidate: readonly PartFactor[], has: Uint8Array): Candidate => {
    const counts = counted(has, labels);
    const p = exactMidP(counts);
    return { factors: ofCandidate, has, counts, p, paid: p, q: 1 };
  };
  const byP = (a: Candidate, b: Candidate): number => a.p - b.p;
  const named = factors.filter(({ isMeasured }) => !isMeasured).map((one) => judge([one], one.has));
  const measured = factors.filter(({ isMeasured }) => isMeasured).map((one) => judge([one], one.has));
  const pairable = named.filter(({ factors: [one] }) => one?.info.kind !== "variant" || areMixed(units));
  const strongNamed = pairable.toSorted(byP).slice(0, pairedNamed);
  const pairsOf = (ones: readonly Candidate[], twos: readonly Candidate[]): Candidate[] =>
    ones.flatMap((one, at) =>
      (ones === twos ? twos.slice(at + 1) : twos).flatMap((two) => {
        const [first, second] = inOrder(one.factors[0]!, two.factors[0]!);
        const both = together(first, second, leastParts);
        if (both === undefined) return [];
        const pair = judge([first, second], both.has);
        // One that could be no suspect anyway need not be looked at closer: it only counts as tried.
        const isTelling = pair.p <= suspectQ && isRaised(pair.counts) && isMoreThanSingles(pair, labels);
        return [isTelling ? pair : { ...pair, p: 1 }];
      }),
    );
  // Tried are the pairs of the strongest; chosen are they among all pairs, and that is what they pay for.
  const families = [
    { share: namedShare, tries: named.length, of: named },
    { share: rangeShare, tries: measured.length, of: measured },
    {
      share: namedShare,
      tries: (pairable.length * (pairable.length - 1)) / 2,
      of: pairsOf(strongNamed, strongNamed),
    },
    {
      share: rangeShare,
      tries: pairable.length * measured.length,
      of: pairsOf(strongNamed.slice(0, pairedMeasured), measured.toSorted(byP).slice(0, pairedMeasured)),
    },
  ];
  const all = families.flatMap(({ share, tries, of }) =>
    of.map((one) => ({ ...one, paid: (one.p * tries) / share })),
  );
  const q = falseDiscoveryRates(all.map(({ paid }) => paid / all.length));
  all.forEach((one, index) => (one.q = Math.min(1, q[index]!)));
  const singleOf = (factor: PartFactor): Candidate | undefined =>
    all.find((one) => one.factors.length === 1 && one.factors[0] === factor);
  const isBetterThanSingles = ({ factors: two, paid }: Candidate): boolean =>
    two.length === 1 || two.every((factor) => paid < (singleOf(factor)?.paid ?? 1));

  const told: Candidate[] = [];
  const covered = new Uint8Array(units.length);
  const ranked = all
    .filter((one) => one.q <= suspectQ && isRaised(one.counts) && isBetterThanSingles(one))
    .sort((a, b) => a.paid - b.paid || a.p - b.p);
  for (const one of ranked) {
    if (told.length >= mostSuspects) break;
    if (told.length > 0) {
      const outside = counted(one.has, labels, (row) => covered[row] === 0);
      if (!isRaised(outside) || exactMidP(outside) > suspectQ) continue;
    }
    if (!holdsWithinVariants(one, units, labels)) continue;
    told.push(one);
    one.has.forEach((flag, row) => (covered[row]! |= flag));
  }
  const listed = told.flatMap((one) =>
    one.factors.length === 1
      ? [one]
      : [
          one,
          ...one.factors
            .flatMap((factor) => singleOf(factor) ?? [])
            .filter((single) => !told.includes(single))
            .sort(byP),
        ],
  );
  return [...new Set(listed)].map((one) => toldSuspect(one, units, labels));
}

/** The machine before the material, whichever is the stronger. */
function inOrder(one: PartFactor, two: PartFactor): [PartFactor, PartFactor] {
  const kinds = factorSchema.shape.kind.options;
  return kinds.indexOf(one.info.kind) <= kinds.indexOf(two.info.kind) ? [one, two] : [two, one];
}

/** Whether variants are made in turns, part by part, rather than one after the other: then a pair with a variant is no pair with a time. */
function areMixed(units: readonly Unit[]): boolean {
  const changes = units.filter(
    ({ part }, at) => at > 0 && part.variant !== units[at - 1]?.part.variant,
  ).length;
  return changes * longestRun >= units.length;
}

/** More bad parts with it than without it. */
export function isRaised({ badWith, goodWith, badWithout, goodWithout }: TwoByTwo): boolean {
  return badWith * goodWithout > goodWith * badWithout;
}

/** Each factor of a pair must matter among the parts that have the other. */
function isMoreThanSingles({ factors, has }: Candidate, labels: Uint8Array): boolean {
  return factors.every((factor) => {
    const among = counted(has, labels, (row) => factor.has[row] === 1);
    return isRaised(among) && exactMidP(among) <= suspectQ;
  });
}

function counted(has: Uint8Array, labels: Uint8Array, among?: (row: number) => boolean): TwoByTwo {
  let [badWith, goodWith, badWithout, goodWithout] = [0, 0, 0, 0];
  for (let row = 0; row < has.length; row += 1) {
    if (among !== undefined && !among(row)) continue;
    if (has[row] === 1) {
      if (labels[row] === 1) badWith += 1;
      else goodWith += 1;
    } else if (labels[row] === 1) badWithout += 1;
    else goodWithout += 1;
  }
  return { badWith, goodWith, badWithout, goodWithout };
}

/** Whether parts of one variant, compared with each other, say the same. A variant itself has no parts to be compared with. */
function holdsWithinVariants(
  { factors, has }: Candidate,
  units: readonly Unit[],
  labels: Uint8Array,
): boolean {
  if (factors.some(({ info }) => info.kind === "variant")) return true;
  const variants = [...new Set(units.map(({ part }) => part.variant))];
  if (variants.length < 2) return true;
  const within = mantelHaenszel(
    variants.map((variant) => counted(has, labels, (row) => units[row]?.part.variant === variant)),
  );
  return within.p <= suspectQ && within.oddsRatio > 1;
}

function toldSuspect(
  { factors, has, counts, p, q }: Candidate,
  units: readonly Unit[],
  labels: Uint8Array,
): SuspectInfo {
  const [one, two] = factors;
  const cells =
    one === undefined || two === undefined
      ? undefined
      : [
          [true, true],
          [true, false],
          [false, true],
          [false, false],
        ].map(([first, second]) => {
          const isIn = (row: number): boolean =>
            (one.has[row] === 1) === first && (two.has[row] === 1) === second;
          const judged = units.reduce((sum, _, row) => sum + (isIn(row) ? 1 : 0), 0);
          const bad = units.reduce((sum, { isBad }, row) => sum + (isBad && isIn(row) ? 1 : 0), 0);
          return { has: [first === true, second === true], bad, judged };
        });
  const goodWith = units
    .filter((_, row) => has[row] === 1 && labels[row] === 0)
    .sort((a, b) => b.judgedMs - a.judgedMs || (a.part.serial < b.part.serial ? -1 : 1));
  return {
    factors: factors.map(({ info }): FactorInfo => info),
    counts,
    oddsRatio: told(oddsRatio(counts), counts.goodWith === 0 || counts.badWithout === 0),
    lift: told(lift(counts), false),
    p: Math.min(1, p),
    q,
    goodWithSerials: goodWith.slice(0, mostGood).map(({ part }) => part.serial),
    ...(cells === undefined ? {} : { cells }),
  };
}

/** An estimate as the schema has it; an infinite one has no value and no upper end. */
function told({ value, low, high }: Estimate, isInfinite: boolean): EstimateInfo {
  return {
    ...(Number.isFinite(value) && !isInfinite ? { value } : {}),
    lo: low,
    ...(Number.isFinite(high) ? { hi: high } : {}),
  };
}
