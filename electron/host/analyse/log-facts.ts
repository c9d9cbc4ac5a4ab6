// The facts of a plant as the defect engine reads them: from a recording, or from the recordings behind a live plant and what is in memory.
import type { Fact } from "#shared/model/fact.ts";
import type { FileTimeline } from "../timeline/file-timeline.ts";

/** A recording is read in stretches of so much plant time, so that its samples are never in memory all at once. */
const stretchMs = 10 * 60_000;

/** Whether the defect engine reads a fact: samples, states, parts and results, conditions; findings, to know what was told before. */
export function isWatched({ kind }: Fact): boolean {
  switch (kind) {
    case "sample":
    case "state":
    case "part":
    case "result":
    case "condition":
    case "finding":
      return true;
    case "order":
    case "travel":
    case "link":
    case "string":
      return false;
  }
}

/** Facts, and the time until which all are there. */
export interface FactPiece {
  readonly facts: readonly Fact[];
  readonly toMs: number;
}

/**
 * The watched facts of a recording that arrived in (fromMs, toMs], in order of arrival, piece by piece; before them, how its parts and
 * states came to be. Default: all of it.
 */
export async function* watchedFacts(
  timeline: FileTimeline,
  fromMs = -Infinity,
  toMs = Infinity,
): AsyncGenerator<FactPiece> {
  const { startMs, endMs } = timeline.range();
  const beginMs = Math.max(fromMs, startMs);
  const before = [...(await timeline.statesBefore(beginMs)), ...(await timeline.lives(beginMs))];
  yield {
    facts: before.filter(isWatched).sort((a, b) => a.receivedMs - b.receivedMs),
    toMs: beginMs,
  };
  // What was said at the first moment belongs to it; times are told to the microsecond.
  let atMs = fromMs >= startMs ? fromMs : startMs - 0.001;
  const lastMs = Math.min(toMs, endMs);
  while (atMs < lastMs) {
    const nextMs = Math.min(lastMs, atMs + stretchMs);
    yield { facts: (await timeline.facts(atMs, nextMs)).filter(isWatched), toMs: nextMs };
    atMs = nextMs;
  }
}
