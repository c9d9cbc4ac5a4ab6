// The place at which a session goes on, and whether it shows the same as the one before.
import type { PlayheadState, RequestArgs } from "#shared/host-api/requests.ts";
import type { Session } from "./link-contract.ts";

type Resume = RequestArgs<"session.open">["resume"];

/** The place to be put back to. */
export function placeOf({ timelineId, mode, timeMs, speed, loop }: PlayheadState): Resume {
  return { timelineId, mode, timeMs, speed, ...(loop === undefined ? {} : { loop }) };
}

/** The place that an address asks for: it stands still there, whatever the timeline. */
export function firstPlace(timeMs: number | undefined): Resume {
  return timeMs === undefined ? undefined : { mode: "paused", timeMs, speed: 1 };
}

/** Whether two sessions show different things: then nothing asked in one means anything in the other. */
export function isOther(before: Session, after: Session): boolean {
  return (
    before.plantVersion !== after.plantVersion || before.playhead.timelineId !== after.playhead.timelineId
  );
}
