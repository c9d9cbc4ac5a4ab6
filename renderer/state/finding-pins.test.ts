import { expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import demoFile from "../../assets/plants/demo/plant.json?raw";
import { fixtureDefects } from "../gallery/fixture-defects.ts";
import { nextOf, pinsOf, standingRow, steadySpan } from "./finding-pins.ts";
import { findingsAt } from "./defects.ts";

const nowMs = Date.UTC(2026, 10, 23, 7, 12);
const { findings } = fixtureDefects(nowMs);
const [first, second, third] = findings;
const rowOf = (id: string): number => ["B10b", "B50", "C10"].indexOf(id);

test("an asset has one pin, of its rarest finding unless another of them is looked at", () => {
  if (first === undefined || second === undefined || third === undefined) throw new Error("no fixture");
  const there = [first, { ...second, assetId: "B10b" }, third];
  const common = { row: 0, ids: [first.id, second.id] };
  const other = { row: 1, kind: "quality", ids: [third.id], shownId: undefined };
  expect(pinsOf(there, undefined, rowOf)).toEqual([
    { ...common, kind: "condition", shownId: undefined },
    other,
  ]);
  expect(pinsOf(there, second.id, rowOf)[0]).toEqual({ ...common, kind: "sensor", shownId: second.id });
});

test("what stands nowhere has no pin", () => {
  expect(pinsOf(findings, undefined, () => -1)).toEqual([]);
});

test("clicks go round the findings of a pin, the rarest first", () => {
  expect(nextOf({ ids: ["a", "b"], shownId: undefined })).toBe("a");
  expect(nextOf({ ids: ["a", "b"], shownId: "a" })).toBe("b");
  expect(nextOf({ ids: ["a", "b"], shownId: "b" })).toBe("a");
  expect(nextOf({ ids: ["a"], shownId: "a" })).toBe("a");
});

test("in a steady span the same findings hold, and at its ends others do", () => {
  const ended = findings.map((finding, index) =>
    index === 0 ? { ...finding, endMs: nowMs - 15 * 60_000 } : finding,
  );
  const report = { ...fixtureDefects(nowMs), findings: ended };
  const at = (timeMs: number): string[] =>
    findingsAt({ report, shown: undefined, verdicts: new Map() }, timeMs).map(({ id }) => id);
  const spans = [-40, -25, -16, -13, -5].map((minutes) => steadySpan(ended, nowMs + minutes * 60_000));
  for (const [index, span] of spans.entries()) {
    const inside = at(Math.max(span.fromMs, nowMs - 90 * 60_000));
    expect(at(Math.min(span.toMs - 1, nowMs))).toEqual(inside);
    if (span.toMs !== Infinity) expect(at(span.toMs)).not.toEqual(inside);
    expect(spans[index + 1]?.fromMs ?? span.toMs).toBe(span.toMs);
  }
  expect(spans[0]?.fromMs).toBe(-Infinity);
});

test("a cell is stood for by the first of its stations that stands somewhere", () => {
  const plant = resolvePlant(plantSchema.parse(JSON.parse(demoFile)));
  const stands = (row: number): boolean => plant.assets[row]?.pose !== undefined;
  const idOf = (id: string): string | undefined => plant.assets[standingRow(plant, stands, id)]?.id;
  expect([idOf("B10"), idOf("B10b"), idOf("B")]).toEqual(["B10a", "B10b", "B10-in"]);
  expect(standingRow(plant, stands, "nobody")).toBe(-1);
});
