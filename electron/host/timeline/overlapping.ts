// The chunks of a recording that may hold what is asked for.
import { firstAfter } from "#shared/base/sorted.ts";
import type { ChunkPlace } from "../record/mcap-reader.ts";

/** Chunks, in order of time, that may hold messages of (fromMs, toMs]; `earlierMs` = how much older than its time a message's content may be. */
export function forEachOverlapping(
  chunks: readonly ChunkPlace[],
  fromMs: number,
  toMs: number,
  earlierMs: number,
  take: (place: ChunkPlace) => void,
): void {
  // Chunks of a group follow each other, so their ends ascend as well.
  for (let at = firstAfter(chunks, fromMs, ({ endMs }) => endMs - 0.001); at < chunks.length; at += 1) {
    const place = chunks[at];
    if (place === undefined || place.startMs - earlierMs > toMs) break;
    take(place);
  }
}
