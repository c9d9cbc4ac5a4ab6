// The page's address says what is looked at: `#recording=ID&at=TIME`. A reload comes back to it, and it can be given to others.
// An address with a time stands still there; following live has none.
import { usePlayback } from "./playback.ts";
import { useRecordings } from "./recordings.ts";

export interface Address {
  /** Id of a recording; absent = the live plant. */
  readonly recording?: string | undefined;
  /** Plant time. */
  readonly timeMs?: number | undefined;
}

/** What the part of an address after `#` asks for; what cannot be read is left out. */
export function parseAddress(hash: string): Address {
  const wanted = new URLSearchParams(hash.replace(/^#/, ""));
  const recording = wanted.get("recording") ?? "";
  const timeMs = Date.parse(wanted.get("at") ?? "");
  return {
    ...(recording.length >= 1 && recording.length <= 64 ? { recording } : {}),
    ...(Number.isFinite(timeMs) ? { timeMs } : {}),
  };
}

/** The part of an address after `#`, without it; empty for following live. */
export function addressText({ recording, timeMs }: Address): string {
  // Up to the next whole millisecond: what happened in this one has happened.
  const at = timeMs === undefined ? undefined : new Date(Math.ceil(timeMs)).toISOString();
  return [
    ...(recording === undefined ? [] : [`recording=${encodeURIComponent(recording)}`]),
    ...(at === undefined ? [] : [`at=${at}`]),
  ].join("&");
}

/** What is looked at now, `timeMs` being the time that is shown. */
export function addressNow(timeMs: number): Address {
  const { shown } = useRecordings.getState();
  const isFollowing = usePlayback.getState().playhead?.mode === "following";
  return { recording: shown?.id, ...(isFollowing ? {} : { timeMs }) };
}
