// Models that people bring, on watch over a plant as the host's thread does it: real models in real processes, calibrated on clean
// shifts of a small line, over facts whose fault is known.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CleanShifts } from "#shared/analyse/defect/watch/fit.ts";
import { type DefectReport, defectReportSchema } from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import {
  minuteMs,
  sha256,
  testFacts,
  testPlant,
  testShifts,
  testStartMs,
} from "../../../tests/support/watch-line.ts";
import { calibrateModel } from "../models/calibrate-model.ts";
import { modelFolders, readModelFolder } from "../models/model-folder.ts";
import {
  cardHash,
  keepCalibration,
  type SiteCalibration,
  siteCalibrationName,
} from "../models/site-calibration.ts";
import { cardOf, linearModel, loopModel, writeModelFolder } from "../models/test-models.ts";
import { processTimers } from "../process-timers.ts";
import { packed } from "./fact-batch.ts";
import { WatchedPlant } from "./watched-plant.ts";

const twins = ["M/temperature1", "M/temperature2"];
const from = { trainedOn: "10 clean shifts", isSimulated: true, falsePerShift: 0.5 };
const clean = testShifts(
  Array.from({ length: 10 }, (_, index) => 100 + index),
  4,
);
/** Rebuilds each of two temperatures from the other. */
const swap = linearModel([
  [0, 1],
  [1, 0],
]);

/** What a calibration says of the model in a folder. */
async function hashesOf(folder: string): Promise<Pick<SiteCalibration, "modelSha256" | "cardSha256">> {
  const read = await readModelFolder(folder);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return { modelSha256: read.value.card.sha256, cardSha256: cardHash(read.value.card, sha256) };
}

let dir: string;
const opened: WatchedPlant[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-own-models-"));
});
afterEach(() => {
  for (const plant of opened.splice(0)) plant[Symbol.dispose]();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const featuresOf = (signals: readonly string[], unit = "Cel") =>
  signals.map((signal) => ({ signal, unit, mean: 28, std: 2 }));

/** The folder of a model of the two temperatures. */
async function folderOf(name: string, bytes = swap, changes: Record<string, unknown> = {}): Promise<string> {
  const input = {
    name: "x",
    layout: "NT",
    dtype: "float32",
    shape: [1, twins.length],
    features: featuresOf(twins),
  };
  const task = { task: "reconstruction", output: { name: "y", meaning: "reconstruction" } };
  return writeModelFolder(
    join(dir, name),
    bytes,
    cardOf(bytes, twins, { id: name, input, ...task, ...changes }),
  );
}

async function calibrationOf(folder: string, shifts: CleanShifts): Promise<SiteCalibration> {
  const made = await calibrateModel(folder, shifts, from, { timers: processTimers, sha256 });
  if (!made.ok) throw new Error(made.problems[0]?.message);
  return made.value;
}

/** What the model of the two temperatures says of the clean shifts. */
let calibration: SiteCalibration;
beforeAll(async () => {
  calibration = await calibrationOf(await folderOf("first"), clean);
});

/** Puts a calibration into a model's folder. */
async function calibrated(folder: string, content = calibration): Promise<string> {
  await keepCalibration(folder, content, sha256);
  return folder;
}

async function watching(models: readonly string[], facts: readonly Fact[], toMs: number, plant = testPlant) {
  const watched = await WatchedPlant.open(
    {
      kind: "live",
      plant: plant.file,
      fromMs: testStartMs,
      history: [],
      heldMs: testStartMs,
      facts: packed(facts),
      toMs,
    },
    { learntOf: () => Promise.resolve({ ok: true, value: undefined, problems: [] }), models },
  );
  opened.push(watched);
  return watched;
}

async function reportOf(watched: WatchedPlant, toMs = testStartMs + 8 * 3_600_000): Promise<DefectReport> {
  const report = await watched.answer({ kind: "report", fromMs: testStartMs, toMs });
  return defectReportSchema.parse(report);
}

const hours = 2.75;
const endMs = testStartMs + hours * 3_600_000;
const faulty = testFacts(1, hours, { kind: "sensor", fromMinute: 90 });

describe("a calibrated model", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await calibrated(await folderOf("twin-temperatures"));
  });

  test("flags what its clean rows never showed, with its signals, and says what it was made with", async () => {
    const { findings, ownModels } = await reportOf(await watching([folder], faulty, endMs));
    expect(ownModels).toMatchObject([
      {
        name: "twin-temperatures",
        version: "1.0",
        assetId: "M",
        state: "watching",
        model: { falsePerShift: 0.5 },
      },
    ]);
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding).toMatchObject({
      kind: "condition",
      assetId: "M",
      model: {
        name: "twin-temperatures",
        trainedOn: "nothing: written by hand; calibrated on 10 clean shifts",
        isSimulated: true,
      },
    });
    const detectedMinute = ((finding?.detectedMs ?? 0) - testStartMs) / minuteMs;
    expect(detectedMinute).toBeGreaterThan(90);
    expect(detectedMinute).toBeLessThan(125);
    expect(finding?.signals.map(({ signal }) => signal).sort()).toEqual(twins);
    const second = finding?.signals.find(({ signal }) => signal === twins[1]);
    expect((second?.observed ?? 0) - (second?.expected ?? 0)).toBeGreaterThan(2);
    expect(second?.normalHigh).toBeLessThan(40);
    expect(finding?.affected.length).toBeGreaterThan(10);
  });

  test("finds nothing in six clean shifts but what its budget allows", async () => {
    let told = 0;
    for (let seed = 300; seed < 306; seed += 1) {
      const watched = await watching([folder], testFacts(seed, 4), testStartMs + 4 * 3_600_000);
      told += (await reportOf(watched)).findings.length;
    }
    // Three shifts of 8 h at 0.5 each: more than 5 has a chance of 0.4 %.
    expect(told).toBeLessThanOrEqual(5);
  });

  test("says the same of facts that come in pieces, and tells what began or ended", async () => {
    const whole = await reportOf(await watching([folder], faulty, endMs));
    const pieces = await watching([folder], [], testStartMs);
    const news: string[] = [];
    let at = 0;
    for (let toMs = testStartMs + 7 * minuteMs; at < faulty.length; toMs += 7 * minuteMs) {
      const next = faulty.findIndex(({ receivedMs }, index) => index >= at && receivedMs > toMs);
      const end = next < 0 ? faulty.length : next;
      pieces.take(faulty.slice(at, end), Math.min(toMs, endMs));
      await pieces.settled();
      news.push(...pieces.news().map(({ id }) => id));
      at = end;
    }
    pieces.take([], endMs);
    expect((await reportOf(pieces)).findings).toEqual(whole.findings);
    expect([...new Set(news)]).toEqual(whole.findings.map(({ id }) => id));
  });

  test("is looked for beside the plant and in the data folder", async () => {
    const data = join(dir, "data");
    await mkdir(join(data, "models", "a"), { recursive: true });
    await mkdir(join(dir, "models", "b"), { recursive: true });
    await writeFile(join(data, "models", "notes.txt"), "");
    expect(await modelFolders(dir, data)).toEqual([join(dir, "models", "b"), join(data, "models", "a")]);
    expect(await modelFolders(join(dir, "none"), join(dir, "none"))).toEqual([]);
  });
});

describe("says why it flags nothing", () => {
  const stateOf = async (folder: string) => {
    const watched = await watching([folder], faulty, endMs);
    const { findings, ownModels } = await reportOf(watched);
    expect(findings).toEqual([]);
    return { ...ownModels[0], problems: watched.problems().map(({ id }) => id) };
  };

  test("when it is not calibrated", async () => {
    expect(await stateOf(await folderOf("raw"))).toMatchObject({
      name: "raw",
      assetId: "M",
      state: "notReady",
      why: "It is not calibrated for this plant, and flags nothing.",
      problems: [],
    });
  });

  test("when its file is another than the one that was calibrated", async () => {
    const folder = await calibrated(await folderOf("changed"));
    await folderOf(
      "changed",
      linearModel([
        [0, 2],
        [1, 0],
      ]),
    );
    expect(await stateOf(folder)).toMatchObject({ state: "notReady", why: /another model/ });
  });

  test("when model.json says something else than when it was calibrated", async () => {
    const folder = await calibrated(await folderOf("rescaled"));
    const path = join(folder, "model.json");
    await writeFile(path, (await readFile(path, "utf8")).replaceAll('"std":2', '"std":3'));
    expect(await stateOf(folder)).toMatchObject({ state: "notReady" });
  });

  test("when there were too few clean blocks", async () => {
    const folder = await folderOf("few");
    await calibrated(folder, await calibrationOf(folder, testShifts([100], 4)));
    expect(await stateOf(folder)).toMatchObject({
      state: "notReady",
      why: /^Calibrated on \d+ of 95 clean blocks/,
    });
  });

  test.each([
    ["was changed", (text: string) => text.replace('"falsePerShift":0.5', '"falsePerShift":9')],
    ["is cut off", (text: string) => text.slice(0, 200)],
    ["is something else", () => '{"schema":1}'],
  ])("when its calibration %s", async (what, change) => {
    const folder = await calibrated(await folderOf(`calibration ${what}`.replaceAll(" ", "-")));
    const path = join(folder, siteCalibrationName);
    await writeFile(path, change(await readFile(path, "utf8")));
    expect(await stateOf(folder)).toMatchObject({
      state: "disabled",
      hint: /gemba baseline --model/,
      problems: ["bad-calibration"],
    });
  });

  test("when it is broken", async () => {
    const folder = await folderOf("broken");
    await writeFile(join(folder, "model.onnx"), "no model");
    expect(await stateOf(folder)).toMatchObject({
      name: "broken",
      state: "disabled",
      problems: ["wrong-hash"],
    });
  });

  test("when its signals are of two machines", async () => {
    const input = { name: "x", layout: "NT", dtype: "float32", shape: [1, 2] };
    const folder = await folderOf("wide", swap, {
      input: { ...input, features: [...featuresOf(["M/temperature1"]), ...featuresOf(["I/light"], "1")] },
    });
    expect(await stateOf(folder)).toMatchObject({ state: "disabled", problems: ["several-assets"] });
  });
});

test("one that hangs on the way is ended and told, and the others go on", async () => {
  // Clean rows cost it nothing; a temperature far above the mean keeps it busy for ever.
  const bytes = loopModel(2, 1e9);
  const task = { task: "anomaly-score", output: { name: "y" } };
  const features = twins.map((signal) => ({ signal, unit: "Cel", mean: 200, std: 200 }));
  const hanging = await folderOf("hanging", bytes, {
    input: { name: "x", layout: "NT", dtype: "float32", shape: [1, 2], features },
    ...task,
  });
  // Its scores of clean rows are all 0, so it cannot be calibrated honestly: a calibration by hand, of this very file.
  const { modelSha256, cardSha256 } = await hashesOf(hanging);
  await calibrated(hanging, { ...calibration, modelSha256, cardSha256 });
  const good = await calibrated(await folderOf("good"));
  const hot = faulty.map((fact) =>
    fact.kind === "sample" &&
    fact.signal === testPlant.signalRowById.get(twins[0] ?? "") &&
    fact.timeMs > endMs - 60 * minuteMs
      ? { ...fact, value: 100_000 }
      : fact,
  );
  const watched = await watching([hanging, good], hot, endMs);
  const { ownModels, findings } = await reportOf(watched);
  expect(ownModels.map(({ name, state }) => [name, state])).toEqual([
    ["hanging", "disabled"],
    ["good", "watching"],
  ]);
  expect(watched.problems().map(({ id }) => id)).toEqual(["model-too-slow"]);
  expect(watched.problems()).toEqual([]);
  expect(findings.map(({ model }) => model.name)).toContain("good");
});

test("one that was calibrated for another plant is none of this one", async () => {
  const folder = await calibrated(await folderOf("elsewhere"));
  const other: Plant = resolvePlant({ ...testPlant.file, id: "other" });
  expect((await reportOf(await watching([folder], [], testStartMs, other))).ownModels).toEqual([]);
});

test("a plant without clean rows of its asset calibrates nothing", async () => {
  const folder = await folderOf("no-rows");
  const made = await calibrateModel(folder, new CleanShifts(testPlant), from, {
    timers: processTimers,
    sha256,
  });
  expect(made.problems.map(({ id }) => id)).toEqual(["no-values"]);
});
