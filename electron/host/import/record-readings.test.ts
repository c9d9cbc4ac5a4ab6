// A stream of readings as a recording: whole or not there at all.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ProblemList } from "#shared/base/problem.ts";
import type { Reading } from "#shared/model/fact.ts";
import { checkPlant } from "#shared/model/plant-check.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { type ReadingBatch, recordReadings, type RecordReadingsOptions } from "./record-readings.ts";
import { ImportFolder, nowMs } from "./test-files.ts";

const startMs = Date.UTC(2026, 0, 5, 6);
const checked = checkPlant(
  {
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [{ id: "M", name: "M", level: "station", signals: [{ name: "x" }], microStopMaxS: 60 }],
  },
  "plant.json",
);
const plant: Plant = checked.ok ? resolvePlant(checked.value) : (undefined as never);

const x = (second: number, value: number): Reading => ({
  kind: "value",
  key: "M/x",
  timeMs: startMs + second * 1000,
  value,
});

function record(
  dir: string,
  batches: RecordReadingsOptions["batches"],
  options: Partial<RecordReadingsOptions> = {},
) {
  return recordReadings({
    plant,
    batches,
    out: join(dir, "made.mcap"),
    head: { sourceId: "s", sourceLabel: "S", simulated: false, createdMs: nowMs, gembaVersion: "0" },
    problems: new ProblemList(() => nowMs),
    ...options,
  });
}

test("batches become one file, with its counts and its progress", async () => {
  using folder = new ImportFolder();
  const told: number[] = [];
  const outcome = await record(
    folder.dir,
    [
      { readings: [x(0, 1), x(1, 2)], bytesRead: 5, bytesTotal: 10 },
      {
        readings: [x(2, 3), { ...x(3, 4), key: "M/y" } as Reading],
        bytesRead: 10,
        bytesTotal: 10,
        refused: 1,
      },
    ],
    { onProgress: ({ bytesRead }) => told.push(bytesRead) },
  );
  expect(outcome).toMatchObject({
    ok: true,
    value: { readings: 4, samples: 3, refused: 2, gaps: 0, range: { startMs, endMs: startMs + 3000 } },
    problems: [{ id: "unknown-key" }],
  });
  expect([told, folder.files()]).toEqual([[5, 10], ["made.mcap"]]);
});

test("cancelling in the middle leaves nothing, not even what was there half", async () => {
  using folder = new ImportFolder();
  const abort = new AbortController();
  async function* endless(): AsyncGenerator<ReadingBatch> {
    for (let second = 0; ; second += 1) {
      if (second === 5000) abort.abort();
      yield await Promise.resolve({ readings: [x(second, second)] });
    }
  }
  const outcome = await record(folder.dir, endless(), { signal: abort.signal });
  expect([outcome.ok, outcome.problems.map(({ id }) => id), folder.files()]).toEqual([
    false,
    ["cancelled"],
    [],
  ]);
});

test("a stream that fails, and one without readings, leave nothing", async () => {
  using folder = new ImportFolder();
  function* failing(): Generator<ReadingBatch> {
    yield { readings: [x(0, 1)] };
    throw new Error("a bug");
  }
  await expect(record(folder.dir, failing())).rejects.toThrow("a bug");
  const empty = await record(folder.dir, [{ readings: [] }]);
  const wrong = await record(folder.dir, [
    { readings: [{ ...x(0, 1), key: "?" } as Reading, { ...x(0, 1), timeMs: NaN }] },
  ]);
  expect([empty, wrong].map(({ ok, problems }) => [ok, problems.at(-1)?.id])).toEqual([
    [false, "nothing-readable"],
    [false, "nothing-readable"],
  ]);
  await expect(record(join(folder.dir, "nowhere"), [{ readings: [x(0, 1)] }])).rejects.toThrow("ENOENT");
  expect(readdirSync(folder.dir)).toEqual([]);
});

test("a recording that is there gives way only when it may", async () => {
  using folder = new ImportFolder();
  folder.write("made.mcap", "precious");
  const refused = await record(folder.dir, [{ readings: [x(0, 1)] }]);
  expect([refused.ok, refused.problems[0]?.id]).toEqual([false, "exists"]);
  writeFileSync(join(folder.dir, "made.mcap.part"), "left by one that was killed");
  const replaced = await record(folder.dir, [{ readings: [x(0, 1)] }], { replace: true });
  expect([replaced.ok, folder.files()]).toEqual([true, ["made.mcap"]]);
});

test("states before a start arrive at it, stops become down, and a gap makes them unknown", async () => {
  using folder = new ImportFolder();
  const state = (second: number, word: "run" | "microstop"): Reading => ({
    kind: "state",
    asset: "M",
    timeMs: startMs + second * 1000,
    state: word,
  });
  await record(
    folder.dir,
    [{ readings: [state(-100, "run"), state(10, "microstop"), state(100, "run"), state(5000, "run")] }],
    {
      startMs,
      endMs: startMs + 6_000_000,
      gapMs: 600_000,
    },
  );
  const opened = await FileTimeline.open(join(folder.dir, "made.mcap"), "made");
  if (!opened.ok) throw new Error("not opened");
  const timeline = opened.value;
  const [lane] = await timeline.lanes([0], startMs - 100_000, startMs + 6_000_000, 100);
  expect(lane?.map(({ state: word, fromMs }) => `${word}@${(fromMs - startMs) / 1000}`)).toEqual([
    "run@-100",
    "microstop@10",
    "down@70",
    "unknown@100",
    "run@5000",
  ]);
  expect([timeline.range(), timeline.gaps(0, Infinity)]).toMatchObject([
    { startMs, endMs: startMs + 6_000_000 },
    [{ fromMs: startMs + 100_000, toMs: startMs + 5_000_000 }],
  ]);
  timeline.close();
});
