// Lanes for a picture: what is thinner than a pixel shares one stretch that shows the most urgent state in it. Pure.
// Unlike thinning by number (timeline/lanes.ts), nothing is ever hidden but by something more urgent.
import type { LaneSegment } from "#shared/host-api/requests.ts";
import { stateUrgency } from "#shared/model/state.ts";

const rank = new Map<string, number>(stateUrgency.map((state, index) => [state, index]));
const rankOf = (segment: LaneSegment): number => rank.get(segment.state) ?? stateUrgency.length;

/**
 * The resolution at which a lane over `spanMs` has at most `maxSegments` stretches: the one asked for, or as often
 * twice that as needed, so that pieces fetched one after the other fall on the same edges.
 */
export function resolutionFor(askedMs: number, spanMs: number, maxSegments: number): number {
  if (askedMs <= 0) return 0;
  let resolutionMs = askedMs;
  // A pixel holds one merged stretch and the beginning of a long one; the ends may be cut.
  while ((2 * spanMs) / resolutionMs + 2 > maxSegments && resolutionMs < spanMs) resolutionMs *= 2;
  return resolutionMs;
}

/**
 * Stretches shorter than `resolutionMs` that begin in the same pixel (a multiple of it) become one with the state,
 * reason and words of the most urgent; longer ones stay as they are. Without gap or overlap if there was none.
 */
export function atResolution(segments: readonly LaneSegment[], resolutionMs: number): LaneSegment[] {
  if (resolutionMs <= 0) return [...segments];
  const drawn: LaneSegment[] = [];
  let openPixel: number | undefined;
  for (const segment of segments) {
    const pixel = Math.floor(segment.fromMs / resolutionMs);
    if (segment.toMs - segment.fromMs >= resolutionMs) {
      openPixel = undefined;
      drawn.push(segment);
      continue;
    }
    const last = drawn.at(-1);
    if (last === undefined || pixel !== openPixel) {
      openPixel = pixel;
      drawn.push(segment);
      continue;
    }
    const shown = rankOf(segment) < rankOf(last) ? segment : last;
    drawn[drawn.length - 1] = { ...shown, fromMs: last.fromMs, toMs: segment.toMs };
  }
  return drawn;
}
