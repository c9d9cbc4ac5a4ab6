// Recordings that a person calls clean, read for what machines and parts are like when all is well.
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { CleanCounts } from "#shared/analyse/defect/quality/clean-rates.ts";
import { CleanShifts, type LearntFrom } from "#shared/analyse/defect/watch/fit.ts";
import { plantVersionOf } from "../record/recording-head.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { watchedFacts } from "./log-facts.ts";

/** Rows and counts of clean shifts, and where they are from. */
export interface Collected {
  readonly clean: CleanShifts;
  readonly counts: CleanCounts;
  readonly from: Omit<LearntFrom, "falsePerShift">;
}

/** All that recordings of one version of a plant hold; says which it has read. */
export async function fromRecordings(
  paths: readonly string[],
  onRead: (path: string) => void,
): Promise<Outcome<Collected>> {
  const problems: Problem[] = [];
  let clean: CleanShifts | undefined;
  let counts: CleanCounts | undefined;
  let version: string | undefined;
  let isSimulated = false;
  let fromMs = Infinity;
  let toMs = -Infinity;
  for (const path of paths) {
    const opened = await FileTimeline.open(path, path);
    if (!opened.ok) return opened;
    const timeline = opened.value;
    try {
      const { startMs, endMs } = timeline.range();
      const itsVersion = plantVersionOf(timeline.plant);
      clean ??= new CleanShifts(timeline.plant);
      version ??= itsVersion;
      if (itsVersion !== version) return { ok: false, problems: [otherPlant(path, paths[0] ?? "")] };
      isSimulated ||= timeline.head.simulated;
      fromMs = Math.min(fromMs, startMs);
      toMs = Math.max(toMs, endMs);
      counts ??= new CleanCounts(timeline.plant);
      const rows = clean.begin();
      const results = counts.begin();
      for await (const piece of watchedFacts(timeline)) {
        for (const fact of piece.facts) {
          rows.take(fact);
          results.take(fact);
        }
        rows.advance(piece.toMs);
      }
      problems.push(...timeline.reader.problems);
    } finally {
      timeline.close();
    }
    onRead(path);
  }
  if (clean === undefined || counts === undefined) throw new Error("Bug: learning without a recording");
  const trainedOn = `${paths.length} ${paths.length === 1 ? "recording" : "recordings"} called clean`;
  return {
    ok: true,
    value: { clean, counts, from: { trainedOn, isSimulated, trainedFromMs: fromMs, trainedToMs: toMs } },
    problems,
  };
}

function otherPlant(path: string, first: string): Problem {
  return {
    path: [path],
    id: "other-plant",
    severity: "error",
    message: `${path} is of another plant, or another version of it, than ${first}.`,
    hint: "Learn from recordings of one plant as it is now.",
    file: path,
  };
}
