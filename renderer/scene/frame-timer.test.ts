import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FrameTimer } from "./frame-timer.ts";

let drawn = 0;
let timer: FrameTimer;
beforeEach(() => {
  vi.useFakeTimers();
  drawn = 0;
  timer = new FrameTimer(() => (drawn += 1));
});
afterEach(() => {
  vi.useRealTimers();
});

test("what is due is drawn at once, and the timer that waited is forgotten", () => {
  timer.want(200);
  timer.want(0);
  expect(drawn).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(drawn).toBe(1);
});

test("of two wishes the earlier holds, whichever came first", () => {
  timer.want(200);
  timer.want(50);
  timer.want(300);
  vi.advanceTimersByTime(49);
  expect(drawn).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(drawn).toBe(1);
});

test("after its frame it waits for the next wish, and cleared it draws nothing", () => {
  timer.want(50);
  vi.advanceTimersByTime(50);
  timer.want(50);
  timer.clear();
  vi.advanceTimersByTime(1000);
  expect(drawn).toBe(1);
});
