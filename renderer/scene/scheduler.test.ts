import { describe, expect, test } from "vitest";
import { answerAfterMs, FrameScheduler, giveWayMs, type Motion } from "./scheduler.ts";

const rates = { activeHz: 60, ambientHz: 15 };

const still: Motion = { visible: true, stale: false, playing: true, moving: false };
const moving: Motion = { ...still, moving: true };

describe("frame scheduler", () => {
  test("nothing moves and nothing is asked: no frame is due", () => {
    expect(new FrameScheduler(rates).dueInMs(1000, still)).toBeUndefined();
  });

  test("a paused playhead draws no moving parts", () => {
    expect(new FrameScheduler(rates).dueInMs(1000, { ...moving, playing: false })).toBeUndefined();
  });

  test("a lost link draws no moving parts", () => {
    expect(new FrameScheduler(rates).dueInMs(1000, { ...moving, stale: true })).toBeUndefined();
  });

  test("a hidden page draws nothing, whatever is asked", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.request("camera", 1000);
    expect(scheduler.dueInMs(1000, { ...moving, visible: false })).toBeUndefined();
  });

  test("moving parts alone come at 15 a second", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.drawn(1000);
    expect(scheduler.dueInMs(1010, moving)).toBeCloseTo(1000 / 15 - 10);
  });

  test("data alone comes at 15 a second at most", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.drawn(1000);
    scheduler.request("data", 1005);
    expect(scheduler.dueInMs(1005, still)).toBeCloseTo(1000 / 15 - 5);
  });

  test("a person's act is drawn at once", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.drawn(1000);
    scheduler.request("ui", 1001);
    expect(scheduler.dueInMs(1001, still)).toBe(0);
  });

  test("while a person moves the camera parts move at 60 a second", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.request("camera", 1000);
    scheduler.drawn(1000);
    scheduler.dueInMs(1001, moving);
    expect(scheduler.rateHz).toBe(60);
  });

  test("after a drawn frame nothing is due again", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.request("data", 1000);
    scheduler.drawn(1000);
    expect(scheduler.dueInMs(2000, still)).toBeUndefined();
  });

  test("after a click the panels are painted first, then the scene's marks, then what moves by itself", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.giveWay(1000);
    expect(scheduler.dueInMs(1000, moving)).toBe(giveWayMs);
    scheduler.request("ui", 1001);
    expect(scheduler.dueInMs(1001, moving)).toBe(answerAfterMs - 1);
    expect(scheduler.dueInMs(1100, moving)).toBe(0);
  });

  test("a camera that is being moved gives way to nothing", () => {
    const scheduler = new FrameScheduler(rates);
    scheduler.giveWay(1000);
    scheduler.request("camera", 1000);
    scheduler.drawn(1000);
    expect(scheduler.dueInMs(1000, moving)).toBeCloseTo(1000 / 60);
  });
});
