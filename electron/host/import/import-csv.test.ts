// CSV of other programs, from the file to the recording read back.
import { readFileSync } from "node:fs";
import { McapIndexedReader } from "@mcap/core";
import { zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import type { Mapping } from "#shared/import/mapping-schema.ts";
import { parseMapping, proposeImport } from "./import-file.ts";
import { ImportFolder, samplesOf, statesOf } from "./test-files.ts";

const startMs = Date.UTC(2026, 0, 5, 6);
const problemIds = (problems: readonly { id: string }[]): string[] => problems.map(({ id }) => id);

describe("signals in columns", () => {
  test("become signals of assets by their names, with units, and no value is a quality", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import(
      "time,press.force [kN],press.note,oven.temp (°C)\n" +
        "2026-01-05T06:00:00Z,1.5,ok,\n" +
        "2026-01-05T06:00:01Z,NaN,,180\n",
    );
    expect(samplesOf(imported, startMs)).toEqual([
      "press/force: 1.5@0",
      "press/note: ok@0",
      "oven/temp: -@0",
      "press/force: -@1",
      "press/note: -@1",
      "oven/temp: 180@1",
    ]);
    expect(imported.timeline?.plant.signals.map(({ unit }) => unit)).toEqual(["kN", "1", "Cel"]);
    expect(imported.recorded).toMatchObject({ samples: 6, refused: 0 });
  });

  test("come with semicolons, decimal commas, a mark, Latin-1, and days first", async () => {
    using folder = new ImportFolder();
    const latin1 = Buffer.from(
      "Zeit;Ofen.Temperatur [°C];Ofen.Störung\r\n05.01.2026 07:00:00;1.180,5;Tür\r\n05.01.2026 07:00:01;179,25;keine\r\n",
      "latin1",
    );
    const utf8 = Buffer.from(`\uFEFF${latin1.toString("latin1")}`, "utf8");
    for (const bytes of [latin1, utf8]) {
      const imported = await folder.import(bytes, { zone: "Europe/Berlin" });
      expect(samplesOf(imported, startMs)).toEqual([
        "Ofen/Temperatur: 1180.5@0",
        "Ofen/St-rung: Tür@0",
        "Ofen/Temperatur: 179.25@1",
        "Ofen/St-rung: keine@1",
      ]);
      expect(imported.timeline?.plant.file.timeZone).toBe("Europe/Berlin");
    }
  });

  test("what cannot be used is refused by line and column with a remedy, and the rest goes on", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import(
      "time,a.x,a.y\n" +
        "2026-01-05T06:00:00Z,1,2\n" +
        "soon,1,2\n" +
        "\n" +
        "2026-01-05T06:00:01Z,one,2\n" +
        "2026-01-05T06:00:02Z,1,2,3,4\n" +
        '2026-01-05T06:00:03Z,"1,2\n' +
        "2026-01-05T06:00:04Z,5\n",
    );
    const listed = imported.problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    expect(listed.map(({ id, line, hint }) => [id, line, hint !== ""])).toEqual([
      ["time-no-time", 3, true],
      ["not-a-number", 5, true],
      ["too-many-columns", 6, true],
      ["bad-row", 7, true],
    ]);
    expect(listed[1]?.message).toContain('line 5, column "a.x": "one" is no number');
    expect(samplesOf(imported, startMs)).toEqual([
      "a/x: 1@0",
      "a/y: 2@0",
      "a/y: 2@1",
      "a/x: 5@4",
      "a/y: -@4",
    ]);
    expect(imported.recorded?.refused).toBe(4);
  });

  test("of many refusals the first are listed and the rest counted", async () => {
    using folder = new ImportFolder();
    const rows = Array.from(
      { length: 300 },
      (_, index) => `2026-01-05T06:00:00.${String(index).padStart(3, "0")}Z,${index < 40 ? index : "x"}`,
    );
    const imported = await folder.import(`time,a.x\n${rows.join("\n")}\n`, {
      mapping: wide([{ column: "a.x", key: "a/x", type: "number" }]),
    });
    expect([imported.problems.length, imported.problems.at(-1)?.count, imported.recorded?.refused]).toEqual([
      101, 160, 260,
    ]);
  });

  test("disorder within the window is put right; what is later still is backfill", async () => {
    using folder = new ImportFolder();
    const times = ["00", "02", "01", "10", "03"];
    const imported = await folder.import(
      `time,a.x\n${times.map((second) => `2026-01-05T06:00:${second}Z,${Number(second)}`).join("\n")}\n`,
      { mapping: wide([{ column: "a.x", key: "a/x", type: "number" }]) },
    );
    expect(samplesOf(imported, startMs)).toEqual([
      "a/x: 0@0",
      "a/x: 1@1",
      "a/x: 2@2",
      "a/x: 3@3",
      "a/x: 10@10",
    ]);
    const later = await folder.import(
      `time,a.x\n${["00", "20", "40", "03"].map((second) => `2026-01-05T06:00:${second}Z,${Number(second)}`).join("\n")}\n2026-01-05T06:01:00Z,60\n2026-01-05T06:00:30Z,30\n2026-01-05T06:01:30Z,90\n`,
      { mapping: wide([{ column: "a.x", key: "a/x", type: "number" }]) },
    );
    expect([later.recorded?.late, problemIds(later.problems)]).toEqual([2, ["late"]]);
    expect(samplesOf(later, startMs)).toEqual([
      "a/x: 0@0",
      "a/x: 20@20",
      "a/x: 3@3 late",
      "a/x: 40@40",
      "a/x: 30@30 late",
      "a/x: 60@60",
      "a/x: 90@90",
    ]);
  });

  test("silence longer than the mapping allows is a gap", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import(
      "time,a.x\n2026-01-05T06:00:00Z,1\n2026-01-05T06:00:30Z,2\n2026-01-05T06:10:00Z,3\n2026-01-05T06:10:05Z,4\n",
      { mapping: { ...wide([{ column: "a.x", key: "a/x", type: "number" }]), gapS: 60 } },
    );
    expect(imported.timeline?.gaps(0, Infinity)).toEqual([
      { fromMs: startMs + 30_000, toMs: startMs + 600_000, source: "import" },
    ]);
    expect(imported.recorded?.gaps).toBe(1);
  });

  test("header names that come twice, or not at all, are told apart", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import("time,x,x,\n2026-01-05T06:00:00Z,1,2,3\n");
    expect(samplesOf(imported, startMs)).toEqual(["data/x: 1@0", "data/x-2: 2@0", "data/column-4: 3@0"]);
  });

  test("times without a zone are asked for, and so is which is the day", async () => {
    using folder = new ImportFolder();
    const noZone = await folder.import("time,x\n2026-01-05 06:00:00,1\n");
    expect([noZone.recorded, noZone.problems[0]?.message]).toEqual([
      undefined,
      expect.stringContaining("--zone") as string,
    ]);
    const ambiguous = await folder.import("time,x\n01/05/2026 06:00,1\n", { zone: "UTC" });
    expect([ambiguous.recorded, ambiguous.problems[0]?.message]).toEqual([
      undefined,
      expect.stringContaining('"dmy" or "mdy"') as string,
    ]);
    const wrong = await folder.import("time,x\n2026-01-05 06:00:00,1\n", { zone: "Berlin" });
    expect(problemIds(wrong.problems)).toEqual(["unknown-zone"]);
  });

  test("the night on which the clocks are set back is told by the order of rows, and says so", async () => {
    using folder = new ImportFolder();
    const night = Date.UTC(2026, 9, 25);
    const imported = await folder.import(
      "time,a.x\n2026-10-25 02:30:00,1\n2026-10-25 02:59:00,2\n2026-10-25 02:30:00,3\n2026-10-25 03:00:00,4\n",
      { zone: "Europe/Berlin" },
    );
    expect(samplesOf(imported, night)).toEqual(["a/x: 1@1800", "a/x: 2@3540", "a/x: 3@5400", "a/x: 4@7200"]);
    expect(problemIds(imported.problems)).toEqual(["doubled-hour"]);
    const spring = await folder.import(
      "time,a.x\n2026-03-29 01:30:00,1\n2026-03-29 02:30:00,2\n2026-03-29 03:30:00,3\n",
      { zone: "Europe/Berlin" },
    );
    expect([spring.recorded?.samples, spring.problems.map(({ id, line }) => [id, line])]).toEqual([
      2,
      [["time-skipped", 3]],
    ]);
  });

  test.each(["\n", "\r\n"])(
    "random samples, written as an export writes them, come back the same (line end %j)",
    async (lineEnd) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ stepMs: fc.integer({ min: 1, max: 5000 }), values: fc.tuple(value, value) }), {
            minLength: 1,
            maxLength: 40,
          }),
          fc.constantFrom([",", "."] as const, [";", ","] as const, ["\t", "."] as const),
          async (rows, [separator, decimal]) => {
            using folder = new ImportFolder();
            let atMs = startMs;
            const expected: string[] = [];
            const lines = rows.map(({ stepMs, values }) => {
              atMs += stepMs;
              values.forEach((each, index) =>
                expected.push(`m/${index}: ${each ?? "-"}@${(atMs - startMs) / 1000}`),
              );
              const texts = values.map((each) =>
                each === undefined ? "" : String(each).replace(".", decimal),
              );
              return [new Date(atMs).toISOString(), ...texts].join(separator);
            });
            const imported = await folder.import(
              [["time", "m.0", "m.1"].join(separator), ...lines, ""].join(lineEnd),
              {
                mapping: {
                  ...wide(
                    [0, 1].map((name) => ({
                      column: `m.${name}`,
                      key: `m/${name}`,
                      type: "number" as const,
                    })),
                  ),
                  csv: { separator, decimal },
                },
              },
            );
            expect(samplesOf(imported, startMs)).toEqual(expected);
          },
        ),
        { numRuns: 25 },
      );
    },
  );
});

/** Numbers of a sensor, and now and then none. */
const value = fc.option(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((each) => Math.round(each * 1000) / 1000 + 0),
  { nil: undefined },
);

test("signals in rows, with qualities, of an asset that has a column of its own", async () => {
  using folder = new ImportFolder();
  const imported = await folder.import(
    "timestamp,machine,tag,value,quality\n" +
      "1767592800000,M1,load,12.5,Good\n" +
      "1767592800000,M1,program,O1000,Good\n" +
      "1767592801000,M1,load,13,Bad\n" +
      "1767592801000,M1,program,,Good\n" +
      "1767592802000,M1,load,x,Good\n" +
      "1767592802000,M1,load,14,Good\n",
  );
  expect(samplesOf(imported, startMs)).toEqual([
    "M1/load: 12.5@0",
    "M1/program: O1000@0",
    "M1/load: 13@1",
    "M1/program: -@1",
    "M1/load: 14@2",
  ]);
  expect(imported.facts.flatMap((fact) => (fact.kind === "sample" ? fact.quality : []))).toEqual([
    "good",
    "good",
    "bad",
    "missing",
    "good",
  ]);
  expect(imported.problems.map(({ id, line }) => [id, line])).toEqual([["not-a-number", 6]]);
});

describe("event logs", () => {
  test("our own tells states and parts, in the plant it was made of", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import(
      "time_s,resource,event,part,state,reason\n" +
        "0.000000,S1,state,,starved,upstream\n" +
        "1.000000,S1,start,P1,,\n" +
        "1.000000,S1,state,,run,\n" +
        "11.500000,S1,finish,P1,,\n" +
        "12.000000,S1,depart,P1,,\n" +
        "13.000000,S2,arrive,P1,,\n" +
        "14.000000,S2,scrap,P1,,broken\n",
    );
    const from = Date.UTC(2026, 0, 5, 5);
    expect(statesOf(imported, from)).toEqual(["S1: starved (upstream)@0", "S1: run@1"]);
    expect(
      imported.facts.flatMap((fact) =>
        fact.kind === "part" ? `${fact.event.verb} ${fact.event.asset}` : [],
      ),
    ).toEqual(["create S1", "leave S1", "enter S2", "scrap S2"]);
  });

  test("of other systems: operations that start and finish make states, the order of rows does not matter", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import(
      "case_id,timestamp,lifecycle:transition,activity,resource\n" +
        "c1,2026-01-05T06:00:00Z,start,mill,M1\n" +
        "c1,2026-01-05T06:00:10Z,complete,mill,M1\n" +
        "c1,2026-01-05T06:00:20Z,start,wash,M2\n" +
        "c1,2026-01-05T06:00:30Z,complete,wash,M2\n" +
        "c2,2026-01-05T06:00:12Z,start,mill,M1\n" +
        "c2,2026-01-05T06:00:25Z,complete,mill,M1\n",
    );
    expect(statesOf(imported, startMs)).toEqual([
      "M1: run@0",
      "M1: idle@10",
      "M1: run@12",
      "M2: run@20",
      "M1: idle@25",
      "M2: idle@30",
    ]);
    expect(
      imported.facts.flatMap((fact) =>
        fact.kind === "part" ? `${fact.event.serial} ${fact.event.verb} ${fact.event.asset}` : [],
      ),
    ).toEqual(["c1 create M1", "c2 create M1", "c1 leave M1", "c1 enter M2", "c2 ship M1", "c1 ship M2"]);
  });

  test("resources whose names make the same id stay two", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import(
      "time,machine,status\n2026-01-05T06:00:00Z,M 1,run\n2026-01-05T06:00:01Z,M-1,idle\n2026-01-05T06:00:02Z,M 1,down\n",
    );
    expect(statesOf(imported, startMs)).toEqual(["M-1: run@0", "M-1-2: idle@1", "M-1: down@2"]);
  });

  test("with start and end in one row, and with states in words", async () => {
    using folder = new ImportFolder();
    const spans = await folder.import(
      "machine,operation,start_time,end_time\nM1,mill,2026-01-05T06:00:00Z,2026-01-05T06:00:10Z\nM2,wash,2026-01-05T06:00:05Z,2026-01-05T06:00:07Z\n",
    );
    expect(statesOf(spans, startMs)).toEqual(["M1: run@0", "M2: run@5", "M2: idle@7", "M1: idle@10"]);
    const words = await folder.import(
      "time,machine,status,reason\n2026-01-05T06:00:00Z,M1,Running,\n2026-01-05T06:00:05Z,M1,Stopped,jam\n2026-01-05T06:00:09Z,M1,Purple,\n",
    );
    expect(statesOf(words, startMs)).toEqual(["M1: run@0", "M1: microstop (jam)@5"]);
    expect(words.problems.map(({ id, line }) => [id, line])).toEqual([["unknown-state", 4]]);
  });
});

test("the recording is read by any MCAP reader", async () => {
  using folder = new ImportFolder();
  const { recorded } = await folder.import(
    "time,machine,status\n2026-01-05T06:00:00Z,M1,run\n2026-01-05T06:00:05Z,M1,idle\n",
  );
  const bytes = readFileSync(recorded?.file ?? "");
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: () => Promise.resolve(BigInt(bytes.length)),
      read: (offset, size) => Promise.resolve(bytes.subarray(Number(offset), Number(offset + size))),
    },
    decompressHandlers: { zstd: (packed) => zstdDecompressSync(packed) },
  });
  const states: unknown[] = [];
  for await (const message of reader.readMessages({ topics: ["/state"] }))
    states.push(JSON.parse(Buffer.from(message.data).toString()));
  expect(states).toMatchObject([
    { asset: "M1", state: "run" },
    { asset: "M1", state: "idle" },
  ]);
});

test("UTF-16 with its mark is read, and a recording of ours is not imported again", async () => {
  using folder = new ImportFolder();
  const text = "\uFEFFtime,a.x\n2026-01-05T06:00:00Z,1\n";
  const imported = await folder.import(Buffer.from(text, "utf16le"));
  expect(samplesOf(imported, startMs)).toEqual(["a/x: 1@0"]);
  const again = await folder.import("", { path: imported.recorded?.file ?? "" });
  expect([again.recorded, problemIds(again.problems)]).toEqual([undefined, ["own-recording"]]);
});

test.each([
  ["gzip", "\x1f\x8b\x08"],
  ["a workbook", "PK\x03\x04"],
])("%s is refused in words", async (_name, beginning) => {
  using folder = new ImportFolder();
  const imported = await folder.import(Buffer.from(`${beginning} and more`, "latin1"));
  expect(problemIds(imported.problems)).toEqual(["packed"]);
});

test("a proposed mapping is a mapping: kept as JSON and given again, it imports the same", async () => {
  using folder = new ImportFolder();
  const text = "time,press.force\n2026-01-05T06:00:00Z,1\n2026-01-05T06:00:01Z,2\n";
  const proposed = await proposeImport(folder.write("press.csv", text));
  if (!proposed.ok) throw new Error("nothing proposed");
  const parsed = parseMapping(JSON.parse(JSON.stringify(proposed.value.mapping)), "mapping.json");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const [given, own] = [await folder.import(text, { mapping: parsed.value }), await folder.import(text)];
  expect(samplesOf(given, startMs)).toEqual(samplesOf(own, startMs));
  expect(parseMapping({ schema: 1, kind: "wide", time: {} }, "mapping.json").ok).toBe(false);
});

test("damaged and random bytes are refused or read, and never end in an error", async () => {
  using folder = new ImportFolder();
  const random = seededRandom(11);
  const good = Buffer.from(
    `time,a.x,a.y\n${Array.from({ length: 200 }, (_, row) => `2026-01-05T06:00:${String(row % 60).padStart(2, "0")}Z,${row},"${row}"`).join("\n")}\n`,
  );
  for (let run = 0; run < 40; run += 1) {
    const bytes = Buffer.from(
      good.subarray(0, run % 2 === 0 ? good.length : Math.floor(random.next() * good.length)),
    );
    for (let hit = 0; hit < 30; hit += 1)
      bytes[Math.floor(random.next() * bytes.length)] = Math.floor(random.next() * 256);
    const imported = await folder.import(bytes);
    expect(imported.recorded !== undefined || imported.problems.length > 0).toBe(true);
  }
  for (const nothing of ["", "\n\n", "time\n", "time,x\n", "\u0000\u0000", '"'])
    expect((await folder.import(nothing)).problems.length).toBeGreaterThan(0);
});

function wide(
  signals: readonly { column: string; key: string; type: "number" | "text" }[],
): Extract<Mapping, { kind: "wide" }> {
  return {
    schema: 1,
    kind: "wide",
    csv: { separator: ",", decimal: "." },
    time: { column: "time", format: "iso" },
    sortWindowS: 8,
    signals: signals.map((signal) => ({ unit: "1", ...signal })),
  };
}
