// Cuts a range of any timeline into a recording of its own, with everything needed to see it: plant, the state it begins with,
// texts, the whole lives of its parts, and what was learned of its time after its end.
import { renameSync, rmSync } from "node:fs";
import { type Fact, validMs } from "#shared/model/fact.ts";
import type { SampleFact } from "#shared/record/sample-block.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import type { Timeline } from "../timeline/timeline.ts";
import { mostDelayMs } from "./format.ts";
import { journalPath } from "./journal.ts";
import { RecordingWriter } from "./recording-writer.ts";
import type { RecordingHead } from "./recording-head.ts";
import { WorkInProgress } from "./work-in-progress.ts";

/** Facts are copied in pieces of this much plant time. */
const pieceMs = 60_000;

export interface TrimOptions {
  readonly timeline: Timeline;
  readonly fromMs: number;
  readonly toMs: number;
  /** The new file; one that exists is overwritten once the cut is whole. */
  readonly path: string;
  readonly head: Pick<RecordingHead, "sourceId" | "sourceLabel" | "simulated" | "gembaVersion" | "createdMs">;
  readonly signal?: AbortSignal;
}

/** Writes the cut; a cut that is given up or fails leaves nothing behind. Throws what the file system throws. */
export async function trim(options: TrimOptions): Promise<void> {
  const { timeline, fromMs, toMs, path, head, signal } = options;
  const part = `${path}.part`;
  rmSync(part, { force: true });
  const work = new WorkInProgress();
  const serials = new Set<string>();
  for (const fact of await timeline.lives(fromMs)) {
    work.take(fact);
    serials.add(serialOf(fact) ?? "");
  }
  const state = await timeline.stateAt(fromMs);
  const writer = new RecordingWriter({
    path: part,
    journal: false,
    twin: timeline.twin,
    // Its end is said at its beginning: a copy that lost its tail does not take what was told later for its time.
    head: { ...head, startMs: fromMs, endMs: toMs },
    carried: { state, work, strings: timeline.strings() },
    statesBefore: await timeline.statesBefore(fromMs),
  });
  try {
    writer.append(openGaps(timeline, fromMs));
    writer.appendUnfolded(await toldEarly(timeline, state, fromMs));
    for (let atMs = fromMs; atMs < toMs; atMs += pieceMs) {
      signal?.throwIfAborted();
      const facts = await timeline.facts(atMs, Math.min(toMs, atMs + pieceMs));
      for (const fact of facts) serials.add(serialOf(fact) ?? "");
      writer.append(facts);
    }
    writer.advance(toMs);
    signal?.throwIfAborted();
    const late = await timeline.late(toMs);
    for (const serial of unfinished(late, fromMs)) serials.add(serial);
    writer.appendUnfolded(late.filter((fact) => belongs(fact, fromMs, state, serials)));
    writer.finish();
    renameSync(part, path);
  } catch (cause) {
    writer.abandon();
    rmSync(part, { force: true });
    rmSync(journalPath(part), { force: true });
    throw cause;
  }
}

/** Gaps that are open when the cut begins, as links that were lost then. */
function openGaps(timeline: Timeline, fromMs: number): Fact[] {
  return timeline
    .gaps(fromMs, fromMs + 1)
    .filter((gap) => gap.fromMs <= fromMs)
    .map(({ source }) => ({ kind: "link", receivedMs: fromMs, timeMs: fromMs, source, heard: false }));
}

/**
 * Values of clocks that go ahead: they arrived before the cut and tell of its time. The newest of each signal is in the state, so
 * the value that held until then is told as well.
 */
async function toldEarly(timeline: Timeline, state: PlantState, fromMs: number): Promise<SampleFact[]> {
  const told = { kind: "sample", receivedMs: fromMs, backfill: true } as const;
  const early: SampleFact[] = [];
  for (const [signal, newestMs] of state.signalTimeMs.entries()) {
    if (newestMs <= fromMs) continue;
    const { timeMs, value } = await timeline.samples(signal, fromMs, fromMs, 1);
    if (timeMs[0] === undefined) continue;
    const quality = value[0] === undefined ? "missing" : "good";
    early.push({ ...told, signal, timeMs: timeMs[0], value: value[0] ?? 0, quality });
  }
  for (const fact of await timeline.facts(fromMs - mostDelayMs, fromMs)) {
    if (fact.kind !== "sample" || fact.timeMs <= fromMs) continue;
    if (fact.timeMs !== state.signalTimeMs[fact.signal]) early.push({ ...fact, ...told });
  }
  return early;
}

/** Whether a fact that arrived after the cut tells of it: of its time, or of what held when it began. */
function belongs(fact: Fact, fromMs: number, state: PlantState, serials: ReadonlySet<string>): boolean {
  if (validMs(fact) > fromMs) return true;
  switch (fact.kind) {
    case "sample":
      return fact.timeMs >= (state.signalTimeMs[fact.signal] ?? 0);
    case "part":
    case "result":
      return serials.has(serialOf(fact) ?? "");
    // A state may be the one that held; a link, the beginning of a gap.
    case "state":
    case "link":
      return true;
    case "condition":
    case "order":
    case "travel":
    case "finding":
    case "string":
      return false;
  }
}

/** Parts of which only late facts tell that they were there when the cut began. */
function unfinished(late: readonly Fact[], fromMs: number): Set<string> {
  const serials = new Set<string>();
  const byTime = late.toSorted((a, b) => validMs(a) - validMs(b));
  for (const fact of byTime) {
    if (fact.kind !== "part" || validMs(fact) > fromMs) continue;
    const { serial, verb, component } = fact.event;
    if (verb === "ship" || verb === "scrap") serials.delete(serial);
    else serials.add(serial);
    if (component !== undefined) serials.add(component);
  }
  return serials;
}

function serialOf(fact: Fact): string | undefined {
  return fact.kind === "part" ? fact.event.serial : fact.kind === "result" ? fact.result.serial : undefined;
}
