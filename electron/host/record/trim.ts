// Cuts a range of any timeline into a recording of its own, with everything needed to see it: plant, the state it begins with,
// texts, and the whole lives of its parts.
import { renameSync, rmSync } from "node:fs";
import type { Fact } from "#shared/model/fact.ts";
import type { Timeline } from "../timeline/timeline.ts";
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
  for (const fact of await timeline.lives(fromMs)) work.take(fact);
  const writer = new RecordingWriter({
    path: part,
    journal: false,
    twin: timeline.twin,
    head: { ...head, startMs: fromMs },
    carried: { state: await timeline.stateAt(fromMs), work, strings: timeline.strings() },
  });
  try {
    for (const gap of timeline.gaps(fromMs, fromMs + 1)) {
      const lost: Fact = {
        kind: "link",
        receivedMs: fromMs,
        timeMs: fromMs,
        source: gap.source,
        heard: false,
      };
      writer.append([lost]);
    }
    for (let atMs = fromMs; atMs < toMs; atMs += pieceMs) {
      signal?.throwIfAborted();
      writer.append(await timeline.facts(atMs, Math.min(toMs, atMs + pieceMs)));
    }
    writer.advance(toMs);
    writer.finish();
    renameSync(part, path);
  } catch (cause) {
    rmSync(part, { force: true });
    rmSync(journalPath(part), { force: true });
    throw cause;
  }
}
