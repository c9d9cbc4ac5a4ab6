import { beforeEach, describe, expect, test } from "vitest";
import { createTwin } from "#shared/twin/twin.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { Playhead } from "./playhead.ts";
import { RingTimeline } from "./ring.ts";

const hourMs = 3_600_000;
let ring: RingTimeline;
let playhead: Playhead;
beforeEach(() => {
  ring = new RingTimeline("ring", createTwin(smallPlant()), 60);
  ring.advance(1_000);
  ring.advance(101_000);
  playhead = new Playhead(ring);
});

describe("following", () => {
  test("is at the newest moment at the speed of the source", () => {
    ring.advance(102_000);
    expect([playhead.timeMs(0), playhead.mode, playhead.speed]).toEqual([102_000, "following", 60]);
  });
  test("pauses at the last moment when the timeline closes, and stays there", () => {
    ring.close();
    expect([playhead.timeMs(0), playhead.mode, playhead.speed]).toEqual([101_000, "paused", 0]);
  });
  test("is not possible on a closed timeline: it pauses at its end", () => {
    ring.close();
    playhead.set(0, { mode: "paused", timeMs: 5_000 });
    expect([playhead.set(0, { mode: "following" }), playhead.mode]).toEqual([101_000, "paused"]);
  });
});

describe("paused", () => {
  test("stays where it is while time goes on", () => {
    playhead.set(0, { mode: "paused" });
    ring.advance(200_000);
    expect(playhead.timeMs(hourMs)).toBe(101_000);
  });
  test("at a place outside the range is at its nearer end", () => {
    expect([
      playhead.set(0, { mode: "paused", timeMs: -1e300 }),
      playhead.set(0, { mode: "paused", timeMs: 1e300 }),
    ]).toEqual([1_000, 101_000]);
  });
  test("keeps the speed to go on with, and tells 0 as its own", () => {
    playhead.set(0, { mode: "playing", timeMs: 50_000, speed: -4 });
    playhead.set(0, { mode: "paused" });
    expect([playhead.speed, playhead.state(0).speed]).toEqual([0, -4]);
  });
});

describe("playing", () => {
  test("goes on from the anchor at its speed", () => {
    playhead.set(10_000, { mode: "playing", timeMs: 50_000, speed: 10 });
    expect(playhead.timeMs(12_000)).toBe(70_000);
  });
  test("backward ends at the start, paused", () => {
    playhead.set(0, { mode: "playing", timeMs: 50_000, speed: -60 });
    expect([playhead.timeMs(500), playhead.timeMs(10_000), playhead.mode]).toEqual([20_000, 1_000, "paused"]);
  });
  test("that overtakes an open timeline follows", () => {
    playhead.set(0, { mode: "playing", timeMs: 50_000, speed: 600 });
    expect([playhead.timeMs(1_000), playhead.mode]).toEqual([101_000, "following"]);
  });
  test("that reaches the end of a closed timeline pauses there", () => {
    ring.close();
    playhead.set(0, { mode: "playing", timeMs: 50_000, speed: 600 });
    expect([playhead.timeMs(1_000), playhead.mode, playhead.timeMs(9_000)]).toEqual([
      101_000,
      "paused",
      101_000,
    ]);
  });
  test("slower than the window moves is carried along at its start", () => {
    playhead.set(0, { mode: "playing", timeMs: 1_000, speed: 1 });
    ring.advance(101_000 + hourMs);
    expect(playhead.timeMs(1_000)).toBe(101_000);
  });
  test("changes its speed without a jump; a speed of 0 changes nothing", () => {
    playhead.set(0, { mode: "playing", timeMs: 50_000, speed: 2 });
    playhead.set(1_000, { mode: "playing", speed: 4 });
    playhead.set(2_000, { mode: "playing", speed: 0 });
    expect(playhead.timeMs(3_000)).toBe(50_000 + 2_000 + 4_000 + 4_000);
  });
});

describe("a loop", () => {
  const loop = { fromMs: 20_000, toMs: 30_000 };
  test("is gone round forward and backward, however far a tick reaches", () => {
    playhead.set(0, { mode: "playing", timeMs: 25_000, speed: 1, loop });
    expect([playhead.timeMs(4_999), playhead.timeMs(6_000), playhead.timeMs(41_000)]).toEqual([
      29_999, 21_000, 26_000,
    ]);
    playhead.set(50_000, { mode: "playing", timeMs: 21_000, speed: -1 });
    expect([playhead.timeMs(50_500), playhead.timeMs(52_000)]).toEqual([20_500, 29_000]);
  });
  test("begins where play is pressed outside of it, unless a place is named", () => {
    playhead.set(0, { mode: "paused", timeMs: 80_000, loop });
    expect(playhead.set(0, { mode: "playing", speed: 1 })).toBe(20_000);
    playhead.set(0, { mode: "playing", timeMs: 60_000 });
    expect(playhead.timeMs(15_000)).toBe(75_000);
  });
  test("is told to the page and kept until it is taken away", () => {
    playhead.set(0, { mode: "paused", loop });
    playhead.set(0, { mode: "following" });
    expect(playhead.state(0).loop).toEqual(loop);
    playhead.set(0, { mode: "following", loop: null });
    expect(playhead.state(0).loop).toBeUndefined();
  });
  test("that lies before the timeline is none", () => {
    playhead.set(0, { mode: "playing", timeMs: 50_000, speed: 1, loop: { fromMs: -9_000, toMs: 500 } });
    expect(playhead.timeMs(10_000)).toBe(60_000);
  });
});
