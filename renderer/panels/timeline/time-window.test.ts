// Zooming keeps what is under the pointer, and nothing leaves the range.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fitWindow,
  panWindow,
  revealTime,
  shortestWindowMs,
  wholeWindow,
  zoomWindow,
} from "./time-window.ts";

const hourMs = 3_600_000;
const range = { fromMs: 0, toMs: 48 * hourMs };

describe("zooming", () => {
  test("keeps the time under the pointer where it is", () => {
    const before = { fromMs: 10 * hourMs, toMs: 20 * hourMs };
    const after = zoomWindow(before, 0.5, 12 * hourMs, range);
    expect(after).toEqual({ fromMs: 11 * hourMs, toMs: 16 * hourMs });
  });
  test("ends at five seconds and at the whole range", () => {
    const close = zoomWindow({ fromMs: 0, toMs: hourMs }, 1e-9, 1_000, range);
    expect(close.toMs - close.fromMs).toBe(shortestWindowMs);
    expect(zoomWindow(close, 1e12, 1_000, range)).toEqual(wholeWindow(range));
  });
  test("never leaves the range nor turns round, whatever is done", () => {
    const whole = wholeWindow(range);
    const action = fc.record({
      factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      byMs: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        let window = wholeWindow(range);
        for (const { factor, share, byMs } of actions) {
          const aroundMs = window.fromMs + share * (window.toMs - window.fromMs);
          window = panWindow(zoomWindow(window, factor, aroundMs, range), byMs, range);
          expect(window.toMs - window.fromMs).toBeGreaterThanOrEqual(shortestWindowMs - 0.01);
          expect(window.fromMs).toBeGreaterThanOrEqual(whole.fromMs - 0.01);
          expect(window.toMs).toBeLessThanOrEqual(whole.toMs + 0.01);
        }
      }),
    );
  });
});

test("a range shorter than the closest look still fills a window", () => {
  expect(fitWindow({ fromMs: 0, toMs: 1_000 }, { fromMs: 0, toMs: 900 })).toEqual({ fromMs: 0, toMs: 5_000 });
});

describe("revealing", () => {
  const window = { fromMs: 10 * hourMs, toMs: 20 * hourMs };
  test("leaves a window alone that shows the time", () => {
    expect(revealTime(window, 10 * hourMs, range)).toBe(window);
  });
  test("turns a page, so that what plays has most of it before it", () => {
    expect(revealTime(window, 9 * hourMs, range)).toEqual({ fromMs: 0, toMs: 10 * hourMs });
    expect(revealTime(window, 21 * hourMs, range)).toEqual({ fromMs: 20 * hourMs, toMs: 30 * hourMs });
  });
});
