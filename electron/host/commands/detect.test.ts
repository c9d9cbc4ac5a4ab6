// `gemba detect` as people call it: the JSON it promises, what it refuses and how.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { NumberTable } from "#shared/analyse/defect/table.ts";
import { rowOf } from "#shared/analyse/defect/table.ts";
import { changed, cleanProcess } from "#shared/analyse/defect/test-process.ts";
import { UsageError } from "./command.ts";
import { detect } from "./detect.ts";
import { runOf } from "../../../tests/support/run-command.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-detect-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = runOf(detect);

async function file(name: string, text: string): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, text);
  return path;
}

function csvOf(table: NumberTable, separator = ","): string {
  const rows = Array.from({ length: table.rows }, (_, row) =>
    [
      new Date(1_800_000_000_000 + row * 1000).toISOString(),
      ...[...rowOf(table, row)].map((value) => (Number.isNaN(value) ? "" : String(value))),
    ].join(separator),
  );
  return [["time", ...table.columns].join(separator), ...rows].join("\n");
}

const clean = cleanProcess(600, 1);
const faulty = changed(cleanProcess(300, 2), 3, 150, (value) => value + 4);

interface Answer {
  rows: {
    time: string;
    score: number | null;
    p: number | null;
    flag: boolean;
    top: { column: string; share: number }[];
  }[];
  model: Record<string, unknown>;
}

test("--json is the document that was promised, the same for the same files", async () => {
  const args = [
    "--fit",
    await file("fit.csv", csvOf(clean)),
    "--test",
    await file("test.csv", csvOf(faulty)),
    "--json",
  ];
  const { code, out, err } = await run(...args);
  expect([code, err]).toEqual([0, ""]);
  const { rows, model } = JSON.parse(out) as Answer;
  expect(Object.keys(JSON.parse(out) as object)).toEqual(["rows", "model"]);
  expect(rows).toHaveLength(300);
  expect(Object.keys(rows[0] ?? {})).toEqual(["time", "score", "p", "flag", "top"]);
  expect(rows[0]?.time).toBe("2027-01-15T08:00:00.000Z");
  expect(rows.slice(0, 150).filter(({ flag }) => flag).length).toBeLessThanOrEqual(3);
  expect(rows.slice(170).every(({ flag, top }) => flag && top[0]?.column === "s3")).toBe(true);
  expect(model).toMatchObject({ name: "mspc", fitRows: 600, calibrationRows: 180, falseRate: 0.01 });
  expect((await run(...args)).out).toBe(out);
});

test("another file calibrates, columns may stand in another order, decimal commas are read", async () => {
  const turned = csvOf(faulty, ";")
    .split("\n")
    .map((line) => {
      const [time, ...cells] = line.split(";");
      return [time, ...cells.reverse()].join(";").replaceAll(/(\d)\.(\d+)(?=;|$)/g, "$1,$2");
    })
    .join("\n");
  const { code, out } = await run(
    ...["--fit", await file("fit.csv", csvOf(clean))],
    ...["--calibrate", await file("more.csv", csvOf(cleanProcess(400, 3)))],
    ...["--test", await file("test.csv", turned), "--json"],
  );
  expect(code).toBe(0);
  const { rows } = JSON.parse(out) as Answer;
  expect(rows.slice(170).every(({ flag, top }) => flag && top[0]?.column === "s3")).toBe(true);
});

test("without --json it says how many, when, and by which columns", async () => {
  const { code, out } = await run(
    ...["--fit", await file("fit.csv", csvOf(clean)), "--test", await file("test.csv", csvOf(faulty))],
  );
  expect(code).toBe(0);
  expect(out).toMatch(/^1\d\d of 300 rows flagged/);
  expect(out).toMatch(/\n {2}s3 +\d+ %\n/);
});

test("rows with gaps are judged by what is there, or not at all", async () => {
  const torn = changed(
    changed(clean, 1, 0, () => NaN),
    2,
    200,
    () => NaN,
  );
  const { out } = await run(
    ...[
      "--fit",
      await file("fit.csv", csvOf(clean)),
      "--test",
      await file("test.csv", csvOf(torn)),
      "--json",
    ],
  );
  const { rows } = JSON.parse(out) as Answer;
  expect(rows[199]).toMatchObject({ flag: false, score: expect.any(Number) as number });
  expect(rows[200]).toEqual({ time: rows[200]?.time, score: null, p: null, flag: false, top: [] });
});

describe("refuses, with exit code 1 and the remedy,", () => {
  const cases: [string, { fit?: string; test?: string }, string][] = [
    [
      "columns that differ",
      { test: csvOf({ ...clean, columns: ["s0", "s1", "s2", "s3", "s4", "other"] }) },
      "other-columns",
    ],
    ["a file without numbers", { fit: "time,word\n1,a\n2,b\n3,c\n" }, "no-numeric-column"],
    ["too few rows", { fit: csvOf(cleanProcess(40, 1)) }, "too-few-rows"],
    ["fewer clean rows than the false rate needs", { fit: csvOf(cleanProcess(200, 1)) }, "too-few-rows"],
    [
      "columns that all stand still",
      { fit: `time,a\n${"1,5\n".repeat(600)}`, test: "time,a\n1,5\n" },
      "nothing-varies",
    ],
    ["an empty file", { test: "" }, "no-csv"],
    ["a file that is no CSV", { test: "\u0000\u0001\u0002MCAP" }, "no-csv"],
    ["names without rows", { test: "time,s0,s1,s2,s3,s4,s5\n" }, "too-few-rows"],
  ];
  it.each(cases)("%s", async (_name, texts, id) => {
    const args = [
      ...["--fit", await file("fit.csv", texts.fit ?? csvOf(clean))],
      ...["--test", await file("test.csv", texts.test ?? texts.fit ?? csvOf(faulty))],
    ];
    const text = await run(...args);
    expect([text.code, text.out]).toEqual([1, ""]);
    expect(text.err).toMatch(/^(error|warning): .*\n {2}-> \S/);
    const json = JSON.parse((await run(...args, "--json")).out) as {
      ok: boolean;
      problems: { id: string }[];
    };
    expect([json.ok, json.problems.map((problem) => problem.id).includes(id)]).toEqual([false, true]);
  });
});

describe("a rate that adapts", () => {
  const args = async (...more: string[]): Promise<string[]> => [
    ...["--fit", await file("fit.csv", csvOf(clean))],
    ...["--test", await file("test.csv", csvOf(faulty)), ...more],
  ];
  it("flags a fault that stays where it begins, and no more rows than it may", async () => {
    const given = await args("--adapt", "0.005", "--json");
    const { rows, model } = JSON.parse((await run(...given)).out) as Answer;
    const flagged = rows.flatMap(({ flag }, row) => (flag ? [row] : []));
    expect(flagged.length).toBeLessThanOrEqual(300 * 0.01 + 0.01 / 0.005 + 1);
    expect(flagged.some((row) => row >= 150 && row < 160)).toBe(true);
    expect(model).toMatchObject({ adapt: 0.005, mutedRows: expect.any(Number) as number });
    expect(model["mutedRows"]).toBeGreaterThan(100);
    const plain = JSON.parse((await run(...(await args("--json")))).out) as Answer;
    expect(rows.map(({ p }) => p)).toEqual(plain.rows.map(({ p }) => p));
    expect(plain.model).not.toHaveProperty("adapt");
  });
  it("says so in words, and at how many rows it could flag nothing", async () => {
    const { out } = await run(...(await args("--adapt", "0.005")));
    expect(out).toMatch(/rows flagged \(.* %; of all rows about 1 % in the long run\)/);
    expect(out).toMatch(
      /takes every row for a clean one[^]*nothing could be flagged, however far off: 1\d\d /,
    );
  });
  it("is refused where it would be none, or something else", async () => {
    for (const gain of ["0", "0.1", "-1", "much", ""])
      await expect(run(...(await args(`--adapt=${gain}`)))).rejects.toThrow(/--adapt needs a number/);
    await expect(run(...(await args("--adapt", "0.01", "--false-incidents", "2")))).rejects.toThrow(
      UsageError,
    );
    await expect(
      run("--model", "m", "--calibrate", "c.csv", "--test", "t.csv", "--adapt", "0.01"),
    ).rejects.toThrow(/--adapt is for rows judged by --fit/);
  });
});

test("wrong usage is told as such", async () => {
  await expect(run()).rejects.toThrow(UsageError);
  await expect(run("--fit", "a.csv")).rejects.toThrow(UsageError);
  await expect(run("--fit", "a.csv", "--test", "b.csv", "--false-rate", "2")).rejects.toThrow(UsageError);
  await expect(run("--fit", "a.csv", "--test", "b.csv", "more")).rejects.toThrow(UsageError);
});

test("a file that is not there, and a folder, are problems like others", async () => {
  for (const path of [join(dir, "none.csv"), dir]) {
    const { code, out } = await run("--fit", path, "--test", await file("test.csv", csvOf(faulty)), "--json");
    expect([code, (JSON.parse(out) as { ok: boolean }).ok]).toEqual([1, false]);
  }
});

describe("a budget of false incidents", () => {
  /** Rows a minute apart, so that a block of ten minutes is ten rows. */
  const minutes = (table: NumberTable, fromRow: number): string =>
    csvOf(table)
      .split("\n")
      .map((line, row) => (row === 0 ? line : line.replace(/^[^,]*/, String((fromRow + row) * 60))))
      .join("\n");
  const later = changed(cleanProcess(300, 4), 3, 150, (value) => value + 4);
  const args = async (calibrationRows: number, json = true, budget = "2"): Promise<string[]> => [
    "--fit",
    await file("fit.csv", minutes(clean, 0)),
    "--calibrate",
    await file("more.csv", minutes(cleanProcess(calibrationRows, 3), 600)),
    "--test",
    await file("test.csv", minutes(later, 2000)),
    "--false-incidents",
    budget,
    ...(json ? ["--json"] : []),
  ];
  it("tells nothing and says how far learning is while clean blocks are too few", async () => {
    const { out } = await run(...(await args(220)));
    const { rows, ...answer } = JSON.parse(out) as Answer & Record<string, unknown>;
    expect(answer).toMatchObject({ incidents: [], learning: { blocks: 20, needed: 23 } });
    expect(answer["watch"]).toHaveLength(5);
    expect(rows.some(({ flag }) => flag)).toBe(false);
    expect((await run(...(await args(220, false)))).out).toContain(
      "learning, 20 of 23 blocks: nothing is flagged",
    );
  });
  it("tells one incident of one fault once there are enough, and that usual has moved", async () => {
    const { rows, ...answer } = JSON.parse((await run(...(await args(1000, true, "0.5")))).out) as Answer &
      Record<string, unknown>;
    expect(answer).toMatchObject({ incidents: [{ to: null }], watch: [] });
    expect(answer["learning"]).toBeUndefined();
    expect(Math.abs(Number(answer["driftSince"]) / 60 - 2151)).toBeLessThan(20);
    expect(rows.filter(({ flag }) => flag).length).toBeGreaterThan(130);
  });
  it("refuses files without times", async () => {
    const words = csvOf(faulty).replace(/^\d[^,]*/gm, "x");
    const given = await args(400);
    given[5] = await file("words.csv", words);
    const { code, out } = await run(...given);
    expect([code, out]).toEqual([1, expect.stringContaining('"no-times"')]);
  });
});
