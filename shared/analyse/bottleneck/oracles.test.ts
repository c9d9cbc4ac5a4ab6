// The self-test itself, and what its lines must be compared with at length.
import { expect, test } from "vitest";
import { runOracles } from "./oracles.ts";

test("every oracle is met", () => {
  const oracles = runOracles();
  expect(oracles.filter(({ ok }) => !ok)).toEqual([]);
  expect(oracles.length).toBeGreaterThan(200);
  expect(new Set(oracles.map(({ name }) => name)).size).toBe(oracles.length);
});
