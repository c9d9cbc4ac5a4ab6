// What `gemba import` and the page's wizard call: what a file is, a mapping for it, and the recording made of it.
import { existsSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { type Outcome, type Problem, ProblemList } from "#shared/base/problem.ts";
import { type Mapping, mappingSchema } from "#shared/import/mapping-schema.ts";
import type { Proposal } from "#shared/import/propose.ts";
import { isTimeZone } from "#shared/import/time-text.ts";
import { schemaProblems } from "#shared/model/check/schema-problems.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { isFileError, problemOfFileError, readJson, readPlantDir } from "../plant-dir.ts";
import { openCsv, type OpenedImport, proposeCsv } from "./import-csv.ts";
import { openShdr } from "./import-shdr.ts";
import { type ImportProgress, type RecordedReadings, recordReadings } from "./record-readings.ts";

export interface ImportFileOptions {
  /** A CSV or MCAP file, or a folder of adapter files with their Devices.xml. */
  readonly path: string;
  /** Default: the one that is proposed. A folder needs none. */
  readonly mapping?: Mapping;
  /** The plant that is in the recording; default: made from the data, or from the devices. */
  readonly plant?: Plant;
  /** What the file is called, where its path does not say so: an upload lies under its id. */
  readonly fileName?: string;
  readonly out: string;
  /** A recording of that name gives way. */
  readonly replace?: boolean;
  /** IANA zone of times that name none, and of a plant that is made. */
  readonly zone?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Wall time and version, for the recording's head. */
  readonly nowMs: number;
  readonly version: string;
}

/** Makes a recording of a file. Whatever is wrong is among the problems; nothing is left behind of one that failed. */
export async function importFile(options: ImportFileOptions): Promise<Outcome<RecordedReadings>> {
  const problems = new ProblemList(() => options.nowMs);
  const refused = (found: readonly Problem[]): Outcome<never> => {
    for (const problem of found) problems.report(problem);
    return { ok: false, problems: problems.list() };
  };
  try {
    const { path, zone } = options;
    if (zone !== undefined && !isTimeZone(zone)) return refused([unknownZone(zone, "--zone")]);
    const folder = dirname(options.out);
    if (!existsSync(folder))
      return refused([
        {
          path: ["--out"],
          id: "no-folder",
          severity: "error",
          message: `There is no folder ${folder} to write ${basename(options.out)} into.`,
          hint: "Make the folder first, or choose another one.",
          file: options.out,
        },
      ]);
    const opened = await openImport(options, problems);
    if (!opened.ok) return refused(opened.problems);
    for (const problem of opened.problems) problems.report(problem);
    const { plant, batches, name, sortWindowMs, startMs, endMs, gapMs } = opened.value;
    const recorded = await recordReadings({
      plant,
      batches,
      out: options.out,
      replace: options.replace ?? false,
      problems,
      sortWindowMs,
      head: {
        sourceId: "import",
        sourceLabel: `${name} (${options.fileName ?? basename(path)})`,
        simulated: false,
        createdMs: options.nowMs,
        gembaVersion: options.version,
      },
      ...(startMs === undefined ? {} : { startMs }),
      ...(endMs === undefined ? {} : { endMs }),
      ...(gapMs === undefined ? {} : { gapMs }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
    if (!recorded.ok || recorded.value.late === 0) return recorded;
    problems.report(lateProblem(basename(path), recorded.value.late, sortWindowMs));
    return { ...recorded, problems: problems.list() };
  } catch (cause) {
    if (isFileError(cause)) return refused([problemOfFileError(cause.path ?? options.path, cause)]);
    // Reading and writing an open file fails without a path: a full disk, a share that went away.
    if (cause instanceof Error && "syscall" in cause)
      return refused([problemOfFileError(options.path, cause)]);
    throw cause;
  }
}

// Only when it is needed: every command of `gemba` would load its packages.
const mcapImport = () => import("./import-mcap.ts");

async function openImport(options: ImportFileOptions, problems: ProblemList): Promise<Outcome<OpenedImport>> {
  const { path, plant, zone, signal } = options;
  const kind = await kindOfInput(path);
  if (kind === "packed") return packed(path);
  if (kind === "folder") return openShdr({ dir: path, plant, zone, problems });
  const proposed = options.mapping === undefined ? await proposeImport(path) : undefined;
  if (proposed?.ok === false) return proposed;
  const found = options.mapping ?? proposed?.value.mapping;
  if (found === undefined || (found.kind === "mcap") !== (kind === "mcap")) {
    return refusal(path, {
      id: "wrong-mapping",
      message: `The mapping is for ${found?.kind === "mcap" ? "MCAP" : "CSV"}, and ${basename(path)} is ${kind === "mcap" ? "MCAP" : "CSV"}.`,
      hint: "Have one proposed: gemba import FILE --propose.",
    });
  }
  if (found.kind === "mcap")
    return (await mcapImport()).openMcap({ path, mapping: found, plant, zone, problems });
  const mapping = zone === undefined ? found : { ...found, time: { ...found.time, zone } };
  const timeZone = mapping.time.zone;
  if (timeZone !== undefined && !isTimeZone(timeZone))
    return { ok: false, problems: [unknownZone(timeZone, "time.zone")] };
  for (const question of proposed?.value.questions ?? []) {
    if (question.id === "start")
      problems.report({
        path: ["import", basename(path)],
        id: "no-start",
        severity: "info",
        message:
          "The times count from a start that the file does not tell; it was taken as 2026-01-05T05:00:00Z.",
        hint: "Say time.start in a mapping.",
      });
    else if (question.id !== "zone" || timeZone === undefined)
      return refusal(path, {
        id: "question",
        message: `One thing must be said first. ${question.text}`,
        hint: "Say it, and start again.",
      });
  }
  return openCsv({ path, mapping, plant, zone, problems, signal });
}

function refusal(path: string, problem: Pick<Problem, "id" | "message" | "hint">): Outcome<never> {
  return {
    ok: false,
    problems: [{ path: ["import", basename(path)], severity: "error", file: path, ...problem }],
  };
}

function lateProblem(file: string, late: number, windowMs: number): Problem {
  return {
    path: ["import", file],
    id: "late",
    severity: "warning",
    message: `${late} values or states came after newer ones${windowMs === 0 ? "" : `, by more than ${windowMs / 1000} s`}; they are kept as backfill: lanes and trends show them, the state at a time does not.`,
    hint: "Give the mapping a larger sortWindowS, or sort the file.",
    file,
  };
}

function unknownZone(zone: string, where: string): Problem {
  return {
    path: ["import", where],
    id: "unknown-zone",
    severity: "error",
    message: `"${zone}" is no time zone.`,
    hint: "Use an IANA name such as Europe/Berlin or America/Chicago.",
  };
}

/** A mapping for a file, and what only a person can say. Rejects with what the file system says. */
export async function proposeImport(path: string): Promise<Outcome<Proposal<Mapping>>> {
  const kind = await kindOfInput(path);
  if (kind === "folder")
    return refusal(path, {
      id: "no-mapping-needed",
      message: "A folder of adapter files is described by its Devices.xml.",
      hint: "Import it without a mapping.",
    });
  if (kind === "packed") return packed(path);
  return kind === "mcap" ? (await mcapImport()).proposeMcap(path) : proposeCsv(path);
}

/** Checks a mapping as people keep it. `name` is its file, for problems. */
export function parseMapping(json: unknown, name: string): Outcome<Mapping> {
  const parsed = mappingSchema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data, problems: [] };
  return { ok: false, problems: schemaProblems(parsed.error, mappingSchema, json, name) };
}

/** Reads a mapping file. */
export async function readMapping(path: string): Promise<Outcome<Mapping>> {
  const json = await readJson(path, basename(path));
  return json.ok ? parseMapping(json.value, basename(path)) : json;
}

/** The plant of a folder, for an import: its simulation does not matter. */
export async function readImportPlant(dir: string): Promise<Outcome<Plant>> {
  const read = await readPlantDir(dir);
  return read.ok ? { ok: true, value: resolvePlant(read.value.plant), problems: read.problems } : read;
}

const mcapMagic = Buffer.from([0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a]);

/** gzip, ZIP (and with it Excel's workbooks), Parquet. */
const packedMagics = [
  Buffer.from([0x1f, 0x8b]),
  Buffer.from("PK\x03\x04", "latin1"),
  Buffer.from("PAR1", "latin1"),
];

function packed(path: string): Outcome<never> {
  return refusal(path, {
    id: "packed",
    message: `${basename(path)} is packed, a workbook or Parquet, not CSV.`,
    hint: "Unpack it, or save the sheet as CSV, and import that.",
  });
}

async function kindOfInput(path: string): Promise<"folder" | "mcap" | "packed" | "csv"> {
  if ((await stat(path)).isDirectory()) return "folder";
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(mcapMagic.length), 0, mcapMagic.length);
  const beginning = buffer.subarray(0, bytesRead);
  if (beginning.equals(mcapMagic)) return "mcap";
  return packedMagics.some((magic) => beginning.subarray(0, magic.length).equals(magic)) ? "packed" : "csv";
}
