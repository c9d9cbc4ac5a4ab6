// No stop is ever lost: whatever the zoom, wherever the window, however the lane was fetched, the pixel of a state shows
// that state or one more urgent. Host and page together, as they are.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LaneSegment } from "#shared/host-api/requests.ts";
import { type AssetState, assetStates, stateUrgency } from "#shared/model/state.ts";
import { atResolution, resolutionFor } from "../../electron/host/serve/lane-resolution.ts";
import { toSegments } from "../../electron/host/timeline/lanes.ts";
import { mergeLane, type Lane } from "../../renderer/panels/timeline/lane-store.ts";
import { resolutionOf } from "../../renderer/panels/timeline/lanes-feed.ts";
import {
  laneBars,
  type LanesView,
  msPerPixel,
  xOfTime,
} from "../../renderer/panels/timeline/lanes-layout.ts";

const hourMs = 3_600_000;
const urgencyOf = (state: string): number => stateUrgency.indexOf(state as AssetState);

/** A history of stretches from a tenth of a second to half an hour. */
const history = fc
  .array(
    fc.record({
      lastsMs: fc.oneof(fc.integer({ min: 100, max: 3_000 }), fc.integer({ min: 3_000, max: hourMs / 2 })),
      state: fc.constantFrom(...assetStates),
    }),
    { minLength: 1, maxLength: 300 },
  )
  .map((stretches) => {
    let timeMs = 0;
    return stretches.map(({ lastsMs, state }) => {
      const change = { timeMs, receivedMs: timeMs, state, nativeState: "" };
      timeMs += lastsMs;
      return change;
    });
  });

const window = fc.record({
  fromMs: fc.integer({ min: 0, max: 8 * hourMs }),
  spanMs: fc.oneof(fc.integer({ min: 5_000, max: 600_000 }), fc.integer({ min: 600_000, max: 72 * hourMs })),
  width: fc.integer({ min: 300, max: 1800 }),
  pieces: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  maxSegments: fc.constantFrom(100, 6_666),
});

/** What the host answers for a piece of a lane. */
function answer(
  changes: Parameters<typeof toSegments>[0],
  fromMs: number,
  toMs: number,
  resolutionMs: number,
): Lane {
  const segments: LaneSegment[] = toSegments(changes, fromMs, toMs, Infinity);
  return { fromMs, toMs, segments: atResolution(segments, resolutionMs) };
}

test("the pixel of any stretch shows its state or a more urgent one", () => {
  fc.assert(
    fc.property(history, window, (changes, { fromMs, spanMs, width, pieces, maxSegments }) => {
      const view: LanesView = {
        fromMs,
        toMs: fromMs + spanMs,
        width: width + 100,
        height: 100,
        nameWidth: 100,
        axisHeight: 20,
        marksHeight: 0,
        laneHeight: 20,
        scrollTop: 0,
        laneCount: 1,
      };
      const resolutionMs = resolutionFor(resolutionOf(msPerPixel(view)), spanMs, maxSegments);
      // Fetched whole, or in pieces that overlap as those of a lane that grows do.
      const cuts = [...pieces.map((share) => fromMs + share * spanMs).sort((a, b) => a - b), view.toMs];
      let lane: Lane | undefined;
      let doneMs = fromMs;
      for (const cut of cuts) {
        const overlapFrom = Math.max(fromMs, doneMs - Math.max(5_000, 2 * resolutionMs));
        lane = mergeLane(lane, answer(changes, overlapFrom, cut, resolutionMs));
        doneMs = cut;
      }
      const bars = laneBars(view, lane?.segments ?? []);
      const shownAt = (x: number): string | undefined =>
        bars.find((bar) => x >= bar.x && x < bar.x + bar.width)?.state;
      for (const stretch of toSegments(changes, view.fromMs, view.toMs, Infinity)) {
        // Some pixel among those of the stretch, or of the one merged stretch it shares: within a resolution.
        const left = Math.floor(xOfTime(view, stretch.fromMs));
        const right = Math.max(left, Math.ceil(xOfTime(view, stretch.toMs)) - 1);
        const slack = Math.ceil((2 * resolutionMs) / msPerPixel(view));
        const seen: number[] = [];
        for (let x = Math.max(100, left - slack); x <= Math.min(view.width - 1, right + slack); x += 1)
          seen.push(urgencyOf(shownAt(x) ?? ""));
        if (seen.length > 0)
          expect(Math.min(...seen.filter((rank) => rank >= 0))).toBeLessThanOrEqual(urgencyOf(stretch.state));
      }
    }),
    { numRuns: 400, seed: 11 },
  );
});

test("a lane at a resolution has no gap, no overlap, and no more stretches than were allowed", () => {
  fc.assert(
    fc.property(history, window, (changes, { fromMs, spanMs, width, maxSegments }) => {
      const resolutionMs = resolutionFor(resolutionOf(spanMs / width), spanMs, maxSegments);
      const lane = answer(changes, fromMs, fromMs + spanMs, resolutionMs).segments;
      expect([lane[0]?.fromMs, lane.at(-1)?.toMs]).toEqual([fromMs, fromMs + spanMs]);
      lane.slice(1).forEach((segment, index) => expect(segment.fromMs).toBe(lane[index]?.toMs));
      if (resolutionMs > 0) expect(lane.length).toBeLessThanOrEqual(maxSegments + 2);
    }),
    { numRuns: 300, seed: 12 },
  );
});
