// Fetches lanes for what is in sight at the zoom it is looked at, and keeps them by zoom: whole once, then only what is new.
// The host merges what is thinner than a pixel and loses no stop. Knows no canvas.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import type { LateState } from "../../state/late-states.ts";
import { type Lane, mergeLane, doubtLane, trimLane } from "./lane-store.ts";
import { OneAtATime } from "./one-at-a-time.ts";

/** Closer than this every stretch is asked for as it is. */
const exactBelowMs = 250;
/** Zooms that are kept; going back to one of them asks for nothing. */
const keptZooms = 5;
/** New stretches are asked for again this far back, for open stretches end late. */
const overlapMs = 5_000;
/** So many at once, that a wide screen still gets its resolution (viewer-requests.ts bounds an answer). */
const maxAssetsPerRequest = 15;
const maxSegments = 20_000;
/** What is fetched beyond both edges, so that a small move asks for nothing. */
const marginShare = 0.25;

/** The resolution to ask for where a pixel is so long: a power of two below it; 0 = every stretch. */
export function resolutionOf(perPixelMs: number): number {
  return perPixelMs < exactBelowMs ? 0 : 2 ** Math.floor(Math.log2(perPixelMs));
}

type Lanes = Map<number, Lane>;
const nothing: ReadonlyMap<number, Lanes> = new Map();

export class LanesFeed {
  /** Grows when lanes change. */
  version = 0;
  readonly #host: HostCaller;
  readonly #table: LiveTable;
  /** Lanes by resolution, the one used last at the end. */
  readonly #zooms = new Map<number, Lanes>();
  /** Lanes as they were known at another time, shown until the first answer: lanes that come and go could not be read. */
  #outdated: ReadonlyMap<number, Lanes> = nothing;
  #knownAtMs: number | undefined;
  readonly #requests = new OneAtATime<Parameters<LanesFeed["want"]>>();

  constructor(host: HostCaller, table: LiveTable) {
    this.#host = host;
    this.#table = table;
  }

  /** Why the last requests failed; undefined when they did not. */
  get problem(): string | undefined {
    return this.#requests.problem;
  }

  /** What is known of an asset's lane for a window: at its own zoom, or the nearest there is until that comes. */
  laneOf(row: number, window: TimeSpan, resolutionMs: number): Lane | undefined {
    return (
      nearestLane(this.#zooms, row, window, resolutionMs) ??
      nearestLane(this.#outdated, row, window, resolutionMs)
    );
  }

  /** Shows lanes as they were known at a time; undefined = as known now. What was fetched otherwise is asked for again. */
  setKnownAt(knownAtMs: number | undefined): void {
    if (knownAtMs === this.#knownAtMs) return;
    this.#knownAtMs = knownAtMs;
    const isAnswered = [...this.#zooms.values()].some((lanes) => lanes.size > 0);
    if (isAnswered) this.#outdated = new Map(this.#zooms);
    this.#zooms.clear();
  }

  /**
   * States were told late of the time from `fromMs` on: what was fetched of it is asked for again, and shown until then. Without any
   * the same holds for all.
   */
  doubt(states?: readonly LateState[]): void {
    // What was known at another time is not changed by it.
    if (this.#knownAtMs !== undefined) return;
    for (const lanes of this.#zooms.values())
      for (const [row, lane] of lanes) {
        const fromMs = states === undefined ? -Infinity : states.find(({ asset }) => asset === row)?.fromMs;
        if (fromMs !== undefined) lanes.set(row, doubtLane(lane, fromMs));
      }
  }

  /** Asks for what the rows lack in the window; one series of requests at a time, of those that wait the newest. */
  async want(rows: readonly number[], window: TimeSpan, resolutionMs: number): Promise<void> {
    if (this.#requests.waits(rows, window, resolutionMs)) return;
    if (this.#table.stale || rows.length === 0) return;
    const endMs = Math.max(this.#table.endMs, this.#table.startMs);
    const marginMs = (window.toMs - window.fromMs) * marginShare;
    const needed = {
      fromMs: Math.max(window.fromMs, this.#table.startMs),
      toMs: Math.min(window.toMs, endMs),
    };
    const until = Math.min(window.toMs + marginMs, endMs, this.#knownAtMs ?? Infinity);
    const from = Math.max(window.fromMs - marginMs, this.#table.startMs);
    if (until <= from) {
      this.#outdated = nothing;
      return;
    }
    const lanes = this.#use(resolutionMs);
    const backMs = Math.max(overlapMs, 2 * resolutionMs);
    const lacking = rows.filter((row) => {
      const lane = lanes.get(row);
      const endsMs = Math.min(needed.toMs, until);
      if (lane === undefined || lane.fromMs > needed.fromMs + 1000) return true;
      return lane.toMs < endsMs - 500 || (lane.doubtfulFromMs ?? Infinity) < endsMs;
    });
    if (lacking.length === 0) return;
    // Rows that only lack the newest stretch are asked for that alone.
    const newOnly = lacking.filter((row) => {
      const lane = lanes.get(row);
      if (lane === undefined || lane.fromMs > needed.fromMs + 1000 || lane.toMs < needed.fromMs) return false;
      return (lane.doubtfulFromMs ?? Infinity) >= lane.toMs - backMs;
    });
    const whole = lacking.filter((row) => !newOnly.includes(row));
    const knownAtMs = this.#knownAtMs;
    const known = Math.min(...newOnly.map((row) => lanes.get(row)?.toMs ?? from));
    await this.#requests.run(
      async () => {
        const around = { fromMs: from, toMs: until };
        await this.#fetch(lanes, whole, around, resolutionMs);
        const fresh = { fromMs: Math.max(from, known - backMs), toMs: until };
        await this.#fetch(lanes, newOnly, fresh, resolutionMs);
        // A page open for days does not grow: some windows' length is kept, and what the host still has.
        const keptMs = until - Math.max(2 * 3_600_000, 6 * (until - from));
        for (const row of rows) trim(lanes, row, Math.max(keptMs, this.#table.startMs - 60_000));
        if (knownAtMs === this.#knownAtMs) this.#outdated = nothing;
      },
      (...next) => this.want(...next),
    );
  }

  /** The lanes of a zoom, made the newest of those kept. */
  #use(resolutionMs: number): Lanes {
    const lanes: Lanes = this.#zooms.get(resolutionMs) ?? new Map<number, Lane>();
    this.#zooms.delete(resolutionMs);
    this.#zooms.set(resolutionMs, lanes);
    const [oldest] = this.#zooms.keys();
    if (this.#zooms.size > keptZooms && oldest !== undefined) this.#zooms.delete(oldest);
    return lanes;
  }

  async #fetch(
    lanes: Lanes,
    rows: readonly number[],
    { fromMs, toMs }: TimeSpan,
    resolutionMs: number,
  ): Promise<void> {
    const { plant } = this.#table;
    const knownAtMs = this.#knownAtMs;
    for (let at = 0; at < rows.length; at += maxAssetsPerRequest) {
      const answer = await this.#host.call("timeline.lanes", {
        assets: rows.slice(at, at + maxAssetsPerRequest).flatMap((row) => plant.assets[row]?.id ?? []),
        fromMs,
        toMs,
        maxSegments,
        resolutionMs,
        ...(knownAtMs === undefined ? {} : { knownAtMs }),
      });
      // Asked for in another time: what was known then is not what is shown now.
      if (knownAtMs !== this.#knownAtMs) return;
      for (const { asset, segments } of answer.lanes) {
        const row = plant.assetRowById.get(asset);
        if (row === undefined) continue;
        const fresh = { fromMs: answer.fromMs, toMs: answer.toMs, segments };
        lanes.set(row, mergeLane(lanes.get(row), fresh));
      }
      this.version += 1;
    }
  }
}

function trim(lanes: Lanes, row: number, beforeMs: number): void {
  const lane = lanes.get(row);
  if (lane !== undefined) lanes.set(row, trimLane(lane, beforeMs));
}

/** The lane of a row that shows most of a window, its own zoom first. */
function nearestLane(
  zooms: ReadonlyMap<number, Lanes>,
  row: number,
  window: TimeSpan,
  resolutionMs: number,
): Lane | undefined {
  const own = zooms.get(resolutionMs)?.get(row);
  if (own !== undefined && own.fromMs <= window.fromMs && own.toMs >= window.toMs) return own;
  let best = own;
  let bestMs = own === undefined ? 0 : overlap(own, window);
  for (const lanes of zooms.values()) {
    const lane = lanes.get(row);
    // The end of a growing lane is always a little behind: only a real gain is worth another zoom.
    if (lane !== undefined && overlap(lane, window) > bestMs + (window.toMs - window.fromMs) * 0.1) {
      best = lane;
      bestMs = overlap(lane, window);
    }
  }
  return best;
}

function overlap(lane: Lane, window: TimeSpan): number {
  return Math.max(0, Math.min(lane.toMs, window.toMs) - Math.max(lane.fromMs, window.fromMs));
}
