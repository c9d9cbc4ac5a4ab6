// An hour of the demo plant as a recording: seeking is playing, at a thousand times and in both directions; a cut holds the whole
// lives of its parts; what is exported and imported again is equal. As known then differs from as known now by late facts only.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportCommand } from "../../electron/host/commands/export.ts";
import { importCommand } from "../../electron/host/commands/import.ts";
import { recordSimulation } from "../../electron/host/commands/simulate-recording.ts";
import { trim } from "../../electron/host/commands/trim.ts";
import { FileTimeline } from "../../electron/host/timeline/file-timeline.ts";
import { Story } from "../../electron/host/timeline/story.ts";
import { seededRandom } from "#shared/base/random.ts";
import type { Outcome } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { parseBehaviour } from "#shared/simulate/behaviour-schema.ts";
import { parseScenario } from "#shared/simulate/scenario-schema.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import { smallPlant } from "../support/small-plant.ts";

const dir = mkdtempSync(join(tmpdir(), "gemba-demo-recording-"));
const path = join(dir, "hour.mcap");
const demoDir = new URL("../../assets/plants/demo", import.meta.url).pathname;
const opened: FileTimeline[] = [];
let timeline: FileTimeline;
const quiet = { out: () => undefined, err: () => undefined };

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
}
async function open(file: string): Promise<FileTimeline> {
  const value = valueOf(await FileTimeline.open(file, file));
  opened.push(value);
  return value;
}

beforeAll(async () => {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(demoDir, name), "utf8"));
  const input = {
    plant: resolvePlant(plantSchema.parse(json("plant.json"))),
    behaviour: valueOf(parseBehaviour(json("behaviour.json"))),
    scenario: valueOf(parseScenario(json("scenario.json"))),
    seed: 7,
    startMs: Date.UTC(2026, 0, 5, 5),
  };
  valueOf(await recordSimulation(input, 1, path));
  timeline = await open(path);
});
afterAll(() => {
  for (const each of opened) each.close();
  rmSync(dir, { recursive: true });
});

/** All that a viewer can see of a state, as one text. */
function seen(state: PlantState): string {
  return JSON.stringify({
    book: state.book(),
    columns: [
      state.assetState,
      state.assetMode,
      state.assetFlags,
      state.assetCount,
      state.assetSinceMs,
      state.assetCycleS,
      state.signalValue,
      state.signalTimeMs,
      state.signalQuality,
      state.moves.t0Ms.subarray(0, state.moves.count),
      state.moves.t1Ms.subarray(0, state.moves.count),
      state.moves.path.subarray(0, state.moves.count),
      state.moves.look.subarray(0, state.moves.count),
    ].map((column) => [...column]),
  });
}

test("a seek shows what playing through shows, at a thousand times, forward and backward", async () => {
  const random = seededRandom(1);
  const { startMs, endMs } = timeline.range();
  const times = Array.from({ length: 1000 }, () => startMs + random.next() * (endMs - startMs)).sort(
    (a, b) => a - b,
  );
  const played = await timeline.stateAt(startMs);
  const texts: string[] = [];
  for (const timeMs of times) {
    for (const fact of await timeline.facts(played.timeMs, timeMs)) played.apply(fact);
    played.timeMs = timeMs;
    texts.push(seen(played));
  }
  for (let at = times.length - 1; at >= 0; at -= 1) {
    const text = seen(await timeline.stateAt(times[at] ?? 0));
    // Compared as texts: a thousand differences of a thousand rows each are nothing to read.
    expect(text === texts[at], `state at ${times[at] ?? 0}`).toBe(true);
  }
});

test("a cut is a recording of its own: same states, and the whole lives of its parts", async () => {
  const cutPath = join(dir, "cut.mcap");
  expect(await trim.run([path, "--from", "+2400", "--to", "+2700", "--out", cutPath], quiet)).toBe(0);
  const cut = await open(cutPath);
  const { startMs } = timeline.range();
  expect(cut.range()).toEqual({ startMs: startMs + 2_400_000, endMs: startMs + 2_700_000, open: false });
  for (const second of [2400, 2500, 2650, 2700]) {
    const timeMs = startMs + second * 1000;
    expect(seen(await cut.stateAt(timeMs)) === seen(await timeline.stateAt(timeMs)), `at +${second}`).toBe(
      true,
    );
  }
  const rows = timeline.plant.assets.map(({ row }) => row);
  const { endMs } = cut.range();
  expect(await cut.lanes(rows, cut.range().startMs, endMs, Infinity)).toEqual(
    await timeline.lanes(rows, cut.range().startMs, endMs, Infinity),
  );
  // Down to the modules in a pack, and the lots that went into a module.
  const parts = [...(await cut.stateAt(endMs)).parts()].filter(({ product }) => product !== "cell");
  let [modules, lots] = [0, 0];
  for (const { serial } of parts) {
    const [whole, part] = [await timeline.part(serial, endMs), await cut.part(serial, endMs)];
    expect(part).toEqual(whole);
    if (part?.product === "pack") modules += part.components.length;
    if (part?.product === "module") lots += part.lots.length;
    for (const { serial: inner } of part?.components ?? [])
      expect(await cut.part(inner, endMs)).toEqual(await timeline.part(inner, endMs));
  }
  expect(Math.min(modules, lots)).toBeGreaterThan(0);
});

test("what is exported is imported again as it was", async () => {
  const cutPath = join(dir, "cut.mcap");
  const csv = join(dir, "csv");
  expect(await exportCommand.run([cutPath, "--csv", csv], quiet)).toBe(0);
  // Of every minute a row for each asset of which anything is known; of a station, its state always is.
  const [head = "", ...rows] = readFileSync(join(csv, "assets_1min.csv"), "utf8").trimEnd().split("\n");
  const end = head.split(",").indexOf("end");
  const minutes = rows.map((row) => row.split(",")).filter(([, , asset]) => asset === "A20");
  expect(minutes.map(([, length]) => length)).toEqual(["60", "60", "60", "60", "60"]);
  for (const minute of minutes)
    expect(minute.slice(3, end).reduce((sum, seconds) => sum + Number(seconds), 0)).toBeCloseTo(60, 6);
  const importTo = async (table: string): Promise<FileTimeline> => {
    const out = join(dir, `${table}.mcap`);
    const args = [join(csv, `${table}.csv`), "--plant", demoDir, "--out", out];
    expect(await importCommand.run(args, quiet)).toBe(0);
    return open(out);
  };
  const cut = await open(cutPath);
  const factsOf = async (of: FileTimeline, kind: "sample" | "state"): Promise<string[]> => {
    const strings = of.strings();
    return (
      (await of.facts(-Infinity, Infinity))
        .filter((fact) => fact.kind === kind)
        .map((fact) =>
          fact.kind === "sample"
            ? [
                Math.round(fact.timeMs * 1000),
                fact.signal,
                of.plant.signals[fact.signal]?.type === "text" ? strings[fact.value] : fact.value,
                fact.quality,
              ].join(" ")
            : fact.kind === "state"
              ? [Math.round(fact.timeMs * 1000), fact.asset, fact.state].join(" ")
              : "",
        )
        .sort()
        // The rule calls a stop down in the very moment in which the script says so too.
        .filter((line, at, lines) => line !== lines[at - 1])
    );
  };
  expect(await factsOf(await importTo("signals"), "sample")).toEqual(await factsOf(cut, "sample"));
  expect(await factsOf(await importTo("states"), "state")).toEqual(await factsOf(cut, "state"));
});

test("as known then is as known now without what came later", () => {
  const change = fc.record({
    stepMs: fc.nat(50),
    lateMs: fc.oneof(fc.constant(0), fc.nat(400)),
    state: fc.constantFrom("run", "idle", "down", "starved"),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), fc.nat(2500), (told, knownAtMs) => {
      let receivedMs = 0;
      const facts = told.map(({ stepMs, lateMs, state }): Extract<Fact, { kind: "state" }> => {
        receivedMs += stepMs;
        const at = { receivedMs, timeMs: receivedMs - lateMs, ...(lateMs > 0 ? { backfill: true } : {}) };
        return { kind: "state", asset: 0, mode: "production", nativeState: "", state, ...at } as never;
      });
      const now = new Story(smallPlant(), -500);
      const then = new Story(smallPlant(), -500);
      facts.forEach((fact, sequence) => {
        now.take(fact, sequence);
        if (fact.receivedMs <= knownAtMs) then.take(fact, sequence);
      });
      const lane = (story: Story, known?: number): unknown => story.lane(0, -500, 3000, Infinity, known);
      expect(lane(now, knownAtMs)).toEqual(lane(then));
      if (facts.every((fact) => fact.receivedMs <= knownAtMs))
        expect(lane(now, knownAtMs)).toEqual(lane(now));
    }),
    { seed: 19, numRuns: 500 },
  );
});
