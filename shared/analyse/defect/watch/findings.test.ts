// Episodes as findings: one for each incident, with an id that holds.
import { describe, expect, it } from "vitest";
import type { Episode } from "../episodes.ts";
import { Findings } from "./findings.ts";
import { sha256 } from "../../../../tests/support/watch-line.ts";

const model = {
  name: "gemba-defect",
  version: "1",
  sha256: "",
  trainedOn: "",
  isSimulated: true,
  rows: 0,
  blocks: 0,
  falsePerShift: 1,
};
const condition = { kind: "condition", witnesses: [] } as const;
const sensor = { kind: "sensor", witnesses: [] } as const;

/** The largest scores of three clean blocks. */
const maxima = Float64Array.of(1, 6, 8);

function episode(assetId: string, onsetMs: number, endMs?: number): Episode {
  return {
    assetId,
    onsetMs,
    detectedMs: onsetMs + 5,
    p: 0.001,
    unusualRows: 1,
    ...(endMs === undefined ? {} : { endMs }),
  };
}

function told(...begun: readonly (readonly [Episode, typeof condition | typeof sensor])[]) {
  const findings = new Findings(
    {
      transitMs: (from, to) => (from === "A" && to === "B" ? 60 : undefined),
      sameAssetGapMs: 10,
    },
    sha256,
  );
  for (const [one, kind] of begun) findings.begin(one, kind);
  return findings.list(model, maxima).map(({ kind, assetId, onsetMs, endMs, alsoAt }) => {
    const also = alsoAt.map((other) => other.assetId).join("");
    return `${kind} ${assetId} ${onsetMs}-${endMs ?? ""} ${also}`.trim();
  });
}

describe("findings", () => {
  it("take in what runs down the line, and the same asset's next episode", () => {
    expect(
      told(
        [episode("A", 0, 30), condition],
        [episode("B", 50, 70), condition],
        [episode("A", 38, 45), condition],
      ),
    ).toEqual(["condition A 0-70 B"]);
  });
  it("go on while one of their episodes does", () => {
    expect(told([episode("A", 0, 30), condition], [episode("A", 38), condition])).toEqual(["condition A 0-"]);
  });
  it("stay apart up the line, and when too much time has passed", () => {
    expect(told([episode("B", 0, 5), condition], [episode("A", 100, 120), condition])).toHaveLength(2);
    expect(told([episode("A", 0, 5), condition], [episode("A", 16), condition])).toHaveLength(2);
  });
  it("know a cause that was seen after its effect", () => {
    expect(told([episode("B", 40, 50), condition], [episode("A", 10, 60), condition])).toEqual([
      "condition B 40-60 A",
    ]);
  });
  it("never take a sensor for something that runs down the line, nor for its machine's condition", () => {
    expect(told([episode("A", 0), sensor], [episode("B", 30), sensor])).toHaveLength(2);
    expect(told([episode("A", 0), condition], [episode("A", 30), sensor])).toHaveLength(2);
  });
  it("have the id of kind, asset, onset and engine", () => {
    const findings = new Findings({ transitMs: () => undefined, sameAssetGapMs: 10 }, sha256);
    findings.begin(episode("A", 1000), condition);
    const [finding] = findings.list(model, maxima);
    expect(finding?.id).toBe(sha256("condition|A|1000|gemba-defect").slice(0, 16));
  });
  it("keep the evidence of the most unusual row of the asset where it began", () => {
    const findings = new Findings({ transitMs: () => 60, sameAssetGapMs: 10 }, sha256);
    const [root, other] = [episode("A", 0), episode("B", 20)];
    findings.begin(root, condition);
    findings.begin(other, condition);
    const row = (score: number, signal: string) => ({
      p: 10 ** -score,
      score,
      witnesses: () => [],
      evidence: () => [
        { signal, unit: "1", share: 1, observed: 0, expected: 0, normalLow: 0, normalHigh: 1 },
      ],
    });
    findings.update(root, row(4, "A/x"));
    findings.update(root, row(7, "A/y"));
    findings.update(root, row(5, "A/z"));
    findings.update(other, row(9, "B/x"));
    const [finding] = findings.list(model, maxima);
    expect([finding?.score, finding?.p, finding?.signals[0]?.signal]).toEqual([7, 1e-7, "A/y"]);
    // One of the three clean blocks is as bad: p 2/4, of 48 blocks in a shift.
    expect([finding?.oneInShifts, finding?.isRarer]).toEqual([1 / 24, undefined]);
  });
});
