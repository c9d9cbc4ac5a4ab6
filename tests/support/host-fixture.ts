// A real Host on a small plant, with clock, timers and source in the test's hands. No sleeps: time moves when told.
import { defined } from "#shared/base/assert.ts";
import type { RingTimeline } from "../../electron/host/timeline/ring.ts";
import { Host } from "../../electron/host/pipeline.ts";
import type { Source, SourceSink } from "../../electron/host/sources/source.ts";
import type { ManualClock } from "#shared/base/clock.ts";
import { ManualTimers } from "#shared/base/timers.ts";
import type { Reading } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { smallPlant } from "./small-plant.ts";

/** Lets everything that waits only for promises and messages go on. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A source that says what the test says. */
export class ManualSource implements Source {
  readonly id = "manual";
  readonly kind = "manual";
  readonly label = "Manual";
  readonly simulated = false;
  readonly paced: boolean;
  readonly clock: ManualClock & { speed: number };
  #sink: SourceSink | undefined;
  #end: (() => void) | undefined;
  #fail: ((cause: Error) => void) | undefined;

  constructor(clock: ManualClock, paced = false) {
    this.paced = paced;
    this.clock = Object.assign(clock, { speed: 1 });
  }

  start(sink: SourceSink, signal: AbortSignal): Promise<void> {
    this.#sink = sink;
    return new Promise((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
      signal.addEventListener("abort", () => {
        resolve();
      });
    });
  }

  push(...readings: Reading[]): void {
    this.#sink?.push(readings);
  }

  heartbeat(): void {
    this.#sink?.heartbeat();
  }

  end(): void {
    this.#end?.();
  }

  fail(cause: Error): void {
    this.#fail?.(cause);
  }
}

export interface HostFixture {
  readonly host: Host;
  /** The last hour of its plant. */
  readonly timeline: RingTimeline;
  readonly source: ManualSource;
  /** Moves time on and lets everything settle. */
  advance(byMs: number): Promise<void>;
  readonly clock: ManualClock;
}

export interface SmallHostOptions {
  readonly paced?: boolean;
  /** Instead of the small plant. */
  readonly plant?: Plant;
  /** Where notes are kept; without one nobody can give any. */
  readonly peopleFile?: string;
}

/** A host that runs, at 2026-11-23T06:00Z; its source is live, or paced like a replay. */
export function startSmallHost(options: SmallHostOptions = {}): HostFixture {
  const timers = new ManualTimers(Date.UTC(2026, 10, 23, 6));
  const { clock } = timers;
  const source = new ManualSource(clock, options.paced);
  const host = new Host({
    live: { plant: options.plant ?? smallPlant(), source },
    wall: clock,
    timers,
    version: "test",
    ...(options.peopleFile === undefined ? {} : { peopleFile: options.peopleFile }),
  });
  void host.run();
  return {
    host,
    timeline: defined(host.live, "live plant").ring,
    source,
    clock,
    advance: (byMs) => timers.advance(byMs, settle),
  };
}
