import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import { isRandomlyChosen, randomShare, type SaidOf, verdictsWanted } from "./ask-for-verdicts.ts";

const finding = (id: string, oneInShifts: number, more: Partial<DefectFinding> = {}): DefectFinding => ({
  id,
  kind: "condition",
  assetId: "M",
  onsetMs: 0,
  detectedMs: 1,
  p: 0.01,
  score: 3,
  oneInShifts,
  signals: [],
  witnesses: [],
  suspects: [],
  affected: [],
  spots: [],
  alsoAt: [],
  model: {
    ...{ name: "m", version: "1", sha256: "s", trainedOn: "", isSimulated: false },
    ...{ rows: 1, blocks: 1, falsePerShift: 1 },
  },
  ...more,
});
const nobody: SaidOf = { isJudged: () => false, isDismissed: () => false };
/** Ids that chance chose and did not. */
const [chosen, left] = ["0fffffff00000000", "f000000000000000"];

test("chance chooses its share of hashes, and always the same ones", () => {
  const ids = Array.from({ length: 4000 }, (_, index) =>
    createHash("sha256").update(String(index)).digest("hex").slice(0, 16),
  );
  const share = ids.filter(isRandomlyChosen).length / ids.length;
  // Four standard deviations of a fair choice.
  expect(Math.abs(share - randomShare)).toBeLessThan(4 * Math.sqrt((0.15 * 0.85) / ids.length));
  expect([chosen, left, "made up"].map(isRandomlyChosen)).toEqual([true, false, false]);
});

test("the two nearest to the limit are asked about, not what nothing clean came near", () => {
  const findings = [
    finding("e1", 3),
    finding("e2", 0.8),
    finding("e3", 0.5, { isRarer: true }),
    finding("e4", 1.2),
    finding("e5", 40),
  ];
  expect([...verdictsWanted(findings, nobody)]).toEqual([
    ["e2", "uncertain"],
    ["e4", "uncertain"],
  ]);
});

test("who was judged is not asked about again, and the next nearest is; what counts as dismissed only chance asks about", () => {
  const findings = [finding("e1", 0.6), finding("e2", 0.8), finding("e3", 1), finding(chosen, 500)];
  const wanted = verdictsWanted(findings, {
    isJudged: ({ id }) => id === "e1",
    isDismissed: ({ id }) => id === "e2" || id === chosen,
  });
  expect([...wanted]).toEqual([
    ["e3", "uncertain"],
    [chosen, "random"],
  ]);
});

test("it matters not in which order findings are told", () => {
  const findings = [finding("e1", 1), finding("e2", 1), finding("e3", 1), finding(chosen, 9)];
  const ids = (of: readonly DefectFinding[]): string[] => [...verdictsWanted(of, nobody).keys()].sort();
  expect(ids(findings.toReversed())).toEqual(ids(findings));
});
