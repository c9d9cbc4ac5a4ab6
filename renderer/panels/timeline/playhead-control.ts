// What the transport does to the playhead: pause, speeds, steps, back to live. One place, for buttons and keys alike.
import type { PlayheadState, RequestResult } from "#shared/host-api/requests.ts";
import type { HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { failureText } from "../../live/use-answer.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { usePlayback } from "../../state/playback.ts";

/** Speeds offered, plant seconds per wall second. */
export const speeds: readonly number[] = [1, 2, 5, 10, 30, 60, 120, 300, 600];
/** Fastest backward the host plays. */
const fastestBackward = 60;

/** The next faster speed in the direction of `sign`; turning round starts at 1. */
export function nextSpeed(current: number, sign: 1 | -1): number {
  if (Math.sign(current) !== sign) return sign;
  const limit = sign < 0 ? fastestBackward : (speeds.at(-1) ?? 1);
  const faster = speeds.find((speed) => speed > Math.abs(current));
  return sign * Math.min(limit, faster ?? limit);
}

type Mark = RequestResult<"timeline.marks">["marks"][number];

/** The event nearest beyond `timeMs` in a direction, from marks in any order. */
export function nearestMark(marks: readonly Mark[], timeMs: number, sign: 1 | -1): Mark | undefined {
  let best: Mark | undefined;
  for (const mark of marks) {
    if ((mark.timeMs - timeMs) * sign <= 0) continue;
    if (best === undefined || (best.timeMs - mark.timeMs) * sign > 0) best = mark;
  }
  return best;
}

export interface PlayheadControl {
  /** Pause when moving, else go on: forward at 1, or live when at its end. */
  toggle(): void;
  pause(): void;
  live(): void;
  seek(timeMs: number): void;
  faster(sign: 1 | -1): void;
  setSpeed(speed: number): void;
  /** To the event before or after the playhead, of one asset or all. */
  step(sign: 1 | -1, assetId: string | undefined): void;
}

export function createPlayheadControl(host: HostCaller, table: LiveTable): PlayheadControl {
  const state = (): PlayheadState | undefined => usePlayback.getState().playhead;
  const set = (args: { mode: PlayheadState["mode"]; timeMs?: number; speed?: number }): void => {
    host.call("playhead.set", args).then(
      (playhead) => usePlayback.getState().mirror(playhead),
      (failure: unknown) => useConnection.getState().say(failureText(failure)),
    );
  };
  const stepTo = async (sign: 1 | -1, assetId: string | undefined): Promise<void> => {
    const timeMs = table.timeMs();
    for (const reachMs of [120_000, 3_600_000]) {
      const [fromMs, toMs] = sign < 0 ? [timeMs - reachMs, timeMs - 1] : [timeMs + 1, timeMs + reachMs];
      const { marks } = await host.call("timeline.marks", {
        ...(assetId === undefined ? {} : { asset: assetId }),
        fromMs,
        toMs,
        limit: sign < 0 ? 20 : 1000,
      });
      const mark = nearestMark(marks, timeMs, sign);
      if (mark !== undefined) {
        set({ mode: "paused", timeMs: mark.timeMs });
        return;
      }
    }
    useConnection.getState().say(t("transport.noMark"));
  };

  return {
    toggle() {
      if (state()?.mode === "paused") set({ mode: "playing", speed: 1 });
      else set({ mode: "paused" });
    },
    pause: () => set({ mode: "paused" }),
    live: () => set({ mode: "following" }),
    seek(timeMs) {
      const now = state();
      set({ mode: now?.mode === "playing" ? "playing" : "paused", timeMs });
    },
    faster(sign) {
      const now = state();
      set({ mode: "playing", speed: nextSpeed(now?.mode === "playing" ? now.speed : 0, sign) });
    },
    setSpeed: (speed) => set({ mode: "playing", speed }),
    step(sign, assetId) {
      stepTo(sign, assetId).catch((failure: unknown) => useConnection.getState().say(failureText(failure)));
    },
  };
}
