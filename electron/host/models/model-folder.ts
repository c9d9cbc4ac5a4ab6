// Reads the folder of a person's own model: model.json, model.onnx and scores it may name. Nothing is run here; what is odd about
// the files is told before any runtime sees them.
import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { schemaProblems } from "#shared/model/check/schema-problems.ts";
import { checkModelCard, type ModelCard, savedScoresSchema } from "#shared/model/model-card-schema.ts";
import { isFileError, problemOfFileError, readJson } from "../plant-dir.ts";
import { scanOnnx } from "./onnx-scan.ts";

/** A folder that holds a model; its model.onnx is what model.json says, and stands on its own. */
export interface ModelFolder {
  readonly card: ModelCard;
  readonly bytes: Uint8Array;
  /** Scores of clean rows where it was trained; empty when it came without. */
  readonly trainedScores: readonly number[];
}

/** Largest files read, bytes. A model for rows of signals is smaller by far; the runtime's memory holds it several times. */
const mostModelBytes = 64 * 2 ** 20;
const mostJsonBytes = 16 * 2 ** 20;

/** Folders that hold a model for a plant: in `models` beside plant.json, and in the data folder's. */
export async function modelFolders(plantDir: string, dataDir: string): Promise<string[]> {
  const found = await Promise.all(
    [...new Set([join(plantDir, "models"), join(dataDir, "models")])].map(async (folder) => {
      const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
      return inside
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name))
        .sort();
    }),
  );
  return found.flat();
}

/** Reads and checks the folder; what is wrong comes back as problems whose paths begin with the file. */
export async function readModelFolder(folder: string): Promise<Outcome<ModelFolder>> {
  const cardFile = await fileInside(folder, "model.json", mostJsonBytes);
  if (!cardFile.ok) return cardFile;
  const json = await readJson(cardFile.value, "model.json");
  if (!json.ok) return json;
  const card = checkModelCard(json.value);
  if (!card.ok) return card;
  const bytes = await readModel(folder, card.value);
  const scores = await readScores(folder, card.value);
  if (!bytes.ok || !scores.ok) return { ok: false, problems: [...bytes.problems, ...scores.problems] };
  return {
    ok: true,
    value: { card: card.value, bytes: bytes.value, trainedScores: scores.value },
    problems: [],
  };
}

async function readModel(folder: string, card: ModelCard): Promise<Outcome<Uint8Array>> {
  const file = await fileInside(folder, "model.onnx", mostModelBytes);
  if (!file.ok) return file;
  const bytes = await readFile(file.value);
  const refuse = (id: string, message: string, hint: string): Outcome<never> =>
    refused(["model.onnx"], id, message, hint, file.value);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== card.sha256.toLowerCase())
    return refuse(
      "wrong-hash",
      `Its sha256 is ${sha256}, model.json says ${card.sha256.toLowerCase()}.`,
      "Copy both files again from where they come from; if the model was changed on purpose, write its new hash into model.json.",
    );
  const summary = scanOnnx(bytes);
  if (summary === undefined)
    return refuse(
      "no-onnx",
      "It is no whole ONNX model: damaged, cut off, or another kind of file.",
      "Export the model as ONNX again.",
    );
  if (summary.externalData !== undefined)
    return refuse(
      "external-data",
      `It wants data from another file (${summary.externalData}), which is never read.`,
      "Save the model with its weights inside the one file.",
    );
  return { ok: true, value: bytes, problems: [] };
}

async function readScores(folder: string, { calibration }: ModelCard): Promise<Outcome<readonly number[]>> {
  if (calibration === undefined) return { ok: true, value: [], problems: [] };
  if ("scores" in calibration) return { ok: true, value: calibration.scores, problems: [] };
  const file = await fileInside(folder, calibration.file, mostJsonBytes);
  if (!file.ok) return file;
  const json = await readJson(file.value, calibration.file);
  if (!json.ok) return json;
  const parsed = savedScoresSchema.safeParse(json.value);
  return parsed.success
    ? { ok: true, value: parsed.data, problems: [] }
    : {
        ok: false,
        // One is enough: a list of a million texts has a million of them.
        problems: schemaProblems(parsed.error, savedScoresSchema, json.value, calibration.file).slice(0, 1),
      };
}

/** The real path of a file that lies in the folder itself, and is no larger than `mostBytes`. */
async function fileInside(folder: string, name: string, mostBytes: number): Promise<Outcome<string>> {
  const path = join(folder, name);
  const outside = (): Outcome<never> =>
    refused(
      [name],
      "outside-folder",
      `${name} leads out of the model's folder, and is not read.`,
      "Put the file itself into the folder and name it without a path.",
    );
  if (basename(name) !== name || /[\\/]|^\.*$/.test(name)) return outside();
  try {
    const real = await realpath(path);
    if (!real.startsWith((await realpath(folder)) + sep)) return outside();
    const about = await stat(real);
    if (!about.isFile())
      return refused([name], "not-a-file", `${path} is no file.`, "Put the file itself into the folder.");
    if (about.size > mostBytes)
      return refused(
        [name],
        "file-too-large",
        `${path} has ${(about.size / 2 ** 20).toFixed(0)} MiB; at most ${String(mostBytes / 2 ** 20)} MiB are read.`,
        name === "model.onnx" ? "Use a smaller model." : "Is this the right file?",
        path,
      );
    return { ok: true, value: real, problems: [] };
  } catch (cause) {
    if (!isFileError(cause)) throw cause;
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR")
      return refused(
        [name],
        "not-found",
        `${path} does not exist.`,
        "Check the path; a model is a folder with a model.json and a model.onnx.",
        path,
      );
    return { ok: false, problems: [problemOfFileError(path, cause, name)] };
  }
}

function refused(
  path: readonly string[],
  id: string,
  message: string,
  hint: string,
  file?: string,
): Outcome<never> {
  const problem: Problem = {
    path,
    id,
    severity: "error",
    message,
    hint,
    ...(file === undefined ? {} : { file }),
  };
  return { ok: false, problems: [problem] };
}
