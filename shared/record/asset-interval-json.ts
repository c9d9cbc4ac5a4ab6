// The channels of a recording that hold aggregates of assets: the JSON schema of each, and what reads them.
import { textOfUtf8 } from "../base/text.ts";
import { type AssetState, assetStates } from "../model/state.ts";
import type { IntervalLength } from "./asset-intervals.ts";

/** What an asset did in an interval. */
export interface AssetShare {
  /** Seconds in each state that it was in; what is missing to the interval's length is not known. */
  readonly states: Readonly<Partial<Record<AssetState, number>>>;
  /** The state at the end; absent when it was in one state all the time. */
  readonly end?: AssetState;
  /** Parts that left it; absent = none. */
  readonly finished?: number;
  /** Parts that were scrapped there; absent = none. */
  readonly scrapped?: number;
}

/** One interval, as it stands in the recording. */
export interface AssetInterval {
  /** ISO, UTC. */
  readonly start: string;
  readonly lengthS: number;
  /** By asset id. */
  readonly assets: Readonly<Record<string, AssetShare>>;
}

/** The states that have seconds; what is not known has none. */
export const intervalStates = assetStates.filter((state) => state !== "unknown");

const share = {
  type: "object",
  properties: {
    states: {
      type: "object",
      description:
        "Seconds in each state the asset was in, exact to the microsecond. What is missing to lengthS is time in which its state is not known.",
      properties: Object.fromEntries(
        intervalStates.map((state) => [state, { type: "number", exclusiveMinimum: 0 }]),
      ),
      additionalProperties: false,
    },
    end: {
      type: "string",
      enum: assetStates,
      description:
        "State at the end of the interval. Absent = it was in one state all the time: the one of states, or not known where there is none.",
    },
    finished: {
      type: "integer",
      minimum: 1,
      description:
        "Parts that left the asset in the interval, to another one or out of the plant (events leave and ship). Absent = none.",
    },
    scrapped: {
      type: "integer",
      minimum: 1,
      description: "Parts that were scrapped at the asset in the interval (events scrap). Absent = none.",
    },
  },
  required: ["states"],
  additionalProperties: false,
};

const common =
  "What each asset did in one interval, by the time at which it happened. A later message of the same start supersedes: it was " +
  "computed again because something was told late. A recording that is written live computes again what ended less than an hour " +
  "before; one made at once, what ended less than 25 hours before.";

const leftOut: Readonly<Record<IntervalLength, string>> = {
  10_000:
    "By asset id. Left out = all the time in the state in which the asset's nearest earlier message ends, with no part done; before its first message, not known.",
  60_000: "By asset id. Left out = its state is not known in all of the interval, with no part done.",
};

const schemaOf = (lengthMs: IntervalLength): object => ({
  type: "object",
  description: common,
  properties: {
    start: { type: "string", format: "date-time", description: "Beginning of the interval, UTC." },
    lengthS: {
      type: "number",
      exclusiveMinimum: 0,
      description: `Length of the interval, seconds: ${lengthMs / 1000}, less at the ends of the recording, and more where nothing happened at any asset for longer than an hour.`,
    },
    assets: { type: "object", description: leftOut[lengthMs], additionalProperties: share },
  },
  required: ["start", "lengthS", "assets"],
  additionalProperties: false,
});

/** The JSON schema of each length, and its name. */
export const intervalSchemas: Readonly<
  Record<IntervalLength, { readonly name: string; readonly schema: object }>
> = {
  10_000: { name: "asset10s", schema: schemaOf(10_000) },
  60_000: { name: "asset1min", schema: schemaOf(60_000) },
};

/** The interval of a message's bytes; undefined when it is none. */
export function decodeInterval(bytes: Uint8Array): AssetInterval | undefined {
  let told: unknown;
  try {
    told = JSON.parse(textOfUtf8(bytes) ?? "");
  } catch {
    return undefined;
  }
  if (typeof told !== "object" || told === null) return undefined;
  const { start, lengthS, assets } = told as Partial<Record<keyof AssetInterval, unknown>>;
  const isInterval =
    typeof start === "string" && typeof lengthS === "number" && typeof assets === "object" && assets !== null;
  return isInterval ? (told as AssetInterval) : undefined;
}
