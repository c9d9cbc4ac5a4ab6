// An endless history of the small plant, the same for the same seed: samples, states, parts, texts, with times to the microsecond.
import type { RecordingHead } from "../../electron/host/record/recording-head.ts";
import { seededRandom } from "#shared/base/random.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";

const states = ["run", "idle", "down", "starved", "blocked"] as const;
const verbs = ["enter", "leave", "ship"] as const;

/** When the histories of the tests begin. */
export const historyStartMs = Date.UTC(2026, 10, 23, 6);

/** What a recording of such a history says of itself. */
export const historyHead: RecordingHead = {
  sourceId: "random",
  sourceLabel: "Random",
  simulated: true,
  startMs: historyStartMs,
  createdMs: 0,
  gembaVersion: "test",
};

/** Facts from `startMs` on, a few hundred milliseconds apart. */
export function* randomFacts(plant: Plant, seed: number, startMs: number): Generator<Fact, never> {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  let receivedUs = startMs * 1000;
  let texts = 0;
  for (;;) {
    // Never two at once: whose turn is first would be open.
    receivedUs += 1 + below(700_000);
    const times = { receivedMs: receivedUs / 1000, timeMs: (receivedUs - below(3_000)) / 1000 };
    const asset = below(plant.assets.length);
    const id = plant.assets[asset]?.id ?? "";
    const kind = below(10);
    if (kind < 6) {
      const signal = below(plant.signals.length);
      const value = plant.signals[signal]?.type === "text" ? below(Math.max(1, texts)) : below(10_000) / 100;
      yield { kind: "sample", signal, value, quality: below(20) === 0 ? "missing" : "good", ...times };
    } else if (kind < 8) {
      const state = states[below(states.length)] ?? "run";
      yield { kind: "state", asset, state, mode: "production", nativeState: state.toUpperCase(), ...times };
    } else if (kind === 8) {
      const verb = verbs[below(verbs.length)] ?? "enter";
      const event = { verb, serial: `P${below(30)}`, asset: id, timeMs: times.timeMs };
      yield { kind: "part", receivedMs: times.receivedMs, assetRow: asset, event };
    } else {
      yield { kind: "string", index: texts, text: `program ${texts}`, ...times };
      texts += 1;
    }
  }
}
