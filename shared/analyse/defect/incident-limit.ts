// When rows are unusual enough for a person to hear of it: so that clean shifts have at most so many false incidents, not so many false
// rows. Until there are enough clean blocks to know, nothing is flagged, and how far learning is can be told.
import { blockMaxima, type BlockThreshold, blockThreshold, type FlagBudget } from "./conformal.ts";
import type { EpisodeRule } from "./episodes.ts";

/** A block of a shift: long enough for what happens in one to tell little of the next. */
export const blockMs = 600_000;

/** The rule of episodes for a budget, or how far learning is. */
export type IncidentLimit =
  | { readonly isReady: true; readonly rule: EpisodeRule; readonly blocks: number }
  | Extract<BlockThreshold, { isReady: false }>;

/**
 * The limit that clean scores (-log10 p) in order of time give for a budget. An episode needs several unusual rows, so it is the score
 * that those reach together whose largest in each clean block counts. Episodes end as `usual` has it.
 */
export function incidentLimit(
  cleanScores: ArrayLike<number>,
  blockRows: number,
  budget: FlagBudget,
  usual: EpisodeRule,
): IncidentLimit {
  const limit = blockThreshold(blockMaxima(sustainedScores(cleanScores, usual), blockRows), budget);
  if (!limit.isReady) return limit;
  // A score that equals the limit is one of the clean blocks' own.
  const onP = 10 ** -limit.threshold * (1 - 1e-9);
  return {
    isReady: true,
    rule: { ...usual, onP, offP: Math.max(onP, usual.offP) },
    blocks: limit.blocks,
  };
}

/** At each row the score that `needed` of the last `of` rows reach: an episode begins where this does. NaN counts for no row. */
export function sustainedScores(
  scores: ArrayLike<number>,
  { needed, of }: Pick<EpisodeRule, "needed" | "of">,
): Float64Array {
  const recent: number[] = [];
  return Float64Array.from(scores, (score) => {
    if (Number.isNaN(score)) return NaN;
    recent.push(score);
    if (recent.length > of) recent.shift();
    return recent.toSorted((a, b) => b - a)[needed - 1] ?? NaN;
  });
}
