// `gemba import`: a file of another tool becomes a recording; `--propose` prints how its columns would be read.
import { parseArgs } from "node:util";
import packageJson from "../../../package.json" with { type: "json" };
import { wallClock } from "#shared/base/clock.ts";
import type { Outcome } from "#shared/base/problem.ts";
import {
  importFile,
  type ImportFileOptions,
  proposeImport,
  readImportPlant,
  readMapping,
} from "../import/import-file.ts";
import type { ImportProgress, RecordedReadings } from "../import/record-readings.ts";
import { type Command, type CommandIo, type ExitCode, problemLines, UsageError } from "./command.ts";

/** Progress is told this often. */
const progressMs = 1000;

export const importCommand: Command = {
  summary: "make a recording of CSV, MTConnect adapter files or MCAP",
  help: `Usage: gemba import FILE|DIR --out FILE [options]

  FILE            CSV (an event log, or signals), or MCAP of another tool
  DIR             MTConnect adapter files with their Devices.xml
  --out FILE      the recording to write
  --mapping FILE  how columns or fields are read (default: as --propose prints it)
  --propose       print the mapping a look at the file suggests, and write no recording
  --plant DIR     folder of the plant.json that goes into the recording (default: made from the data)
  --zone ZONE     IANA zone of times that name none, such as Europe/Berlin
  --replace       a recording of that name gives way
  --json          print one JSON document on stdout: { ok, file, range, samples, events, refused, gaps, problems }

Exits with 0 when anything was read, with 1 when nothing was. Ctrl-C leaves nothing behind.

Example: gemba import press.csv --zone Europe/Berlin --out press.mcap
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        out: { type: "string" },
        mapping: { type: "string" },
        plant: { type: "string" },
        zone: { type: "string" },
        propose: { type: "boolean" },
        replace: { type: "boolean" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
    });
    const [path] = positionals;
    if (path === undefined || positionals.length !== 1)
      throw new UsageError("give exactly one file or folder");
    if (values.propose === true) return propose(path, io);
    if (values.out === undefined) throw new UsageError("say where the recording goes: --out FILE");

    const mapping = values.mapping === undefined ? undefined : await readMapping(values.mapping);
    const plant = values.plant === undefined ? undefined : await readImportPlant(values.plant);
    for (const read of [mapping, plant]) if (read?.ok === false) return tell(read, io, values.json === true);

    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    process.once("SIGINT", cancel);
    process.once("SIGTERM", cancel);
    try {
      const options: ImportFileOptions = {
        path,
        out: values.out,
        replace: values.replace === true,
        signal: abort.signal,
        nowMs: wallClock.nowMs(),
        version: packageJson.version,
        onProgress: progressTo(io),
        ...(values.zone === undefined ? {} : { zone: values.zone }),
        ...(mapping?.ok === true ? { mapping: mapping.value } : {}),
        ...(plant?.ok === true ? { plant: plant.value } : {}),
      };
      return tell(await importFile(options), io, values.json === true);
    } finally {
      process.off("SIGINT", cancel);
      process.off("SIGTERM", cancel);
    }
  },
};

async function propose(path: string, io: CommandIo): Promise<ExitCode> {
  const proposed = await proposeImport(path);
  for (const problem of proposed.problems) io.err(problemLines(problem));
  if (!proposed.ok) return 1;
  for (const { text } of proposed.value.questions) io.err(`? ${text}\n`);
  io.out(`${JSON.stringify(proposed.value.mapping, undefined, 2)}\n`);
  return 0;
}

/** Where an import stands, once a second. */
function progressTo(io: CommandIo): (progress: ImportProgress) => void {
  let toldMs = wallClock.nowMs();
  return ({ bytesRead, bytesTotal, readings, refused }) => {
    const nowMs = wallClock.nowMs();
    if (nowMs - toldMs < progressMs) return;
    toldMs = nowMs;
    const share = bytesTotal === 0 ? "" : `${Math.floor((bytesRead / bytesTotal) * 100)} %, `;
    io.err(`${share}${readings} readings, ${refused} refused\n`);
  };
}

function tell(outcome: Outcome<unknown>, io: CommandIo, isJson: boolean): ExitCode {
  const recorded = outcome.ok && isRecorded(outcome.value) ? outcome.value : undefined;
  const { problems } = outcome;
  if (isJson) {
    const found = recorded && {
      file: recorded.file,
      range: {
        start: new Date(recorded.range.startMs).toISOString(),
        end: new Date(recorded.range.endMs).toISOString(),
      },
      readings: recorded.readings,
      samples: recorded.samples,
      events: recorded.events,
      refused: recorded.refused,
      gaps: recorded.gaps,
    };
    io.out(`${JSON.stringify({ ok: recorded !== undefined, ...found, problems }, undefined, 2)}\n`);
    return recorded === undefined ? 1 : 0;
  }
  for (const problem of problems) io.err(problemLines(problem));
  if (recorded === undefined) return 1;
  const { file, range, samples, events, refused, gaps } = recorded;
  io.out(
    `${file}: ${new Date(range.startMs).toISOString()} to ${new Date(range.endMs).toISOString()}, ${samples} samples, ${events} events, ${gaps} gaps, ${refused} refused.\n`,
  );
  return 0;
}

function isRecorded(value: unknown): value is RecordedReadings {
  return typeof value === "object" && value !== null && "range" in value && "samples" in value;
}
