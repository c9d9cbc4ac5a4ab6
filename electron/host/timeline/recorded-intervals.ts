// Aggregates of assets as a recording holds them.
import { type AssetInterval, decodeInterval } from "#shared/record/asset-interval-json.ts";
import type { IntervalLength } from "#shared/record/asset-intervals.ts";
import { channelOfInterval } from "../record/format.ts";
import type { McapFileReader } from "../record/mcap-reader.ts";

/** The intervals of a length in order of time, each as it was told last. A recording of an earlier version has none. */
export function recordedIntervals(reader: McapFileReader, lengthMs: IntervalLength): AssetInterval[] {
  const { id, group } = channelOfInterval(lengthMs);
  const newest = new Map<number, { readonly sequence: number; readonly interval: AssetInterval }>();
  for (const place of reader.chunks[group])
    reader.forEachMessage(place, ({ channelId, logMs, sequence, data }) => {
      if (channelId !== id || sequence < (newest.get(logMs)?.sequence ?? 0)) return;
      const interval = decodeInterval(data);
      if (interval !== undefined) newest.set(logMs, { sequence, interval });
    });
  return [...newest].sort(([a], [b]) => a - b).map(([, { interval }]) => interval);
}
