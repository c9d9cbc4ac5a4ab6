// `gemba learn` as people call it: the document it prints, how it refuses, and what it leaves out.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { projectRoot } from "../project-root.ts";
import { UsageError } from "./command.ts";
import { learn } from "./learn.ts";
import { runOf } from "../../../tests/support/run-command.ts";

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "gemba-learn-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function file(content: string | Uint8Array, name = "parts.csv"): string {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
}

const run = runOf(learn);

interface Report {
  auc: number;
  averagePrecision: number;
  folds: { auc: number; averagePrecision: number; rows: number; positives: number }[];
  rows: number;
  positives: number;
  classes?: { label: string }[];
}

async function report(...args: string[]): Promise<Report> {
  const { code, out } = await run(...args, "--json");
  expect(code).toBe(0);
  return JSON.parse(out) as Report;
}

async function problemIds(...args: string[]): Promise<string[]> {
  const { code, out } = await run(...args, "--json");
  expect(code).toBe(1);
  return (JSON.parse(out) as { problems: { id: string }[] }).problems.map(({ id }) => id);
}

/** Parts that fail when they are hot, or when the tool is B and the force is high; a serial, and what is known only afterwards. */
function parts(rows: number, failed = (bad: boolean): string => (bad ? "1" : "0")): string {
  const random = seededRandom(7);
  const lines = ["nr,serial,tool,temperature,force,rework,failed"];
  for (let row = 0; row < rows; row += 1) {
    const [temperature, force] = [20 + 10 * random.next(), 5 * random.next()];
    const tool = "ABC"[Math.floor(random.next() * 3)]!;
    const isBad = temperature > 29 || (tool === "B" && force > 4);
    const gap = random.next() < 0.05 ? "" : temperature.toFixed(2);
    lines.push(`${row},SN${row}x,${tool},${gap},${force.toFixed(2)},${isBad ? 1 : 0},${failed(isBad)}`);
  }
  return `${lines.join("\n")}\n`;
}

describe("prints how well the label can be told", () => {
  test("by five folds", async () => {
    const told = await report("--table", file(parts(600)), "--label", "failed", "--exclude", "rework");
    expect(Object.keys(told)).toEqual(["auc", "averagePrecision", "folds", "rows", "positives"]);
    expect([told.rows, told.folds.length]).toEqual([600, 5]);
    expect(told.folds.reduce((sum, fold) => sum + fold.positives, 0)).toBe(told.positives);
    expect(told.auc).toBeGreaterThan(0.93);
    expect(told.auc).toBeCloseTo(told.folds.reduce((sum, { auc }) => sum + auc, 0) / 5, 12);
  });
  test("by time: the last 30 % judge", async () => {
    const told = await report("--table", file(parts(600)), "--label", "failed", "--cv", "time");
    expect(told.folds).toMatchObject([{ rows: 180 }]);
    // "rework" tells all: a leak shows as a score that is too good.
    expect(told.auc).toBeGreaterThan(0.999);
  });
  test("of more than two labels, each against the rest", async () => {
    const text = parts(400).replaceAll(/,(\w),(.*),[01]\n/g, ",$1,$2,$1\n");
    const told = await report("--table", file(text), "--label", "failed", "--exclude", "rework");
    expect(told.classes?.map(({ label }) => label).sort()).toEqual(["A", "B", "C"]);
    expect(told.auc).toBeGreaterThan(0.99);
  });
  test("of a packed file with semicolons and decimal commas", async () => {
    const text = parts(300, (bad) => (bad ? "NOK" : "OK"))
      .replaceAll(",", ";")
      .replaceAll(".", ",");
    const told = await report(
      "--table",
      file(gzipSync(text), "t.csv.gz"),
      "--label",
      "failed",
      "--exclude",
      "rework",
    );
    const plain = await report("--table", file(parts(300)), "--label", "failed", "--exclude", "rework");
    expect(told).toEqual(plain);
  });
  test("as text, with what was left out and why on stderr", async () => {
    const { code, out, err } = await run(
      "--table",
      file(parts(300)),
      "--label",
      "failed",
      "--exclude",
      "rework,nothing",
    );
    expect(code).toBe(0);
    expect(out).toMatch(
      /^failed: 300 rows, \d+ positive .*five folds by lot\n[^]*fold 5[^]*Chance alone has AUC 0\.500/,
    );
    expect(err).toMatch(
      /"serial" was left out[^]*"nr" was left out|"nr" was left out[^]*"serial" was left out/,
    );
    expect(err).toContain('no column "nothing" to exclude');
  });
  test("the same for the same seed", async () => {
    const args = ["--table", file(parts(300)), "--label", "failed", "--seed", "3"];
    expect(await report(...args)).toEqual(await report(...args));
  });
});

describe("refuses, with a problem and exit code 1,", () => {
  test("a label that is no column", async () =>
    expect(await problemIds("--table", file(parts(30)), "--label", "fail")).toEqual(["no-label"]));
  test("one class only", async () =>
    expect(await problemIds("--table", file(parts(30, () => "0")), "--label", "failed")).toEqual([
      "one-class",
    ]));
  test("one class only in the rows that judge", async () => {
    const text = `a,b\n${Array.from({ length: 100 }, (_, row) => `${row % 7},${row < 50 ? row % 2 : 0}`).join("\n")}`;
    expect(await problemIds("--table", file(text), "--label", "b", "--cv", "time")).toEqual(["one-class"]);
  });
  test("a table without a column to learn from", async () => {
    const ids = await problemIds(
      "--table",
      file(parts(60)),
      "--label",
      "failed",
      "--exclude",
      "tool,temperature,force,rework",
    );
    expect(ids).toContain("no-inputs");
  });
  test("a label that is a measured value", async () =>
    expect(await problemIds("--table", file(parts(90)), "--label", "force")).toEqual(["too-many-labels"]));
  test.each([
    ["an empty file", ""],
    ["one column of text", "hello\nworld\n"],
    ["bytes", Uint8Array.from([0, 1, 2, 0, 255])],
    ["a header alone", "a,b\n"],
    ["a broken gzip", Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2])],
  ])("a file that is no CSV: %s", async (_, content) =>
    expect(await problemIds("--table", file(content), "--label", "b")).toEqual(["no-table"]),
  );
});

test.each([
  [["--label", "failed"]],
  [["--table", "t.csv"]],
  [["--table", "t.csv", "--label", "x", "--cv", "ten"]],
  [["--table", "t.csv", "--label", "x", "--seed", "x"]],
])("wrong usage: %j", async (args) => {
  await expect(run(...args)).rejects.toThrow(UsageError);
});

test("rows that are too short are left out, of those too long the surplus, told by line", async () => {
  const text = `${parts(200)}1,2,3\n200,SN,A,25,3,0,0,surplus\n`;
  const { code, out, err } = await run("--table", file(text), "--label", "failed");
  expect([code, out.slice(0, 16)]).toEqual([0, "failed: 201 rows"]);
  expect(err).toContain("parts.csv:203: The row has 8 columns, the header 7; what is behind the last one");
  expect(err).toContain("parts.csv:202: The row has 3 columns, the header 7");
});

const ai4i = join(projectRoot, "../shared/data/ai4i2020/ai4i2020.csv");
test.skipIf(!existsSync(ai4i))(
  "failures of AI4I 2020 (skipped where shared/data/ai4i2020 is not at hand)",
  async () => {
    const told = await report(
      "--table",
      ai4i,
      "--label",
      "Machine failure",
      "--exclude",
      "TWF,HDF,PWF,OSF,RNF",
    );
    expect([told.rows, told.positives]).toEqual([10_000, 339]);
    expect(told.averagePrecision).toBeGreaterThan(0.85);
    expect(told.auc).toBeGreaterThan(0.97);
  },
);
