// One timer, aligned rates.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beatIn, everyTick, spareTicks } from "./ticker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  spareTicks(false);
  vi.useRealTimers();
});

/** How often listeners of 4, 2, 1 and 0.5 a second are called in `totalMs`. */
function callsIn(totalMs: number): number[] {
  const calls = [0, 0, 0, 0];
  const ticking = ([4, 2, 1, 0.5] as const).map((hz, index) =>
    everyTick(hz, () => (calls[index] = (calls[index] ?? 0) + 1)),
  );
  vi.advanceTimersByTime(totalMs);
  for (const each of ticking) each[Symbol.dispose]();
  return calls;
}

test("each rate is kept", () => {
  expect(callsIn(4000)).toEqual([16, 8, 4, 2]);
});
test("sparing halves the fast ones and leaves the clock's second", () => {
  spareTicks(true);
  expect(callsIn(4000)).toEqual([8, 4, 4, 2]);
});
test("slow listeners are called together with fast ones", () => {
  const at: string[] = [];
  const ticking = [
    everyTick(4, () => at.push(`4@${vi.getMockedSystemTime()?.getTime()}`)),
    everyTick(1, () => at.push(`1@${vi.getMockedSystemTime()?.getTime()}`)),
  ];
  vi.advanceTimersByTime(1000);
  for (const each of ticking) each[Symbol.dispose]();
  expect(at.at(-1)?.slice(2)).toBe(at.at(-2)?.slice(2));
});
test("without listeners no timer runs", () => {
  everyTick(1, () => undefined)[Symbol.dispose]();
  expect(vi.getTimerCount()).toBe(0);
});
test("what changes at once is read at once, by slow readers too; what goes on changing, where it rests", () => {
  const at: number[] = [];
  const startMs = Date.now();
  const ticking = everyTick(1, () => at.push(Date.now() - startMs));
  vi.advanceTimersByTime(100);
  beatIn(0);
  for (let seek = 0; seek < 3; seek += 1) {
    beatIn(120);
    vi.advanceTimersByTime(50);
  }
  vi.advanceTimersByTime(500);
  beatIn(120);
  ticking[Symbol.dispose]();
  expect(at).toEqual([100, 320]);
  expect(vi.getTimerCount()).toBe(0);
});
