// An event log in CSV as readings: rows are put into order of time, then folded into states and parts.
import { EventFold, type EventRow } from "#shared/import/event-fold.ts";
import type { EventMapping, EventVerb } from "#shared/import/mapping-schema.ts";
import { TimeSorter } from "#shared/import/time-sorter.ts";
import type { Reading } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { type AssetState, assetStates } from "#shared/model/state.ts";
import type { CsvRow, CsvRows } from "./csv-rows.ts";
import { type ReadingBatch } from "./record-readings.ts";
import { type Refusals, shown } from "./refusals.ts";

/** Most parts whose last row is known beforehand; the others stay in the plant. */
const mostParts = 2_000_000;
/** Longest text a pattern is tried on. */
const mostPatternText = 4000;

/** What a first look through an event log tells. */
export interface EventSurvey {
  /** Resources in order of their first row. */
  readonly assets: ReadonlySet<string>;
  /** Line of the last row, in time, of each part. */
  readonly lastLineOf: ReadonlyMap<string, number>;
  /** How often a part was at one resource and next at another: `from → to`. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Reads the log once. Its own refusals are not told: the import tells them. */
export async function surveyEvents(
  rows: CsvRows,
  mapping: EventMapping,
  signal: AbortSignal | undefined,
): Promise<EventSurvey> {
  const assets = new Set<string>();
  const last = new Map<string, { timeMs: number; line: number; asset: string }>();
  const steps = new Map<string, Map<string, number>>();
  for await (const block of rows.blocks()) {
    if (signal?.aborted === true) break;
    const assetIndex = rows.indexOf(mapping.asset.column);
    const partIndex = rows.indexOf(mapping.part?.column);
    for (const { fields, timeMs, line } of block.rows) {
      const asset = (fields[assetIndex] ?? "").trim();
      if (asset === "") continue;
      if (assets.size < 5000) assets.add(asset);
      const part = fields[partIndex]?.trim() ?? "";
      const known = last.get(part);
      if (part === "" || (known === undefined && last.size >= mostParts)) continue;
      if (known === undefined) last.set(part, { timeMs, line, asset });
      else if (timeMs >= known.timeMs) {
        if (known.asset !== asset) {
          let to = steps.get(known.asset);
          if (to === undefined) steps.set(known.asset, (to = new Map<string, number>()));
          to.set(asset, (to.get(asset) ?? 0) + 1);
        }
        known.timeMs = timeMs;
        known.line = line;
        known.asset = asset;
      }
    }
  }
  return { assets, steps, lastLineOf: new Map([...last].map(([part, { line }]) => [part, line])) };
}

export interface EventReaderOptions {
  readonly rows: CsvRows;
  readonly mapping: EventMapping;
  readonly plant: Plant;
  /** The plant was made of this log: its assets are called what the log calls them. */
  readonly isMade: boolean;
  readonly survey: EventSurvey;
  readonly refusals: Refusals;
}

/** The readings of an event log, in order of time. */
export async function* readEvents(
  options: EventReaderOptions,
): AsyncGenerator<ReadingBatch, void, undefined> {
  const { rows, mapping, plant, refusals } = options;
  const sorter = new TimeSorter<EventRow>(mapping.sortWindowS * 1000);
  const fold = new EventFold(plant, mapping.states);
  const reader = new RowReader(options);
  let bytesRead = 0;
  let bytesTotal = 0;
  let readings: Reading[] = [];
  const release = (row: EventRow): void => fold.fold(row, readings);
  for await (const block of rows.blocks()) {
    ({ bytesRead, bytesTotal } = block);
    reader.findColumns();
    for (const row of block.rows) {
      const event = reader.read(row);
      if (event === undefined) continue;
      const endMs = reader.endOf(row, event);
      sorter.push(event, release);
      if (endMs !== undefined) sorter.hold({ ...event, verb: "finish", timeMs: endMs });
    }
    yield { readings, bytesRead, bytesTotal, refused: refusals.count };
    readings = [];
  }
  sorter.flush(release);
  yield { readings, bytesRead, bytesTotal, refused: refusals.count };
}

/** The words of a row as a mapping understands them. */
class RowReader {
  readonly #options: EventReaderOptions;
  readonly #idOf = new Map<string, string>();
  readonly #rules;
  readonly #to: RegExp | undefined;
  readonly #reasonText = new Map<string, string>();
  readonly #states: ReadonlySet<string> = new Set(assetStates);
  #column: Record<
    "asset" | "part" | "event" | "state" | "activity" | "variant" | "outcome" | "reason" | "to" | "end",
    number
  >;

  constructor(options: EventReaderOptions) {
    this.#options = options;
    const { mapping, plant } = options;
    this.#rules = (mapping.reason?.rules ?? []).map((rule) => ({ ...rule, pattern: new RegExp(rule.match) }));
    this.#to = mapping.to === undefined ? undefined : new RegExp(mapping.to.match);
    const addReasons = (
      reasons: readonly { code: string; text: string; reasons?: readonly { code: string; text: string }[] }[],
    ): void => {
      for (const { code, text, reasons: below } of reasons) {
        this.#reasonText.set(code, text);
        if (below !== undefined) addReasons(below);
      }
    };
    addReasons(plant.file.reasons);
    for (const { id, name, level } of plant.assets) {
      if (options.isMade && level === "site") continue;
      this.#idOf.set(name, id);
      if (!options.isMade) this.#idOf.set(id, id);
    }
    this.#column = this.#find();
  }

  /** To be called when the header may have been read. */
  findColumns(): void {
    if (this.#column.asset < 0) this.#column = this.#find();
  }

  read(row: CsvRow): EventRow | undefined {
    const { mapping, survey } = this.#options;
    const column = this.#column;
    const text = (index: number): string => (row.fields[index] ?? "").trim();
    const asset = this.#asset(row, text(column.asset));
    const verb = asset === undefined ? undefined : this.#verb(row, text(column.event));
    if (asset === undefined || verb === undefined) return undefined;
    const part = text(column.part);
    if (part.length > 128) {
      this.#refuse(
        row,
        mapping.part?.column,
        "bad-serial",
        `${shown(part)} is longer than 128 characters.`,
        "Shorten it.",
      );
      return undefined;
    }
    const found = this.#reason(text(column.reason));
    let state: AssetState | undefined;
    if (verb === "state") {
      state = this.#state(row, text(column.state));
      if (state === undefined) return undefined;
    } else if (verb === "suspend" || mapping.outcome?.failed.includes(text(column.outcome)) === true)
      state = found?.state ?? "microstop";
    const tellsReason = verb === "state" || verb === "scrap" || verb === "join" || state !== undefined;
    const to =
      this.#to === undefined ? undefined : this.#to.exec(text(column.to).slice(0, mostPatternText))?.[1];
    return {
      timeMs: row.timeMs,
      verb,
      asset,
      part,
      activity:
        text(column.activity) || (verb === "state" && state !== text(column.state) ? text(column.state) : ""),
      variant: column.variant < 0 ? undefined : text(column.variant),
      state,
      reason: tellsReason && found !== undefined ? { code: found.code, text: found.text } : undefined,
      to: to !== undefined && this.#options.plant.assetRowById.has(to) ? to : undefined,
      isLastOfPart: mapping.part?.ends === "lastRow" && survey.lastLineOf.get(part) === row.line,
    };
  }

  /** When the operation of a row finished, where rows tell both. */
  endOf(row: CsvRow, { verb, timeMs }: EventRow): number | undefined {
    const { mapping, rows } = this.#options;
    if (this.#column.end < 0 || verb !== "start") return undefined;
    const text = (row.fields[this.#column.end] ?? "").trim();
    if (text === "") return undefined;
    const endMs = rows.timeOf(text);
    if (endMs >= timeMs) return endMs;
    this.#refuse(row, mapping.endTime, "bad-end", `${shown(text)} is no time after the start.`, "Mend it.");
    return undefined;
  }

  #find() {
    const { mapping, rows } = this.#options;
    return {
      asset: rows.indexOf(mapping.asset.column),
      part: rows.indexOf(mapping.part?.column),
      event: rows.indexOf(mapping.event?.column),
      state: rows.indexOf(mapping.state?.column),
      activity: rows.indexOf(mapping.activity),
      variant: rows.indexOf(mapping.variant),
      outcome: rows.indexOf(mapping.outcome?.column),
      reason: rows.indexOf(mapping.reason?.column),
      to: rows.indexOf(mapping.to?.column),
      end: rows.indexOf(mapping.endTime),
    };
  }

  #asset(row: CsvRow, text: string): string | undefined {
    const { mapping, plant } = this.#options;
    const id = mapping.asset.ids[text] ?? this.#idOf.get(text);
    if (id !== undefined && plant.assetRowById.has(id)) return id;
    const { column } = mapping.asset;
    if (text === "")
      this.#refuse(row, column, "no-asset", "it names no resource.", "Fill the column, or leave the row.");
    else
      this.#refuse(
        row,
        column,
        "unknown-asset",
        `the plant has no asset ${shown(text)}.`,
        "Add it to plant.json, or name its id under asset.ids in the mapping.",
      );
    return undefined;
  }

  #verb(row: CsvRow, word: string): EventVerb | undefined {
    const { mapping } = this.#options;
    if (mapping.event === undefined) {
      if (mapping.state !== undefined) return "state";
      return mapping.endTime === undefined ? "arrive" : "start";
    }
    const verb = mapping.event.words[word] ?? mapping.event.words[word.toLowerCase()];
    if (verb === undefined)
      this.#refuse(
        row,
        mapping.event.column,
        "unknown-event",
        `${shown(word)} is no event the mapping knows.`,
        'Add it under event.words in the mapping, as "ignore" if it does not matter.',
      );
    return verb;
  }

  #state(row: CsvRow, word: string): AssetState | undefined {
    const words = this.#options.mapping.state?.words ?? {};
    const state = words[word] ?? words[word.toLowerCase()];
    if (state !== undefined) return state;
    if (this.#isState(word)) return word;
    this.#refuse(
      row,
      this.#options.mapping.state?.column,
      "unknown-state",
      `${shown(word)} is no state the mapping knows.`,
      "Add it under state.words in the mapping.",
    );
    return undefined;
  }

  #isState(word: string): word is AssetState {
    return this.#states.has(word);
  }

  #reason(text: string): { code: string; text: string; state?: AssetState } | undefined {
    if (text === "") return undefined;
    for (const { pattern, code, text: words, state } of this.#rules) {
      const match = pattern.exec(text.slice(0, mostPatternText));
      if (match !== null) return { code, text: words.replaceAll("$1", match[1] ?? ""), state };
    }
    return { code: text.slice(0, 200), text: this.#reasonText.get(text) ?? text.slice(0, 200) };
  }

  #refuse(row: CsvRow, column: string | undefined, id: string, message: string, hint: string): void {
    this.#options.refusals.refuse(row.line, column, id, message, hint);
  }
}
