// What is typed finds what is meant: the better the letters stand, the higher.
import { describe, expect, test } from "vitest";
import { fitScore, queryWords } from "./fuzzy.ts";

const fit = (query: string, ...texts: string[]): number =>
  fitScore(
    queryWords(query),
    texts.map((text) => text.toLowerCase()),
  );

describe("a word fits", () => {
  test("best as a whole, then at the start, at a word's start, inside, scattered", () => {
    const order = [
      fit("weld", "weld"),
      fit("weld", "welding"),
      fit("weld", "laser weld a"),
      fit("weld", "unwelded"),
      fit("wld", "weld vision"),
    ];
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(new Set(order).size).toBe(order.length);
    expect(order.at(-1)).toBeGreaterThan(0);
  });
  test("a shorter text before a longer one", () => {
    expect(fit("b10", "b10a")).toBeGreaterThan(fit("b10", "b10a-in"));
  });
  test("the id before the name", () => {
    expect(fit("d20", "d20", "bolt-down")).toBeGreaterThan(fit("d20", "a50", "d20"));
  });
  test("whatever its capitals", () => {
    expect(fit("LASER", "Laser weld")).toBe(fit("laser", "laser weld"));
  });
});

describe("it does not fit", () => {
  test("where letters are missing or in another order", () => {
    expect(fit("wled", "weld")).toBe(0);
  });
  test("where its letters stand far apart", () => {
    expect(fit("bet", "buffer behind the second tester")).toBe(0);
  });
  test("where one of several words finds nothing", () => {
    expect(fit("laser press", "laser weld")).toBe(0);
  });
});

test("several words may be found in different texts", () => {
  expect(fit("weld b10a", "B10a", "Laser weld a")).toBeGreaterThan(0);
});
