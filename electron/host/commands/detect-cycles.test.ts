// `gemba detect --cycles` as people call it: what it tells of a clamp's cycles, and what it refuses.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { cyclicSignal, type ShapeFault } from "#shared/analyse/defect/cycle/test-cycles.ts";
import { UsageError } from "./command.ts";
import { detect } from "./detect.ts";
import { runOf } from "../../../tests/support/run-command.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-detect-cycles-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = runOf(detect);

/** A clamp's force each 0.2 s and its stroke, with a start bit, a count of cycles and a setpoint. */
function csvOf(cycles: number, seed: number, faults: readonly (ShapeFault | undefined)[] = []): string {
  const { signal, startsMs } = cyclicSignal(cycles, seed, faults);
  const lines = ["time,start,count,force,stroke,setpoint"];
  let cycle = 0;
  for (let row = 0; row < signal.timesMs.length; row += 2) {
    const timeMs = signal.timesMs[row] ?? NaN;
    while (timeMs >= (startsMs[cycle] ?? Infinity)) cycle += 1;
    const phase = (timeMs - (startsMs[cycle - 1] ?? 0)) / 20_000;
    const stroke = 80 * Math.sin(2 * Math.PI * phase) + (row % 7);
    lines.push(
      [
        new Date(1_800_000_000_000 + timeMs).toISOString(),
        cycle > 0 && phase < 0.1 ? 1 : 0,
        cycle,
        (signal.values[row] ?? NaN).toFixed(3),
        stroke.toFixed(3),
        42,
      ].join(","),
    );
  }
  return lines.join("\n");
}

/** One, two or three columns less, by name. */
function without(csv: string, ...names: string[]): string {
  const lines = csv.split("\n").map((line) => line.split(","));
  const kept = (lines[0] ?? []).map((name) => !names.includes(name));
  return lines.map((cells) => cells.filter((_, column) => kept[column]).join(",")).join("\n");
}

const planted = new Array<ShapeFault | undefined>(60).fill(undefined).fill("lateClamp", 40, 44);
const texts = { fit: without(csvOf(60, 1), "count"), test: without(csvOf(60, 2, planted), "count") };

async function args(given: { fit?: string; test?: string; cycles?: string } = {}): Promise<string[]> {
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(dir, name);
    await writeFile(path, text);
    return path;
  };
  return [
    ...["--cycles", given.cycles ?? "start", "--false-rate", "0.05"],
    ...["--fit", await write("fit.csv", given.fit ?? texts.fit)],
    ...["--test", await write("test.csv", given.test ?? texts.test)],
  ];
}

interface Answer {
  cycles: {
    from: string;
    to: string;
    score: number | null;
    p: number | null;
    flag: boolean;
    column: string | null;
    where?: { from: number; to: number; share: number };
    top: { column: string; score: number }[];
  }[];
  model: Record<string, unknown>;
  problems?: { id: string; severity: string; message: string }[];
}

const isPlanted = (index: number): boolean => index >= 40 && index < 44;

test("--json tells the planted cycles with column and place, and few of the others", async () => {
  const { code, out, err } = await run(...(await args()), "--json");
  expect([code, err]).toEqual([0, ""]);
  const { cycles, model } = JSON.parse(out) as Answer;
  expect(cycles).toHaveLength(59);
  expect(cycles[0]?.to).toBe(cycles[1]?.from);
  cycles.slice(40, 44).forEach((cycle) => {
    expect(cycle).toMatchObject({ flag: true, column: "force", top: [{ column: "force" }, {}] });
    expect(cycle.where?.from).toBeGreaterThan(0.03);
    expect(cycle.where?.to).toBeLessThan(0.23);
  });
  expect(cycles.filter(({ flag }, index) => flag && !isPlanted(index)).length).toBeLessThanOrEqual(7);
  expect(model).toMatchObject({
    name: "shapes",
    columns: ["force", "stroke"],
    constantColumns: ["setpoint"],
    starts: { column: "start", kind: "rise" },
    fitCycles: 59,
    calibrationCycles: 24,
    independentLooks: expect.any(Number) as number,
  });
});

test("in words, by a count of cycles: how many, when, which column and where", async () => {
  const [fit, test] = [without(csvOf(60, 1), "start"), without(csvOf(60, 2, planted), "start")];
  const { code, out } = await run(...(await args({ fit, test, cycles: "count" })));
  expect(code).toBe(0);
  expect(out).toMatch(
    /^\d+ of 59 cycles flagged \(.* %; of clean cycles at most about 5 %\)\nfirst from 2027-/,
  );
  expect(out).toMatch(/\n {2}force +\d+, most often at \d+ to 1\d % of the cycle\n/);
  expect(out).toMatch(/a cycle starts where "count" grows\n$/);
});

test("a cycle with a gap, and one in which the count is set back, are not judged and told as such", async () => {
  const lines = without(csvOf(60, 2), "start").split("\n");
  // 5 s are missing in the eleventh cycle; the count begins anew in the middle of another.
  const torn = lines.filter((_, row) => row < 1030 || row >= 1055);
  const back = torn.map((line, row) =>
    row < 3030
      ? line
      : line.replace(
          /^([^,]*),(\d+)/,
          (_all, time: string, count: string) => `${time},${Number(count) - 30}`,
        ),
  );
  const given = await args({ fit: without(csvOf(60, 1), "start"), test: back.join("\n"), cycles: "count" });
  const { cycles } = JSON.parse((await run(...given, "--json")).out) as Answer;
  const unjudged = cycles.flatMap((cycle, index) => (cycle.score === null ? [index] : []));
  expect(unjudged).toEqual([10, 30]);
  expect(cycles[10]).toEqual({
    from: cycles[10]?.from,
    to: cycles[10]?.to,
    score: null,
    p: null,
    flag: false,
    column: null,
    top: [],
  });
  expect((await run(...given)).out).toContain("2 cycles not judged: values lack, the count was set back");
});

test("rows out of order are left out and told; what stood still and moves now is told", async () => {
  const lines = texts.test
    .split("\n")
    .map((line, row) => (row > 3000 && row < 3050 ? line.replace(/42$/, "43.5") : line));
  [lines[500], lines[700]] = [lines[700] ?? "", lines[500] ?? ""];
  const { code, out } = await run(...(await args({ test: lines.join("\n") })), "--json");
  const { problems } = JSON.parse(out) as Answer;
  expect(code).toBe(0);
  expect(problems?.map(({ id, severity }) => [id, severity])).toEqual([
    ["unordered-rows", "warning"],
    ["constant-column", "warning"],
  ]);
});

describe("a file to judge that is not as the clean one", () => {
  it("has its lacking values told, with the number of cycles", async () => {
    const sparse = (untilRow: number): string =>
      texts.test
        .split("\n")
        .map((line, row) =>
          row > 0 && row < untilRow && row % 10 !== 0 ? line.replace(/[^,]*(,42)$/, "$1") : line,
        )
        .join("\n");
    const part = JSON.parse((await run(...(await args({ test: sparse(1500) })), "--json")).out) as Answer;
    expect(part.problems).toMatchObject([{ id: "gaps", severity: "warning" }]);
    expect(part.problems?.[0]?.message).toMatch(/^Column "stroke" lacks values in 1\d of 59 cycles/);
    const all = await run(...(await args({ test: sparse(Infinity) })));
    expect(all.code).toBe(1);
    expect(all.err).toMatch(/"stroke" lacks values in 59 of 59[^]*None of its 59 cycles can be judged/);
  });
  it("has a start bit that bounces: what it cuts off is no cycle", async () => {
    const lines = texts.test.split("\n");
    const start = lines.findIndex(
      (line, row) => row > 1500 && line.includes("Z,1,") && lines[row - 1]?.includes("Z,0,") === true,
    );
    lines[start + 3] = lines[start + 3]?.replace("Z,1,", "Z,0,") ?? "";
    const { cycles } = JSON.parse(
      (await run(...(await args({ test: lines.join("\n") })), "--json")).out,
    ) as Answer;
    expect(cycles).toHaveLength(60);
    expect(cycles.filter(({ score }) => score === null)).toMatchObject([
      { from: lines[start]?.slice(0, 24), to: lines[start + 4]?.slice(0, 24) },
    ]);
  });
});

describe("refuses, with exit code 1 and the remedy,", () => {
  const rows = (text: string): string[] => text.split("\n");
  const cases: [string, Parameters<typeof args>[0], string, RegExp][] = [
    ["a column that is not there", { cycles: "begin" }, "no-column", /one of "start", "force", "stroke"/],
    [
      "a column that stands still",
      { cycles: "setpoint" },
      "no-cycle",
      /goes from 42 to 42, and no cycle starts/,
    ],
    ["a measured column as a start", { cycles: "force" }, "no-cycle", /marks no whole cycle/],
    [
      "a count of rows",
      {
        fit: rows(texts.fit)
          .map((line, row) => line.replace(/,[01],/, `,${row},`))
          .join("\n"),
      },
      "short-cycles",
      /a cycle has 1 row/,
    ],
    [
      "too few clean cycles",
      { fit: rows(texts.fit).slice(0, 1250).join("\n") },
      "too-few-cycles",
      /Learning, 12 of 48 clean cycles/,
    ],
    [
      "a file to judge without a whole cycle",
      { test: rows(texts.test).slice(0, 60).join("\n") },
      "no-cycle",
      /just one cycle starts/,
    ],
    [
      "times that are none",
      { fit: texts.fit.replace(/^\d[^,]*/gm, "x") },
      "no-times",
      /cycles cannot be cut/,
    ],
    [
      "rows in no order",
      {
        test: [
          ...rows(texts.test).slice(0, 1),
          ...rows(texts.test).slice(3000),
          ...rows(texts.test).slice(1, 3000),
        ].join("\n"),
      },
      "unordered-rows",
      /a time before that of a row above it/,
    ],
    [
      "nothing but the start",
      {
        fit: without(texts.fit, "force", "stroke", "setpoint"),
        test: without(texts.test, "force", "stroke", "setpoint"),
      },
      "no-numeric-column",
      /No column but "start" holds numbers/,
    ],
    [
      "values that all stand still",
      { fit: without(texts.fit, "force", "stroke") },
      "nothing-varies",
      /No column of it but "start" varies within cycles/,
    ],
    ["columns that differ", { test: without(texts.test, "force") }, "other-columns", /no numbers in "force"/],
  ];
  it.each(cases)("%s", async (_name, given, id, message) => {
    const words = await run(...(await args(given)));
    expect([words.code, words.out]).toEqual([1, ""]);
    expect(words.err).toMatch(/(error|warning): .*\n {2}-> \S/);
    expect(words.err).toMatch(message);
    const { problems } = JSON.parse((await run(...(await args(given)), "--json")).out) as Answer;
    expect(problems?.map((problem) => problem.id)).toContain(id);
  });
});

test("options that are for rows are wrong usage beside it", async () => {
  const base = ["--cycles", "start", "--fit", "a.csv", "--test", "b.csv"];
  for (const more of [
    ["--calibrate", "c.csv"],
    ["--detector", "mspc"],
    ["--false-incidents", "2"],
    ["--adapt", "0.005"],
    ["--model", "folder"],
  ])
    await expect(run(...base, ...more)).rejects.toThrow(UsageError);
  await expect(run(...base, "--calibrate", "c.csv")).rejects.toThrow(
    /--calibrate is not for --cycles: the last 40 %/,
  );
  await expect(run("--cycles", "start", "--test", "b.csv")).rejects.toThrow(UsageError);
});
