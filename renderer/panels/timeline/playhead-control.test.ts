// What J, L, play, steps, loops and selections ask the host for.
import { beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import type { PlayheadState, RequestArgs, RequestName, RequestResult } from "#shared/host-api/requests.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { machineFinding } from "../../gallery/fixture-defect-findings.ts";
import { fixtureDefects } from "../../gallery/fixture-defect-panels.ts";
import type { HostCaller } from "../../live/live-context.ts";
import { LiveTable } from "../../live/live-table.ts";
import { useDefects } from "../../state/defects.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { useTimeline } from "../../state/timeline.ts";
import { createPlayheadControl, nextSpeed } from "./playhead-control.ts";

describe("J and L", () => {
  test("begin at 1 in their direction, from rest and when turning round", () => {
    expect([nextSpeed(0, 1), nextSpeed(0, -1), nextSpeed(60, -1), nextSpeed(-10, 1)]).toEqual([1, -1, -1, 1]);
  });
  test("go up the offered speeds", () => {
    expect([nextSpeed(1, 1), nextSpeed(30, 1), nextSpeed(-5, -1), nextSpeed(1200, 1)]).toEqual([
      2, 60, -10, 3600,
    ]);
  });
  test("stop at 3600 forward and at 60 backward, which the host refuses to pass", () => {
    expect([nextSpeed(3600, 1), nextSpeed(-60, -1)]).toEqual([3600, -60]);
  });
});

const playhead = (mode: PlayheadState["mode"], more: Partial<PlayheadState> = {}): PlayheadState => ({
  timelineId: "t",
  mode,
  timeMs: 500,
  speed: 1,
  range: { startMs: 0, endMs: 1000, open: true },
  ...more,
});
const asked: unknown[] = [];
const host: HostCaller = {
  call<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>> {
    asked.push(args);
    const answers: { readonly [N in RequestName]?: unknown } = {
      "playhead.set": playhead("paused"),
      "timeline.step": { timeMs: 700, asset: "M2" },
    };
    return Promise.resolve(answers[name] as RequestResult<K>);
  },
};
const control = createPlayheadControl(host, new LiveTable(smallPlant(), new ManualClock(0)));
beforeEach(() => {
  asked.length = 0;
  useTimeline.setState({ selection: undefined });
  usePlayback.getState().mirror(playhead("paused"));
});

test("a step by marks stops at a finding that only the report knows, where it is nearer than what the host knows", async () => {
  const finding = { ...machineFinding, assetId: "M1", detectedMs: 600 };
  const report = { ...fixtureDefects.full, findings: [finding, { ...finding, id: "far", detectedMs: 800 }] };
  const stepped = async (): Promise<unknown> => {
    control.step(1, "mark", undefined);
    await Promise.resolve();
    await Promise.resolve();
    return asked.at(-1);
  };
  useDefects.getState().tell(report);
  expect(await stepped()).toEqual({ mode: "paused", timeMs: 600 });
  expect(useSelection.getState().assetId).toBe("M1");
  useTimeline.getState().toggleKind("finding");
  expect(await stepped()).toEqual({ mode: "paused", timeMs: 700 });
  useTimeline.getState().toggleKind("finding");
  useDefects.getState().forget();
});

test("keys pressed faster than the host answers count each", () => {
  for (let press = 0; press < 4; press += 1) control.faster(-1);
  control.pause();
  control.faster(1);
  expect(asked.map((args) => (args as RequestArgs<"playhead.set">).speed)).toEqual([
    -1,
    -2,
    -5,
    -10,
    undefined,
    1,
  ]);
});

test("play goes on at the speed it had, and forward after backward", () => {
  usePlayback.getState().mirror(playhead("paused", { speed: 30 }));
  control.toggle();
  usePlayback.getState().mirror(playhead("paused", { speed: -5 }));
  control.toggle();
  expect(asked).toEqual([
    { mode: "playing", speed: 30 },
    { mode: "playing", speed: 1 },
  ]);
});

test("a seek never follows, wherever it goes", () => {
  usePlayback.getState().mirror(playhead("following"));
  control.seek(1000);
  expect(asked).toEqual([{ mode: "paused", timeMs: 1000 }]);
});

test("a speed that is set while paused does not play, unless it was typed", () => {
  control.setSpeed(10, false);
  control.setSpeed(10, true);
  expect(asked).toEqual([
    { mode: "paused", speed: 10 },
    { mode: "playing", speed: 10 },
  ]);
});

describe("a loop", () => {
  const selection = { fromMs: 100, toMs: 400 };
  test("takes who follows to the beginning of the selection", () => {
    usePlayback.getState().mirror(playhead("following"));
    control.select(selection);
    control.setLoop(true);
    expect(asked).toEqual([{ mode: "playing", speed: 1, timeMs: 100, loop: selection }]);
  });
  test("goes along with a new selection, and ends with it", () => {
    usePlayback.getState().mirror(playhead("playing", { loop: selection }));
    control.select({ fromMs: 200, toMs: 900 });
    control.select(undefined);
    expect(asked).toEqual([
      { mode: "playing", loop: { fromMs: 200, toMs: 900 } },
      { mode: "playing", loop: null },
    ]);
  });
});

test("a selection too short to be meant is none", () => {
  control.select({ fromMs: 100, toMs: 150 });
  expect(useTimeline.getState().selection).toBeUndefined();
});
