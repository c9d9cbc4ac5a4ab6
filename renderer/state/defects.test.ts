// What a person said of a finding holds for the next of its sort, at that asset, for a while.
import { expect, test } from "vitest";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import { dismissalOf, findingsAt } from "./defects.ts";

const dayMs = 24 * 3_600_000;

function finding(id: string, onsetMs: number, shares: Readonly<Record<string, number>>): DefectFinding {
  return {
    id,
    kind: "condition",
    assetId: "B10b",
    onsetMs,
    detectedMs: onsetMs + 60_000,
    p: 0.001,
    score: 3,
    oneInShifts: 20,
    signals: Object.entries(shares).map(([signal, share]) => ({
      signal,
      share,
      unit: "1",
      observed: 1,
      expected: 0,
      normalLow: -1,
      normalHigh: 1,
    })),
    witnesses: [],
    suspects: [],
    affected: [],
    spots: [],
    alsoAt: [],
    model: {
      name: "m",
      version: "1",
      sha256: "00",
      trainedOn: "a test",
      isSimulated: true,
      rows: 1,
      blocks: 1,
      falsePerShift: 1,
    },
  };
}

function verdict(of: DefectFinding, said: "confirm" | "dismiss"): VerdictRecord {
  return {
    kind: "verdict",
    id: `v-${of.id}`,
    atMs: 0,
    by: "desk",
    findingId: of.id,
    assetId: of.assetId,
    onsetMs: of.onsetMs,
    verdict: said,
    like: { kind: "condition", shares: of.signals.map(({ signal, share }) => ({ signal, share })) },
    model: { name: "m", version: "1", sha256: "00" },
  };
}

const first = finding("a", 0, { heat: 0.8, light: 0.2 });
const dismissed = new Map([["a", verdict(first, "dismiss")]]);

test("a dismissed finding, and the next of its sort, have no pin", () => {
  const next = finding("b", dayMs, { heat: 0.75, light: 0.25 });
  expect(dismissalOf({ verdicts: dismissed }, first)?.id).toBe("v-a");
  expect(dismissalOf({ verdicts: dismissed }, next)?.id).toBe("v-a");
  const report = { findings: [first, next] } as never;
  expect(findingsAt({ report, shown: undefined, verdicts: dismissed }, dayMs + 90_000)).toEqual([]);
  expect(findingsAt({ report, shown: "b", verdicts: dismissed }, dayMs + 90_000)).toEqual([next]);
});

test("other signals, another asset, a later month, an earlier time or a word on it itself are not dismissed", () => {
  const other = finding("b", dayMs, { heat: 0.1, light: 0.9 });
  const elsewhere = { ...finding("b", dayMs, { heat: 0.8, light: 0.2 }), assetId: "B10a" };
  const later = finding("b", 40 * dayMs, { heat: 0.8, light: 0.2 });
  const earlier = finding("b", -dayMs, { heat: 0.8, light: 0.2 });
  for (const each of [other, elsewhere, later, earlier])
    expect(dismissalOf({ verdicts: dismissed }, each)).toBeUndefined();
  const same = finding("b", dayMs, { heat: 0.8, light: 0.2 });
  const confirmed = new Map([...dismissed, ["b", verdict(same, "confirm")]]);
  expect(dismissalOf({ verdicts: confirmed }, same)).toBeUndefined();
});
