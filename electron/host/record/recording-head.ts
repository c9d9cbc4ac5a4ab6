// What a recording says of itself in its metadata: whose it is when it begins, how far it came when it ends.
import { createHash } from "node:crypto";
import type { Plant } from "#shared/model/plant.ts";
import type { Twin } from "#shared/twin/twin.ts";
import { formatVersion } from "./format.ts";
import type { McapFileReader } from "./mcap-reader.ts";

/** Name of the metadata record that a finished recording ends with. */
export const endMetadataName = "gemba.end";

/** What a recording says of itself. */
export interface RecordingHead {
  /** Which source told it, and its name for people. */
  readonly sourceId: string;
  readonly sourceLabel: string;
  readonly simulated: boolean;
  /** Plant time at which it begins, epoch milliseconds. */
  readonly startMs: number;
  /** Plant time at which it ends, where that is known from the beginning: a cut holds what was told of it later as well. */
  readonly endMs?: number;
  /** Wall time at which it was made. */
  readonly createdMs: number;
  readonly gembaVersion: string;
}

/** Changes with every change of the plant file: rows mean the same only within one version. */
export function plantVersionOf(plant: Plant): string {
  return createHash("sha256").update(JSON.stringify(plant.file)).digest("hex").slice(0, 16);
}

/** The metadata record of a head. */
export function headToMetadata(head: RecordingHead, twin: Twin): Map<string, string> {
  const { id, name, timeZone } = twin.plant.file;
  return new Map([
    ["format", formatVersion],
    ["gemba", head.gembaVersion],
    ["plant", id],
    ["plantName", name],
    ["plantVersion", plantVersionOf(twin.plant)],
    ["timeZone", timeZone],
    ["sourceId", head.sourceId],
    ["sourceLabel", head.sourceLabel],
    ["simulated", String(head.simulated)],
    ["startMs", String(head.startMs)],
    ["createdMs", String(head.createdMs)],
    ...(head.endMs === undefined ? [] : [["endMs", String(head.endMs)] as const]),
  ]);
}

/** What a recording says of itself, from its metadata; undefined when it is none of ours. */
export function headOfMetadata(metadata: ReadonlyMap<string, string> | undefined): RecordingHead | undefined {
  if (metadata?.get("format") !== formatVersion) return undefined;
  const number = (name: string): number => Number(metadata.get(name));
  if (!Number.isFinite(number("startMs"))) return undefined;
  return {
    sourceId: metadata.get("sourceId") ?? "",
    sourceLabel: metadata.get("sourceLabel") ?? "",
    simulated: metadata.get("simulated") === "true",
    startMs: number("startMs"),
    ...(Number.isFinite(number("endMs")) ? { endMs: number("endMs") } : {}),
    createdMs: number("createdMs"),
    gembaVersion: metadata.get("gemba") ?? "",
  };
}

/** How far a recording came, and the earliest time that anything in it tells of: before its beginning when it was told late. */
export interface RecordingEnd {
  readonly endMs: number;
  readonly earliestMs: number;
  readonly samples: number;
}

/** The metadata record with which a finished recording ends. */
export function endMetadata(end: RecordingEnd): Map<string, string> {
  return new Map(Object.entries(end).map(([name, value]) => [name, String(value)]));
}

/** The earliest time that a recording tells of, as it says itself; undefined when it was cut off or is of an earlier version. */
export function toldEarliestMs(reader: McapFileReader): number | undefined {
  const toldMs = Number(reader.metadata(endMetadataName)?.get("earliestMs"));
  return Number.isFinite(toldMs) ? toldMs : undefined;
}

/** Plant time of a recording's end as it says itself; undefined when it was cut off. What arrived later tells of the time before. */
export function toldEndMs(reader: McapFileReader, head: RecordingHead): number | undefined {
  const toldMs = Number(reader.metadata(endMetadataName)?.get("endMs"));
  return Number.isFinite(toldMs) ? Math.max(head.startMs, toldMs) : head.endMs;
}

/** Plant time of a recording's end: as it says itself, else of the last that was recorded. */
export function recordedEndMs(reader: McapFileReader, head: RecordingHead): number {
  const toldMs = toldEndMs(reader, head);
  if (toldMs !== undefined) return toldMs;
  const { samples, parts, story, late } = reader.chunks;
  const ends = [samples, parts, story, late].map((chunks) => chunks.at(-1)?.endMs ?? 0);
  return Math.max(head.startMs, ...ends);
}
