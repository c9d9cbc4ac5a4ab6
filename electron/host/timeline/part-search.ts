// Finds parts in a recording: their messages are looked for by their bytes, so that only what is wanted is parsed.
import type { PartEvent, Result } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { decodeEvent, EventError } from "#shared/record/event-json.ts";
import { Ledger } from "#shared/twin/ledger.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import { channelOf } from "../record/format.ts";
import type { ChunkMessage, ChunkPlace, McapFileReader } from "../record/mcap-reader.ts";
import { WorkInProgress } from "../record/work-in-progress.ts";
import type { Told } from "./story.ts";
import type { LifeFact } from "./timeline.ts";

/** What arrives may be so much later than it happened. */
const latenessMs = 3_600_000;

/** Everything that was recorded of a part, and the beginnings of what went into it. */
export function findLife(
  reader: McapFileReader,
  plant: Plant,
  story: readonly Told[],
  serial: string,
): Ledger {
  const ledger = new Ledger(plant.file.plan?.countAt);
  const own: LifeFact[] = [];
  for (const place of reader.chunks.parts) own.push(...factsWith(reader, plant, place, serial));
  for (const { fact } of story) if (fact.kind === "part" && fact.event.serial === serial) own.push(fact);
  const components = new Set(
    own.flatMap((fact) =>
      fact.kind === "part" && fact.event.serial === serial && fact.event.verb === "assemble"
        ? (fact.event.component ?? [])
        : [],
    ),
  );
  // Components were made not long before they were built in: from there backward.
  const builtMs = Math.max(-Infinity, ...own.map((fact) => fact.receivedMs));
  const born: LifeFact[] = [];
  for (const place of reader.chunks.parts.toReversed()) {
    if (components.size === 0) break;
    if (place.startMs > builtMs) continue;
    for (const component of [...components]) {
      for (const fact of factsWith(reader, plant, place, component)) {
        if (fact.kind !== "part" || fact.event.serial !== component || fact.event.product === undefined)
          continue;
        components.delete(component);
        born.push(fact);
      }
    }
  }
  for (const fact of [...born, ...own].sort((a, b) => timeOf(a) - timeOf(b))) ledger.apply(fact);
  return ledger;
}

/** Newest results of an asset up to `timeMs`, newest first. */
export function findResults(
  reader: McapFileReader,
  plant: Plant,
  assetRow: number,
  timeMs: number,
  limit: number,
): Result[] {
  const needle = assetNeedle(plant, assetRow);
  // Oldest first; those of one time in order of arrival.
  let found: Result[] = [];
  for (const place of reader.chunks.parts.toReversed()) {
    // What arrived before the oldest of enough is older still.
    if (found.length >= limit && place.endMs < (found.at(-limit)?.timeMs ?? -Infinity)) break;
    if (place.startMs > timeMs + latenessMs || reader.records(place)?.includes(needle) !== true) continue;
    const here: Result[] = [];
    reader.forEachMessage(place, (message) => {
      if (message.publishMs > timeMs || message.logMs > timeMs + latenessMs) return;
      if (channelOf(message.channelId)?.event !== "result" || !message.data.includes(needle)) return;
      const fact = decoded(plant, message);
      if (fact?.kind === "result" && fact.assetRow === assetRow) here.push(fact.result);
    });
    found = [...here, ...found].sort((a, b) => a.timeMs - b.timeMs);
  }
  return found.slice(Math.max(0, found.length - limit)).reverse();
}

/** What happened to parts at an asset in (fromMs, toMs] of their own time. */
export function findPartEvents(
  reader: McapFileReader,
  plant: Plant,
  story: readonly Told[],
  assetRow: number,
  fromMs: number,
  toMs: number,
): PartEvent[] {
  const needle = assetNeedle(plant, assetRow);
  const found: LifeFact[] = [];
  for (const place of reader.chunks.parts) {
    if (place.endMs < fromMs || place.startMs > toMs + latenessMs) continue;
    if (reader.records(place)?.includes(needle) !== true) continue;
    reader.forEachMessage(place, (message) => {
      if (channelOf(message.channelId)?.topic !== "/part" || !message.data.includes(needle)) return;
      // By its arrival, not by that of its chunk: chunks of a cut are others.
      if (message.logMs > toMs + latenessMs) return;
      const fact = decoded(plant, message);
      if (fact !== undefined) found.push(fact);
    });
  }
  for (const { fact } of story) if (fact.kind === "part") found.push(fact);
  return found
    .sort((a, b) => a.receivedMs - b.receivedMs)
    .flatMap((fact) => (fact.kind === "part" && fact.assetRow === assetRow ? fact.event : []))
    .filter(({ timeMs }) => timeMs > fromMs && timeMs <= toMs);
}

/** The lives, up to `timeMs`, of the parts that are in the plant then, by its state. */
export function findLives(
  reader: McapFileReader,
  plant: Plant,
  story: readonly Told[],
  timeMs: number,
  state: PlantState,
): LifeFact[] {
  const facts: LifeFact[] = [];
  for (const place of reader.chunks.parts) {
    if (place.startMs > timeMs) break;
    reader.forEachMessage(place, (message) => {
      if (message.logMs > timeMs) return;
      const fact = decoded(plant, message);
      if (fact !== undefined) facts.push(fact);
    });
  }
  for (const { fact } of story) if (fact.kind === "part" && fact.receivedMs <= timeMs) facts.push(fact);
  const work = new WorkInProgress();
  // Stable: what held before the file begins is told in the order in which it happened.
  for (const fact of facts.sort((a, b) => a.receivedMs - b.receivedMs || timeOf(a) - timeOf(b)))
    work.take(fact);
  work.prune((serial) => state.part(serial) !== undefined);
  return work.facts();
}

function factsWith(reader: McapFileReader, plant: Plant, place: ChunkPlace, serial: string): LifeFact[] {
  const needle = JSON.stringify(serial);
  if (reader.records(place)?.includes(needle) !== true) return [];
  const found: LifeFact[] = [];
  reader.forEachMessage(place, (message) => {
    if (!message.data.includes(needle)) return;
    const fact = decoded(plant, message);
    if (fact !== undefined) found.push(fact);
  });
  return found;
}

function decoded(plant: Plant, message: ChunkMessage): LifeFact | undefined {
  const kind = channelOf(message.channelId)?.event;
  if (kind !== "part" && kind !== "result") return undefined;
  try {
    const fact = decodeEvent(plant, kind, message.data);
    return fact.kind === "part" || fact.kind === "result" ? fact : undefined;
  } catch (cause) {
    if (cause instanceof EventError) return undefined; // Told when it is folded.
    throw cause;
  }
}

function assetNeedle(plant: Plant, assetRow: number): string {
  return `"asset":${JSON.stringify(plant.assets[assetRow]?.id ?? "")}`;
}

function timeOf(fact: LifeFact): number {
  return fact.kind === "part" ? fact.event.timeMs : fact.result.timeMs;
}
