// Readings with a source's own keys become facts with rows: values, states, conditions, parts. Pure, no IO, never throws on input.
// The stop rule (shared/analyse/stop-rule.ts) runs after it.
import type { Problem, ProblemReporter } from "../base/problem.ts";
import type { Fact, Reading } from "../model/fact.ts";
import type { Plant, Signal } from "../model/plant.ts";
import type { Quality } from "../model/state.ts";
import { AssetStates } from "./asset-states.ts";
import { buildKeyIndex } from "./key-index.ts";
import { StringTable } from "./string-table.ts";

/** How a source's number becomes one in the signal's unit: `value * scale + offset`. */
export interface Conversion {
  readonly scale: number;
  readonly offset: number;
}

export interface NormaliserOptions {
  readonly problems: ProblemReporter;
  /** Where its problems are shown; default `["sources"]`. */
  readonly path?: readonly string[];
  /** Asked once per signal; `undefined` = the source already speaks the signal's unit. */
  readonly conversionOf?: (signal: Signal) => Conversion | undefined;
  /** Added to every source time: how far the source's clock is behind plant time. */
  readonly clockOffsetMs?: number;
  /** Texts of a timeline that goes on. */
  readonly strings?: readonly string[];
}

export interface Normaliser {
  /**
   * Appends the facts of one reading to `into`: none when it was refused (a Problem says why), several when it
   * changes a state or brings a new text. `receivedMs` is the arrival on the timeline clock.
   */
  accept(reading: Reading, receivedMs: number, into: Fact[]): void;
  /**
   * To be called after each batch: tells the states of its last instant. Signals of one instant count together, so
   * until then a state may be owed.
   */
  settle(into: Fact[]): void;
  /** The string table so far. */
  readonly strings: readonly string[];
  /** Readings taken and readings refused. */
  readonly counts: { readonly accepted: number; readonly refused: number };
  /** The source is gone: every asset it told a state of becomes `unknown`. */
  lost(timeMs: number, receivedMs: number, into: Fact[]): void;
}

/** Different keys reported one by one; a source that invents keys beyond that gets one Problem for the rest. */
const maxReportedKeys = 1000;
/** Times beyond are no dates (ECMAScript's range of Date), and too large for what counts from them. */
const latestMs = 8.64e15;
/** Longest serial a request or a reply may hold. */
const maxSerialLength = 128;

/** A normaliser for one source and one plant snapshot. */
export function createNormaliser(plant: Plant, options: NormaliserOptions): Normaliser {
  const path = options.path ?? ["sources"];
  const offsetMs = options.clockOffsetMs ?? 0;
  const keys = buildKeyIndex(plant);
  const strings = new StringTable(options.strings);
  const newestMs = new Float64Array(plant.signals.length).fill(-Infinity);
  const conversions = plant.signals.map((signal) => options.conversionOf?.(signal));
  const labelIndex = plant.signals.map(
    (signal) => new Map((signal.labels ?? []).map((label, index) => [label, index])),
  );
  const reportedKeys = new Set<string>();
  let accepted = 0;
  let refused = 0;

  const report = (id: string, key: string, message: string, hint: string): void => {
    const known = `${id} ${key}`;
    const few = reportedKeys.has(known) || reportedKeys.size < maxReportedKeys;
    if (few) reportedKeys.add(known);
    const problem: Problem = few
      ? { path: [...path, key], id, severity: "warning", message, hint }
      : {
          path,
          id: "too-many-problem-keys",
          severity: "warning",
          message: `More than ${String(maxReportedKeys)} keys could not be used; the rest are counted here.`,
          hint: "Check that the source and the plant belong together.",
        };
    options.problems.report(problem);
  };
  const states = new AssetStates(plant, report);

  const unknownAsset = (id: string): undefined => {
    report(
      "unknown-asset",
      id,
      `The source names the asset "${id}", which the plant does not have.`,
      "Add the asset to plant.json, or correct the name in the source.",
    );
    return undefined;
  };
  const assetRow = (id: string): number | undefined => plant.assetRowById.get(id) ?? unknownAsset(id);

  const badSerial = (asset: string): false => {
    report(
      "bad-serial",
      asset,
      `A part at ${shown(asset)} has no serial, or one of more than ${String(maxSerialLength)} characters.`,
      "Send each part's own serial.",
    );
    return false;
  };

  /** The number kept for a value, or undefined when the value does not fit the signal (reported). */
  const toNumber = (
    signal: Signal,
    value: number | string,
    timeMs: number,
    receivedMs: number,
    into: Fact[],
  ): number | undefined => {
    switch (signal.type) {
      case "number": {
        const number = typeof value === "number" ? value : value.trim() === "" ? NaN : Number(value);
        if (!Number.isFinite(number)) {
          report(
            "not-a-number",
            signal.id,
            `"${shown(value)}" is not a number, but ${signal.id} is a number.`,
            `Set "type": "text" for ${signal.id}, or mend the source.`,
          );
          return undefined;
        }
        const conversion = conversions[signal.row];
        if (conversion === undefined) return number;
        const converted = number * conversion.scale + conversion.offset;
        return Number.isFinite(converted) ? converted : undefined;
      }
      case "enum": {
        const count = signal.labels?.length ?? 0;
        const index = typeof value === "string" ? labelIndex[signal.row]?.get(value) : value;
        if (index !== undefined && Number.isInteger(index) && index >= 0 && index < count) return index;
        report(
          "unknown-label",
          signal.id,
          `"${shown(value)}" is none of the labels of ${signal.id}.`,
          `Add the label to "labels" of ${signal.id} in plant.json.`,
        );
        return undefined;
      }
      case "text": {
        const text = String(value);
        const known = strings.find(text);
        if (known !== undefined) return known;
        const index = strings.add(text);
        if (index === undefined) {
          report(
            "string-table-full",
            signal.id,
            `Too many different texts; new texts of ${signal.id} are not kept.`,
            `Set "type": "number" for ${signal.id} if its values are numbers, or leave the signal out.`,
          );
          return undefined;
        }
        into.push({ kind: "string", timeMs, receivedMs, index, text: strings.at(index) ?? text });
        return index;
      }
    }
  };

  const acceptValue = (
    reading: Extract<Reading, { kind: "value" }>,
    receivedMs: number,
    into: Fact[],
  ): boolean => {
    const row = keys.signalRow(reading.key);
    const signal = row === undefined ? undefined : plant.signals[row];
    if (row === undefined || signal === undefined) {
      report(
        "unknown-key",
        reading.key,
        `The source sends "${shown(reading.key)}", which no signal of the plant has as its tag or id.`,
        `Give a signal "tag": "${shown(reading.key)}" in plant.json, or leave the key out at the source.`,
      );
      return false;
    }
    const timeMs = reading.timeMs + offsetMs;
    const value =
      reading.value === undefined ? undefined : toNumber(signal, reading.value, timeMs, receivedMs, into);
    const quality: Quality = value === undefined ? "missing" : (reading.quality ?? "good");
    const isLate = timeMs < (newestMs[row] ?? -Infinity);
    const sample = { kind: "sample", signal: row, timeMs, receivedMs, value: value ?? 0, quality } as const;
    if (isLate) {
      into.push({ ...sample, backfill: true });
      return true;
    }
    newestMs[row] = timeMs;
    into.push(sample);
    if (signal.role !== undefined)
      states.observeRole(signal, wordOf(signal, reading.value), timeMs, receivedMs);
    return true;
  };

  const accept = (reading: Reading, receivedMs: number, into: Fact[]): boolean => {
    const sourceMs = reading.timeMs;
    const arriveMs = "arriveMs" in reading ? (reading.arriveMs ?? 0) : 0;
    if (![sourceMs, receivedMs, arriveMs].every(isTime)) {
      report(
        "bad-time",
        "time",
        "A reading has no usable time.",
        "Mend the source: times are epoch milliseconds.",
      );
      return false;
    }
    states.turnTo(sourceMs + offsetMs, into);
    switch (reading.kind) {
      case "value":
        return acceptValue(reading, receivedMs, into);
      case "condition": {
        const row = keys.conditionAssetRow(reading.key);
        if (row === undefined) {
          report(
            "unknown-key",
            reading.key,
            `The condition "${shown(reading.key)}" belongs to no asset of the plant.`,
            `Name it "ASSET/condition" at the source, or give a signal of that asset a tag with the same beginning.`,
          );
          return false;
        }
        states.observeCondition(row, reading, sourceMs + offsetMs, receivedMs, into);
        return true;
      }
      case "state": {
        const row = assetRow(reading.asset);
        if (row === undefined) return false;
        states.observeState(row, reading, sourceMs + offsetMs, receivedMs, into);
        return true;
      }
      case "part": {
        const row = assetRow(reading.asset);
        if (row === undefined) return false;
        const { kind, ...event } = reading;
        if (!isSerial(event.serial) || (event.component !== undefined && !isSerial(event.component)))
          return badSerial(event.asset);
        const shifted = {
          ...event,
          timeMs: sourceMs + offsetMs,
          ...(event.arriveMs === undefined ? {} : { arriveMs: event.arriveMs + offsetMs }),
        };
        into.push({ kind, receivedMs, assetRow: row, event: offsetMs === 0 ? event : shifted });
        return true;
      }
      case "result": {
        const row = assetRow(reading.asset);
        if (row === undefined) return false;
        const { kind, ...result } = reading;
        if (!isSerial(result.serial)) return badSerial(result.asset);
        if (!Number.isFinite(result.value)) {
          report(
            "not-a-number",
            `${result.asset}/${result.characteristic}`,
            `The result ${result.characteristic} of ${shown(result.serial)} is not a number.`,
            'Send the verdict "notMeasured" with value 0 when nothing was measured.',
          );
          return false;
        }
        into.push({
          kind,
          receivedMs,
          assetRow: row,
          result: offsetMs === 0 ? result : { ...result, timeMs: sourceMs + offsetMs },
        });
        return true;
      }
      case "order": {
        const row = reading.asset === undefined ? undefined : assetRow(reading.asset);
        if (reading.asset !== undefined && row === undefined) return false;
        into.push({
          kind: "order",
          receivedMs,
          timeMs: sourceMs + offsetMs,
          order: reading.order,
          ...(row === undefined ? {} : { assetRow: row }),
        });
        return true;
      }
      case "travel": {
        const vehicle = assetRow(reading.vehicle);
        const from = assetRow(reading.from);
        const to = assetRow(reading.to);
        if (vehicle === undefined || from === undefined || to === undefined) return false;
        into.push({
          kind: "travel",
          receivedMs,
          vehicle,
          from,
          to,
          timeMs: sourceMs + offsetMs,
          arriveMs: arriveMs + offsetMs,
          load: reading.load,
        });
        return true;
      }
    }
  };

  return {
    accept(reading, receivedMs, into): void {
      if (accept(reading, receivedMs, into)) accepted += 1;
      else refused += 1;
    },
    settle(into): void {
      states.settle(into);
    },
    get strings() {
      return strings.texts;
    },
    get counts() {
      return { accepted, refused };
    },
    lost(timeMs, receivedMs, into): void {
      states.lost(timeMs, receivedMs, into);
    },
  };
}

/** The word of a role signal: the label behind an enum's index, the text itself otherwise. */
function wordOf(signal: Signal, value: number | string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && signal.type === "enum") return signal.labels?.[value];
  return String(value);
}

function isTime(timeMs: number): boolean {
  return Math.abs(timeMs) <= latestMs;
}

function isSerial(serial: string): boolean {
  return serial.length > 0 && serial.length <= maxSerialLength;
}

/** A value from outside, short enough for a message. */
function shown(value: number | string): string {
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
