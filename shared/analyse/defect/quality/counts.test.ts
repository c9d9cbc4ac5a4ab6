// Pareto and first pass: parts once, first results only, within the window.
import { expect, test } from "vitest";
import { firstPassOf, paretoOf } from "./counts.ts";
import { PartLedger } from "./part-ledger.ts";
import { LineTeller, startMs, testLine } from "./test-line.ts";

const plant = testLine();
const teller = new LineTeller(plant);
const results = [
  // serial, asset, characteristic, value, tool
  ["M1", "Wa", "power", 2, "G1"],
  ["M2", "Wb", "power", 0, "G2"],
  ["M3", "Wb", "power", 2, "G2"],
  ["M1", "T1", "width", 0.5, undefined],
  ["M2", "T1", "width", 2, undefined],
  ["M3", "T1", "width", 3.5, undefined],
  // Tried again, and bad again: still one bad part.
  ["M3", "T1", "width", 3.6, undefined],
] as const;
for (const [at, serial] of ["M1", "M2", "M3"].entries())
  teller.part("consume", serial, "IN", startMs + at, { lot: at < 2 ? "L1" : "L2" });
results.forEach(([serial, asset, characteristic, value, tool], at) => {
  teller.result(serial, asset, characteristic, value, startMs + 10 + at, tool === undefined ? {} : { tool });
});
const ledger = new PartLedger(plant);
for (const fact of teller.facts) ledger.take(fact);
const all = { fromMs: startMs, toMs: startMs + 100 };

test("bad parts of those judged, by what they have in common", () => {
  const pareto = paretoOf(plant, ledger, all);
  const rows = Object.entries(pareto).map(([by, list]) => [
    by,
    list.map(({ key, bad, judged }) => [key, bad, judged]),
  ]);
  expect(Object.fromEntries(rows)).toEqual({
    class: [
      ["T1/width/high", 1, 3],
      ["T1/width/low", 1, 3],
      ["W/power/low", 1, 3],
    ],
    station: [
      ["T1", 2, 3],
      ["Wb", 1, 2],
      ["Wa", 0, 1],
    ],
    tool: [
      ["Wb/G2", 1, 2],
      ["Wa/G1", 0, 1],
    ],
    lot: [
      ["IN/L1", 2, 2],
      ["IN/L2", 1, 1],
    ],
  });
  expect(pareto.class[0]?.class).toEqual({
    id: "T1/width/high",
    assetId: "T1",
    characteristic: "width",
    side: "high",
  });
});

test("first pass in the order of the line", () => {
  const rows = firstPassOf(plant, ledger, all);
  expect(rows.map(({ assetId, passed, judged }) => [assetId, passed, judged])).toEqual([
    ["Wa", 1, 1],
    ["Wb", 1, 2],
    ["T1", 1, 3],
  ]);
  expect(rows[2]?.rate.value).toBeCloseTo(1 / 3, 12);
});

test("what was judged at the beginning of the window is the window's before", () => {
  const rows = firstPassOf(plant, ledger, { fromMs: startMs + 13, toMs: startMs + 14 });
  expect(rows.map(({ assetId, judged }) => [assetId, judged])).toEqual([["T1", 1]]);
});
