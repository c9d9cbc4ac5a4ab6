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

/** The watched facts of a recording in order of arrival, those that arrived in (fromMs, toMs]; before them, how its parts and states came to be. */
export async function* watchedFacts(
  timeline: FileTimeline,
  fromMs: number,
  toMs: number,
): AsyncGenerator<readonly Fact[]> {
  const { startMs, endMs } = timeline.range();
  const beginning = Math.max(fromMs, startMs);
  yield [...(await timeline.statesBefore(beginning)), ...(await timeline.lives(beginning))].filter(isWatched);
  // What was said at the first moment belongs to it.
  let at = fromMs >= startMs ? fromMs : startMs - 1;
  const last = Math.min(toMs, endMs);
  while (at < last) {
    const to = Math.min(last, at + stretchMs);
    yield (await timeline.facts(at, to)).filter(isWatched);
    at = to;
  }
}
