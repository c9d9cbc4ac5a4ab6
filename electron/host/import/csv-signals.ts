// Signals in CSV as readings: one column for each signal (wide), or one row for each value (long).
import type { LongMapping, SignalMapping, WideMapping } from "#shared/import/mapping-schema.ts";
import { isNoValueText, parseNumber } from "#shared/import/number-text.ts";
import type { Reading } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { Quality } from "#shared/model/state.ts";
import { buildKeyIndex } from "#shared/normalise/key-index.ts";
import type { CsvRow, CsvRows } from "./csv-rows.ts";
import type { ReadingBatch } from "./record-readings.ts";
import { type Refusals, shown } from "./refusals.ts";

/** Most different signals of one file. */
export const mostSignals = 20_000;

/** What a first look through a long file tells: its signals, and how many of their values are numbers and words. */
export type SignalSurvey = ReadonlyMap<string, { numbers: number; words: number }>;

export async function surveyLong(
  rows: CsvRows,
  mapping: LongMapping,
  signal: AbortSignal | undefined,
): Promise<SignalSurvey> {
  const found = new Map<string, { numbers: number; words: number }>();
  for await (const block of rows.blocks()) {
    if (signal?.aborted === true) break;
    const [name, value, asset] = [mapping.signal, mapping.value, mapping.asset].map((column) =>
      rows.indexOf(column),
    );
    for (const { fields } of block.rows) {
      const key = longKey(fields, name ?? -1, asset ?? -1);
      if (key === "") continue;
      let counts = found.get(key);
      if (counts === undefined) {
        if (found.size >= mostSignals) continue;
        found.set(key, (counts = { numbers: 0, words: 0 }));
      }
      const text = fields[value ?? -1] ?? "";
      if (isNoValueText(text)) continue;
      if (parseNumber(text, mapping.csv.decimal) === undefined) counts.words += 1;
      else counts.numbers += 1;
    }
  }
  return found;
}

/** The signals a plant made from a long file has: numbers, where most of the values are. */
export function signalsOfSurvey(survey: SignalSurvey): SignalMapping[] {
  return [...survey].map(([key, { numbers, words }]) => ({
    key,
    type: words > numbers ? "text" : "number",
    unit: "1",
  }));
}

function longKey(fields: readonly string[], name: number, asset: number): string {
  const signal = (fields[name] ?? "").trim();
  const owner = (fields[asset] ?? "").trim();
  return signal === "" || owner === "" ? signal : `${owner}/${signal}`;
}

export interface SignalReaderOptions<M> {
  readonly rows: CsvRows;
  readonly mapping: M;
  readonly plant: Plant;
  readonly refusals: Refusals;
}

/** The readings of a wide file. */
export async function* readWide(
  options: SignalReaderOptions<WideMapping>,
): AsyncGenerator<ReadingBatch, void, undefined> {
  const { rows, mapping, plant, refusals } = options;
  const { decimal } = mapping.csv;
  const keys = buildKeyIndex(plant);
  let columns: { index: number; key: string; column: string; isNumber: boolean }[] | undefined;
  for await (const { rows: block, bytesRead, bytesTotal } of rows.blocks()) {
    if (rows.columns.length > 0)
      columns ??= mapping.signals.flatMap(({ column, key }) => {
        const index = rows.indexOf(column);
        const row = keys.signalRow(key);
        const [id, message, hint] =
          index < 0
            ? ["no-column", `the file has no column ${shown(column)}.`, "Correct the mapping."]
            : [
                "unknown-signal",
                `the plant has no signal ${shown(key)}.`,
                "Add it to plant.json, or take it out of the mapping.",
              ];
        if (index < 0 || row === undefined) {
          refusals.refuse(1, column, id ?? "", message ?? "", hint ?? "");
          return [];
        }
        return { index, key, column, isNumber: plant.signals[row]?.type === "number" };
      });
    const readings: Reading[] = [];
    for (const { line, timeMs, fields } of block) {
      for (const { index, key, column, isNumber } of columns ?? []) {
        const text = fields[index] ?? "";
        if (isNoValueText(text)) readings.push({ kind: "value", key, timeMs, value: undefined });
        else {
          const value = isNumber ? parseNumber(text, decimal) : text;
          if (value === undefined) refuseNumber(refusals, line, column, text, decimal);
          else readings.push({ kind: "value", key, timeMs, value });
        }
      }
    }
    yield { readings, bytesRead, bytesTotal, refused: refusals.count };
  }
}

/** The readings of a long file. */
export async function* readLong(
  options: SignalReaderOptions<LongMapping>,
): AsyncGenerator<ReadingBatch, void, undefined> {
  const { rows, mapping, plant, refusals } = options;
  const { decimal } = mapping.csv;
  const keys = buildKeyIndex(plant);
  const words = mapping.quality?.words ?? {};
  const read = (
    row: CsvRow,
    at: Record<"signal" | "value" | "asset" | "quality", number>,
  ): Reading | undefined => {
    const { fields, line, timeMs } = row;
    const key = longKey(fields, at.signal, at.asset);
    const signalRow = keys.signalRow(key);
    if (signalRow === undefined) {
      refusals.refuse(
        line,
        mapping.signal,
        "unknown-signal",
        key === "" ? "it names no signal." : `the plant has no signal ${shown(key)}.`,
        "Give a signal of plant.json this tag, or leave the row.",
      );
      return undefined;
    }
    const text = fields[at.value] ?? "";
    const quality = at.quality < 0 ? undefined : qualityOf((fields[at.quality] ?? "").trim(), words);
    if (isNoValueText(text) || quality === "missing") return { kind: "value", key, timeMs, value: undefined };
    const isNumber = plant.signals[signalRow]?.type === "number";
    const value = isNumber ? parseNumber(text, decimal) : text;
    if (value === undefined) {
      refuseNumber(refusals, line, mapping.value, text, decimal);
      return undefined;
    }
    return { kind: "value", key, timeMs, value, ...(quality === undefined ? {} : { quality }) };
  };
  for await (const { rows: block, bytesRead, bytesTotal } of rows.blocks()) {
    const at = {
      signal: rows.indexOf(mapping.signal),
      value: rows.indexOf(mapping.value),
      asset: rows.indexOf(mapping.asset),
      quality: rows.indexOf(mapping.quality?.column),
    };
    const readings = block.flatMap((row) => read(row, at) ?? []);
    yield { readings, bytesRead, bytesTotal, refused: refusals.count };
  }
}

function refuseNumber(refusals: Refusals, line: number, column: string, text: string, decimal: string): void {
  refusals.refuse(
    line,
    column,
    "not-a-number",
    `${shown(text)} is no number with a decimal ${decimal === "." ? "point" : "comma"}.`,
    'Mend it, or say "type": "text" or another csv.decimal in the mapping.',
  );
}

/** A quality word by the mapping, else by what the words of OPC UA, OPC DA and historians begin with. */
function qualityOf(word: string, words: Readonly<Record<string, Quality>>): Quality {
  const known = words[word];
  if (known !== undefined) return known;
  const lower = word.toLowerCase();
  if (lower === "" || lower === "192" || lower === "0x00000000" || /^(good|ok|gut|valid)/.test(lower))
    return "good";
  if (/^(uncertain|questionable|unsicher)/.test(lower)) return "uncertain";
  if (/^stale/.test(lower)) return "stale";
  return /^(missing|no data|nodata|null)/.test(lower) ? "missing" : "bad";
}
