// Facts to the JSON of a recording and back. What does not fit the plant of the file is refused by name, never guessed.
import { textOfUtf8, utf8Bytes } from "../base/text.ts";
import { type Fact, partVerbs, type PartEvent, type Result } from "../model/fact.ts";
import type { Plant } from "../model/plant.ts";
import { assetModes, assetStates } from "../model/state.ts";
import { type EventFact, type EventKind, eventSchemas } from "./event-schemas.ts";

/** The bytes of a fact's message. */
export function encodeEvent(plant: Plant, fact: EventFact): Uint8Array<ArrayBuffer> {
  return utf8Bytes(JSON.stringify(withIds(plant, fact)));
}

function withIds(plant: Plant, fact: EventFact): object {
  const idOf = (row: number): string => plant.assets[row]?.id ?? "";
  switch (fact.kind) {
    // What is undefined is left out of JSON.
    case "state":
    case "condition":
      return { ...fact, kind: undefined, asset: idOf(fact.asset) };
    case "part":
      return { receivedMs: fact.receivedMs, ...fact.event };
    case "result":
      return { receivedMs: fact.receivedMs, ...fact.result };
    case "order": {
      const asset = fact.assetRow === undefined ? undefined : idOf(fact.assetRow);
      return { ...fact, kind: undefined, assetRow: undefined, asset };
    }
    case "travel": {
      const ids = { vehicle: idOf(fact.vehicle), from: idOf(fact.from), to: idOf(fact.to) };
      return { ...fact, kind: undefined, ...ids };
    }
    case "finding":
    case "link":
    case "string":
      return { ...fact, kind: undefined };
  }
}

const timeNames = ["receivedMs", "timeMs", "arriveMs"] as const;
const requiredOf = Object.fromEntries(
  Object.entries(eventSchemas).map(([kind, { required }]) => [kind, required]),
) as Readonly<Record<EventKind, readonly string[]>>;

/** Thrown for a message that is not a fact of this plant; the text says why. */
export class EventError extends Error {}

/** The fact of a message's bytes. Throws EventError. */
export function decodeEvent(plant: Plant, kind: EventKind, bytes: Uint8Array): EventFact {
  let told: unknown;
  try {
    told = JSON.parse(textOfUtf8(bytes) ?? "");
  } catch {
    throw new EventError(`a ${kind} is not JSON`);
  }
  return eventOfJson(plant, kind, told);
}

/** The fact that a parsed message tells. Throws EventError. */
export function eventOfJson(plant: Plant, kind: EventKind, told: unknown): EventFact {
  if (typeof told !== "object" || told === null) throw new EventError(`a ${kind} is not an object`);
  const fields = told as Readonly<Record<string, unknown>>;
  for (const name of requiredOf[kind])
    if (fields[name] === undefined) throw new EventError(`a ${kind} has no ${name}`);
  for (const name of timeNames) {
    const value = fields[name];
    if (value !== undefined && (typeof value !== "number" || !Number.isFinite(value)))
      throw new EventError(`${name} of a ${kind} is no time`);
  }
  const rowOf = (name: string): number => {
    const row = plant.assetRowById.get(String(fields[name]));
    if (row === undefined) throw new EventError(`there is no asset "${String(fields[name]).slice(0, 64)}"`);
    return row;
  };
  // A decoder: names, times and ids are checked, what else a field holds is shown and not reckoned with.
  const { receivedMs, ...rest } = told as { receivedMs: number } & Record<string, never>;
  switch (kind) {
    case "state": {
      const { timeMs, state, mode = "production", nativeState = "", reason, backfill } = rest;
      if (!assetStates.includes(state as never)) throw new EventError(`"${String(state)}" is no state`);
      if (!assetModes.includes(mode)) throw new EventError(`"${String(mode)}" is no mode`);
      // A recording has more of these than of all others, and many are held: always the same few fields.
      const fact = { kind, receivedMs, asset: rowOf("asset"), timeMs, state, mode, nativeState };
      const more = reason === undefined && backfill === undefined ? fact : { ...fact, reason, backfill };
      return more as unknown as Extract<Fact, { kind: "state" }>;
    }
    case "condition": {
      const levels = ["normal", "warning", "fault", "unavailable"];
      if (!levels.includes(rest["level"] as never))
        throw new EventError(`"${String(rest["level"])}" is no level`);
      const fact = { kind, code: "", text: "", ...rest, receivedMs, asset: rowOf("asset") };
      return fact as unknown as Extract<Fact, { kind: "condition" }>;
    }
    case "part":
      if (!partVerbs.includes(rest["verb"] as never))
        throw new EventError(`"${String(rest["verb"])}" is no verb`);
      return { kind, receivedMs, assetRow: rowOf("asset"), event: rest as unknown as PartEvent };
    case "result":
      return { kind, receivedMs, assetRow: rowOf("asset"), result: rest as unknown as Result };
    case "order": {
      const { asset, ...order } = rest;
      const fact = { kind, ...order, receivedMs };
      return (asset === undefined ? fact : { ...fact, assetRow: rowOf("asset") }) as unknown as Extract<
        Fact,
        { kind: "order" }
      >;
    }
    case "travel": {
      const rows = { vehicle: rowOf("vehicle"), from: rowOf("from"), to: rowOf("to") };
      return { kind, load: 0, ...rest, receivedMs, ...rows } as unknown as Extract<Fact, { kind: "travel" }>;
    }
    case "finding":
    case "link":
    case "string":
      return { kind, ...rest, receivedMs } as unknown as EventFact;
  }
}
