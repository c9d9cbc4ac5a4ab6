// The window moves with live while the playhead follows, and never otherwise.
import { beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { LiveTable } from "../../live/live-table.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { TimelineView } from "./timeline-view.ts";

const hourMs = 3_600_000;
let table: LiveTable;
let view: TimelineView;
const place = (timeMs: number, following: boolean, endMs = timeMs): void => {
  Object.assign(table, { frameTimeMs: timeMs, following, startMs: 0, endMs, speed: 0 });
};
beforeEach(() => {
  table = new LiveTable(smallPlant(), new ManualClock(0));
  view = new TimelineView(table);
  place(3 * hourMs, true);
});
const hours = () =>
  [view.window().fromMs / hourMs, view.window().toMs / hourMs].map((h) => Number(h.toFixed(3)));

describe("following", () => {
  test("shows the last hour and moves with live", () => {
    expect(hours()).toEqual([2.02, 3.02]);
    place(4 * hourMs, true);
    expect(hours()).toEqual([3.02, 4.02]);
  });
  test("goes on when zoomed", () => {
    view.zoom(0.5);
    expect(hours()).toEqual([2.51, 3.01]);
    place(4 * hourMs, true);
    expect(hours()).toEqual([3.51, 4.01]);
  });
  test("looks elsewhere when moved, and comes back when moved to the end", () => {
    view.pan(-hourMs);
    place(4 * hourMs, true);
    expect([hours(), view.movesWithLive]).toEqual([[1.02, 2.02], false]);
    view.pan(9 * hourMs);
    expect([hours(), view.movesWithLive]).toEqual([[3.02, 4.02], true]);
  });
});

describe("not following", () => {
  test("keeps what was in sight while live goes on, and sees the newest when it follows again", () => {
    view.window();
    place(3 * hourMs, false);
    view.window();
    place(3 * hourMs, false, 5 * hourMs);
    expect(hours()).toEqual([2.02, 3.02]);
    place(5 * hourMs, true);
    expect(hours()).toEqual([4.02, 5.02]);
  });
  test("a jump out of sight brings its place in", () => {
    view.window();
    place(2.5 * hourMs, false, 3 * hourMs);
    view.track(true);
    place(1 * hourMs, false, 3 * hourMs);
    view.track(true);
    expect(hours()).toEqual([0.1, 1.1]);
  });
  test("a playhead that plays elsewhere leaves the window alone", () => {
    view.window();
    place(2.5 * hourMs, false, 3 * hourMs);
    view.track(false);
    view.pan(-2 * hourMs);
    const before = hours();
    view.track(false);
    place(2.6 * hourMs, false, 3 * hourMs);
    view.track(false);
    expect(hours()).toEqual(before);
  });
  test("zooms around a given time", () => {
    view.window();
    place(2.5 * hourMs, false, 3 * hourMs);
    view.zoom(0.5, 2.02 * hourMs);
    expect(hours()).toEqual([2.02, 2.52]);
    view.fit();
    expect(hours()).toEqual([0, 3.06]);
  });
});
