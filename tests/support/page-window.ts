// What the page leaves on its window for tests (see renderer/main.tsx). Types only.
import type { BottleneckInfo, ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { RequestArgs, RequestName, RequestResult } from "#shared/host-api/requests.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import type { LiveTable } from "../../renderer/live/live-table.ts";
import type { FrameCounters } from "../../renderer/scene/frame-counters.ts";

declare global {
  interface Window {
    readonly gemba?: {
      /** Commits of the components that must stand still while frames come, by name. */
      readonly commitCounts: Readonly<Record<string, number>>;
      /** The live table, once a session is open. */
      table(): LiveTable | undefined;
      /** Asks the host, as the page does. */
      ask<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>>;
      /** What limits the line at the time shown; undefined while that is not known. */
      constraint(): ConstraintStretchInfo | undefined;
      report(): BottleneckInfo | undefined;
      findings(): readonly DefectFinding[];
      /** What the scene drew. */
      scene(): FrameCounters;
      /** Where the middle of an asset is on the page, CSS pixels. */
      screenPlaceOf(assetId: string): Promise<{ x: number; y: number } | undefined>;
    };
  }
}
