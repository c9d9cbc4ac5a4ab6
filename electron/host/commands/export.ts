// `gemba export`: a recording as CSV files that anything reads, and that `gemba import` reads back.
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { type CsvCell, csvRow } from "#shared/base/csv.ts";
import { microIso } from "#shared/base/iso-time.ts";
import type { Fact } from "#shared/model/fact.ts";
import { intervalStates } from "#shared/record/asset-interval-json.ts";
import type { FileTimeline } from "../timeline/file-timeline.ts";
import { recordedIntervals } from "../timeline/recorded-intervals.ts";
import { type Command, UsageError } from "./command.ts";
import { onlyFile, openRecording, tellProblems } from "./recording-file.ts";

/** Facts are written in pieces of this much plant time. */
const pieceMs = 60_000;

const headers = {
  signals: "time,signal,value,quality",
  states: "time,asset,state,mode,native_state,reason_code,reason",
  parts: "time,asset,verb,serial,variant,product,to,component,lot,quantity,reason",
  results: "time,asset,serial,characteristic,value,unit,verdict,attempt",
} as const;
type Table = keyof typeof headers;

const intervalFiles = [
  [10_000, "assets_10s.csv"],
  [60_000, "assets_1min.csv"],
] as const;

export const exportCommand: Command = {
  summary: "write a recording as CSV files",
  help: `Usage: gemba export FILE --csv DIR

  --csv DIR   folder for signals.csv, states.csv, parts.csv and results.csv; times are ISO, UTC, to the microsecond.
              assets_1min.csv has a row for each minute and asset whose state is known: seconds in each state, the state at
              its end, parts finished and scrapped; assets_10s.csv likewise, without assets that did nothing but stay in
              one state

Example: gemba export shift.mcap --csv shift-csv
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { csv: { type: "string" } },
      allowPositionals: true,
    });
    const file = onlyFile(positionals);
    if (values.csv === undefined) throw new UsageError("say where to: --csv DIR");
    const timeline = await openRecording(file, io, false);
    if (timeline === undefined) return 1;
    mkdirSync(values.csv, { recursive: true });
    const rows = await writeTables(timeline, values.csv);
    const intervals = await writeIntervals(timeline, values.csv);
    tellProblems(timeline.reader.problems, io);
    io.out(
      `${values.csv}: ${rows.signals} values, ${rows.states} states, ${rows.parts} part events, ${rows.results} results, ${intervals} rows of intervals\n`,
    );
    timeline.close();
    return 0;
  },
};

async function writeTables(timeline: FileTimeline, dir: string): Promise<Record<Table, number>> {
  const rows = { signals: 0, states: 0, parts: 0, results: 0 };
  const streams = {
    signals: createWriteStream(join(dir, "signals.csv")),
    states: createWriteStream(join(dir, "states.csv")),
    parts: createWriteStream(join(dir, "parts.csv")),
    results: createWriteStream(join(dir, "results.csv")),
  };
  for (const table of Object.keys(headers) as Table[]) streams[table].write(`${headers[table]}\n`);
  const { startMs, endMs } = timeline.range();
  // The first piece begins before the start, so that what arrived in that instant is in it.
  for (let atMs = startMs - 1; atMs < endMs; atMs += pieceMs) {
    const lines: Record<Table, string[]> = { signals: [], states: [], parts: [], results: [] };
    // The last piece has no end: a cut holds what was told of its time afterwards.
    const toMs = atMs + pieceMs < endMs ? atMs + pieceMs : Infinity;
    for (const fact of await timeline.facts(atMs, toMs)) {
      const row = rowOf(timeline, fact);
      if (row === undefined) continue;
      lines[row.table].push(csvRow(row.cells));
      rows[row.table] += 1;
    }
    for (const table of Object.keys(headers) as Table[]) {
      const text = lines[table].length === 0 ? "" : `${lines[table].join("\n")}\n`;
      if (text !== "" && !streams[table].write(text))
        await new Promise<void>((resolve) => streams[table].once("drain", resolve));
    }
  }
  for (const stream of Object.values(streams)) stream.end();
  await Promise.all(Object.values(streams).map((stream) => finished(stream)));
  return rows;
}

function rowOf(timeline: FileTimeline, fact: Fact): { table: Table; cells: CsvCell[] } | undefined {
  const { plant } = timeline;
  switch (fact.kind) {
    case "sample": {
      const signal = plant.signals[fact.signal];
      const value =
        fact.quality === "missing"
          ? ""
          : signal?.type === "text"
            ? timeline.strings()[fact.value]
            : signal?.type === "enum"
              ? (signal.labels?.[fact.value] ?? fact.value)
              : fact.value;
      return { table: "signals", cells: [microIso(fact.timeMs), signal?.id, value, fact.quality] };
    }
    case "state": {
      const { timeMs, asset, state, mode, nativeState, reason } = fact;
      const cells = [
        microIso(timeMs),
        plant.assets[asset]?.id,
        state,
        mode,
        nativeState,
        reason?.code,
        reason?.text,
      ];
      return { table: "states", cells };
    }
    case "part": {
      const { timeMs, asset, verb, serial, variant, product, to, component, lot, quantity, reason } =
        fact.event;
      const cells = [
        microIso(timeMs),
        asset,
        verb,
        serial,
        variant,
        product,
        to,
        component,
        lot,
        quantity,
        reason,
      ];
      return { table: "parts", cells };
    }
    case "result": {
      const { timeMs, asset, serial, characteristic, value, unit, verdict, attempt } = fact.result;
      return {
        table: "results",
        cells: [microIso(timeMs), asset, serial, characteristic, value, unit, verdict, attempt],
      };
    }
    case "condition":
    case "order":
    case "travel":
    case "finding":
    case "link":
    case "string":
      return undefined;
  }
}

/** One row for each asset of each interval; a state that it was not in has 0 seconds. Gives the number of rows. */
async function writeIntervals(timeline: FileTimeline, dir: string): Promise<number> {
  let rows = 0;
  for (const [lengthMs, name] of intervalFiles) {
    const stream = createWriteStream(join(dir, name));
    stream.write(`start,length_s,asset,${intervalStates.join(",")},end,finished,scrapped\n`);
    for (const { start, lengthS, assets } of recordedIntervals(timeline.reader, lengthMs)) {
      const lines = Object.entries(assets).map(([asset, { states, end, finished = 0, scrapped = 0 }]) => {
        const seconds = intervalStates.map((state) => states[state] ?? 0);
        const last = end ?? Object.keys(states)[0] ?? "unknown";
        return csvRow([start, lengthS, asset, ...seconds, last, finished, scrapped]);
      });
      rows += lines.length;
      if (lines.length > 0 && !stream.write(`${lines.join("\n")}\n`))
        await new Promise<void>((resolve) => stream.once("drain", resolve));
    }
    stream.end();
    await finished(stream);
  }
  return rows;
}
