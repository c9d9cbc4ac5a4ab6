// Folders of models as they come: whole, broken, and made to do harm. No model is run here.
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { readModelFolder } from "./model-folder.ts";
import { scanOnnx } from "./onnx-scan.ts";
import {
  cardOf,
  graph,
  loopModel,
  model,
  networkModel,
  node,
  seededLayers,
  tensor,
  writeModelFolder,
} from "./test-models.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-model-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const signals = ["a", "b"];
const network = networkModel(seededLayers([2, 4, 1], 1));

function outsideWeights(location: string): Uint8Array {
  const weights = tensor("w", "float32", [2], [1, 2], location);
  return model({
    nodes: [node("Add", ["x", "w"], ["y"])],
    initializers: [weights],
    inputs: [{ name: "x", dims: [1, 2] }],
    outputs: [{ name: "y", dims: [1, 2] }],
  });
}

/** What a folder with these files is refused for; empty when it is not. */
async function refusals(bytes: Uint8Array, card: unknown = cardOf(bytes, signals)): Promise<string[]> {
  const read = await readModelFolder(await writeModelFolder(join(dir, "model"), bytes, card));
  for (const { message, hint } of read.problems) expect([message, hint].every(Boolean)).toBe(true);
  return read.problems.map(({ path, id }) => `${path.join("/")}: ${id}`);
}

test("a folder that is whole is read, with scores from a file beside it", async () => {
  const scores = Array.from({ length: 30 }, (_, index) => index / 10);
  const card = cardOf(network, signals, { calibration: { file: "scores.json" } });
  const folder = await writeModelFolder(join(dir, "model"), network, card);
  await writeFile(join(folder, "scores.json"), JSON.stringify(scores));
  const read = await readModelFolder(folder);
  expect(
    read.ok && [read.value.card.id, read.value.trainedScores, Buffer.from(read.value.bytes).equals(network)],
  ).toEqual(["test-model", scores, true]);
});

describe("is refused with its place and a remedy:", () => {
  test("a folder, or a file of it, that is not there", async () => {
    const absent = await readModelFolder(join(dir, "nowhere"));
    await mkdir(join(dir, "half"));
    await writeFile(join(dir, "half/model.json"), JSON.stringify(cardOf(network, signals)));
    const half = await readModelFolder(join(dir, "half"));
    expect([absent, half].map(({ problems }) => problems.map(({ path, id }) => [path, id]))).toEqual([
      [[["model.json"], "not-found"]],
      [[["model.onnx"], "not-found"]],
    ]);
  });

  test("a model that is cut off, something else, or nothing", async () => {
    const random = seededRandom(2);
    const noise = Uint8Array.from({ length: 500 }, () => Math.floor(random.next() * 256));
    const cases = [network.slice(0, -20), noise, new Uint8Array(0), Buffer.from("GIF89a, not a model")];
    for (const bytes of cases) expect(await refusals(bytes)).toEqual(["model.onnx: no-onnx"]);
  });

  test("a model larger than the cap, before it is read", async () => {
    const folder = await writeModelFolder(join(dir, "model"), network, cardOf(network, signals));
    const file = await open(join(folder, "model.onnx"), "w");
    await file.truncate(2 ** 40);
    await file.close();
    const { problems } = await readModelFolder(folder);
    expect(problems).toMatchObject([
      {
        path: ["model.onnx"],
        id: "file-too-large",
        message: expect.stringContaining("1048576 MiB") as string,
      },
    ]);
  });

  test("a model that is not the one of model.json", async () => {
    expect(await refusals(network, cardOf(loopModel(2, 1), signals))).toEqual(["model.onnx: wrong-hash"]);
  });

  test("weights in another file, wherever they hide", async () => {
    const hidden = loopWithConstant(tensor("c", "float32", [1], [1], "/etc/passwd"));
    expect(await refusals(outsideWeights("weights.bin"))).toEqual(["model.onnx: external-data"]);
    expect(await refusals(outsideWeights("../../secret"))).toEqual(["model.onnx: external-data"]);
    expect(scanOnnx(hidden)?.externalData).toBe("/etc/passwd");
  });

  test("paths that lead out of the folder", async () => {
    await writeFile(join(dir, "secret.json"), "[1,2,3]");
    await symlink(join(dir, "secret.json"), join(dir, "link.json"));
    for (const file of ["../secret.json", "/etc/passwd", "..", "sub/scores.json", "..\\secret.json"])
      expect(await refusals(network, cardOf(network, signals, { calibration: { file } }))).toEqual([
        `${file}: outside-folder`,
      ]);
    const folder = await writeModelFolder(
      join(dir, "model"),
      network,
      cardOf(network, signals, { calibration: { file: "s.json" } }),
    );
    await symlink(join(dir, "secret.json"), join(folder, "s.json"));
    expect((await readModelFolder(folder)).problems.map(({ id }) => id)).toEqual(["outside-folder"]);
  });

  test("a file that is no file, and scores that are none", async () => {
    await mkdir(join(dir, "model/model.onnx"), { recursive: true });
    await writeFile(join(dir, "model/model.json"), JSON.stringify(cardOf(network, signals)));
    expect((await readModelFolder(join(dir, "model"))).problems.map(({ id }) => id)).toEqual(["not-a-file"]);
    const folder = await writeModelFolder(
      join(dir, "two"),
      network,
      cardOf(network, signals, { calibration: { file: "s.json" } }),
    );
    await writeFile(join(folder, "s.json"), JSON.stringify(["a", "b"]));
    expect((await readModelFolder(folder)).problems).toHaveLength(1);
  });

  test("a model.json that is no JSON, by line", async () => {
    const { problems } = await readModelFolder(
      await writeModelFolder(join(dir, "model"), network, '{\n  "schema": 1,\n  oops\n}'),
    );
    expect(problems).toMatchObject([{ path: ["model.json"], line: 3 }]);
  });
});

/** A constant in the body of a loop. */
function loopWithConstant(constant: Uint8Array): Uint8Array {
  const attribute = node("Constant", [], ["c"], { value: { tensor: constant } });
  return model({
    nodes: [node("If", ["x"], ["y"], { then_branch: { graph: bodyOf(attribute) } })],
    inputs: [{ name: "x", dims: [1, 2] }],
    outputs: [{ name: "y", dims: [1] }],
  });
}

function bodyOf(only: Uint8Array): Uint8Array {
  return graph({ nodes: [only], inputs: [], outputs: [{ name: "c", dims: [1] }] });
}

test("no damage makes the scan throw or last, and no cut passes for a whole model", () => {
  const bytes = loopModel(2, 10);
  for (let end = 0; end < bytes.length; end += 1) {
    // The opset is the last field: without it the graph is still whole, and the runtime judges it.
    if (scanOnnx(bytes.subarray(0, end)) !== undefined) expect(bytes.length - end).toBeLessThanOrEqual(8);
  }
  const random = seededRandom(3);
  for (let round = 0; round < 3000; round += 1) {
    const damaged = Uint8Array.from(bytes);
    for (let changes = 0; changes < 4; changes += 1)
      damaged[Math.floor(random.next() * damaged.length)] = Math.floor(random.next() * 256);
    scanOnnx(damaged);
  }
  const deep = (): Uint8Array => {
    let body = graph({ nodes: [], inputs: [], outputs: [] });
    for (let depth = 0; depth < 300; depth += 1)
      body = graph({
        nodes: [node("If", [], [], { then_branch: { graph: body } })],
        inputs: [],
        outputs: [],
      });
    return model({ nodes: [node("If", [], [], { then_branch: { graph: body } })], inputs: [], outputs: [] });
  };
  expect(scanOnnx(deep())).toBeUndefined();
});
