// Keeps the report on the constraint of the shift at the playhead in its store.
import { type Clock, wallClock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useBottleneck } from "../state/bottleneck.ts";
import type { HostCaller } from "./live-context.ts";
import type { LiveTable } from "./live-table.ts";
import { feedShift } from "./shift-feed.ts";

/** Follows the report of a table's plant until disposed; a plant without flow has none. */
export function feedBottleneck(host: HostCaller, table: LiveTable, wall: Clock = wallClock): Disposable {
  const { report, refuse, forget } = useBottleneck.getState();
  if (table.plant.links.length === 0) {
    forget();
    return { [Symbol.dispose]: () => undefined };
  }
  return feedShift<BottleneckInfo>(
    table,
    {
      ask: (window) => host.call("bottleneck.report", window),
      tell: report,
      refuse,
      forget,
      isMoreToCome: () => isComputing(useBottleneck.getState().info),
    },
    wall,
  );
}

/** The figures that need reruns come later than the rest. */
export function isComputing(info: BottleneckInfo | undefined): boolean {
  return info?.isWhole === false;
}
