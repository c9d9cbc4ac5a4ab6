// Reads a plant folder: plant.json, and behaviour.json and scenario.json beside it. Broken files are Problems with line and column.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { checkPlant } from "#shared/model/plant-check.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import type { PlantFile } from "#shared/model/plant-schema.ts";
import { type BehaviourFile, parseBehaviour } from "#shared/simulate/behaviour-schema.ts";
import { compileScenario } from "#shared/simulate/compile-scenario.ts";
import { compileLine } from "#shared/simulate/compile.ts";
import { parseScenario, type ScenarioFile } from "#shared/simulate/scenario-schema.ts";

/** Largest JSON file read. */
const maxBytes = 64 * 1024 * 1024;

/** What a plant folder holds. Without behaviour.json it can be looked at, not simulated. */
export interface PlantDir {
  readonly plant: PlantFile;
  readonly behaviour: BehaviourFile | undefined;
  readonly scenario: ScenarioFile | undefined;
}

/** Reads and checks the folder; every problem of all its files at once. */
export async function readPlantDir(dir: string): Promise<Outcome<PlantDir>> {
  const [plantJson, behaviour, scenario] = await Promise.all([
    readJson(join(dir, "plant.json"), "plant.json"),
    readJson(join(dir, "behaviour.json"), "behaviour.json", true),
    readJson(join(dir, "scenario.json"), "scenario.json", true),
  ]);
  const problems: Problem[] = [...plantJson.problems, ...behaviour.problems, ...scenario.problems];
  if (!plantJson.ok) return { ok: false, problems };
  const plant = checkPlant(plantJson.value, "plant.json");
  problems.push(...plant.problems);
  if (!plant.ok || !behaviour.ok || !scenario.ok) return { ok: false, problems };
  const simulated = checkSimulated(plant.value, behaviour.value, scenario.value);
  problems.push(...simulated.problems);
  return simulated.ok
    ? { ok: true, value: { plant: plant.value, ...simulated.value }, problems }
    : { ok: false, problems };
}

/** Checks the simulator's files by its own schemas, and whether plant, behaviour and scenario fit each other. */
function checkSimulated(
  plant: PlantFile,
  behaviourJson: unknown,
  scenarioJson: unknown,
): Outcome<Pick<PlantDir, "behaviour" | "scenario">> {
  const nothing: Outcome<undefined> = { ok: true, value: undefined, problems: [] };
  const behaviour = behaviourJson === undefined ? nothing : parseBehaviour(behaviourJson);
  const scenario = scenarioJson === undefined ? nothing : parseScenario(scenarioJson);
  const problems: Problem[] = [...behaviour.problems, ...scenario.problems];
  if (!behaviour.ok || !scenario.ok) return { ok: false, problems };
  if (behaviour.value !== undefined) {
    const line = compileLine(resolvePlant(plant), behaviour.value);
    problems.push(...line.problems);
    if (!line.ok) return { ok: false, problems };
    if (scenario.value !== undefined) {
      const script = compileScenario(line.value, scenario.value);
      problems.push(...script.problems);
      if (!script.ok) return { ok: false, problems };
    }
  }
  return { ok: true, value: { behaviour: behaviour.value, scenario: scenario.value }, problems };
}

/** A parsed JSON file; `undefined` for an optional file that is not there. */
export async function readJson(path: string, name: string, isOptional = false): Promise<Outcome<unknown>> {
  let text: string;
  try {
    if ((await stat(path)).size > maxBytes) {
      return refused({
        path: [name],
        id: "file-too-large",
        severity: "error",
        message: `${path} is larger than ${String(maxBytes / 1048576)} MiB.`,
        hint: "Is this the right file?",
        file: path,
      });
    }
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isOptional && codeOf(error) === "ENOENT") return { ok: true, value: undefined, problems: [] };
    return refused(problemOfFileError(path, error, name));
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return { ok: true, value, problems: [] };
  } catch (error) {
    return refused(syntaxProblem(text, name, path, error));
  }
}

function refused(problem: Problem): Outcome<never> {
  return { ok: false, problems: [problem] };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** A file or folder that cannot be read or written is the user's to mend. */
export function isFileError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && "syscall" in cause && "path" in cause && typeof cause.path === "string";
}

/** Why a file or folder could not be read, in plain words. */
export function problemOfFileError(path: string, error: unknown, name = path): Problem {
  const at = { path: [name], severity: "error", file: path } as const;
  switch (codeOf(error) ?? "") {
    case "ENOENT":
      return {
        ...at,
        id: "not-found",
        message: `${path} does not exist.`,
        hint: "Check the path; a plant is a folder with a plant.json.",
      };
    case "EACCES":
    case "EPERM":
      return {
        ...at,
        id: "not-allowed",
        message: `${path} may not be read.`,
        hint: "Give yourself the right to read it.",
      };
    case "EISDIR":
      return { ...at, id: "not-a-file", message: `${path} is a folder.`, hint: "Give a file." };
    case "ENOTDIR":
      return {
        ...at,
        id: "not-a-folder",
        message: `${path} cannot be: a part of this path is a file, not a folder.`,
        hint: "Check the path.",
      };
    default:
      return {
        ...at,
        id: "unreadable",
        message: `${path} could not be read: ${error instanceof Error ? error.message : String(error)}`,
        hint: "Check that the file is whole and may be read.",
      };
  }
}

/** A syntax error with its line and column, found from the offset the JSON parser names. */
function syntaxProblem(text: string, name: string, path: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const offset = /at position (\d+)/.exec(message)?.[1];
  const atEnd = /end of JSON input/.test(message);
  const place = offset === undefined ? (atEnd ? text.length : undefined) : Number(offset);
  const before = place === undefined ? undefined : text.slice(0, place);
  const line = before === undefined ? undefined : before.split("\n").length;
  const column = before === undefined ? undefined : before.length - before.lastIndexOf("\n");
  const where = line === undefined ? "" : ` at line ${String(line)}, column ${String(column)}`;
  const found =
    place === undefined || atEnd
      ? ""
      : `: "${(text.slice(place, place + 12).split("\n")[0] ?? "").trim()}" does not fit there`;
  return {
    path: [name],
    id: "json-syntax",
    severity: "error",
    message: `${name} is not JSON${where}${atEnd ? ": it ends too early" : found}.`,
    hint: "Look there for a missing comma, quote or bracket, or a comma too many; JSON knows no comments.",
    file: path,
    ...(line === undefined ? {} : { line }),
  };
}
