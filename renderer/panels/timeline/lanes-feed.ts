// Fetches lanes for what is in sight, whole once and then only what is new. Knows no canvas.
import type { HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { failureText } from "../../live/use-answer.ts";
import { type Lane, mergeLane, trimLane } from "./lane-store.ts";

/** Oldest that is kept, counted back from the newest asked for. */
const keepMs = 2 * 3_600_000;
/** New stretches are asked for this often, and again this far back, for open stretches end late. */
const overlapMs = 5_000;
const maxAssetsPerRequest = 200;
const maxSegments = 4000;

export class LanesFeed {
  readonly lanes = new Map<number, Lane>();
  /** Grows when lanes change. */
  version = 0;
  problem: string | undefined;
  readonly #host: HostCaller;
  readonly #table: LiveTable;
  #asking = false;

  constructor(host: HostCaller, table: LiveTable) {
    this.#host = host;
    this.#table = table;
  }

  /** Asks for what the rows lack in [fromMs, toMs]; at most one request is under way. */
  async want(rows: readonly number[], fromMs: number, toMs: number): Promise<void> {
    if (this.#asking || this.#table.stale || rows.length === 0) return;
    const until = Math.min(toMs, this.#table.endMs > 0 ? this.#table.endMs : toMs);
    const from = Math.max(fromMs, this.#table.startMs);
    if (until <= from) return;
    const lacking = rows.filter((row) => {
      const lane = this.lanes.get(row);
      return lane === undefined || lane.fromMs > from + 1000 || lane.toMs < until - 500;
    });
    const asked = lacking.slice(0, maxAssetsPerRequest);
    if (asked.length === 0) return;
    // Rows that only lack the newest stretch are asked for that alone, all with one request.
    const newOnly = asked.filter((row) => {
      const lane = this.lanes.get(row);
      return lane !== undefined && lane.fromMs <= from + 1000 && lane.toMs >= from;
    });
    const whole = asked.filter((row) => !newOnly.includes(row));
    const known = Math.min(...newOnly.map((row) => this.lanes.get(row)?.toMs ?? from));
    this.#asking = true;
    try {
      if (whole.length > 0) await this.#fetch(whole, from, until);
      if (newOnly.length > 0) await this.#fetch(newOnly, Math.max(from, known - overlapMs), until);
      this.problem = undefined;
    } catch (failure) {
      this.problem = failureText(failure);
    } finally {
      this.#asking = false;
    }
  }

  async #fetch(rows: readonly number[], fromMs: number, toMs: number): Promise<void> {
    const { plant } = this.#table;
    const answer = await this.#host.call("timeline.lanes", {
      assets: rows.flatMap((row) => plant.assets[row]?.id ?? []),
      fromMs,
      toMs,
      maxSegments,
    });
    for (const { asset, segments } of answer.lanes) {
      const row = plant.assetRowById.get(asset);
      if (row === undefined) continue;
      const merged = mergeLane(this.lanes.get(row), { fromMs: answer.fromMs, toMs: answer.toMs, segments });
      this.lanes.set(row, trimLane(merged, toMs - keepMs));
    }
    this.version += 1;
  }
}
