// A recorded stretch of a line run again with the durations that were recorded, as it was or with something changed.
// Without changes the same units leave at the same times: what a change brings is the difference to that.
import { LineLog } from "../line-log.ts";
import { LogSink } from "../log-sink.ts";
import type { Interval } from "../report.ts";
import { withChanges, type LineChange } from "./line-change.ts";
import { readRecorded, type Recorded } from "./recorded.ts";
import { readOrders, type RecordedOrders } from "./recorded-orders.ts";
import { startFromLog } from "./start-from-log.ts";
import { worldSteps } from "./world-steps.ts";

/** A stretch of a log in seconds. */
export interface ReplayWindow {
  readonly fromS: number;
  readonly toS: number;
}

/** What a replay gives. */
export interface Replayed {
  /** Units that left the line in the window, in order. */
  readonly shippedS: readonly number[];
  /** The window as it would have been logged. */
  readonly log: LineLog;
}

/** A log read once, to be replayed many times. */
export interface Replayable {
  readonly recorded: Recorded;
  readonly orders: RecordedOrders;
}

/** Reads what replays of a log need; what is later than `untilS` counts as not known. */
export function readReplayable(log: LineLog, untilS = Infinity): Replayable {
  const recorded = readRecorded(log, untilS);
  return { recorded, orders: readOrders(recorded) };
}

/**
 * Runs a window of a log again with its own durations. Parts have their recorded work, micro-stops and endings wherever they go;
 * long stops, closed supplies and absences come at their times. What has no record (a part that came further than it did)
 * is redrawn by `seed` from the values of its station's group.
 */
export function replay(
  { recorded, orders }: Replayable,
  window: ReplayWindow,
  changes: readonly LineChange[] = [],
  seed = 1,
): Replayed {
  const changed = withChanges(recorded, changes);
  const started = startFromLog(changed, orders, window.fromS, {
    isReplay: true,
    seed,
    steps: worldSteps(changed, window.fromS, window.toS),
  });
  const log = new LineLog(changed.line);
  const sink = new LogSink(() => simulation.state, log, started.serialOf);
  const simulation = started.simulation.copy(sink);
  sink.open();
  simulation.runUntil(window.toS);
  return { shippedS: log.shippedS, log };
}

/** Units that leave in a window, without keeping a log: for many what-ifs. */
export function unitsOf(
  { recorded, orders }: Replayable,
  window: ReplayWindow,
  changes: readonly LineChange[] = [],
  seed = 1,
): number {
  const changed = withChanges(recorded, changes);
  const { simulation } = startFromLog(changed, orders, window.fromS, {
    isReplay: true,
    seed,
    steps: worldSteps(changed, window.fromS, window.toS),
  });
  simulation.runUntil(window.toS);
  return simulation.state.shipped;
}

/**
 * Units that changes bring in a window: how many more leave. The mean over `redraws` replays that differ in what has no record, and the
 * least and most of them.
 */
export function gainOf(
  replayable: Replayable,
  window: ReplayWindow,
  changes: readonly LineChange[],
  redraws = 5,
): Interval {
  const gains = Array.from(
    { length: redraws },
    (_, redraw) =>
      unitsOf(replayable, window, changes, redraw + 1) - unitsOf(replayable, window, [], redraw + 1),
  );
  return {
    mean: gains.reduce((sum, gain) => sum + gain, 0) / redraws,
    lo: Math.min(...gains),
    hi: Math.max(...gains),
  };
}
