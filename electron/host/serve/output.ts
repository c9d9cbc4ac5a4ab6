// What a timeline says of its output at a moment. (filled in by shared/analyse/output.ts)
import type { Output } from "#shared/host-api/requests.ts";
import type { Timeline } from "../timeline/timeline.ts";

export function outputAt(timeline: Timeline, timeMs: number): Output {
  return { unitName: timeline.plant.file.plan?.unitName ?? "parts", why: `not yet computed at ${timeMs}` };
}
