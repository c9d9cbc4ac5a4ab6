// A folder of MTConnect adapter files (SHDR) for `importFile`: read at full speed, without any clock.
import type { Outcome, ProblemList } from "#shared/base/problem.ts";
import type { Reading } from "#shared/model/fact.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { statSync } from "node:fs";
import { MergedFiles } from "../sources/shdr/cursor.ts";
import { readLines, type ReplaySpan, type ShdrFile, type ShdrFolder } from "../sources/shdr/files.ts";
import { InitialState } from "../sources/shdr/initial-state.ts";
import { readShdrDir } from "../sources/shdr/shdr-source.ts";
import { Tally } from "../sources/shdr/tally.ts";
import { gapMs, isClockSlip, timeOfLine } from "../sources/shdr/timestamp.ts";
import type { OpenedImport } from "./import-csv.ts";
import type { ReadingBatch } from "./record-readings.ts";

/** Plant time that is read at once. */
const sliceMs = 5 * 60_000;

export interface OpenShdrOptions {
  readonly dir: string;
  readonly plant: Plant | undefined;
  readonly zone: string | undefined;
  readonly problems: ProblemList;
}

/** Opens a folder. It begins after the last gap of more than an hour in which all files are silent; what was true then is its start. */
export async function openShdr(options: OpenShdrOptions): Promise<Outcome<OpenedImport>> {
  const { dir, zone, problems } = options;
  const read = await readShdrDir(dir, zone === undefined ? {} : { timeZone: zone });
  if (!read.ok) return read;
  const { folder } = read.value;
  const span = await findCommonSpan(folder.files);
  if (span === undefined)
    return {
      ok: false,
      problems: [
        ...read.problems,
        {
          path: ["import", folder.name],
          id: "no-rows",
          severity: "error",
          message: `No adapter file in ${dir} has a line with a time.`,
          hint: "Lines look like 2016-11-01T08:41:19.762Z|execution|ACTIVE.",
        },
      ],
    };
  return {
    ok: true,
    value: {
      plant: options.plant ?? resolvePlant(read.value.plant),
      batches: readShdr(folder, span, problems),
      name: folder.name,
      startMs: span.startMs,
      endMs: span.endMs,
      sortWindowMs: 0,
    },
    problems: read.problems,
  };
}

/** From the last gap that all files have to their end. A replay begins at the last gap of any file: it must not be slow to begin. */
async function findCommonSpan(files: readonly ShdrFile[]): Promise<ReplaySpan | undefined> {
  const stretches: { startMs: number; endMs: number }[] = [];
  for (const file of files) {
    let stretch: { startMs: number; endMs: number } | undefined;
    for await (const lines of readLines(file.path)) {
      for (const [index, line] of lines.entries()) {
        const timeMs = timeOfLine(line);
        const beforeMs = stretch?.endMs ?? -Infinity;
        if (timeMs === undefined || isClockSlip(beforeMs, timeMs, timeOfLine(lines[index + 1]))) continue;
        if (stretch === undefined || timeMs - beforeMs > gapMs)
          stretches.push((stretch = { startMs: timeMs, endMs: timeMs }));
        else stretch.endMs = Math.max(beforeMs, timeMs);
      }
    }
  }
  stretches.sort((a, b) => a.startMs - b.startMs);
  let span: { startMs: number; endMs: number } | undefined;
  for (const { startMs, endMs } of stretches) {
    if (span === undefined || startMs - span.endMs > gapMs) span = { startMs, endMs };
    else span.endMs = Math.max(span.endMs, endMs);
  }
  return span;
}

async function* readShdr(
  folder: ShdrFolder,
  span: ReplaySpan,
  problems: ProblemList,
): AsyncGenerator<ReadingBatch, void, undefined> {
  const tally = new Tally(["import", folder.name], folder.devicesFile);
  const files = new MergedFiles(folder.files, {
    isNative: false,
    onEnd: (cursor) => {
      if (cursor.endedInBlock) tally.endedInBlock(cursor);
    },
    onLost: (cursor, cause) => tally.lost(cursor, cause),
  });
  const bytesTotal = folder.files.reduce((sum, { path }) => sum + statSync(path).size, 0);
  const sink = {
    push: () => undefined,
    heartbeat: () => undefined,
    counted: () => undefined,
    report: (problem: Parameters<ProblemList["report"]>[0]) => problems.report(problem),
    clear: () => undefined,
  };
  const batchOf = (readings: readonly Reading[], doneMs: number): ReadingBatch => {
    tally.flush(sink);
    const share = Math.min(1, (doneMs - span.startMs) / Math.max(1, span.endMs - span.startMs));
    return { readings, bytesRead: Math.round(bytesTotal * share), bytesTotal, refused: tally.refused };
  };
  try {
    const before = new InitialState();
    await files.readBefore(span.startMs, (cursor, line) => {
      tally.observe(cursor, line);
      for (const reading of line.readings) before.observe(reading);
    });
    yield batchOf(before.readings(), span.startMs);
    while (files.nextMs !== undefined) {
      const untilMs = files.nextMs + sliceMs;
      const readings: Reading[] = [];
      await files.readBefore(untilMs, (cursor, line) => {
        tally.observe(cursor, line);
        for (const reading of line.readings) readings.push(reading);
      });
      yield batchOf(readings, untilMs);
    }
    yield batchOf([], span.endMs);
  } finally {
    await files.close();
  }
}
