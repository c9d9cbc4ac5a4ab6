// The replay of a folder: start, initial state, order, pace, counts and problems; and the real recorded day.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { ProblemList } from "#shared/base/problem.ts";
import { createStopRule } from "#shared/analyse/stop-rule.ts";
import type { Fact, Reading } from "#shared/model/fact.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { createNormaliser } from "#shared/normalise/normaliser.ts";
import { openShdrReplay, type ShdrOptions } from "./shdr-source.ts";

const devices = `<MTConnectDevices><Devices>
${["M1", "M10", "M2"]
  .map(
    (name) => `<Device name="${name}" id="${name}"><DataItems>
  <DataItem type="EXECUTION" category="EVENT" id="${name}-e" name="execution"/>
  <DataItem type="LOAD" category="SAMPLE" id="${name}-l" name="load" units="PERCENT"/>
  <DataItem type="SYSTEM" category="CONDITION" id="${name}-s" name="system"/>
</DataItems></Device>`,
  )
  .join("\n")}
</Devices></MTConnectDevices>`;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-shdr-"));
  await writeFile(join(dir, "Devices.xml"), devices);
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const file = (name: string, lines: readonly string[]) => writeFile(join(dir, name), `${lines.join("\n")}\n`);
const at = (clock: string, day = 1): string => `2026-03-0${String(day)}T${clock}Z`;

/** Replays a folder on a clock set by hand; each wait moves it. */
async function replay(folder: string, options: Partial<ShdrOptions> = {}) {
  const wall = new ManualClock(1e12);
  const stop = new AbortController();
  const waits: number[] = [];
  const opened = await openShdrReplay(folder, {
    speed: 60,
    wall,
    wait: (ms) => {
      waits.push(ms);
      wall.advance(ms);
      return Promise.resolve();
    },
    ...options,
  });
  if (!opened.ok)
    return {
      opened,
      batches: [],
      readings: [],
      problems: opened.problems,
      counts: [0, 0],
      waits,
      heartbeats: 0,
    };
  const { source, plant, span } = opened.value;
  const problems = new ProblemList(() => 0);
  const batches: { placeMs: number; readings: readonly Reading[] }[] = [];
  let counts = [0, 0];
  let heartbeats = 0;
  await source.start(
    {
      push: (readings) => void batches.push({ placeMs: source.clock.nowMs(), readings: [...readings] }),
      heartbeat: () => void (heartbeats += 1),
      counted: (read, refused) => void (counts = [read, refused]),
      report: (problem) => {
        problems.report(problem);
      },
      clear: () => undefined,
    },
    stop.signal,
  );
  const readings = batches.flatMap((batch) => batch.readings);
  return {
    opened,
    source,
    plant,
    span,
    batches,
    readings,
    problems: problems.list(),
    counts,
    waits,
    heartbeats,
    wall,
  };
}
const shown = (readings: readonly Reading[]) =>
  readings.map(
    (reading) =>
      `${new Date(reading.timeMs).toISOString().slice(8, 19)} ${"key" in reading ? reading.key : ""} ${reading.kind === "value" ? String(reading.value) : reading.kind === "condition" ? reading.level : ""}`,
  );

describe("files", () => {
  it("belong to the device their name begins with, the longest one", async () => {
    await file("M10-a.txt", [`${at("08:00:00")}|load|1`]);
    await file("M1-a.txt", [`${at("08:00:01")}|load|2`]);
    const { plant, readings } = await replay(dir);
    expect(plant?.assets.filter((asset) => asset.level === "station").map((asset) => asset.id)).toEqual([
      "M1",
      "M10",
    ]);
    expect(shown(readings)).toEqual(["01T08:00:00 M10:load 1", "01T08:00:01 M1:load 2"]);
  });
  it("of no device are a warning", async () => {
    await file("M1-a.txt", [`${at("08:00:00")}|load|1`]);
    await file("notes.txt", ["hello"]);
    const { opened } = await replay(dir);
    expect(opened).toMatchObject({ ok: true, problems: [{ id: "file-without-device", file: "notes.txt" }] });
  });
  it("must be there, and so must Devices.xml and the folder", async () => {
    expect((await replay(dir)).problems).toMatchObject([{ id: "no-adapter-files" }]);
    await rm(join(dir, "Devices.xml"));
    expect((await replay(dir)).problems).toMatchObject([{ id: "no-devices-xml" }]);
    expect((await replay(join(dir, "gone"))).problems).toMatchObject([{ id: "not-found" }]);
  });
  it("without any time are refused", async () => {
    await file("M1-a.txt", ["nothing", ""]);
    expect((await replay(dir)).problems).toMatchObject([{ id: "no-rows" }]);
  });
});

describe("replay", () => {
  it("begins after the last gap of an hour that any file has", async () => {
    await file("M1-a.txt", [`${at("06:00:00")}|load|1`, `${at("08:00:01")}|load|2`]);
    await file("M2-a.txt", [
      `${at("06:00:00")}|load|1`,
      `${at("07:30:00")}|load|2`,
      `${at("08:20:00")}|load|3`,
    ]);
    const { span } = await replay(dir);
    expect(new Date(span?.startMs ?? 0).toISOString()).toBe("2026-03-01T08:00:01.000Z");
  });
  it("begins with the first row when there is no gap, or where it is told to", async () => {
    await file("M1-a.txt", [`${at("06:00:00")}|load|1`, `${at("06:59:00")}|load|2`]);
    expect((await replay(dir)).span?.startMs).toBe(Date.parse(at("06:00:00")));
    const fromMs = Date.parse(at("06:30:00"));
    const { span, batches } = await replay(dir, { fromMs });
    expect(span?.startMs).toBe(fromMs);
    expect(shown(batches[0]?.readings ?? [])).toEqual(["01T06:00:00 M1:load 1"]);
  });
  it("gives the rows before its start as the state they left, first", async () => {
    await file("M1-a.txt", [
      `${at("05:00:00")}|load|1|system|Fault|E1|||hot`,
      `${at("05:00:01")}|load|2|system|Warning|E2|||dry`,
      `${at("05:00:02")}|load|2|system|Normal|E1|||`,
      `${at("07:00:00")}|load|3`,
    ]);
    const { batches } = await replay(dir);
    expect(shown(batches[0]?.readings ?? [])).toEqual([
      "01T05:00:01 M1:load 2",
      "01T05:00:01 M1:system warning",
      "01T05:00:02 M1:load 2",
    ]);
    expect(shown(batches[1]?.readings ?? [])).toEqual(["01T07:00:00 M1:load 3"]);
  });
  it("merges files by time and keeps the order of equal times", async () => {
    await file("M1-a.txt", [`${at("08:00:00")}|load|1`, `${at("08:00:02")}|load|2`]);
    await file("M2-a.txt", [`${at("08:00:01")}|load|1`, `${at("08:00:02")}|load|2`]);
    const { readings } = await replay(dir);
    expect(shown(readings).map((line) => line.slice(3))).toEqual([
      "08:00:00 M1:load 1",
      "08:00:01 M2:load 1",
      "08:00:02 M1:load 2",
      "08:00:02 M2:load 2",
    ]);
  });
  it("keeps the place of a row that is older than the one before, and its time", async () => {
    await file("M1-a.txt", [
      `${at("08:00:05")}|load|1`,
      `${at("08:00:01")}|load|2`,
      `${at("08:00:06")}|load|3`,
    ]);
    const { readings } = await replay(dir);
    expect(shown(readings).map((line) => line.slice(3, 11))).toEqual(["08:00:05", "08:00:01", "08:00:06"]);
  });
  it("takes the plant time divided by the speed, and never runs ahead of its clock", async () => {
    await file(
      "M1-a.txt",
      Array.from(
        { length: 601 },
        (_, index) =>
          `${new Date(Date.parse(at("08:00:00")) + index * 1000).toISOString()}|load|${String(index)}`,
      ),
    );
    const { wall, batches, source, readings } = await replay(dir, { speed: 60 });
    expect(readings).toHaveLength(601);
    expect((wall?.nowMs() ?? 0) - 1e12).toBeGreaterThanOrEqual(10_000);
    expect((wall?.nowMs() ?? 0) - 1e12).toBeLessThan(10_100);
    // 50 ms of wall time are 3 s of plant time.
    expect(Math.max(...batches.slice(0, -1).map((batch) => batch.readings.length))).toBeLessThanOrEqual(4);
    expect(source?.clock.nowMs()).toBe(Date.parse(at("08:10:00")));
  });
  it("gives a proof of life through a long silence", async () => {
    await file("M1-a.txt", [`${at("08:00:00")}|load|1`, `${at("08:50:00")}|load|2`]);
    const { waits, heartbeats } = await replay(dir, { speed: 60 });
    expect(Math.max(...waits)).toBeLessThanOrEqual(500);
    expect(heartbeats).toBeGreaterThanOrEqual(100);
  });
  it("stops when told to", async () => {
    await file("M1-a.txt", [`${at("08:00:00")}|load|1`, `${at("08:50:00")}|load|2`]);
    const wall = new ManualClock(0);
    const stop = new AbortController();
    const opened = await openShdrReplay(dir, {
      speed: 1,
      wall,
      wait: () => {
        stop.abort();
        return Promise.resolve();
      },
    });
    const pushed: Reading[] = [];
    const sink = {
      push: (readings: readonly Reading[]) => void pushed.push(...readings),
      heartbeat: () => undefined,
      counted: () => undefined,
      report: () => undefined,
      clear: () => undefined,
    };
    if (opened.ok) await opened.value.source.start(sink, stop.signal);
    expect(pushed.length).toBeLessThan(2);
  });
  it("reads a last line without newline, and lines with carriage returns", async () => {
    await writeFile(join(dir, "M1-a.txt"), `${at("08:00:00")}|load|1\r\n${at("08:00:01")}|load|2`);
    const { readings, counts } = await replay(dir);
    expect(readings.map((reading) => reading.kind === "value" && reading.value)).toEqual(["1", "2"]);
    expect(counts).toEqual([2, 0]);
  });
});

describe("bad input", () => {
  it("is listed with file and line and counted, and the rest is read", async () => {
    await file("M1-a.txt", [
      `${at("08:00:00")}|load|1`,
      "garbage",
      `${at("08:00:01")}|system|Wrong||||`,
      `${at("08:00:02")}|load|2`,
    ]);
    const { counts, problems, readings } = await replay(dir);
    expect(counts).toEqual([4, 2]);
    expect(readings).toHaveLength(2);
    expect(problems.map((problem) => `${problem.file ?? ""}:${String(problem.line)} ${problem.id}`)).toEqual([
      "M1-a.txt:2 bad-time",
      "M1-a.txt:3 bad-level",
    ]);
  });
  it("is listed a hundred times for each file, and counted from there", async () => {
    await file("M1-a.txt", [
      `${at("08:00:00")}|load|1`,
      ...Array.from({ length: 250 }, () => "garbage"),
      `${at("08:00:02")}|load|2`,
    ]);
    const { counts, problems } = await replay(dir);
    expect(counts).toEqual([252, 250]);
    expect(problems).toHaveLength(101);
    expect(problems.find((problem) => problem.id === "more-refused-lines")).toMatchObject({
      count: 150,
      file: "M1-a.txt",
    });
  });
  it("a key that Devices.xml does not know is one problem with its count, for each file", async () => {
    await file("M1-a.txt", [
      `${at("06:00:00")}|ghost|1`,
      `${at("08:00:00")}|load|1`,
      `${at("08:00:01")}|ghost|2`,
    ]);
    await file("M2-a.txt", [`${at("08:00:00")}|ghost|1`]);
    const { problems, counts } = await replay(dir);
    expect(problems).toMatchObject([
      { id: "unknown-key", path: ["sources", "shdr", "M1-a.txt", "ghost"], file: "M1-a.txt", count: 2 },
      { id: "unknown-key", path: ["sources", "shdr", "M2-a.txt", "ghost"], file: "M2-a.txt", count: 1 },
    ]);
    expect(counts).toEqual([4, 0]);
  });
  it("a single time far in the future moves neither the start nor the rows after it", async () => {
    await file("M1-a.txt", [
      `${at("08:00:00")}|load|1`,
      "2096-03-01T08:00:01Z|load|2",
      `${at("08:00:02")}|load|3`,
      "2096-03-01T08:00:03Z|load|4",
      `${at("08:00:04")}|load|5`,
    ]);
    const { span, readings, problems, counts } = await replay(dir);
    expect(span).toEqual({ startMs: Date.parse(at("08:00:00")), endMs: Date.parse(at("08:00:04")) });
    expect(readings.map((reading) => reading.kind === "value" && reading.value)).toEqual(["1", "3", "5"]);
    expect(counts).toEqual([5, 2]);
    expect(problems.map((problem) => `${problem.id} ${String(problem.line)}`)).toEqual([
      "clock-slip 2",
      "clock-slip 4",
    ]);
  });
  it("a block that is never closed is told", async () => {
    await file("M1-a.txt", [
      `${at("08:00:00")}|load|1`,
      `${at("08:00:01")}|@ASSET@|T|Tool|--multiline--Q`,
      "inside",
    ]);
    expect((await replay(dir)).problems).toMatchObject([{ id: "unclosed-block", file: "M1-a.txt" }]);
  });
});

const real = join("..", "shared", "data", "nist-smstestbed-mtconnect");
describe.skipIf(!existsSync(real))(
  `the recorded day of three machining centres (skipped when ${real} is not there)`,
  () => {
    it("is read to its last line, with nothing refused and each unknown key told once", async () => {
      const { counts, problems, plant, span, readings, wall } = await replay(real, { speed: 600 });
      expect(counts).toEqual([157_537, 0]);
      expect(
        plant?.assets
          .filter((asset) => asset.level === "station")
          .map((asset) => `${asset.id} ${asset.kind}`),
      ).toEqual(["GFAgie01 machiningCentre", "Mazak01 machiningCentre", "Mazak03 lathe"]);
      expect(new Date(span?.startMs ?? 0).toISOString()).toBe("2016-11-01T17:10:12.077Z");
      expect((wall?.nowMs() ?? 0) - 1e12).toBeLessThan(16_000);
      const perFile = new Map<string, number>();
      for (const problem of problems) {
        expect(problem).toMatchObject({ id: "unknown-key", count: 1 });
        perFile.set(problem.file ?? "", (perFile.get(problem.file ?? "") ?? 0) + 1);
      }
      expect([...perFile.values()].sort((a, b) => a - b)).toEqual([2, 3, 21]);
      expect(readings.length).toBeGreaterThan(10_000);
    });

    it("moves all three machines through their states, and every reading fits the derived plant", async () => {
      const { plant: file, readings } = await replay(real, { speed: 600 });
      if (file === undefined) throw new Error("no plant");
      const plant = resolvePlant(file);
      const problems = new ProblemList(() => 0);
      const normaliser = createNormaliser(plant, { problems });
      const rule = createStopRule(plant);
      const facts: Fact[] = [];
      const normalised: Fact[] = [];
      for (const reading of readings) {
        normaliser.accept(reading, reading.timeMs, normalised);
        for (const fact of normalised) rule.accept(fact, facts);
        normalised.length = 0;
      }
      expect(normaliser.counts.refused).toBe(0);
      expect(problems.list()).toEqual([]);
      const seen = (id: string) =>
        new Set(
          facts.flatMap((fact) =>
            fact.kind === "state" && plant.assets[fact.asset]?.id === id ? [fact.state] : [],
          ),
        );
      expect([...seen("Mazak01")].sort()).toEqual(["idle", "microstop", "run", "setup", "unknown"]);
      expect(seen("GFAgie01")).toContain("run");
      expect(seen("Mazak03").size).toBeGreaterThanOrEqual(2);

      // Seconds of ACTIVE from the replay's start on, summed from the raw rows by a separate script.
      const runS = (id: string): number => {
        let sinceMs: number | undefined;
        let sumMs = 0;
        for (const fact of facts) {
          if (fact.kind !== "state" || plant.assets[fact.asset]?.id !== id) continue;
          if (sinceMs !== undefined)
            sumMs += fact.timeMs - Math.max(sinceMs, Date.parse("2016-11-01T17:10:12.077Z"));
          sinceMs = fact.state === "run" ? fact.timeMs : undefined;
        }
        return sumMs / 1000;
      };
      expect(runS("GFAgie01")).toBeCloseTo(839.627, 3);
      expect(runS("Mazak01")).toBeCloseTo(2355.622, 3);
      expect(runS("Mazak03")).toBe(0);
    });
  },
);
