// One line of SHDR (the text protocol of MTConnect adapters) to readings. Pure; never throws; what it cannot use it names.
// Format: `time|key|value|key|value…`; a condition is `time|key|level|nativeCode|nativeSeverity|qualifier|text`.
import type { ConditionLevel, Reading } from "#shared/model/fact.ts";
import { type DataItem, type Device, itemIndex, vectorLength } from "../mtconnect/device-model.ts";
import { tagOf } from "../mtconnect/derive-plant.ts";
import { nativeConversion } from "../mtconnect/unit-words.ts";
import { parseTimestamp } from "./timestamp.ts";

/** Why a line, or the rest of it, could not be used. */
export interface LineFault {
  readonly id: "bad-time" | "no-value" | "bad-level" | "bad-vector" | "no-key" | "too-long" | "clock-slip";
  readonly message: string;
}

/** What one line gave. The arrays are the parser's own and are reused: read them before the next line. */
export interface ParsedLine {
  /** Source time; undefined for a line without one (a comment, a refused line). */
  timeMs: number | undefined;
  readonly readings: Reading[];
  readonly unknownKeys: string[];
  fault: LineFault | undefined;
}

export interface LineParserOptions {
  /** Values are in the items' native units (a raw adapter stream) and are converted; recorded agent output is not. */
  readonly isNative?: boolean;
}

/** Longest line read; an adapter's asset documents come as several lines. */
export const maxLineLength = 64 * 1024;

/** Reads the lines of one device in order. */
export interface LineParser {
  parse(line: string): ParsedLine;
  /** Whether a multi-line block is open, so that the file ended inside it. */
  readonly isInBlock: boolean;
}

interface KnownItem {
  readonly item: DataItem;
  readonly key: string;
  readonly vectorKeys: readonly string[] | undefined;
  readonly scale: number;
  readonly offset: number;
}

const levels: ReadonlyMap<string, ConditionLevel> = new Map([
  ["normal", "normal"],
  ["warning", "warning"],
  ["fault", "fault"],
  ["unavailable", "unavailable"],
]);

/** A parser for the stream of `device`. */
export function createLineParser(device: Device, options: LineParserOptions = {}): LineParser {
  const known = new Map<string, KnownItem>();
  for (const [key, item] of itemIndex(device)) {
    const conversion = options.isNative === true ? nativeConversion(item) : undefined;
    known.set(key, {
      item,
      key: tagOf(device, item),
      vectorKeys:
        vectorLength(item) === 3
          ? (["x", "y", "z"] as const).map((part) => tagOf(device, item, part))
          : undefined,
      scale: conversion?.scale ?? 1,
      offset: conversion?.offset ?? 0,
    });
  }
  const ownPrefix = `${device.name}:`;
  const result: ParsedLine = { timeMs: undefined, readings: [], unknownKeys: [], fault: undefined };
  let blockEnd: string | undefined;

  const find = (key: string): KnownItem | undefined =>
    known.get(key) ?? (key.startsWith(ownPrefix) ? known.get(key.slice(ownPrefix.length)) : undefined);

  const refuse = (id: LineFault["id"], message: string): ParsedLine => {
    result.fault ??= { id, message };
    return result;
  };

  /** Reads the fields of one known item from `at`; returns where the next key stands, or -1 after a fault. */
  const readItem = (entry: KnownItem, fields: readonly string[], at: number, timeMs: number): number => {
    const { item } = entry;
    const first = fields[at];
    if (first === undefined) {
      refuse("no-value", `"${shown(fields[at - 1] ?? "")}" has no value.`);
      return -1;
    }
    if (item.category === "CONDITION") {
      const level = levels.get(first.trim().toLowerCase());
      if (level === undefined) {
        refuse(
          "bad-level",
          `"${shown(first)}" is no condition level (normal, warning, fault or unavailable).`,
        );
        return -1;
      }
      const code = (fields[at + 1] ?? "").trim();
      const severity = (fields[at + 2] ?? "").trim();
      const qualifier = (fields[at + 3] ?? "").trim();
      result.readings.push({
        kind: "condition",
        key: entry.key,
        timeMs,
        level,
        code,
        text: (fields[at + 4] ?? "").trim(),
        ...(severity === "" ? {} : { nativeSeverity: severity }),
        ...(qualifier === "" ? {} : { qualifier }),
      });
      return at + 5;
    }
    // Items of several fields: a message is code and text, an alarm ends with its text, a time series is count, rate, values.
    const width =
      item.type === "MESSAGE" ? 2 : item.type === "ALARM" ? 5 : item.representation === "TIME_SERIES" ? 3 : 1;
    const last = fields[at + width - 1];
    if (last === undefined) {
      refuse("no-value", `"${shown(fields[at - 1] ?? "")}" needs ${String(width)} fields.`);
      return -1;
    }
    const text =
      item.representation === "TIME_SERIES" ? (last.trim().split(/\s+/).at(-1) ?? "") : last.trim();
    const isMissing = text === "UNAVAILABLE" && item.type !== "AVAILABILITY";
    if (entry.vectorKeys !== undefined) {
      const parts = isMissing ? [] : text.split(/\s+/);
      if (!isMissing && parts.length !== 3) {
        refuse("bad-vector", `"${shown(text)}" is not three numbers.`);
        return -1;
      }
      entry.vectorKeys.forEach((key, index) => {
        result.readings.push({
          kind: "value",
          key,
          timeMs,
          value: isMissing ? undefined : converted(entry, parts[index] ?? ""),
        });
      });
    } else {
      result.readings.push({
        kind: "value",
        key: entry.key,
        timeMs,
        value: isMissing ? undefined : converted(entry, text),
      });
    }
    return at + width;
  };

  return {
    get isInBlock(): boolean {
      return blockEnd !== undefined;
    },
    parse(given): ParsedLine {
      result.timeMs = undefined;
      result.readings.length = 0;
      result.unknownKeys.length = 0;
      result.fault = undefined;
      const line = given.endsWith("\r") ? given.slice(0, -1) : given;
      if (blockEnd !== undefined) {
        if (line.trim() === blockEnd) blockEnd = undefined;
        return result;
      }
      if (line.trim() === "" || line.startsWith("*")) return result;
      if (line.length > maxLineLength)
        return refuse("too-long", `The line is longer than ${String(maxLineLength)} characters.`);

      const fields = splitFields(line);
      const timeMs = parseTimestamp((fields[0] ?? "").trim());
      if (timeMs === undefined) return refuse("bad-time", `"${shown(fields[0] ?? "")}" is not a time.`);
      result.timeMs = timeMs;
      if (fields.length < 2) return refuse("no-key", "There is a time and nothing else.");

      let at = 1;
      while (at < fields.length) {
        const key = (fields[at] ?? "").trim();
        if (key === "") {
          // Some adapters end each line with a bar.
          if (at === fields.length - 1 && at > 1) return result;
          return refuse("no-key", "A value has no key.");
        }
        if (key.startsWith("@")) {
          // Assets (tools, programs) are documents of their own; only their extent matters here.
          const end = fields.find((field) => field.startsWith("--multiline--"));
          if (end !== undefined) blockEnd = end.trim();
          return result;
        }
        const entry = find(key);
        if (entry !== undefined) {
          at = readItem(entry, fields, at + 1, timeMs);
          if (at < 0) return result;
          continue;
        }
        const value = fields[at + 1];
        if (value === undefined) return refuse("no-value", `"${shown(key)}" has no value.`);
        result.unknownKeys.push(key);
        at += isConditionLike(fields, at + 1) ? 6 : 2;
      }
      return result;
    },
  };
}

/** Whether the fields of a key without description read like a condition: a level, and a code with text or nothing else. */
function isConditionLike(fields: readonly string[], at: number): boolean {
  const level = levels.get((fields[at] ?? "").trim().toLowerCase());
  if (level === undefined || fields.length < at + 5) return false;
  const isBare = [1, 2, 3].every((step) => (fields[at + step] ?? "") === "");
  return isBare || level === "warning" || level === "fault" || level === "normal";
}

/** A value in the item's unit: converted when it is a number in native units, else as it stands. */
function converted(entry: KnownItem, text: string): number | string {
  if (entry.scale === 1 && entry.offset === 0) return text;
  const number = text === "" ? NaN : Number(text);
  return Number.isFinite(number) ? number * entry.scale + entry.offset : text;
}

/** Splits at bars; inside a field in double quotes `\|` is a bar of the text. */
function splitFields(line: string): string[] {
  if (!line.includes("\\|")) return line.split("|");
  const fields: string[] = [];
  let from = 0;
  for (let at = 0; at <= line.length; at += 1) {
    if (at < line.length && line[at] !== "|") continue;
    const isInQuotes = line[from] === '"' && line[at - 1] === "\\" && line.indexOf('"', at) > 0;
    if (isInQuotes) continue;
    const field = line.slice(from, at);
    const isQuoted =
      field.length > 1 && field.startsWith('"') && field.endsWith('"') && field.includes("\\|");
    fields.push(isQuoted ? field.slice(1, -1).replaceAll("\\|", "|") : field);
    from = at + 1;
  }
  return fields;
}

/** Text from a file, short enough for a message. */
function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
