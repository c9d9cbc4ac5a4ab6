// Recordings that a person calls clean, read for what machines and parts are like when all is well.
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Plant } from "#shared/model/plant.ts";
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

/** What is looked at before shifts are read, which takes seconds each: a refusal ends it there. */
export type Agree = (plant: Plant) => Outcome<unknown> | Promise<Outcome<unknown>>;

/** All that recordings of one version of a plant hold; says which it has read. */
export async function fromRecordings(
  paths: readonly string[],
  agree: Agree,
  onRead?: (path: string) => void,
): Promise<Outcome<Collected>> {
  const plant = await plantOf(paths);
  if (!plant.ok) return plant;
  const agreed = await agree(plant.value);
  if (!agreed.ok) return agreed;
  const problems: Problem[] = [];
  const clean = new CleanShifts(plant.value);
  const counts = new CleanCounts(plant.value);
  let isSimulated = false;
  let fromMs = Infinity;
  let toMs = -Infinity;
  for (const path of paths) {
    const opened = await FileTimeline.open(path, path);
    if (!opened.ok) return opened;
    const timeline = opened.value;
    try {
      const { startMs, endMs } = timeline.range();
      isSimulated ||= timeline.head.simulated;
      fromMs = Math.min(fromMs, startMs);
      toMs = Math.max(toMs, endMs);
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
    onRead?.(path);
  }
  const trainedOn = `${paths.length} ${paths.length === 1 ? "recording" : "recordings"} called clean`;
  return {
    ok: true,
    value: { clean, counts, from: { trainedOn, isSimulated, trainedFromMs: fromMs, trainedToMs: toMs } },
    problems,
  };
}

/** The plant of which all of these recordings are. */
async function plantOf(paths: readonly string[]): Promise<Outcome<Plant>> {
  let plant: Plant | undefined;
  for (const path of paths) {
    const opened = await FileTimeline.open(path, path);
    if (!opened.ok) return opened;
    const its = opened.value.plant;
    opened.value.close();
    plant ??= its;
    if (plantVersionOf(its) !== plantVersionOf(plant))
      return { ok: false, problems: [otherPlant(path, paths[0] ?? "")] };
  }
  if (plant === undefined) throw new Error("Bug: learning without a recording");
  return { ok: true, value: plant, problems: [] };
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
