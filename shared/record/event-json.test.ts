// Every kind of fact goes into the JSON of a recording and comes back; what is no fact of the plant is refused.
import { describe, expect, test } from "vitest";
import { smallPlant } from "../../tests/support/small-plant.ts";
import { utf8Bytes } from "../base/text.ts";
import { decodeEvent, encodeEvent, EventError } from "./event-json.ts";
import type { EventFact, EventKind } from "./event-schemas.ts";

const plant = smallPlant();
const at = { timeMs: 1_000.125, receivedMs: 1_001.5 };
const reason = { code: "E1", text: "Jam", source: "machine", by: "c1", atMs: 990 } as const;

const facts: readonly EventFact[] = [
  { kind: "state", asset: 2, state: "down", mode: "manual", nativeState: "STOPPED", reason, ...at },
  { kind: "state", asset: 0, state: "run", mode: "production", nativeState: "", backfill: true, ...at },
  { kind: "condition", asset: 0, key: "c1", level: "fault", code: "E1", text: "Jam", ...at },
  {
    kind: "part",
    assetRow: 1,
    receivedMs: at.receivedMs,
    event: { verb: "leave", serial: "P1", asset: "B1", timeMs: at.timeMs, to: "M2", arriveMs: 3000 },
  },
  {
    kind: "result",
    assetRow: 0,
    receivedMs: at.receivedMs,
    result: {
      serial: "P1",
      asset: "M1",
      step: "weld",
      characteristic: "width",
      value: 1.25,
      unit: "mm",
      verdict: "ok",
      lsl: 1,
      usl: 2,
      attempt: 1,
      timeMs: at.timeMs,
      spot: [0.25, 0.5, 1],
    },
  },
  {
    kind: "order",
    order: { id: "O1", variant: "96", quantity: 5, plannedStartMs: 0, sequence: 1 },
    assetRow: 0,
    ...at,
  },
  { kind: "order", order: { id: "O2", variant: "96", quantity: 5, plannedStartMs: 0, sequence: 2 }, ...at },
  { kind: "travel", vehicle: 0, from: 1, to: 2, arriveMs: 2000, load: 2, ...at },
  {
    kind: "finding",
    timeMs: at.timeMs,
    receivedMs: at.receivedMs,
    finding: {
      id: "f",
      kind: "quality",
      assetId: "M1",
      serials: ["P1"],
      onsetMs: 1,
      detectedMs: 2,
      provisional: true,
      engine: { name: "e", version: "1" },
      evidence: [],
      detail: { why: ["heat"] },
    },
  },
  { kind: "link", source: "manual", heard: false, ...at },
  { kind: "string", index: 3, text: "O1234 – ö", ...at },
];

test.each(facts.map((fact) => [fact.kind, fact] as const))("a %s comes back as it was", (kind, fact) => {
  expect(decodeEvent(plant, kind, encodeEvent(plant, fact))).toEqual(fact);
});

describe("what is no fact", () => {
  test.each<[string, EventKind, unknown]>([
    ["no JSON", "state", "{"],
    ["no object", "state", 5],
    ["an asset that is not there", "state", { receivedMs: 1, timeMs: 1, asset: "X", state: "run" }],
    ["a word that is no state", "state", { receivedMs: 1, timeMs: 1, asset: "M1", state: "dreaming" }],
    ["a word that is no mode", "state", { receivedMs: 1, timeMs: 1, asset: "M1", state: "run", mode: "x" }],
    ["a time that is none", "state", { receivedMs: "now", timeMs: 1, asset: "M1", state: "run" }],
    ["no time at all", "condition", { receivedMs: 1, asset: "M1", key: "c", level: "fault" }],
    ["a level that is none", "condition", { receivedMs: 1, timeMs: 1, asset: "M1", key: "c", level: "loud" }],
    ["a verb that is none", "part", { receivedMs: 1, timeMs: 1, asset: "M1", verb: "fly", serial: "P1" }],
  ])("%s is refused", (_, kind, told) => {
    const bytes = utf8Bytes(typeof told === "string" ? told : JSON.stringify(told));
    expect(() => decodeEvent(plant, kind, bytes)).toThrow(EventError);
  });
});
