// Asks what flows on each way, while the layer that shows it is on: at most every few seconds, and only when time has moved.
import { type Clock, wallClock } from "#shared/base/clock.ts";
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import { useFlow } from "../state/flow.ts";
import { useView } from "../state/view.ts";
import type { HostCaller } from "./live-context.ts";
import type { LiveTable } from "./live-table.ts";
import { everyTick } from "./ticker.ts";

/** Between two questions, milliseconds of the wall. */
const againMs = 5_000;
/** Who goes to another time is answered sooner. */
const seekedAgainMs = 1_000;
/** What flows is counted over a quarter of an hour: less than this of plant time changes little. */
const movedMs = 30_000;

/** Follows the flow of a table's plant until disposed. */
export function feedFlow(host: HostCaller, table: LiveTable, wall: Clock = wallClock): Disposable {
  useFlow.getState().tell(undefined);
  let isOver = false;
  let isAsking = false;
  let askedMs = Number.NaN;
  let askedWallMs = -Infinity;
  const ask = async (): Promise<void> => {
    const { layers, mode } = useView.getState();
    const isSeen = layers.bottleneck && mode === "scene";
    if (isAsking || !isSeen || table.stale || table.frameTimeMs === 0 || table.plant.links.length === 0)
      return;
    const atMs = table.timeMs();
    if (Math.abs(atMs - askedMs) < movedMs) return;
    if (wall.nowMs() - askedWallMs < (table.speed === 0 ? seekedAgainMs : againMs)) return;
    askedMs = atMs;
    askedWallMs = wall.nowMs();
    isAsking = true;
    try {
      const info = await host.call("flow.rates", { atMs });
      if (!isOver) useFlow.getState().tell(info);
    } catch {
      // A plant whose flow cannot be told has no ribbon; the report says why.
      if (!isOver) useFlow.getState().tell(undefined);
    } finally {
      isAsking = false;
    }
  };
  void ask();
  const ticking = everyTick(2, () => void ask());
  return disposable(() => {
    isOver = true;
    ticking[Symbol.dispose]();
  });
}
