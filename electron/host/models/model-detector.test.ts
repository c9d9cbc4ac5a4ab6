// Models as they are used: real ones in real processes, whose answers are known from plain arithmetic, and hostile ones that are
// ended while everything else goes on. Limits are small; what ends a model is its limit, so none of them waits longer.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import type { NumberTable } from "#shared/analyse/defect/table.ts";
import { rowOf } from "#shared/analyse/defect/table.ts";
import { processTimers } from "../process-timers.ts";
import { startModelProcess, startModelThread } from "./model-child.ts";
import { type ModelDetector, openModel } from "./model-detector.ts";
import type { ModelSignal } from "./model-signals.ts";
import {
  cardOf,
  hogModel,
  linearModel,
  loopModel,
  model,
  networkModel,
  networkValues,
  node,
  seededLayers,
  tensor,
  writeModelFolder,
} from "./test-models.ts";

/** For what is to answer: so long that no busy machine makes a good model a slow one. */
const patient = { loadMs: 60_000, openMs: 60_000, answerMs: 60_000 };
/** For what never answers. */
const strict = { loadMs: 60_000, openMs: 60_000, answerMs: 2_000 };

let dir: string;
let folders = 0;
const opened: ModelDetector[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-models-"));
});
afterEach(() => {
  for (const detector of opened.splice(0)) detector[Symbol.dispose]();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function opening(
  bytes: Uint8Array,
  card: Record<string, unknown>,
  signals: readonly ModelSignal[],
  start = startModelProcess,
  limits = patient,
) {
  folders += 1;
  const folder = await writeModelFolder(join(dir, `model-${folders}`), bytes, card);
  const outcome = await openModel(folder, signals, { timers: processTimers, limits, start });
  if (outcome.ok) opened.push(outcome.value);
  return outcome;
}

async function detectorOf(...args: Parameters<typeof opening>): Promise<ModelDetector> {
  const outcome = await opening(...args);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join(" "));
  return outcome.value;
}

/** Rows of columns that vary alike, from `low` to `high`. */
function cleanRows(columns: readonly string[], rows: number, low = -1, high = 1): NumberTable {
  const random = seededRandom(7);
  const values = new Float64Array(rows * columns.length);
  for (let row = 0; row < rows; row += 1) {
    const common = random.next();
    for (let column = 0; column < columns.length; column += 1)
      values[row * columns.length + column] = low + (high - low) * (0.8 * common + 0.2 * random.next());
  }
  return { columns, rows, values };
}

const four = ["a", "b", "c", "d"];
const two = ["a", "b"];
const plain = (names: readonly string[]): ModelSignal[] => names.map((id) => ({ id }));
const layers = seededLayers([4, 16, 1], 5);
const network = networkModel(layers);

describe.each([
  ["a process", startModelProcess],
  ["a thread", startModelThread],
])("in %s", (_, start) => {
  test("a network's scores are those of plain arithmetic, and p is their rank among clean ones", async () => {
    const detector = await detectorOf(network, cardOf(network, four), plain(four), start);
    const clean = cleanRows(four, 200);
    expect((await detector.step(rowOf(clean, 0))).valid).toBe(false);
    const expected = Array.from(
      { length: 200 },
      (_, row) => networkValues(layers, [...rowOf(clean, row)])[0] ?? NaN,
    );
    expect(await detector.calibrate(clean)).toEqual({
      ok: true,
      // Its weights are float32.
      value: expected.map((score, row): unknown => ({ row, score: expect.closeTo(score, 4) as unknown })),
      problems: [],
    });
    for (const row of [
      ...Array.from({ length: 20 }, (_, index) => rowOf(clean, index)),
      Float64Array.of(3, -2, 4, 0),
    ]) {
      const { score, p, valid } = await detector.step(row);
      const own = networkValues(layers, [...row])[0] ?? NaN;
      expect(valid).toBe(true);
      expect(Math.abs(score - own)).toBeLessThan(1e-4);
      const asBad = expected.filter((other) => other >= own - 1e-6).length;
      expect(p).toBeCloseTo((1 + asBad) / 201, 12);
    }
  });

  test("a loop without end is ended by its limit", async () => {
    const endless = loopModel(2, 1e12);
    const { ok, problems } = await opening(endless, cardOf(endless, two), plain(two), start, strict);
    expect([ok, problems.map(({ path, id }) => [path, id])]).toEqual([
      false,
      [[["models", "test-model"], "model-too-slow"]],
    ]);
  });
});

test("a reconstruction says by how much each signal is off, in the signal's own unit", async () => {
  // Rebuilds each of three as the mean of the three.
  const third = Math.fround(1 / 3);
  const rebuild = linearModel([third, third, third].map((share) => [share, share, share]));
  const features = ["a", "b", "c"].map((signal) => ({ signal, unit: "A", mean: 4, std: 2 }));
  const card = cardOf(rebuild, ["a", "b", "c"], { task: "reconstruction" });
  const detector = await detectorOf(
    rebuild,
    { ...card, input: { ...(card["input"] as object), features } },
    // Measured in mA, which the model has not seen.
    ["c", "b", "a", "other"].map((id) => ({ id, unit: id === "other" ? "Cel" : "mA" })),
  );
  expect(detector.signals).toEqual(["a", "b", "c"]);
  expect((await detector.calibrate(cleanRows(detector.signals, 150, 3000, 5000))).ok).toBe(true);
  const { score, p, contributions } = await detector.step(Float64Array.of(4000, 10_000, 4000));
  // z = 0, 3, 0; rebuilt 1, 1, 1; residuals -1, 2, -1.
  expect(score).toBeCloseTo(2, 5);
  expect(p).toBeCloseTo(1 / 151, 12);
  expect(contributions.map(({ signal, share }) => [signal, Number(share.toFixed(4))])).toEqual([
    ["a", 0.1667],
    ["b", 0.6667],
    ["c", 0.1667],
  ]);
  expect(contributions[1]?.observed).toBe(10_000);
  expect(contributions[1]?.expected).toBeCloseTo(6000, 1);
});

test("a classification's score is what is left of the normal class, and falls with the signal that makes it", async () => {
  // Logits: 0 for ok, 2 b for worn.
  const classes = linearModel([
    [0, 0],
    [0, 2],
  ]);
  const output = { name: "y", meaning: "logits", classes: ["ok", "worn"], normal: "ok" };
  const detector = await detectorOf(
    classes,
    cardOf(classes, two, { task: "classification", output }),
    plain(two),
  );
  await detector.calibrate(cleanRows(two, 100));
  const { score, contributions } = await detector.step(Float64Array.of(5, 3));
  expect(score).toBeCloseTo(1 / (1 + Math.exp(-6)), 6);
  expect(contributions.map(({ share }) => share)).toEqual([0, 1]);
});

test("a window is judged when it is full, every stride, and begins anew behind a gap", async () => {
  const sum = model({
    nodes: [node("ReduceSum", ["x"], ["s"], { keepdims: 0 }), node("Mul", ["s", "minus"], ["y"])],
    initializers: [tensor("minus", "float32", [], [-1])],
    inputs: [{ name: "x", dims: [1, 3, 2] }],
    outputs: [{ name: "y", dims: [] }],
  });
  const card = cardOf(sum, two, { window: 3, stride: 2, output: { name: "y", meaning: "lower-is-worse" } });
  const input = { ...(card["input"] as object), layout: "NWT", shape: [1, 3, 2] };
  const detector = await detectorOf(sum, { ...card, input }, plain(two));
  expect((await detector.calibrate(cleanRows(two, 30))).problems).toMatchObject([
    { id: "too-few-rows", message: "Learning, 14 of 20 clean judgements." },
  ]);
  await detector.calibrate(cleanRows(two, 100));
  const rows = [1, 2, 3, 4, 5, NaN, 7, 8, 9].map((value) => Float64Array.of(value, value));
  const scores: number[] = [];
  for (const row of rows) scores.push((await detector.step(row)).score);
  expect(scores).toEqual([NaN, NaN, 12, NaN, 24, NaN, NaN, NaN, 48]);
});

test("a gap in a row is expected from the rest, as clean rows have it", async () => {
  const first = linearModel(four.map((_, index) => [index === 0 ? 1 : 0]));
  const detector = await detectorOf(first, cardOf(first, four), plain(four));
  await detector.calibrate(cleanRows(four, 300));
  expect((await detector.step(Float64Array.of(NaN, 0.8, 0.8, 0.8))).score).toBeGreaterThan(0.6);
  expect((await detector.step(Float64Array.of(NaN, NaN, 0.8, 0.8))).valid).toBe(false);
});

test("models that turn bad are disabled with the reason, and the good one beside them goes on", async () => {
  const slow = loopModel(2, 10);
  const hog = hogModel(2, 1000);
  const root = model({
    nodes: [
      node("ReduceMin", ["x"], ["least"], { keepdims: 0 }),
      node("Add", ["least", "five"], ["more"]),
      node("Sqrt", ["more"], ["y"]),
    ],
    initializers: [tensor("five", "float32", [], [5])],
    inputs: [{ name: "x", dims: [1, 2] }],
    outputs: [{ name: "y", dims: [] }],
  });
  const good = linearModel([[0.5], [0.5]]);
  const named = (bytes: Uint8Array, id: string, limits = patient): Promise<ModelDetector> =>
    detectorOf(bytes, cardOf(bytes, two, { id }), plain(two), startModelProcess, limits);
  const [slowOne, hogOne, rootOne, goodOne] = await Promise.all([
    named(slow, "slow", strict),
    named(hog, "hog"),
    named(root, "root"),
    named(good, "good"),
  ]);
  const all = [slowOne, hogOne, rootOne, goodOne];
  const clean = cleanRows(two, 120);
  for (const detector of all) expect((await detector.calibrate(clean)).problems).toEqual([]);
  for (const detector of all) expect((await detector.step(Float64Array.of(0.5, 0.5))).valid).toBe(true);

  const bad: [ModelDetector, number][] = [
    [slowOne, 1e11],
    [hogOne, 1e6],
    [rootOne, -100],
  ];
  for (const [detector, value] of bad) {
    const judged = await Promise.all([
      detector.step(Float64Array.of(0, value)),
      goodOne.step(Float64Array.of(0, value)),
    ]);
    expect(judged.map(({ valid }) => valid)).toEqual([false, true]);
    expect((await detector.step(Float64Array.of(0, 0))).valid).toBe(false);
    expect((await goodOne.step(Float64Array.of(0, 3))).score).toBe(1.5);
  }
  expect(all.map(({ disabled }) => disabled?.id)).toEqual([
    "model-too-slow",
    "model-out-of-memory",
    "not-a-number",
    undefined,
  ]);
  expect((await slowOne.calibrate(clean)).problems.map(({ id }) => id)).toEqual(["model-too-slow"]);
});

describe("a model is refused when it", () => {
  const inputs = [{ name: "x", dims: [1, 2] }];
  const outputs = [{ name: "y", dims: [1, 2] }];
  const log = model({ nodes: [node("Log", ["x"], ["y"])], inputs, outputs: [{ name: "y", dims: [1, 2] }] });
  const cases: [string, Uint8Array, Record<string, unknown>, string][] = [
    [
      "uses operators that nobody knows",
      model({ nodes: [node("Frobnicate", ["x"], ["y"])], inputs, outputs }),
      {},
      "model-failed",
    ],
    ["answers with what is no number", log, { task: "reconstruction" }, "not-a-number"],
    [
      "answers with more than was said",
      linearModel([
        [1, 0],
        [0, 1],
      ]),
      {},
      "model-failed",
    ],
    ["wants gigabytes", hogModel(2, 1e10), {}, "model-out-of-memory"],
    [
      "answers by chance",
      model({ nodes: [node("RandomUniformLike", ["x"], ["y"])], inputs, outputs }),
      { task: "reconstruction" },
      "not-repeatable",
    ],
  ];
  test.each(cases)("%s", async (_, bytes, changes, ids) => {
    const { problems } = await opening(bytes, cardOf(bytes, two, changes), plain(two));
    expect(problems.map(({ id }) => id).join()).toBe(ids);
  });
});

test("a site unlike the one it was trained on is told, and a model that says one thing of all is refused", async () => {
  const good = linearModel([[0.5], [0.5]]);
  const scores = Array.from({ length: 100 }, (_, index) => index / 1000);
  const card = cardOf(good, two, { calibration: { scores }, operatingRange: { b: [-1, 0.5] } });
  const detector = await detectorOf(good, card, plain(two));
  const { ok, problems } = await detector.calibrate(cleanRows(two, 100, 0, 1));
  expect([ok, problems.map(({ path, id }) => [path.at(-1), id])]).toEqual([
    true,
    [
      ["b", "outside-range"],
      ["test-model", "unlike-training"],
    ],
  ]);
  const flat = { columns: two, rows: 100, values: new Float64Array(200).fill(0.5) };
  expect((await detector.calibrate(flat)).problems.map(({ id }) => id)).toEqual(["constant-score"]);
  expect((await detector.step(Float64Array.of(1, 1))).valid).toBe(false);
});

test("signals are found by id or tag, and refused in a unit of another kind before anything is started", async () => {
  const card = cardOf(network, four);
  const features = [
    { signal: "B10a/current", unit: "A", mean: 0, std: 1 },
    { tag: "Press:Temp", unit: "Cel", mean: 0, std: 1 },
    { signal: "B10a/forse", unit: "N", mean: 0, std: 1 },
    { signal: "B10a/speed", unit: "m/s", mean: 0, std: 1 },
  ];
  const { problems } = await opening(
    network,
    { ...card, input: { ...(card["input"] as object), features } },
    [
      { id: "B10a/current", unit: "Cel" },
      { id: "B10a/temp", tag: "Press:Temp", unit: "K" },
      { id: "B10a/force", unit: "N" },
      { id: "B10a/speed", unit: "mm/s" },
    ],
    () => {
      throw new Error("Bug: it was started");
    },
  );
  expect(problems.map(({ path, id, hint }) => [path.at(-1), id, hint])).toEqual([
    ["B10a/current", "other-unit", expect.any(String)],
    ["B10a/forse", "unknown-signal", 'Did you mean "B10a/force"?'],
  ]);
});
