// What the page leaves on its window for tests (see renderer/main.tsx). Types only.
import type { LiveTable } from "../../renderer/live/live-table.ts";
import type { FrameCounters } from "../../renderer/scene/frame-counters.ts";

declare global {
  interface Window {
    readonly gemba?: {
      /** The live table, once a session is open. */
      table(): LiveTable | undefined;
      /** What the scene drew. */
      scene(): FrameCounters;
    };
  }
}
