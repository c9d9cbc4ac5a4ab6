import { describe, expect, test } from "vitest";
import { lookNone } from "../frame/layout.ts";
import { Moves } from "./moves.ts";

describe("slots", () => {
  test("are numbered from 0, and freed ones are used again, the last freed first", () => {
    const moves = new Moves();
    const [a, b, c] = ["a", "b", "c"].map((owner) => moves.allocate(owner));
    moves.release(a ?? 0);
    moves.release(b ?? 0);
    expect([a, b, c, moves.allocate("d"), moves.allocate("e"), moves.allocate("f"), moves.count]).toEqual([
      0, 1, 2, 1, 0, 3, 4,
    ]);
  });
  test("know their owner until they are freed, and are drawn as nothing then", () => {
    const moves = new Moves();
    const slot = moves.allocate("P1");
    moves.set(slot, 3, 5, 0, 1, 10, 20);
    const owner = moves.owner(slot);
    moves.release(slot);
    expect([owner, moves.owner(slot), moves.look[slot]]).toEqual(["P1", undefined, lookNone]);
  });
  test("beyond the first columns keep what was there", () => {
    const moves = new Moves();
    for (let index = 0; index < 1000; index += 1) {
      moves.set(moves.allocate(String(index)), index, 1, 0, 1, index, index + 1);
    }
    expect([moves.path[0], moves.path[255], moves.path[256], moves.path[999], moves.t1Ms[999]]).toEqual([
      0, 255, 256, 999, 1000,
    ]);
  });
});

describe("a move", () => {
  const moves = new Moves();
  const slot = moves.allocate("P1");
  moves.set(slot, 0, 1, 0.25, 0.75, 1_000, 2_000);
  test.each([
    [-1e15, 0.25],
    [1_000, 0.25],
    [1_500, 0.5],
    [2_000, 0.75],
    [1e15, 0.75],
  ])("at %d ms is at %d of its path", (timeMs, fraction) => {
    expect(moves.fractionAt(slot, timeMs)).toBeCloseTo(fraction, 4);
  });
  test("that takes no time is at its end", () => {
    moves.set(slot, 0, 1, 0, 1, 1_000, 1_000);
    expect(moves.fractionAt(slot, 1_000)).toBe(1);
  });
});

test("a copy goes its own way", () => {
  const moves = new Moves();
  const slot = moves.allocate("P1");
  const copy = moves.clone();
  moves.release(slot);
  moves.allocate("P2");
  expect([copy.owner(slot), copy.allocate("P3"), moves.count]).toEqual(["P1", 1, 1]);
});
