// Which key means which command, on which keyboard.
import { describe, expect, test } from "vitest";
import { commandTable } from "#shared/commands/command-table.ts";
import { ManualClock } from "#shared/base/clock.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { LiveTable } from "../../live/live-table.ts";
import { fixtureDefects } from "../../gallery/fixture-defect-panels.ts";
import { useDefects } from "../../state/defects.ts";
import { useLayout } from "../../state/layout.ts";
import { useRightDock } from "../../state/right-dock.ts";
import { useSelection } from "../../state/selection.ts";
import { useTimeline } from "../../state/timeline.ts";
import { useView } from "../../state/view.ts";
import { useViews } from "../../state/views.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { TimelineView } from "../timeline/timeline-view.ts";
import { commandOf, matchesKey, type PressedKey, runNamed } from "./command.ts";
import { commandList } from "./command-list.ts";

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const done: string[] = [];
const control: PlayheadControl = {
  toggle: () => done.push("toggle"),
  pause: () => done.push("pause"),
  live: () => done.push("live"),
  seek: (timeMs) => done.push(`seek ${timeMs}`),
  faster: (sign) => done.push(`faster ${sign}`),
  setSpeed: (speed) => done.push(`speed ${speed}`),
  start: () => done.push("start"),
  step: (sign, by, assetId) => done.push(`step ${sign} ${by} ${assetId ?? "plant"}`),
  select: (selection) => done.push(`select ${selection?.fromMs ?? ""} ${selection?.toMs ?? ""}`),
  setLoop: (on) => done.push(`loop ${on}`),
};
const table = new LiveTable(smallPlant(), new ManualClock(0));
Object.assign(table, { startMs: 0, endMs: 1000 });
const commands = () =>
  commandList({
    control,
    hasAsset: () => true,
    goToConstraint: () => undefined,
    goToFinding: (which) => done.push(`finding ${which}`),
    savePicture: () => done.push("picture"),
    timeline: new TimelineView(table),
    timeMs: () => 700,
  });
/** Presses a key and returns what the playhead was told. */
function typed(key: string, more: Partial<PressedKey> = {}): string[] {
  done.length = 0;
  commandOf(commands(), press(key, more))?.run();
  return [...done];
}

describe("a key means its command", () => {
  test.each([
    [" ", "toggle"],
    ["j", "faster -1"],
    ["K", "pause"],
    ["l", "faster 1"],
    ["[", "step -1 mark plant"],
    ["]", "step 1 mark plant"],
    ["Home", "start"],
    ["End", "live"],
    ["u", "select 700 1000"],
    ["i", "select 0 700"],
  ])("%s", (key, told) => {
    expect(typed(key)).toEqual([told]);
  });

  test("comma and full stop step through the selection's events", () => {
    useSelection.getState().selectAsset("B10a");
    expect([...typed(","), ...typed(".")]).toEqual(["step -1 event B10a", "step 1 event B10a"]);
  });

  test("Esc closes an open page first, then lets go of the selected time, and never goes live", () => {
    useTimeline.setState({ selection: { fromMs: 1, toMs: 500 } });
    useView.getState().openPage("keys");
    expect(typed("Escape")).toEqual([]);
    expect(useView.getState().page).toBeUndefined();
    expect(typed("Escape")).toEqual(["select  "]);
    useTimeline.setState({ selection: undefined });
    expect(typed("Escape")).toEqual([]);
  });

  test("P opens the frame budget, and the dock it stands in", () => {
    useLayout.setState({ collapsed: { left: false, right: false, bottom: true }, budget: false });
    typed("p");
    expect(useLayout.getState()).toMatchObject({ budget: true, collapsed: { bottom: false } });
    typed("p");
    expect(useLayout.getState().budget).toBe(false);
  });

  test("E and N go to the first and the next defect finding, where there is one", () => {
    useDefects.getState().tell(fixtureDefects.quiet);
    expect([...typed("e"), ...typed("n")]).toEqual([]);
    useDefects.getState().tell(fixtureDefects.full);
    expect([...typed("e"), ...typed("n")]).toEqual(["finding first", "finding next"]);
    useDefects.getState().forget();
  });

  test("D shows the defects, and puts them away", () => {
    typed("d");
    expect(useRightDock.getState()).toMatchObject({ panel: "defects", defectTab: "findings" });
    typed("d");
    expect(useRightDock.getState().panel).toBe("inspector");
  });

  test("Shift and a digit keeps the view on it, by its place on the keyboard", () => {
    useViews.getState().open([], []);
    typed("#", { code: "Digit3", shiftKey: true });
    expect(useViews.getState().own.map(({ key }) => key)).toEqual([3]);
  });
});

describe("a key means nothing", () => {
  test("together with Ctrl, Alt or the command key, but for Ctrl+K", () => {
    expect(typed("k", { altKey: true })).toEqual([]);
    expect(typed("l", { ctrlKey: true })).toEqual([]);
    expect(commandOf(commands(), press("k", { metaKey: true }))?.id).toBe("palette");
  });
  test("where a command cannot be done now", () => {
    useSelection.getState().clear();
    expect(commandOf(commands(), press("f"))).toBeUndefined();
  });
});

test("brackets that need AltGr are brackets", () => {
  const altGraph = { ctrlKey: true, altKey: true, getModifierState: (name: string) => name === "AltGraph" };
  expect(matchesKey(press("[", altGraph), "[")).toBe(true);
});

test("a digit is found on the number row of any layout and on the pad", () => {
  expect(matchesKey(press("&", { code: "Digit1" }), "1")).toBe(true);
  expect(matchesKey(press("1", { code: "Numpad1" }), "1")).toBe(true);
  expect(matchesKey(press("!", { code: "Digit1", shiftKey: true }), "1")).toBe(false);
});

test("every command of the shared table is there to be done, by its id", () => {
  const ids = commands().map(({ id }) => id);
  expect(commandTable.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
});

test("a command that comes by its id is done, if it can be done now", () => {
  done.length = 0;
  useSelection.getState().clear();
  const framed = useSelection.getState().frameRequest;
  for (const id of ["time.toggle", "camera.frame", "no.such.command"]) runNamed(commands(), id);
  expect([done, useSelection.getState().frameRequest]).toEqual([["toggle"], framed]);
});

test("no two commands share an id, and no key means two things but Esc", () => {
  const ids = commands().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = commands().flatMap((command) => command.keys.filter((key) => key !== "Esc"));
  expect(new Set(keys).size).toBe(keys.length);
});
