// What is done to the playhead: pause, speeds, steps, loops, back to live. One place, for buttons, keys and gestures alike.
import type { ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { MarkKind, PlayheadState, RequestArgs, TimeSpan } from "#shared/host-api/requests.ts";
import type { HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { failureText } from "../../live/use-answer.ts";
import { t } from "../../messages/t.ts";
import { assetsOf, constraintStretches, useBottleneck } from "../../state/bottleneck.ts";
import { useConnection } from "../../state/connection.ts";
import { findingsOf, useDefects } from "../../state/defects.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { useTimeline } from "../../state/timeline.ts";
import { findingFrom } from "./finding-marks.ts";
import { changeFrom } from "./ribbon-layout.ts";
import { assetIdOf } from "./ribbon-words.ts";
import { fastestSpeed, slowestSpeed } from "./speed-scale.ts";

/** Speeds that J and L go through, plant seconds per wall second. */
export const speeds: readonly number[] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600];
/** A shorter selection was a click that slipped. */
const shortestSelectionMs = 100;

/** The next faster speed in the direction of `sign`; turning round starts at 1. */
export function nextSpeed(current: number, sign: 1 | -1): number {
  if (Math.sign(current) !== sign) return sign;
  const limit = sign < 0 ? -slowestSpeed : fastestSpeed;
  const faster = speeds.find((speed) => speed > Math.abs(current));
  return sign * Math.min(limit, faster ?? limit);
}

/** What a step goes to: any event, the end of a cycle, or a mark of the kinds that are shown. */
export type StepBy = "event" | "cycle" | "mark";

/** What a step may end at. */
interface Place {
  readonly timeMs: number;
  readonly asset: string | undefined;
}

export interface PlayheadControl {
  /** Pause when moving, else go on forward. */
  toggle(): void;
  pause(): void;
  /** Follows live; at the end of what has ended, goes there. The only way to follow besides playing into the live end. */
  live(): void;
  /** To the beginning of everything there is. */
  start(): void;
  seek(timeMs: number): void;
  faster(sign: 1 | -1): void;
  /** Changes the speed; `play` also starts. */
  setSpeed(speed: number, play: boolean): void;
  /** To the nearest before or after the playhead, of one asset or all; pauses there. */
  step(sign: 1 | -1, by: StepBy, assetId: string | undefined): void;
  /** Selects a stretch of time; a loop that is on goes there. */
  select(selection: TimeSpan | undefined): void;
  /** Plays round and round in the selection, or stops doing so. */
  setLoop(on: boolean): void;
}

export function createPlayheadControl(host: HostCaller, table: LiveTable): PlayheadControl {
  const state = (): PlayheadState | undefined => usePlayback.getState().playhead;
  const modeNow = (): PlayheadState["mode"] => state()?.mode ?? "paused";
  const fail = (failure: unknown): void => useConnection.getState().say(failureText(failure));
  /** What was asked for and is not yet answered: a key pressed again before the answer goes on from there. */
  let asked: RequestArgs<"playhead.set"> | undefined;
  const set = (args: RequestArgs<"playhead.set">): void => {
    asked = args;
    host
      .call("playhead.set", args)
      .then((playhead) => usePlayback.getState().mirror(playhead), fail)
      .finally(() => {
        if (asked === args) asked = undefined;
      });
  };
  /** The nearest change of the constraint, which is a finding, where the critical path is shown. */
  const constraintChange = (sign: 1 | -1, assetId: string | undefined): ConstraintStretchInfo | undefined => {
    if (!useTimeline.getState().ribbon) return undefined;
    const stretches = constraintStretches(useBottleneck.getState().info);
    return changeFrom(
      stretches,
      table.timeMs(),
      sign,
      (stretch) =>
        assetId === undefined || assetId === stretch.resource || assetsOf(stretch).includes(assetId),
    );
  };
  /** Marks that the page knows and the host may not: where the constraint changes, and what the report found. */
  const placesOfPage = (sign: 1 | -1, assetId: string | undefined): Place[] => {
    if (!useTimeline.getState().kinds.includes("finding")) return [];
    const change = constraintChange(sign, assetId);
    const finding = findingFrom(findingsOf(useDefects.getState().report), table.timeMs(), sign, assetId);
    return [
      ...(change === undefined ? [] : [{ timeMs: change.fromMs, asset: assetIdOf(table.plant, change) }]),
      ...(finding === undefined ? [] : [{ timeMs: finding.detectedMs, asset: finding.assetId }]),
    ];
  };
  const stepTo = async (sign: 1 | -1, by: StepBy, assetId: string | undefined): Promise<void> => {
    const kinds: readonly MarkKind[] = useTimeline.getState().kinds;
    const { timeMs, asset } = await host.call("timeline.step", {
      by,
      fromMs: table.timeMs(),
      direction: sign < 0 ? "backward" : "forward",
      ...(assetId === undefined ? {} : { asset: assetId }),
      ...(by === "mark" ? { kinds: [...kinds] } : {}),
    });
    const places: Place[] = timeMs === undefined ? [] : [{ timeMs, asset }];
    if (by === "mark") places.push(...placesOfPage(sign, assetId));
    // Of those at the same time, the host's.
    const [nearest] = places.sort((a, b) => sign * (a.timeMs - b.timeMs));
    if (nearest === undefined) {
      useConnection.getState().say(t("transport.noMark"));
      return;
    }
    if (by === "mark" && nearest.asset !== undefined) useSelection.getState().selectAsset(nearest.asset);
    set({ mode: "paused", timeMs: nearest.timeMs });
  };

  return {
    toggle() {
      // Goes on as it went, but forward: who pressed J presses J again.
      if (modeNow() === "paused") set({ mode: "playing", speed: Math.max(state()?.speed ?? 1, 0) || 1 });
      else set({ mode: "paused" });
    },
    pause: () => set({ mode: "paused" }),
    live: () => set({ mode: "following" }),
    start: () => set({ mode: modeNow() === "playing" ? "playing" : "paused", timeMs: table.startMs }),
    seek: (timeMs) => set({ mode: modeNow() === "playing" ? "playing" : "paused", timeMs }),
    faster(sign) {
      const isPlaying = (asked?.mode ?? modeNow()) === "playing";
      const speed = asked?.speed ?? state()?.speed ?? 0;
      set({ mode: "playing", speed: nextSpeed(isPlaying ? speed : 0, sign) });
    },
    setSpeed: (speed, play) => set({ mode: play || modeNow() !== "paused" ? "playing" : "paused", speed }),
    step: (sign, by, assetId) => void stepTo(sign, by, assetId).catch(fail),
    select(selection) {
      if (selection !== undefined && selection.toMs - selection.fromMs < shortestSelectionMs) return;
      useTimeline.getState().select(selection);
      if (state()?.loop !== undefined) set({ mode: modeNow(), loop: selection ?? null });
    },
    setLoop(on) {
      const { selection } = useTimeline.getState();
      if (!on) set({ mode: modeNow(), loop: null });
      else if (selection === undefined) useConnection.getState().say(t("selection.none"));
      // Who followed leaves live for the loop; who was paused is not made to play.
      else if (modeNow() === "following")
        set({ mode: "playing", speed: 1, timeMs: selection.fromMs, loop: selection });
      else set({ mode: modeNow(), loop: selection });
    },
  };
}
