// CSV files for `importFile`: the sample a mapping is proposed from, the plant made from the data, the readings.
import { statSync } from "node:fs";
import { basename } from "node:path";
import type { Outcome, Problem, ProblemList } from "#shared/base/problem.ts";
import { CsvParser, detectSeparator } from "#shared/import/csv-parser.ts";
import type { CsvMapping } from "#shared/import/mapping-schema.ts";
import { plantOfData } from "#shared/import/plant-of-data.ts";
import { type CsvSample, type Proposal, proposeMapping } from "#shared/import/propose.ts";
import { checkPlant } from "#shared/model/plant-check.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { readBeginning } from "./csv-file.ts";
import { readEvents, surveyEvents } from "./csv-events.ts";
import { CsvRows } from "./csv-rows.ts";
import { readLong, readWide, signalsOfSurvey, surveyLong } from "./csv-signals.ts";
import type { ReadingBatch } from "./record-readings.ts";
import { Refusals } from "./refusals.ts";

const sampleLength = 2 * 1024 * 1024;
const sampleRows = 400;

/** The header and first rows of a file. */
export async function sampleCsv(path: string): Promise<CsvSample> {
  const text = await readBeginning(path, sampleLength);
  const isWhole = statSync(path).size <= sampleLength;
  const separator = detectSeparator(text);
  const rows: (readonly string[])[] = [];
  new CsvParser(separator).push(text, isWhole, ({ fields, fault }) => {
    if (fault === undefined && rows.length < sampleRows) rows.push(fields);
  });
  return { separator, rows };
}

/** A mapping for the file, or why there is none. */
export async function proposeCsv(path: string): Promise<Outcome<Proposal<CsvMapping>>> {
  const proposal = proposeMapping(await sampleCsv(path));
  if (proposal !== undefined) return { ok: true, value: proposal, problems: [] };
  return {
    ok: false,
    problems: [
      {
        path: ["import", basename(path)],
        id: "no-time-column",
        severity: "error",
        message: `No column of ${basename(path)} holds times beside other values, so it cannot be put on a timeline.`,
        hint: "Give the file a header line and a column of times such as 2026-01-05T06:00:00Z, or write a mapping.",
        file: path,
        line: 1,
      },
    ],
  };
}

/** What an import of any kind needs to run. */
export interface OpenedImport {
  readonly plant: Plant;
  readonly batches: AsyncIterable<ReadingBatch>;
  readonly name: string;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly sortWindowMs: number;
  readonly gapMs?: number;
}

export interface OpenCsvOptions {
  readonly path: string;
  readonly mapping: CsvMapping;
  /** Default: one is made from the data. */
  readonly plant: Plant | undefined;
  /** Zone of a plant that is made; default: that of the times, else UTC. */
  readonly zone: string | undefined;
  readonly problems: ProblemList;
  readonly signal: AbortSignal | undefined;
}

/** Looks through the file where that is needed, and opens its readings. */
export async function openCsv(options: OpenCsvOptions): Promise<Outcome<OpenedImport>> {
  const { path, mapping, problems, signal } = options;
  const file = basename(path);
  const name = mapping.name ?? file.replace(/\.[^.]+$/, "");
  // The first look tells no problems: the reading that follows finds the same ones.
  const quiet = { report: () => undefined, clear: () => undefined };
  const survey = new CsvRows({
    path,
    name: file,
    mapping,
    problems: quiet,
    refusals: new Refusals(quiet, file),
  });
  const refusals = new Refusals(problems, file);
  const rows = new CsvRows({ path, name: file, mapping, problems, refusals });
  const made = (
    assets: Iterable<string>,
    signals: Parameters<typeof plantOfData>[0]["signals"],
  ): Outcome<Plant> => {
    const timeZone = options.zone ?? mapping.time.zone ?? "UTC";
    return resolved(plantOfData({ name, timeZone, assets, signals }), file);
  };
  const opened = (
    plant: Outcome<Plant>,
    read: (plant: Plant) => AsyncIterable<ReadingBatch>,
  ): Outcome<OpenedImport> =>
    plant.ok
      ? {
          ok: true,
          value: {
            plant: plant.value,
            batches: read(plant.value),
            name,
            // Event rows are put into order before they are folded.
            sortWindowMs: mapping.kind === "events" ? 0 : mapping.sortWindowS * 1000,
            ...(mapping.gapS === undefined ? {} : { gapMs: mapping.gapS * 1000 }),
          },
          problems: [],
        }
      : plant;
  const given: Outcome<Plant> | undefined =
    options.plant === undefined ? undefined : { ok: true, value: options.plant, problems: [] };
  switch (mapping.kind) {
    case "events": {
      const found = await surveyEvents(survey, mapping, signal);
      return opened(given ?? made(found.assets, []), (plant) =>
        readEvents({ rows, mapping, plant, isMade: given === undefined, survey: found, refusals }),
      );
    }
    case "wide":
      return opened(given ?? made([], mapping.signals), (plant) =>
        readWide({ rows, mapping, plant, refusals }),
      );
    case "long": {
      const signals = given === undefined ? signalsOfSurvey(await surveyLong(survey, mapping, signal)) : [];
      return opened(given ?? made([], signals), (plant) => readLong({ rows, mapping, plant, refusals }));
    }
  }
}

/** A plant that was made is checked like one that was written. */
function resolved(json: object, file: string): Outcome<Plant> {
  const checked = checkPlant(json, file);
  if (checked.ok) return { ok: true, value: resolvePlant(checked.value), problems: checked.problems };
  const problems: Problem[] = [...checked.problems];
  return { ok: false, problems };
}
