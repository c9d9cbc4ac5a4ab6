// The order of a line by its links.
import { expect, test } from "vitest";
import { lineOrder } from "./line-order.ts";
import { testLine } from "./test-line.ts";

test("assets come behind what parts come from, a cell with its first station, ways back do not count", () => {
  const order = lineOrder(testLine());
  const inOrder = [...order].sort(([, a], [, b]) => a - b).map(([id]) => id);
  expect(inOrder).toEqual(["line", "IN", "W", "Wa", "Wb", "T1", "T2", "PACK", "T3", "OUT"]);
});
