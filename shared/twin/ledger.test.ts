import { expect, test } from "vitest";
import type { Fact, PartEvent, Result } from "../model/fact.ts";
import { Ledger } from "./ledger.ts";

const part = (event: PartEvent): Fact => ({ kind: "part", receivedMs: event.timeMs, assetRow: 0, event });
const result = (value: Pick<Result, "serial" | "timeMs" | "value" | "verdict">): Fact => ({
  kind: "result",
  receivedMs: value.timeMs,
  assetRow: 3,
  result: { asset: "B50", step: "test", characteristic: "resistance", unit: "uOhm", attempt: 1, ...value },
});

/** A pack made of one module and a lot of screws, tested, shipped. */
const history: readonly Fact[] = [
  part({ verb: "create", serial: "M1", asset: "A40", timeMs: 10, product: "module", variant: "96" }),
  result({ serial: "M1", timeMs: 20, value: 41, verdict: "ok" }),
  part({ verb: "create", serial: "P1", asset: "D10", timeMs: 30, product: "pack", variant: "96" }),
  part({ verb: "assemble", serial: "P1", asset: "D10", timeMs: 40, component: "M1", position: "2" }),
  part({ verb: "consume", serial: "P1", asset: "D20", timeMs: 50, lot: "S-7", quantity: 32 }),
  part({ verb: "ship", serial: "P1", asset: "END", timeMs: 60 }),
];

function ledgerOf(facts: readonly Fact[]): Ledger {
  const ledger = new Ledger("END");
  for (const fact of facts) ledger.apply(fact);
  return ledger;
}

test("a pack knows what went into it, and its module where it went", () => {
  const ledger = ledgerOf(history);
  expect(ledger.part("P1", 55)?.components).toEqual([{ serial: "M1", product: "module", position: "2" }]);
  expect(ledger.part("P1", 55)?.lots).toEqual([{ lot: "S-7", quantity: 32, asset: "D20" }]);
  expect([ledger.part("M1", 55)?.parent, ledger.part("M1", 55)?.asset]).toEqual(["P1", undefined]);
});

test("what is asked about a moment knows nothing later", () => {
  const ledger = ledgerOf(history);
  expect([
    ledger.part("M1", 15)?.results.length,
    ledger.part("M1", 35)?.parent,
    ledger.part("P1", 25),
  ]).toEqual([0, undefined, undefined]);
  expect([ledger.part("P1", 35)?.asset, ledger.part("P1", 65)?.asset]).toEqual(["D10", undefined]);
});

test("results of a station come newest first and not from the future", () => {
  const ledger = ledgerOf([...history, result({ serial: "M1", timeMs: 45, value: 43, verdict: "notOk" })]);
  expect(ledger.results(3, 100, 10).map((one) => one.value)).toEqual([43, 41]);
  expect(ledger.results(3, 30, 10).map((one) => one.value)).toEqual([41]);
});

test("only parts shipped at the line's end count", () => {
  const ledger = ledgerOf([...history, part({ verb: "ship", serial: "X", asset: "SAMPLE", timeMs: 70 })]);
  expect(ledger.shippedMs()).toEqual([60]);
});

test("a shipped part is forgotten with its components, and its count is kept", () => {
  const ledger = ledgerOf(history);
  ledger.prune(1000);
  expect([ledger.part("P1", 100), ledger.part("M1", 100), ledger.size, ledger.shippedMs()]).toEqual([
    undefined,
    undefined,
    0,
    [60],
  ]);
});

test("a shift of 36,000 cells stays as small as the work in progress", () => {
  const ledger = new Ledger("END");
  const cellsPerPack = 128;
  for (let pack = 0; pack < 281; pack += 1) {
    const timeMs = pack * 96_000;
    ledger.apply(part({ verb: "create", serial: `P${pack}`, asset: "D10", timeMs, product: "pack" }));
    for (let cell = 0; cell < cellsPerPack; cell += 1) {
      const serial = `C${pack}-${cell}`;
      ledger.apply(part({ verb: "create", serial, asset: "A10", timeMs, product: "cell" }));
      ledger.apply(part({ verb: "assemble", serial: `P${pack}`, asset: "D10", timeMs, component: serial }));
    }
    ledger.apply(part({ verb: "ship", serial: `P${pack}`, asset: "END", timeMs }));
    ledger.prune(timeMs - 3_600_000);
  }
  expect(ledger.size).toBeLessThanOrEqual(40 * (cellsPerPack + 1));
});
