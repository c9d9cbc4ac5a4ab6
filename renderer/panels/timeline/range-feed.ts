// What the overview shows of the whole range, also where lanes are zoomed in: gaps in what came, and how many marks fell where.
import type { MarkKind, RequestResult } from "#shared/host-api/requests.ts";
import type { HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";

export type Density = RequestResult<"timeline.density">["counts"];

/** Lengths of a bucket, so that buckets keep their place while the range grows. */
const bucketsMs = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600].map((s) => s * 1000);
/** Bars on the overview at most. */
const mostBuckets = 240;
/** Asked again this often while the range grows. */
const refreshMs = 10_000;

/** The shortest bucket with which a range has few enough of them. */
export function bucketMsFor(rangeMs: number): number {
  return (
    bucketsMs.find((bucket) => rangeMs / bucket <= mostBuckets) ??
    Math.ceil(rangeMs / mostBuckets / 3_600_000) * 3_600_000
  );
}

export class RangeFeed {
  gaps: RequestResult<"timeline.gaps">["gaps"] = [];
  density: Density = {};
  /** Where the first bucket begins, and how long each is. */
  fromMs = 0;
  bucketMs = 1000;
  /** Grows when something changes. */
  version = 0;
  readonly #host: HostCaller;
  readonly #table: LiveTable;
  #asking = false;
  #askedFor = "";

  constructor(host: HostCaller, table: LiveTable) {
    this.#host = host;
    this.#table = table;
  }

  /** What people say counts too: all is asked for again. */
  forget(): void {
    this.#askedFor = "";
  }

  /** Asks when the range has grown enough to look different, or other kinds are shown. */
  async want(kinds: readonly MarkKind[]): Promise<void> {
    const { startMs, endMs, stale } = this.#table;
    if (this.#asking || stale || endMs <= startMs) return;
    const bucketMs = bucketMsFor(endMs - startMs);
    const key = `${Math.floor(endMs / Math.min(bucketMs, refreshMs))} ${bucketMs} ${kinds.join(" ")}`;
    if (key === this.#askedFor) return;
    this.#asking = true;
    try {
      const fromMs = Math.floor(startMs / bucketMs) * bucketMs;
      const buckets = Math.max(1, Math.ceil((endMs - fromMs) / bucketMs));
      const [{ counts }, { gaps }] = await Promise.all([
        this.#host.call("timeline.density", {
          fromMs,
          toMs: fromMs + buckets * bucketMs,
          buckets,
          kinds: [...kinds],
        }),
        this.#host.call("timeline.gaps", { fromMs: startMs, toMs: endMs }),
      ]);
      this.gaps = gaps;
      this.density = counts;
      this.fromMs = fromMs;
      this.bucketMs = bucketMs;
      this.version += 1;
    } catch {
      // The strip stays as it was; lanes say that the host does not answer.
    } finally {
      this.#askedFor = key;
      this.#asking = false;
    }
  }
}
