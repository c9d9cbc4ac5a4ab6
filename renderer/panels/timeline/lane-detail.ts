// What exactly was at one place of a lane: the stretch as it is however far out the view is zoomed, and whether that was
// known at the time. Asked for where the pointer rests.
import type { LaneSegment } from "#shared/host-api/requests.ts";
import { stateUrgency } from "#shared/model/state.ts";
import type { HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";

/** So far around the pointer a stretch is followed to its ends. */
const reachMs = 2 * 3_600_000;
const maxSegments = 20_000;
/** What arrives within this is not late (decisions: analyses wait for it as well). */
const lateMs = 2_000;

export interface LaneDetail {
  readonly segment: LaneSegment;
  /** What was known of the same time when it was now, if that was something else. */
  readonly then: LaneSegment | undefined;
}

const rankOf = new Map<string, number>(stateUrgency.map((state, index) => [state, index]));

/** The most urgent stretch in [fromMs, toMs]: the one a pixel shows. */
export function mostUrgentIn(
  segments: readonly LaneSegment[],
  fromMs: number,
  toMs: number,
): LaneSegment | undefined {
  let best: LaneSegment | undefined;
  for (const segment of segments) {
    if (segment.toMs <= fromMs || segment.fromMs > toMs) continue;
    const rank = rankOf.get(segment.state) ?? stateUrgency.length;
    if (best === undefined || rank < (rankOf.get(best.state) ?? stateUrgency.length)) best = segment;
  }
  return best;
}

export class LaneDetails {
  readonly #host: HostCaller;
  readonly #table: LiveTable;
  #place = "";
  /** When what was found was known; undefined = now. */
  #knownAtMs: number | undefined;
  #found: LaneDetail | undefined;
  #asking = false;

  constructor(host: HostCaller, table: LiveTable) {
    this.#host = host;
    this.#table = table;
  }

  /** What was found at a place; undefined until it is known. */
  at(row: number, timeMs: number): LaneDetail | undefined {
    return this.#place === placeKey(row, timeMs) ? this.#found : undefined;
  }

  /** Asks for a place that a pixel of `pixelMs` shows; true when something new is known. */
  async want(row: number, timeMs: number, pixelMs: number, knownAtMs: number | undefined): Promise<boolean> {
    const place = placeKey(row, timeMs);
    const asset = this.#table.plant.assets[row];
    const isFound = this.#place === place && this.#knownAtMs === knownAtMs;
    if (this.#asking || isFound || asset === undefined || this.#table.stale) return false;
    this.#asking = true;
    try {
      const fromMs = Math.max(this.#table.startMs, timeMs - reachMs);
      const toMs = Math.min(this.#table.endMs, timeMs + reachMs);
      const lane = async (
        knownMs: number | undefined,
        from: number,
        to: number,
      ): Promise<readonly LaneSegment[]> => {
        if (to <= from) return [];
        const { lanes } = await this.#host.call("timeline.lanes", {
          assets: [asset.id],
          fromMs: from,
          toMs: to,
          maxSegments,
          ...(knownMs === undefined ? {} : { knownAtMs: knownMs }),
        });
        return lanes[0]?.segments ?? [];
      };
      const segment = mostUrgentIn(await lane(knownAtMs, fromMs, toMs), timeMs, timeMs + pixelMs);
      const seenMs =
        segment === undefined ? timeMs : Math.min(Math.max(timeMs, segment.fromMs), segment.toMs);
      const then = (await lane(seenMs + lateMs, seenMs - 1, Math.min(toMs, seenMs + 1))).at(-1);
      this.#place = place;
      this.#knownAtMs = knownAtMs;
      this.#found =
        segment === undefined
          ? undefined
          : {
              segment,
              then:
                knownAtMs === undefined && then !== undefined && then.state !== segment.state
                  ? then
                  : undefined,
            };
      return true;
    } catch {
      // The tip goes on showing what the lane shows; the lanes themselves say that the host does not answer.
      this.#place = place;
      this.#knownAtMs = knownAtMs;
      this.#found = undefined;
      return false;
    } finally {
      this.#asking = false;
    }
  }
}

function placeKey(row: number, timeMs: number): string {
  return `${row} ${Math.round(timeMs)}`;
}
