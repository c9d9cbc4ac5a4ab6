// A recording of a real host whose source fell silent for a while and told something late: fifty minutes of two machines.
import { defined } from "#shared/base/assert.ts";
import type { AssetState } from "#shared/model/state.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { RecordingWriter } from "../../electron/host/record/recording-writer.ts";
import { startSmallHost } from "./host-fixture.ts";
import { smallPlant } from "./small-plant.ts";

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 23, 6);
const at = (minutes: number): number => startMs + minutes * minuteMs;

/** What is in the recording, plant time. */
export const silentSource = {
  startMs,
  endMs: at(50),
  /** Nothing was heard. The host noticed it two seconds after its beginning. */
  gap: { fromMs: at(20), toMs: at(28) },
  /** Of M2; told at `toldMs`. */
  lateStop: { fromMs: at(31), toMs: at(35), toldMs: at(40) },
} as const;

/** What the source says, by the minute at which it says it: asset, state, and the minute it speaks of. */
const told: readonly (readonly [number, "M1" | "M2", AssetState, number?])[] = [
  [0, "M1", "run"],
  [0, "M2", "run"],
  [5, "M1", "down"],
  [8, "M1", "run"],
  [10, "M2", "starved"],
  [12, "M2", "run"],
  [28, "M1", "idle"],
  [28, "M2", "run"],
  [33, "M1", "run"],
  [40, "M2", "down", 31],
  [40, "M2", "run", 35],
  [42, "M1", "blocked"],
  [45, "M1", "run"],
];

/** Lets a host hear it all and writes what the host made of it. */
export async function recordSilentSource(path: string): Promise<void> {
  const { source, timeline, clock, advance, host } = startSmallHost();
  let next = 0;
  for (let nowMs = startMs; nowMs <= silentSource.endMs; nowMs = clock.nowMs()) {
    const isSilent = nowMs > silentSource.gap.fromMs && nowMs < silentSource.gap.toMs;
    if (!isSilent) source.heartbeat();
    for (let each = told[next]; each !== undefined && at(each[0]) <= nowMs; each = told[(next += 1)]) {
      const [minute, asset, state, ofMinute = minute] = each;
      source.push({ kind: "state", asset, state, nativeState: state.toUpperCase(), timeMs: at(ofMinute) });
    }
    await advance(1000);
  }
  const facts = await timeline.facts(-Infinity, silentSource.endMs);
  host.live?.close();
  const first = defined(facts[0], "first fact");
  const writer = new RecordingWriter({
    path,
    twin: createTwin(smallPlant()),
    head: {
      sourceId: "manual",
      sourceLabel: "Two machines",
      simulated: false,
      startMs: Math.min(startMs, first.receivedMs),
      createdMs: 0,
      gembaVersion: "test",
    },
  });
  writer.append(facts);
  writer.advance(silentSource.endMs);
  writer.finish();
}
