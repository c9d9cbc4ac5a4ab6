// Where it stands what plants are like when all is well. A file is of one plant; those of others are passed over.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Learnt, learntOfText } from "#shared/analyse/defect/watch/learnt-schema.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Plant } from "#shared/model/plant.ts";
import { projectRoot } from "../project-root.ts";
import { sha256 } from "./sha256.ts";

/** More is refused before it is read. */
const mostLearntBytes = 64 * 1024 * 1024;

/** Its name beside plant.json. */
export const learntName = "learnt.json";

/** Where it may stand what plants are like when all is well. */
export interface LearntPlaces {
  /** Of what people learnt or put in: the data folder's `learnt`. It goes first, and is looked into anew each time. */
  readonly folder: string;
  /** Of what came with plants. */
  readonly files: readonly string[];
}

/** The places for a plant and a data folder: with the plant, and with the demo plant. */
export function learntPlaces(plantDir: string, dataDir: string): LearntPlaces {
  const files = [join(plantDir, learntName), join(projectRoot, "assets/plants/demo", learntName)];
  return { folder: join(dataDir, "learnt"), files: [...new Set(files)] };
}

/** The file of what was learnt of a plant in the app. */
export function ownLearntPath({ folder }: LearntPlaces, plantId: string): string {
  return join(folder, `${plantId}.json`);
}

/** The files that may tell of a plant, in the order in which they are asked. */
export async function learntPaths(places: LearntPlaces, plantId: string): Promise<string[]> {
  const { folder, files } = places;
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => name.endsWith(".json")).sort();
  return [...new Set([ownLearntPath(places, plantId), ...own.map((name) => join(folder, name)), ...files])];
}

/** Looks for what was learnt of a plant in files, the first that is of it. A broken file is a Problem, and the next is tried. */
export function learntFrom(paths: readonly string[]): (plant: Plant) => Promise<Outcome<Learnt | undefined>> {
  return async (plant) => {
    const problems: Problem[] = [];
    for (const path of paths) {
      const text = await textOf(path, problems);
      if (text === undefined || !isOf(plant, text)) continue;
      const learnt = learntOfText(text, path, plant, sha256);
      problems.push(...learnt.problems);
      if (learnt.ok) return { ok: true, value: learnt.value, problems };
    }
    return { ok: true, value: undefined, problems };
  };
}

/** Whether a text names the plant at all: what is of others is no problem. */
function isOf(plant: Plant, text: string): boolean {
  return text.includes(`"plant":${JSON.stringify(plant.file.id)}`);
}

async function textOf(path: string, problems: Problem[]): Promise<string | undefined> {
  try {
    if ((await stat(path)).size <= mostLearntBytes) return await readFile(path, "utf8");
    problems.push({
      path: [path],
      id: "learnt-too-large",
      severity: "warning",
      message: `${path} is too large for what was learnt of a plant.`,
      hint: "Make it again with gemba baseline.",
      file: path,
    });
  } catch (cause) {
    // Most plants have none.
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    problems.push({
      path: [path],
      id: "learnt-unreadable",
      severity: "warning",
      message: `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Nothing is flagged without it. Check that it may be read.",
      file: path,
    });
  }
  return undefined;
}
