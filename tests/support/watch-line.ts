// A small line for tests: machine M, then inspection I. Signals wander with noise; M stands for a while each hour. Equal seeds, equal facts.
import { sha256 } from "../../electron/host/analyse/sha256.ts";
import { seededRandom } from "#shared/base/random.ts";
import type { Fact } from "#shared/model/fact.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import type { AssetState } from "#shared/model/state.ts";
import { CleanShifts } from "#shared/analyse/defect/watch/fit.ts";

export const testStartMs = Date.UTC(2026, 0, 5, 5);
export const minuteMs = 60_000;

export { sha256 };

const celsius = { unit: "Cel", featured: true };

export const testPlant: Plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "small",
    name: "Small",
    timeZone: "UTC",
    variants: [
      { id: "a", name: "A" },
      { id: "b", name: "B" },
    ],
    assets: [
      {
        id: "M",
        name: "M",
        level: "station",
        kind: "press",
        idealCycleS: 30,
        signals: [
          { name: "temperature1", ...celsius },
          { name: "temperature2", ...celsius },
          { name: "pressure", unit: "bar", featured: true },
          { name: "flow", unit: "L/min" },
          { name: "count" },
          { name: "toolHours", unit: "h" },
          { name: "setting" },
        ],
        characteristics: [{ name: "depth", unit: "mm" }],
      },
      { id: "belt", name: "Belt", level: "conveyor", capacity: 2 },
      {
        id: "I",
        name: "I",
        level: "station",
        kind: "inspection",
        idealCycleS: 20,
        signals: [{ name: "light" }, { name: "focus" }],
        characteristics: [{ name: "width", unit: "mm" }],
      },
    ],
    links: [
      { from: "M", to: "belt", transferS: 10 },
      { from: "belt", to: "I", transferS: 10 },
    ],
  }),
);

/** What goes wrong from a minute on: one sensor, the process behind all of them, or nothing. */
export interface TestFault {
  readonly kind: "sensor" | "process";
  readonly fromMinute: number;
  readonly toMinute?: number;
}

/** The facts of some hours, in order of arrival. */
export function testFacts(seed: number, hours: number, fault?: TestFault): Fact[] {
  const random = seededRandom(seed);
  const noise = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const facts: Fact[] = [];
  const rowOf = (signal: string): number => testPlant.signalRowById.get(signal) ?? -1;
  const [machine, inspection] = ["M", "I"].map((id) => testPlant.assetRowById.get(id) ?? -1);
  const wander = { M: 0, I: 0 };
  let made = 0;
  for (let second = 0; second < hours * 3600; second += 10) {
    const at = { timeMs: testStartMs + second * 1000, receivedMs: testStartMs + second * 1000 + 300 };
    const minute = second / 60;
    const stands = second % 3600 >= 3300;
    const tell = (asset: number, state: AssetState): void =>
      void facts.push({ kind: "state", asset, state, mode: "production", nativeState: "", ...at });
    if (second % 3600 === 0) [machine, inspection].forEach((asset) => tell(asset ?? -1, "run"));
    if (second % 3600 === 3300) tell(machine ?? -1, "down");
    const isFaulty =
      fault !== undefined && minute >= fault.fromMinute && minute < (fault.toMinute ?? Infinity);
    const rise = isFaulty ? Math.min(4, (minute - fault.fromMinute) / 10) : 0;
    const everywhere = fault?.kind === "process" ? rise : 0;
    wander.M = 0.95 * wander.M + 0.1 * noise();
    wander.I = 0.95 * wander.I + 0.1 * noise();
    // M is warmer with variant b, which comes in the second half of each hour.
    const isB = second % 3600 >= 1800;
    const values: Record<string, number> = {
      "M/temperature1": 27 + wander.M + 0.3 * noise() + everywhere + (isB ? 3 : 0),
      "M/temperature2": 27.2 + wander.M + 0.3 * noise() + rise + (isB ? 3 : 0),
      "M/pressure": 42 + noise() + 2 * everywhere,
      "M/flow": 180 + 5 * noise(),
      "M/count": made,
      "M/toolHours": second / 3600,
      "M/setting": 24,
      "I/light": 80 + wander.I + noise(),
      "I/focus": 12 + noise(),
    };
    for (const [signal, value] of Object.entries(values))
      facts.push({ kind: "sample", signal: rowOf(signal), value, quality: "good", ...at });
    if (stands || second % 30 !== 0) continue;
    made += 1;
    const serial = `S${made}`;
    const part = (verb: "create" | "enter" | "leave"): void =>
      void facts.push({
        kind: "part",
        assetRow: machine ?? -1,
        receivedMs: at.receivedMs,
        event: {
          verb,
          serial,
          asset: "M",
          timeMs: at.timeMs,
          ...(verb === "create" ? { variant: isB ? "b" : "a" } : {}),
        },
      });
    part("create");
    part("enter");
    for (const [asset, characteristic, value] of [
      ["M", "depth", 61 + 0.5 * noise()],
      ["I", "width", 9.8 + 0.2 * noise() + 0.2 * everywhere],
    ] as const)
      facts.push({
        kind: "result",
        assetRow: (asset === "M" ? machine : inspection) ?? -1,
        receivedMs: at.receivedMs,
        result: {
          serial,
          asset,
          step: asset,
          characteristic,
          value,
          unit: "mm",
          verdict: "ok",
          attempt: 1,
          timeMs: at.timeMs,
        },
      });
    part("leave");
  }
  return facts;
}

/** Clean shifts of the small line. */
export function testShifts(seeds: readonly number[], hours: number): CleanShifts {
  const clean = new CleanShifts(testPlant);
  for (const seed of seeds) {
    const shift = clean.begin();
    for (const fact of testFacts(seed, hours)) shift.take(fact);
    shift.advance(testStartMs + hours * 3_600_000);
  }
  return clean;
}
