// Bad parts before and after a change at the station that made them.
import { expect, test } from "vitest";
import { exactMidP } from "../root-cause/two-by-two.ts";
import type { Fact } from "#shared/model/fact.ts";
import { ChangeLog, changeEffects } from "./change-effects.ts";
import { PartLedger } from "./part-ledger.ts";
import { LineTeller, startMs, testLine } from "./test-line.ts";

const plant = testLine();
const minuteMs = 60_000;

function told(facts: readonly Fact[]): { ledger: PartLedger; log: ChangeLog } {
  const ledger = new PartLedger(plant);
  const log = new ChangeLog(plant);
  for (const fact of facts) {
    const measured = ledger.take(fact);
    if (measured !== undefined) log.result(measured);
    if (fact.kind === "state") log.state(fact);
  }
  return { ledger, log };
}

/** A part a minute from Wa for 100 minutes, every fifth of the first fifty narrow; `tool` by minute. */
function line(tool?: (minute: number) => string): LineTeller {
  const teller = new LineTeller(plant);
  for (let minute = 1; minute <= 100; minute += 1) {
    const [serial, madeMs] = [`M${minute}`, startMs + minute * minuteMs];
    teller.stay(serial, "Wa", madeMs - 50_000, madeMs);
    teller.result(serial, "Wa", "power", 2, madeMs - 1, tool === undefined ? {} : { tool: tool(minute) });
    teller.result(serial, "T1", "width", minute <= 50 && minute % 5 === 0 ? 0.5 : 2, madeMs + 1);
  }
  return teller;
}

const day = { fromMs: startMs, toMs: startMs + 86_400_000 };
const expectedP = exactMidP({ badWith: 10, goodWith: 40, badWithout: 0, goodWithout: 50 });

test("another tool", () => {
  const { ledger, log } = told(line((minute) => (minute <= 50 ? "G1" : "G2")).sorted());
  expect(changeEffects(plant, ledger, log, "Wa", day)).toMatchObject([
    {
      assetId: "Wa",
      timeMs: startMs + 51 * minuteMs - 1,
      what: "tool",
      to: "G2",
      class: { id: "T1/width/low" },
      before: { bad: 10, judged: 50 },
      after: { bad: 0, judged: 50 },
      p: expectedP,
    },
  ]);
  expect(changeEffects(plant, ledger, log, "Wb", day)).toEqual([]);
  expect(changeEffects(plant, ledger, log, "Wa", day, ({ assetId }) => assetId !== "T1")).toEqual([]);
});

test("a stop with a reason counts from its end, parts before from its beginning", () => {
  const state = (afterMs: number, name: "down" | "run", code?: string): Fact => ({
    kind: "state",
    asset: plant.assetRowById.get("Wa") ?? -1,
    receivedMs: startMs + afterMs,
    timeMs: startMs + afterMs,
    state: name,
    mode: "production",
    nativeState: "",
    ...(code === undefined ? {} : { reason: { code, text: code, source: "machine" } }),
  });
  const stop = [
    // Without a reason nothing is said to have changed.
    state(30 * minuteMs, "down"),
    state(31 * minuteMs, "run"),
    state(50 * minuteMs + 1, "down", "glassChange"),
    state(50 * minuteMs + 5000, "run"),
  ];
  const { ledger, log } = told([...line().facts, ...stop].sort((a, b) => a.receivedMs - b.receivedMs));
  expect(changeEffects(plant, ledger, log, "Wa", day)).toMatchObject([
    {
      what: "stop",
      to: "glassChange",
      timeMs: startMs + 50 * minuteMs + 5000,
      before: { bad: 10 },
      after: { bad: 0 },
    },
  ]);
});

test("few parts on a side say nothing", () => {
  const { ledger, log } = told(line((minute) => (minute <= 92 ? "G1" : "G2")).sorted());
  expect(changeEffects(plant, ledger, log, "Wa", day)).toEqual([]);
});
