// The ledger of parts: where each is at a time, what happens twice or late, and what is forgotten.
import { describe, expect, test } from "vitest";
import { keptMs, madeAt, PartLedger } from "./part-ledger.ts";
import { LineTeller, startMs, testLine } from "./test-line.ts";

const plant = testLine();

function ledgerOf(tell: (teller: LineTeller) => void): PartLedger {
  const teller = new LineTeller(plant);
  tell(teller);
  const ledger = new PartLedger(plant);
  for (const fact of teller.facts) ledger.take(fact);
  return ledger;
}

describe("a part's place", () => {
  const ledger = ledgerOf((teller) => {
    teller.part("create", "M1", "IN", startMs);
    teller.stay("M1", "Wa", startMs + 10, startMs + 20, "T1");
    teller.stay("M1", "T1", startMs + 30, startMs + 40, "PACK");
    teller.part("create", "P1", "PACK", startMs + 50);
    teller.part("enter", "P1", "PACK", startMs + 50);
    teller.part("assemble", "P1", "PACK", startMs + 50, { component: "M1" });
    teller.part("leave", "P1", "PACK", startMs + 60, { to: "T3" });
    teller.part("hold", "P1", "T3", startMs + 70);
    teller.part("release", "P1", "T3", startMs + 80);
    teller.part("ship", "P1", "OUT", startMs + 90);
  });
  test.each([
    [5, { state: "unknown" }],
    [15, { state: "in", assetId: "Wa" }],
    [25, { state: "moving", assetId: "Wa" }],
    [35, { state: "in", assetId: "T1" }],
    [55, { state: "in", assetId: "PACK", into: "P1" }],
    [65, { state: "moving", assetId: "PACK", into: "P1" }],
    [75, { state: "held", assetId: "T3", into: "P1" }],
    [85, { state: "moving", assetId: "PACK", into: "P1" }],
    [95, { state: "shipped", assetId: "OUT", into: "P1" }],
  ] as const)("after %i ms", (afterMs, place) => {
    expect(ledger.placeOf("M1", startMs + afterMs)).toEqual(place);
  });
  test("is not known of a part nobody told of", () => {
    expect(ledger.placeOf("M2", startMs)).toEqual({ state: "unknown" });
  });
});

test("stations of a cell are one group; a station alone is its own", () => {
  const ledger = new PartLedger(plant);
  expect(["Wa", "Wb", "T1"].map((id) => ledger.groupOf(id))).toEqual(["W", "W", "T1"]);
});

test("a part counts once for a characteristic, however often it is tried, and keeps its first and latest result", () => {
  const ledger = ledgerOf((teller) => {
    teller.result("M1", "Wa", "power", 0.5, startMs);
    teller.result("M1", "Wb", "power", 3.5, startMs + 1, { attempt: 2 });
    teller.result("M1", "Wb", "power", 2, startMs + 2, { attempt: 3 });
    // Told again, as where a recording begins anew.
    teller.result("M1", "Wb", "power", 2, startMs + 2, { attempt: 3 });
    teller.result("M1", "T1", "width", 2, startMs + 3, { verdict: "notMeasured" });
  });
  expect(ledger.part("M1")?.results.map(({ value, isFirst }) => [value, isFirst])).toEqual([
    [0.5, true],
    [2, false],
  ]);
  expect(ledger.series("Wb").get("power")).toHaveLength(2);
  expect(ledger.series("T1").size).toBe(0);
});

test("sources that tell no leave, or no enter, still tell visits", () => {
  const ledger = ledgerOf((teller) => {
    teller.part("enter", "M1", "Wa", startMs);
    teller.part("enter", "M1", "T1", startMs + 10);
    teller.part("leave", "M1", "T2", startMs + 20);
  });
  expect(
    ledger.part("M1")?.visits.map(({ assetId, enterMs, leaveMs }) => [assetId, enterMs - startMs, leaveMs]),
  ).toEqual([
    ["Wa", 0, startMs + 10],
    ["T1", 10, undefined],
    ["T2", 20, startMs + 20],
  ]);
});

test("what comes late is put into its place", () => {
  const ledger = ledgerOf((teller) => {
    teller.stay("M1", "T1", startMs + 100, startMs + 200);
    teller.stay("M1", "Wb", startMs, startMs + 50);
  });
  expect(ledger.part("M1")?.visits.map(({ assetId }) => assetId)).toEqual(["Wb", "T1"]);
  expect(madeAt(ledger.part("M1")!, "W", startMs + 300)?.assetId).toBe("Wb");
  expect(madeAt(ledger.part("M1")!, "W", startMs + 40)).toBeUndefined();
});

test("a day after a product left, it is forgotten with its components; what is in the line stays", () => {
  const teller = new LineTeller(plant);
  for (const serial of ["M1", "M2", "P1"]) teller.part("create", serial, "IN", startMs);
  teller.result("M1", "T1", "width", 2, startMs + 1);
  teller.part("assemble", "P1", "PACK", startMs + 10, { component: "M1" });
  teller.part("ship", "P1", "OUT", startMs + 3_600_000);
  const ledger = new PartLedger(plant);
  for (const fact of teller.facts) ledger.take(fact);
  ledger.advance(startMs + keptMs + 3_600_000);
  expect(ledger.size).toBe(3);
  ledger.advance(startMs + keptMs + 7_200_000);
  expect([...ledger.parts()].map(({ serial }) => serial)).toEqual(["M2"]);
  expect(ledger.series("T1").get("width")).toEqual([]);
  ledger.advance(startMs + 8 * keptMs);
  expect(ledger.size).toBe(0);
});

test("a product that would hold itself in the end does not", () => {
  const ledger = ledgerOf((teller) => {
    teller.part("assemble", "P1", "PACK", startMs, { component: "P1" });
    teller.part("assemble", "P2", "PACK", startMs, { component: "P3" });
    teller.part("assemble", "P4", "PACK", startMs, { component: "P2" });
    teller.part("assemble", "P3", "PACK", startMs, { component: "P4" });
  });
  expect(ledger.placeOf("P1", startMs)).toEqual({ state: "unknown" });
  expect(ledger.placeOf("P3", startMs)).toEqual({ state: "unknown", into: "P2" });
});

test("a component that is taken out, or goes into another product, is where it is then", () => {
  const ledger = ledgerOf((teller) => {
    teller.part("assemble", "P1", "PACK", startMs, { component: "M1" });
    teller.part("assemble", "P2", "PACK", startMs + 1, { component: "M1" });
    teller.part("assemble", "P2", "PACK", startMs + 1, { component: "M2" });
    teller.part("disassemble", "P2", "PACK", startMs + 2, { component: "M2" });
  });
  expect(ledger.part("P1")?.components).toEqual([]);
  expect(ledger.part("P2")?.components.map(({ serial }) => serial)).toEqual(["M1"]);
  expect(ledger.part("M2")?.into).toBeUndefined();
});
