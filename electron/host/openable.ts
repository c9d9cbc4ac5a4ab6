// What a person may open by dialog, drop or double-click, and what that means for `--plant` and `--source`.
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { problemOfFileError } from "./plant-dir.ts";

/** Options of the command line that show what was opened. */
export type Opening = { readonly plant: string } | { readonly source: string };

/** Files that stand for the folder they lie in. */
const plantFile = "plant.json";
const devicesFile = "devices.xml";

/** What a path stands for; anything that cannot be shown is a Problem that names what can. */
export async function openingOf(path: string): Promise<Outcome<Opening>> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (cause) {
    return { ok: false, problems: [problemOfFileError(path, cause)] };
  }
  const name = basename(path).toLowerCase();
  if (!isFolder && name.endsWith(".mcap"))
    return { ok: true, value: { source: `recording:${path}` }, problems: [] };
  if (isFolder ? await holds(path, plantFile) : name === plantFile)
    return { ok: true, value: { plant: isFolder ? path : dirname(path) }, problems: [] };
  if (isFolder ? await holdsDevices(path) : name === devicesFile)
    return { ok: true, value: { source: `shdr:${isFolder ? path : dirname(path)}` }, problems: [] };
  return { ok: false, problems: [notOpenable(path)] };
}

function notOpenable(path: string): Problem {
  return {
    path: [path],
    id: "not-openable",
    severity: "error",
    message: `“${basename(path)}” is not something Gemba can open.`,
    hint: "Open a recording (.mcap), a folder with a plant.json, or one with recorded adapter files and their Devices.xml.",
  };
}

async function holds(folder: string, name: string): Promise<boolean> {
  try {
    return (await stat(join(folder, name))).isFile();
  } catch {
    return false; // Absent, or not for us to see: what can be opened is said either way.
  }
}

/** The source finds the file by any spelling; two are in use. */
async function holdsDevices(folder: string): Promise<boolean> {
  return (await holds(folder, "Devices.xml")) || (await holds(folder, devicesFile));
}
