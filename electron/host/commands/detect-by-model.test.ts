// `gemba detect --model` as people call it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rowOf } from "#shared/analyse/defect/table.ts";
import { changed, cleanProcess } from "#shared/analyse/defect/test-process.ts";
import { cardOf, linearModel, writeModelFolder } from "../models/test-models.ts";
import { UsageError } from "./command.ts";
import { detect } from "./detect.ts";
import { runOf } from "../../../tests/support/run-command.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-detect-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = runOf(detect);

/** Rows as a CSV file. */
async function csv(name: string, table: ReturnType<typeof cleanProcess>): Promise<string> {
  const lines = Array.from({ length: table.rows }, (_, row) => [row, ...rowOf(table, row)].join(","));
  const path = join(dir, name);
  await writeFile(path, [["time", ...table.columns].join(","), ...lines].join("\n"));
  return path;
}

const clean = cleanProcess(400, 1);
const faulty = changed(cleanProcess(120, 2), 3, 60, (value) => value + 40);
/** Rebuilds three columns as their mean; they stand in the file in another order. */
const names = ["s3", "s1", "s0"];
const third = Math.fround(1 / 3);
const rebuild = linearModel(names.map(() => names.map(() => third)));

async function files(changes: Record<string, unknown> = {}): Promise<string[]> {
  const card = cardOf(rebuild, names, { task: "reconstruction", ...changes });
  const folder = await writeModelFolder(join(dir, "model"), rebuild, card);
  const paths = [await csv("clean.csv", clean), await csv("test.csv", faulty)];
  return ["--model", folder, "--calibrate", paths[0] ?? "", "--test", paths[1] ?? ""];
}

test("--json is the same document as of a learnt model, with the model's own name and hash", async () => {
  const args = await files();
  const { code, out } = await run(...args, "--json");
  expect(code).toBe(0);
  const answer = JSON.parse(out) as {
    rows: { score: number; p: number; flag: boolean; top: { column: string; share: number }[] }[];
    model: unknown;
  };
  expect(Object.keys(answer.rows[0] ?? {})).toEqual(["time", "score", "p", "flag", "top"]);
  expect(answer.rows.slice(0, 60).filter(({ flag }) => flag).length).toBeLessThanOrEqual(3);
  expect(answer.rows.slice(60).every(({ flag, top }) => flag && top[0]?.column === "s3")).toBe(true);
  expect(answer.model).toMatchObject({
    name: "test-model",
    version: "1.0",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    columns: names,
    calibrationRows: 400,
    falseRate: 0.01,
  });
  const text = await run(...args);
  expect(text.out).toMatch(
    /^6\d of 120 rows flagged[^]*\n {2}s3 +\d\d %\n[^]*calibrated on 400 clean judgements\n$/,
  );
});

test("what does not fit is refused with exit code 1, place and remedy", async () => {
  const wrong = await run(...(await files({ sha256: "0".repeat(64) })), "--json");
  expect([wrong.code, JSON.parse(wrong.out)]).toMatchObject([
    1,
    { ok: false, problems: [{ path: ["model.onnx"], id: "wrong-hash" }] },
  ]);
  const scarce = await run(...(await files()), "--false-rate", "0.001");
  expect([scarce.code, scarce.err]).toEqual([
    1,
    expect.stringContaining("Learning, 400 of 999 clean judgements"),
  ]);
});

test("a model needs clean rows, and nothing to learn from", async () => {
  await expect(run("--model", "m", "--test", "t.csv")).rejects.toThrow(UsageError);
  await expect(
    run("--model", "m", "--fit", "f.csv", "--calibrate", "c.csv", "--test", "t.csv"),
  ).rejects.toThrow(UsageError);
});
