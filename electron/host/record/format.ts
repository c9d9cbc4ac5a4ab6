// What is where in a recording: MCAP with groups of chunks, so that what is asked for together lies together.
//   samples: blocks of samples, and the keyframes they go on from; a keyframe opens its chunk
//   minutes: lowest, highest and last value of each signal that changed, once a minute
//   parts:   what happened to parts, results, vehicles on their way
//   story:   states, conditions, orders, findings, links, strings, ends of parts: few, and read whole when a file is opened
//   assets:  what each asset did in 10 s and in a minute, for other tools
//   late:    samples that arrived long after their time: where they are is not where trends look for it
import { defined } from "#shared/base/assert.ts";
import type { IntervalLength } from "#shared/record/asset-intervals.ts";
import type { EventFact, EventKind } from "#shared/record/event-schemas.ts";

export const formatVersion = "1";
/** Name of the metadata record that says whose recording this is. */
export const metadataName = "gemba";
export const plantAttachment = "plant.json";

export const groups = ["samples", "minutes", "parts", "story", "late", "assets"] as const;
export type Group = (typeof groups)[number];

/** Something for each group. */
export function byGroup<T>(make: () => T): Record<Group, T> {
  const made: Partial<Record<Group, T>> = {};
  for (const group of groups) made[group] = make();
  return made as Record<Group, T>;
}

/** One channel: its number, topic, what its messages are, and in which chunks they lie. */
export interface RecordedChannel {
  readonly id: number;
  readonly topic: string;
  readonly group: Group;
  /** Kind of the facts it holds as JSON; absent = columns that only Gemba reads. */
  readonly event?: EventKind;
  /** Length of the intervals whose aggregates it holds as JSON. */
  readonly interval?: IntervalLength;
}

export const samplesChannel = 1;
export const keyframeChannel = 2;
export const minutesChannel = 3;
export const stateChannel = 4;
export const partChannel = 6;
export const lateChannel = 17;
export const stateColumnsChannel = 20;

/** Every channel, in order of its number. */
export const channels: readonly RecordedChannel[] = [
  { id: samplesChannel, topic: "/gemba/samples", group: "samples" },
  { id: keyframeChannel, topic: "/gemba/keyframe", group: "samples" },
  { id: minutesChannel, topic: "/gemba/minutes", group: "minutes" },
  { id: stateChannel, topic: "/state", group: "story", event: "state" },
  { id: 5, topic: "/condition", group: "story", event: "condition" },
  { id: partChannel, topic: "/part", group: "parts", event: "part" },
  { id: 7, topic: "/part/end", group: "story", event: "part" },
  { id: 8, topic: "/result", group: "parts", event: "result" },
  { id: 9, topic: "/order", group: "story", event: "order" },
  { id: 10, topic: "/travel", group: "parts", event: "travel" },
  { id: 11, topic: "/finding", group: "story", event: "finding" },
  { id: 12, topic: "/link", group: "story", event: "link" },
  { id: 13, topic: "/string", group: "story", event: "string" },
  // What held already when the file begins: states, and the lives of the parts in work. It is known, and not folded.
  { id: 14, topic: "/part/before", group: "parts", event: "part" },
  { id: 15, topic: "/result/before", group: "parts", event: "result" },
  { id: 16, topic: "/state/before", group: "story", event: "state" },
  { id: lateChannel, topic: "/gemba/late", group: "late" },
  { id: 18, topic: "/asset/10s", group: "assets", interval: 10_000 },
  { id: 19, topic: "/asset/1min", group: "assets", interval: 60_000 },
  // All states of a chunk at its end, once more: opening a file need not parse each.
  { id: stateColumnsChannel, topic: "/gemba/states", group: "story" },
];

const byId = new Map(channels.map((channel) => [channel.id, channel]));
export function channelOf(id: number): RecordedChannel | undefined {
  return byId.get(id);
}

const byTopic = new Map(channels.map((channel) => [channel.topic, channel]));

/** The channel of a fact; `isBefore` = it happened before the file begins. The end of a part's life is told in the story. */
export function channelOfEvent(fact: EventFact, isBefore = false): RecordedChannel {
  const isEnd = fact.kind === "part" && (fact.event.verb === "ship" || fact.event.verb === "scrap");
  return defined(byTopic.get(`/${fact.kind}${isBefore ? "/before" : isEnd ? "/end" : ""}`), fact.kind);
}

/** The channel of aggregates over intervals of a length. */
export function channelOfInterval(lengthMs: IntervalLength): RecordedChannel {
  return defined(
    channels.find(({ interval }) => interval === lengthMs),
    "channel of intervals",
  );
}

/** Whether what a channel tells is folded into the state at a time. */
export function isFolded(channelId: number): boolean {
  return channelId < 14;
}

/** Largest chunk that is read, packed or unpacked. */
export const mostChunkBytes = 64 * 1024 * 1024;
/** A chunk closes when its messages are larger than this. */
export const chunkBytes = 256 * 1024;
/** A keyframe comes this often, plant time. */
export const keyframeMs = 30_000;
/** A block holds samples of at most this long. */
export const blockMs = 1_000;
/** Samples arrive at most so long before or after their time; what is later is late. */
export const mostDelayMs = 10_000;
/** A block of late samples holds those that arrived within so long. */
export const lateBlockMs = keyframeMs;
/** Chunks of few messages close after so long, so that what is older than the ring is in the file. */
export const oldestOpenMs = 20 * 60_000;

/** MCAP counts nanoseconds; ours are whole microseconds. */
export function nanoseconds(timeMs: number): bigint {
  return Number.isFinite(timeMs) ? BigInt(Math.max(0, Math.round(timeMs * 1000))) * 1000n : 0n;
}
export function milliseconds(timeNs: bigint): number {
  return Number(timeNs / 1000n) / 1000;
}
