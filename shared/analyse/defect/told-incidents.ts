// What a person is told of rows that were judged, on a budget of false incidents: nothing before enough clean blocks are known, then one
// thing for what belongs together; and beside it whether what is usual has moved. Nothing is learnt here: a new baseline is a person's word.
import { PageHinkley, pageHinkleyRule } from "./drift.ts";
import { defaultEpisodeRule, type Episode, EpisodeTracker, type Incident, incidentsOf } from "./episodes.ts";
import { blockMs, incidentLimit } from "./incident-limit.ts";

const shiftMs = 8 * 3600_000;
/** Most unusual rows that are listed while nothing is flagged. */
const mostWatched = 5;

/** Rows of one asset as they were judged, in order of time: -log10 p, NaN where a row was not. */
export interface ScoredRows {
  readonly timesMs: readonly number[];
  readonly scores: Float64Array;
}

export interface ToldIncidents {
  /** Whether each row is in an incident. */
  readonly flags: readonly boolean[];
  readonly incidents: readonly Incident[];
  /** Clean blocks so far and needed; absent = enough. */
  readonly learning?: { readonly blocks: number; readonly needed: number };
  /** While learning: the most unusual rows, one of a block at most, most unusual first. */
  readonly watchRows: readonly number[];
  /** The row since which scores have been rising slowly, and the one by which that was seen. */
  readonly drift?: { readonly sinceRow: number; readonly seenRow: number };
}

/**
 * What is told of the rows of one asset on a budget of `falsePerShift` incidents in eight hours. The limit comes from the scores of
 * clean rows (`clean`, in order of time, `stepMs` apart).
 */
export function toldIncidents(
  clean: Float64Array,
  stepMs: number,
  { timesMs, scores }: ScoredRows,
  falsePerShift: number,
): ToldIncidents {
  const blockRows = Math.max(1, Math.round(blockMs / stepMs));
  const budget = { falsePerShift, blocksPerShift: shiftMs / blockMs, assets: 1 };
  const limit = incidentLimit(clean, blockRows, budget, defaultEpisodeRule);
  const found = driftOf(clean, scores);
  const drift = found === undefined ? {} : { drift: found };
  if (!limit.isReady)
    return {
      flags: timesMs.map(() => false),
      incidents: [],
      learning: { blocks: limit.blocks, needed: limit.needed },
      watchRows: mostUnusual(scores, blockRows),
      ...drift,
    };
  const tracker = new EpisodeTracker("rows", limit.rule);
  const episodes: Episode[] = [];
  const flags = timesMs.map((timeMs, row) => {
    const { began } = tracker.step({ timeMs, p: 10 ** -(scores[row] ?? NaN) });
    if (began !== undefined) episodes.push(began);
    return tracker.open !== undefined;
  });
  return {
    flags,
    // What begins anew within a block is not another thing: blocks are what was counted.
    incidents: incidentsOf(episodes, { transitMs: () => undefined, sameAssetGapMs: blockMs }),
    watchRows: [],
    ...drift,
  };
}

/** Where scores rise for longer than clean ones do. */
function driftOf(clean: Float64Array, scores: Float64Array): ToldIncidents["drift"] {
  const test = new PageHinkley(pageHinkleyRule([...clean]));
  const judged = [...scores.keys()].filter((row) => !Number.isNaN(scores[row] ?? NaN));
  for (const row of judged)
    if (test.step(scores[row] ?? NaN)) return { sinceRow: judged[test.sinceRow] ?? 0, seenRow: row };
  return undefined;
}

function mostUnusual(scores: Float64Array, blockRows: number): number[] {
  const best = new Map<number, number>();
  scores.forEach((score, row) => {
    const block = Math.floor(row / blockRows);
    if (score > (scores[best.get(block) ?? -1] ?? -Infinity)) best.set(block, row);
  });
  return [...best.values()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, mostWatched);
}
