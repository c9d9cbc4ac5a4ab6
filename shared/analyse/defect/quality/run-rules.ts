// Run rules of control charts: Western Electric's (Statistical Quality Control Handbook, 1956) as numbered by Nelson (Journal of Quality
// Technology 16, 1984), tests 1 to 6.
import type { ControlChart } from "#shared/model/defect-schema.ts";

export type RuleBreak = ControlChart["breaks"][number];
type Rule = RuleBreak["rule"];

/** Deviations from the centre in standard deviations of a point. */
type Deviations = readonly number[];

/** A rule looks at the newest points up to one and says with how many of them it is broken, 0 = it is not. */
const rules: Readonly<Record<Rule, (z: Deviations, at: number) => number>> = {
  beyond3s: (z, at) => (Math.abs(z[at]!) > 3 ? 1 : 0),
  nineOneSide: (z, at) => (isRun(z, at, 9, (one, side) => one * side > 0) ? 9 : 0),
  sixTrend: (z, at) => {
    if (at < 5) return 0;
    const steps = [0, 1, 2, 3, 4].map((back) => Math.sign(z[at - back]! - z[at - back - 1]!));
    return steps[0] !== 0 && steps.every((step) => step === steps[0]) ? 6 : 0;
  },
  fourteenAlternate: (z, at) => {
    if (at < 13) return 0;
    for (let back = 0; back < 12; back += 1) {
      const step = z[at - back]! - z[at - back - 1]!;
      if (!(step * (z[at - back - 1]! - z[at - back - 2]!) < 0)) return 0;
    }
    return 14;
  },
  twoOfThree2s: (z, at) => someOf(z, at, 2, 3, 2),
  fourOfFive1s: (z, at) => someOf(z, at, 4, 5, 1),
};

function isRun(
  z: Deviations,
  at: number,
  length: number,
  test: (one: number, side: number) => boolean,
): boolean {
  if (at < length - 1) return false;
  const side = Math.sign(z[at]!);
  for (let back = 0; back < length; back += 1) if (!test(z[at - back]!, side)) return false;
  return side !== 0;
}

/** `needed` of the last `of` points on one side, farther than `sigmas`, the newest among them: how far back the first of them is. */
function someOf(z: Deviations, at: number, needed: number, of: number, sigmas: number): number {
  const side = Math.sign(z[at]!);
  if (!(z[at]! * side > sigmas)) return 0;
  let found = 0;
  for (let back = 0; back < of && back <= at; back += 1) {
    if (z[at - back]! * side > sigmas) found += 1;
    if (found === needed) return back + 1;
  }
  return 0;
}

/** Where points break the rules; breaks of one rule that overlap or touch are one. */
export function ruleBreaks(values: readonly number[], centre: number, sigma: number): RuleBreak[] {
  if (!(sigma > 0)) return [];
  const z = values.map((value) => (value - centre) / sigma);
  return (Object.keys(rules) as Rule[]).flatMap((rule) => {
    const breaks: RuleBreak[] = [];
    z.forEach((_, at) => {
      const points = rules[rule](z, at);
      if (points === 0) return;
      const fromPoint = at - points + 1;
      const last = breaks.at(-1);
      if (last !== undefined && fromPoint <= last.toPoint + 1) last.toPoint = at;
      else breaks.push({ rule, fromPoint, toPoint: at });
    });
    return breaks;
  });
}
