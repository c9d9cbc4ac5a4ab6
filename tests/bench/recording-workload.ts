// What the recording benchmark records: 200 machines with 2,000 signals, of which 1,400 walk in steps of 0.01 and 600 are enums,
// 10 million samples in 8 h at random microseconds, and a change of state of each machine about once a minute.
import type { RecordingHead } from "../../electron/host/record/recording-head.ts";
import { seededRandom } from "#shared/base/random.ts";
import type { Fact } from "#shared/model/fact.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";

export const machines = 200;
export const signalsEach = 10;
export const samplesPer8h = 10_000_000;
export const hours8Ms = 8 * 3_600_000;
export const workloadStartMs = Date.UTC(2026, 10, 23, 5);

/** What a recording of the workload says of itself. */
export const workloadHead: RecordingHead = {
  sourceId: "bench",
  sourceLabel: "Bench",
  simulated: true,
  startMs: workloadStartMs,
  createdMs: 0,
  gembaVersion: "bench",
};

const labels = ["READY", "ACTIVE", "FEED_HOLD", "STOPPED", "INTERRUPTED", "WAIT"];
const states = ["run", "idle", "starved", "blocked", "microstop", "down"] as const;

export function workloadPlant(): Plant {
  return resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "bench",
      name: "Bench",
      timeZone: "Europe/Berlin",
      assets: Array.from({ length: machines }, (_, at) => ({
        id: `M${at}`,
        name: `Machine ${at}`,
        level: "station",
        pose: { x: (at % 20) * 6, y: Math.floor(at / 20) * 8 },
        size: { length: 3, width: 3, height: 2 },
        signals: Array.from({ length: signalsEach }, (__, signal) =>
          signal < 7 ? { name: `s${signal}` } : { name: `s${signal}`, type: "enum", labels },
        ),
      })),
    }),
  );
}

/** The workload in batches of about a second each; the batch is reused. `stretch` times as long and as many. */
export function* workload(stretch: number, seed = 7): Generator<readonly Fact[]> {
  const random = seededRandom(seed);
  const signals = machines * signalsEach;
  const walk = new Int32Array(signals).fill(5000);
  const seconds = (hours8Ms / 1000) * stretch;
  const perSecond = samplesPer8h / (hours8Ms / 1000);
  let owed = 0;
  for (let second = 0; second < seconds; second += 1) {
    const facts: Fact[] = [];
    owed += perSecond;
    const count = Math.floor(owed);
    owed -= count;
    const startUs = (workloadStartMs + second * 1000) * 1000;
    let us = 0;
    for (let at = 0; at < count; at += 1) {
      // Gaps of random length that fill the second on average.
      us = Math.min(999_999, us + Math.floor((random.next() * 2_000_000) / count));
      const timeMs = (startUs + us) / 1000;
      const signal = Math.floor(random.next() * signals);
      const isEnum = signal % signalsEach >= 7;
      let value: number;
      if (isEnum) value = Math.floor(random.next() * labels.length);
      else {
        const steps = (walk[signal] ?? 0) + Math.floor(random.next() * 201) - 100;
        walk[signal] = steps;
        value = steps / 100;
      }
      facts.push({ kind: "sample", signal, timeMs, receivedMs: timeMs, value, quality: "good" });
    }
    for (let machine = 0; machine < machines; machine += 1) {
      if (random.next() >= 1 / 60) continue;
      const state = states[Math.floor(random.next() * states.length)] ?? "run";
      const timeMs = (startUs + 999_999) / 1000;
      facts.push({
        kind: "state",
        asset: machine,
        state,
        mode: "production",
        nativeState: state.toUpperCase(),
        timeMs,
        receivedMs: timeMs,
      });
    }
    yield facts;
  }
}
