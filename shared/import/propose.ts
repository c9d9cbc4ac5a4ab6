// What a file probably is, from its header and first rows: a mapping for a person to look at, and questions that are open.
import { unitOf } from "../model/units.ts";
import { suggestUnit } from "../model/unit-suggestions.ts";
import { assetStates, type AssetState } from "../model/state.ts";
import { columnNames } from "./columns.ts";
import type { Separator } from "./csv-parser.ts";
import {
  type CsvMapping,
  type EventMapping,
  type EventVerb,
  ownEventColumns,
  type WideMapping,
} from "./mapping-schema.ts";
import { type DecimalMark, isNoValueText, parseNumber } from "./number-text.ts";
import { detectTimeFormat, parseWrittenTime, type TimeFormat, TimeReader } from "./time-text.ts";

/** The beginning of a CSV file: its header and some rows. */
export interface CsvSample {
  readonly separator: Separator;
  readonly rows: readonly (readonly string[])[];
}

/** Something only a person can say. */
export interface Question {
  readonly id: "zone" | "dayOrMonth" | "start";
  readonly text: string;
}

export interface Proposal<M> {
  readonly mapping: M;
  readonly questions: readonly Question[];
}

/** What is known of one column. */
interface Column {
  readonly name: string;
  readonly texts: readonly string[];
  readonly time: TimeFormat | undefined;
}

const timeName =
  /^(.*[_ :])?(time|timestamp|date|datetime|datum|zeit|zeitpunkt|zeitstempel|ts|t)([_ ]?(s|ms|us|ns|utc|local))?$|time/i;
const words = {
  asset: /resource|machine|station|asset|equipment|maschine|anlage|work.?cent|arbeitsplatz|device/i,
  activity: /activity|operation|task|^concept:name$|vorgang|aktivit/i,
  part: /case.*id|^case(:concept:name)?$|serial|workpiece|part|product.?id|unit.?id|teil|auftrag|order/i,
  event: /lifecycle|transition|^event$|event.?type|ereignis/i,
  state: /state|status|zustand/i,
  reason: /reason|cause|grund|unsatisfied|message|störung/i,
  end: /(end|finish|complete|stop|ende).*(time|date|zeit)|^(end|finish|ende)$/i,
  signal: /^(signal|tag|variable|metric|sensor|point|topic|item|name|messgröße)([_ ]?(name|id))?$/i,
  value: /^(value|wert|val|measurement|messwert|reading)$/i,
  quality: /quality|qualität|statuscode|^q$/i,
} as const;

/** Words of events by what they begin with. */
const verbWords: readonly (readonly [RegExp, EventVerb])[] = [
  [/^(schedul|assign|plan|queue|created|ready|enabled|offer|allocat)/, "schedule"],
  [/^(start|begin|resource_start|in.?progress|beginn)/, "start"],
  [/^(suspend|pause|hold|interrupt)/, "suspend"],
  [/^(resume|continue)/, "resume"],
  [/^(complet|finish|end|done|success|close|ende|fertig)/, "finish"],
  [/^(arriv|enter|ankunft)/, "arrive"],
  [/^(depart|leave|exit|abgang)/, "depart"],
  [/^join/, "join"],
  [/^(scrap|reject|ausschuss)/, "scrap"],
  [/^state/, "state"],
];

/** Words of states by what they begin with. */
const stateWords: readonly (readonly [RegExp, AssetState])[] = [
  [/^(run|active|execut|produc|process|work|busy|läuft|laeuft|produktion)/, "run"],
  [/^(idle|ready|wait|standby|bereit)/, "idle"],
  [/^(set.?up|change|rüst|ruest)/, "setup"],
  [/^(fault|error|alarm|down|fail|break|stör|stoer)/, "down"],
  [/^(stop|halt|interrupt)/, "microstop"],
  [/^(starv|no.?part|mangel)/, "starved"],
  [/^(block|full|stau)/, "blocked"],
  [/^(hold|held|feed.?hold)/, "hold"],
  [/^(off|power.?off|aus)/, "off"],
  [/^(unknown|unavailable|offline|none)/, "unknown"],
];

/** A mapping for a sample, or undefined when it has no column of times. */
export function proposeMapping(sample: CsvSample): Proposal<CsvMapping> | undefined {
  const [header = [], ...rows] = sample.rows;
  const columns = columnNames(header).map((name, index): Column => {
    const texts = rows.map((row) => row[index] ?? "");
    return { name, texts, time: detectTimeFormat(texts) };
  });
  const time = timeColumn(columns);
  if (time === undefined) return undefined;
  const base = baseWith(sample.separator, columns, time, false);
  const others = columns.filter(({ name }) => name !== time.name);
  const mapping =
    proposeEvents({ ...base, sortWindowS: disorderS(time, true) }, columns, others) ??
    proposeLong({ ...base, gapS: silenceS(time) }, others) ??
    proposeWide({ ...base, gapS: silenceS(time) }, others);
  return mapping === undefined ? undefined : { mapping, questions: questionsOf(mapping, time) };
}

type Base = Pick<EventMapping, "schema" | "csv" | "time" | "sortWindowS" | "gapS">;

/** A column of times with the format they have. */
export interface TimeColumn {
  readonly name: string;
  readonly texts: readonly string[];
  readonly format: TimeFormat;
}

/** A column as one of times, whatever it is called; undefined when it holds none. */
export function timeOfColumn(name: string, texts: readonly string[]): TimeColumn | undefined {
  const format = detectTimeFormat(texts);
  return format === undefined ? undefined : { name, texts, format };
}

/** What every mapping of a sample says, with its times in this column. `isLog` = rows of events, which may be grouped. */
export function baseOf(sample: CsvSample, time: TimeColumn, isLog: boolean): Base {
  const [header = [], ...rows] = sample.rows;
  const columns = columnNames(header).map((name, index) => ({
    name,
    texts: rows.map((row) => row[index] ?? ""),
  }));
  const base = baseWith(sample.separator, columns, time, isLog);
  return isLog ? base : { ...base, gapS: silenceS(time) };
}

function baseWith(
  separator: Separator,
  columns: readonly Pick<Column, "texts">[],
  time: TimeColumn,
  isLog: boolean,
): Base {
  return {
    schema: 1,
    csv: { separator, decimal: decimalOf(columns, separator) },
    time: { column: time.name, format: time.format },
    sortWindowS: disorderS(time, isLog),
  };
}

function timeColumn(columns: readonly Column[]): TimeColumn | undefined {
  const isTime = (column: Column, byName: boolean): boolean =>
    column.time !== undefined &&
    // A number is a time only where the name says so.
    (byName
      ? timeName.test(column.name)
      : column.time === "iso" || column.time === "dmy" || column.time === "mdy" || column.time === "ask");
  const found =
    columns.find((column) => isTime(column, true)) ?? columns.find((column) => isTime(column, false));
  return found?.time === undefined ? undefined : { name: found.name, texts: found.texts, format: found.time };
}

/** Twice the largest step back in the sample, 2 s at least; `isGrouped` = rows may be in order of something else than time. */
function disorderS(
  { texts, format }: { texts: readonly string[]; format: TimeFormat },
  isGrouped: boolean,
): number {
  const reader = new TimeReader({ format, zone: "UTC", sortWindowMs: Infinity });
  let newestMs = -Infinity;
  let lastMs = -Infinity;
  let largestMs = 0;
  let stepsBack = 0;
  for (const text of texts) {
    const timeMs = reader.read(text);
    if (Number.isNaN(timeMs)) continue;
    if (timeMs < lastMs) stepsBack += 1;
    lastMs = timeMs;
    largestMs = Math.max(largestMs, newestMs - timeMs);
    newestMs = Math.max(newestMs, timeMs);
  }
  // One step back of an hour at most is a clock that was set back, not disorder.
  if (!isGrouped && stepsBack <= 1 && largestMs <= 3_600_000) return 2;
  return Math.min(86_400, Math.max(2, Math.ceil((largestMs * 2) / 1000)));
}

/** Silence that is one: twenty times the usual step, a minute at least. */
function silenceS({ texts, format }: { texts: readonly string[]; format: TimeFormat }): number {
  const reader = new TimeReader({ format, zone: "UTC", sortWindowMs: Infinity });
  const times = texts.map((text) => reader.read(text)).filter((timeMs) => !Number.isNaN(timeMs));
  const steps = times
    .map((timeMs, index) => timeMs - (times[index - 1] ?? timeMs))
    .filter((step) => step > 0);
  steps.sort((a, b) => a - b);
  return Math.max(60, Math.ceil(((steps[steps.length >> 1] ?? 0) * 20) / 1000));
}

/** A comma, where the values of the file are numbers with it more often than with a point. */
function decimalOf(columns: readonly Pick<Column, "texts">[], separator: string): DecimalMark {
  if (separator === ",") {
    const hasQuoted = columns.some(({ texts }) => texts.some((text) => /^-?\d+,\d+$/.test(text.trim())));
    if (!hasQuoted) return ".";
  }
  let commas = 0;
  let points = 0;
  for (const { texts } of columns)
    for (const text of texts) {
      if (/^[+-]?\d+,\d+$/.test(text.trim())) commas += 1;
      if (/^[+-]?\d+\.\d+$/.test(text.trim())) points += 1;
    }
  return commas > points ? "," : ".";
}

/** What only a person can say about a mapping. */
export function questionsOf(
  mapping: CsvMapping,
  time: { texts: readonly string[]; format: TimeFormat },
): Question[] {
  const questions: Question[] = [];
  const order = time.format === "iso" ? "ymd" : time.format === "mdy" ? "mdy" : "dmy";
  const isWritten = ["iso", "dmy", "mdy", "ask"].includes(time.format);
  const isLocal = time.texts.some((text) => {
    const written = parseWrittenTime(text.trim(), order);
    return written !== undefined && written.offsetMs === undefined;
  });
  if (isWritten && isLocal)
    questions.push({
      id: "zone",
      text: "The times name no zone: say the zone of the file's clock, for example --zone Europe/Berlin.",
    });
  if (time.format === "ask")
    questions.push({
      id: "dayOrMonth",
      text: 'Day and month cannot be told apart: set time.format to "dmy" or "mdy".',
    });
  if (time.format === "secondsFromStart" && mapping.time.start === undefined)
    questions.push({
      id: "start",
      text: 'Times count from the start: say when that was as time.start, for example "2026-01-05T05:00:00Z".',
    });
  return questions;
}

function pick(
  columns: readonly Column[],
  pattern: RegExp,
  taken: Set<string>,
  fits: (column: Column) => boolean = () => true,
): string | undefined {
  const found = columns.find(
    (column) => !taken.has(column.name) && pattern.test(column.name) && fits(column),
  );
  if (found !== undefined) taken.add(found.name);
  return found?.name;
}

const isWords = ({ texts }: Column): boolean => {
  const given = texts.filter((text) => !isNoValueText(text));
  return (
    given.length > 0 && given.filter((text) => parseNumber(text, ".") === undefined).length * 2 > given.length
  );
};

function proposeEvents(
  base: Base,
  columns: readonly Column[],
  others: readonly Column[],
): EventMapping | undefined {
  const common = { ...base, kind: "events" as const, gapS: 3600 };
  if (
    ownEventColumns.every((name, index) => columns[index]?.name === name) &&
    columns.length === ownEventColumns.length
  )
    return {
      ...common,
      sortWindowS: 0,
      time: { column: "time_s", format: "secondsFromStart" },
      asset: { column: "resource", ids: {} },
      event: {
        column: "event",
        words: Object.fromEntries(
          ["arrive", "start", "finish", "depart", "join", "scrap", "state"].map((word) => [word, word]),
        ) as Record<string, EventVerb>,
      },
      states: "told",
      state: { column: "state", words: {} },
      part: { column: "part", ends: "never" },
      reason: { column: "reason", rules: [] },
    };
  const taken = new Set<string>();
  const asset = pick(
    others,
    words.asset,
    taken,
    (column) => isWords(column) || column.texts.some((text) => text !== ""),
  );
  if (asset === undefined) return undefined;
  const event = pick(others, words.event, taken, (column) => verbsOf(column.texts) !== undefined);
  const state = pick(others, words.state, taken, (column) => statesOf(column.texts) !== undefined);
  const activity = pick(others, words.activity, taken, ({ time }) => time === undefined);
  const part = pick(others, words.part, taken);
  const end = pick(others, words.end, taken, ({ time }) => time !== undefined);
  const reason = pick(others, words.reason, taken);
  if (event === undefined && activity === undefined && (state === undefined || pickValue(others)))
    return undefined;
  const textsOf = (name: string): readonly string[] =>
    others.find((column) => column.name === name)?.texts ?? [];
  const isTold =
    state !== undefined && (event === undefined || textsOf(event).some((text) => /^state/i.test(text)));
  return {
    ...common,
    asset: { column: asset, ids: {} },
    ...(event === undefined ? {} : { event: { column: event, words: verbsOf(textsOf(event)) ?? {} } }),
    states: isTold && activity === undefined ? "told" : "operations",
    ...(state === undefined || (event !== undefined && !isTold)
      ? {}
      : { state: { column: state, words: statesOf(textsOf(state)) ?? {} } }),
    ...(part === undefined ? {} : { part: { column: part, ends: "lastRow" as const } }),
    ...(activity === undefined ? {} : { activity }),
    ...(end === undefined || event !== undefined ? {} : { endTime: end }),
    ...(reason === undefined ? {} : { reason: { column: reason, rules: [] } }),
  };
}

const pickValue = (columns: readonly Column[]): boolean => columns.some(({ name }) => words.value.test(name));

/** What each event word means; undefined when half of them are not understood. */
export function verbsOf(texts: readonly string[]): Record<string, EventVerb> | undefined {
  return understood(texts, verbWords);
}

/** What each word of a state means; undefined when half of them are not understood. */
export function statesOf(texts: readonly string[]): Record<string, AssetState> | undefined {
  const own = assetStates.map((state) => [new RegExp(`^${state.toLowerCase()}$`), state] as const);
  return understood(texts, [...own, ...stateWords]);
}

function understood<W>(
  texts: readonly string[],
  table: readonly (readonly [RegExp, W])[],
): Record<string, W> | undefined {
  const found: Record<string, W> = {};
  const distinct = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))];
  for (const text of distinct) {
    const entry = table.find(([pattern]) => pattern.test(text.toLowerCase()));
    if (entry !== undefined) found[text] = entry[1];
  }
  return distinct.length > 0 && distinct.length <= 40 && Object.keys(found).length * 2 >= distinct.length
    ? found
    : undefined;
}

function proposeLong(base: Base, others: readonly Column[]): CsvMapping | undefined {
  const taken = new Set<string>();
  const value = pick(others, words.value, taken);
  const signal = pick(others, words.signal, taken, isWords);
  if (value === undefined || signal === undefined) return undefined;
  const asset = pick(others, words.asset, taken);
  const quality = pick(others, words.quality, taken);
  return {
    ...base,
    kind: "long",
    signal,
    value,
    ...(asset === undefined ? {} : { asset }),
    ...(quality === undefined ? {} : { quality: { column: quality, words: {} } }),
  };
}

function proposeWide(base: Base, others: readonly Column[]): WideMapping | undefined {
  const signals = signalsOfColumns(others, base.csv.decimal);
  return signals.length === 0 ? undefined : { ...base, kind: "wide", signals };
}

/** A signal for each column; columns of dates are none. */
export function signalsOfColumns(
  others: readonly Pick<Column, "name" | "texts">[],
  decimal: DecimalMark,
): WideMapping["signals"] {
  const prefixes = new Map<string, number>();
  for (const { name } of others) {
    const prefix = splitName(withoutUnit(name).name)?.[0];
    if (prefix !== undefined) prefixes.set(prefix, (prefixes.get(prefix) ?? 0) + 1);
  }
  return others.flatMap(({ name, texts }): WideMapping["signals"] => {
    const { name: plain, unit } = withoutUnit(name);
    const split = splitName(plain);
    // An underscore may be part of a name; where several columns begin alike, it divides.
    const isDivided = split !== undefined && (split[2] !== "_" || (prefixes.get(split[0]) ?? 0) > 1);
    const given = texts.filter((text) => !isNoValueText(text));
    const numbers = given.filter((text) => parseNumber(text, decimal) !== undefined).length;
    if (given.length > 0 && numbers === 0 && given.every((text) => /^\d{4}-\d\d-\d\d/.test(text))) return [];
    return [
      {
        column: name,
        key: isDivided ? `${split[0]}/${split[1]}` : plain,
        type: numbers * 2 >= given.length ? "number" : "text",
        unit,
      },
    ];
  });
}

/** `Press1.force` and its like: what is before the first divider, what comes after, and the divider. */
function splitName(name: string): readonly [string, string, string] | undefined {
  const match = /^([^./:\\_|]+)([./:\\_|])(.+)$/.exec(name);
  return match === null ? undefined : [match[1] ?? "", match[3] ?? "", match[2] ?? ""];
}

/** `Temperature [°C]`: the name and the UCUM code of the unit, if it is one. */
function withoutUnit(name: string): { name: string; unit: string } {
  const match = /^(.+?)\s*[[(]([^\])]{1,16})[\])]$/.exec(name);
  const written = match?.[2] ?? "";
  // `x (2)` is the second x.
  if (!/[^\d\s]/.test(written)) return { name, unit: "1" };
  const code = unitOf(written) === undefined ? suggestUnit(written) : written;
  return match === null || code === undefined || unitOf(code) === undefined
    ? { name, unit: "1" }
    : { name: match[1] ?? name, unit: code };
}
