// A signal's past keeps its order and its size.
import { expect, test } from "vitest";
import { SignalHistory } from "./history.ts";

test("old samples fall out when it is full", () => {
  const history = new SignalHistory(3);
  for (const timeMs of [1000, 2000, 3000, 4000]) history.push(timeMs, timeMs / 1000);
  expect(history.window(0, 10_000)).toEqual({ timeS: [2, 3, 4], value: [2, 3, 4] });
});
test("a sample that is not newer is ignored", () => {
  const history = new SignalHistory(3);
  expect([history.push(2000, 1), history.push(2000, 9), history.push(1000, 9)]).toEqual([true, false, false]);
  expect(history.count).toBe(1);
});
test("a missing value is a gap, and what there was before goes on until then", () => {
  const history = new SignalHistory(3);
  history.push(1000, 5);
  history.push(2000, undefined);
  expect(history.window(0, 3000)).toEqual({ timeS: [1, 1.999, 2], value: [5, 5, null] });
  expect(history.window(1500, 3000)).toEqual({ timeS: [1.5, 1.999, 2], value: [5, 5, null] });
});
test("the value that held when the window begins is in it, at its edge", () => {
  const history = new SignalHistory(4);
  history.fill([1000, 6000], [5, 7]);
  expect(history.window(4000, 9000)).toEqual({ timeS: [4, 6], value: [5, 7] });
  expect(history.window(2000, 3000)).toEqual({ timeS: [2], value: [5] });
});
test("the host's series replaces what was there", () => {
  const history = new SignalHistory(8);
  history.push(9000, 1);
  history.fill([1000, 2000], [3, null]);
  expect(history.window(0, 9000)).toEqual({ timeS: [1, 1.999, 2], value: [3, 3, null] });
  expect(history.newestMs).toBe(2000);
});
