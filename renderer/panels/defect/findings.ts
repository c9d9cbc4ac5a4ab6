// Findings in their order, with their state, what is like them, and what people's verdicts say of a model. Pure.
import { isRandomlyChosen, verdictsWanted, type WantedWhy } from "#shared/analyse/defect/ask-for-verdicts.ts";
import { wilson } from "#shared/analyse/defect/quality/proportion.ts";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type {
  AffectedPart,
  DefectFinding,
  EstimateInfo,
  PartPlace,
  SuspectInfo,
} from "#shared/model/defect-schema.ts";
import { dismissalOf } from "../../state/defects.ts";

export type Verdicts = ReadonlyMap<string, VerdictRecord>;
export type FindingState = "open" | "over" | "dismissed";
export const findingOrders = ["newest", "onset"] as const;
export type FindingOrder = (typeof findingOrders)[number];

export function stateOf(finding: DefectFinding, verdicts: Verdicts): FindingState {
  if (dismissalOf({ verdicts }, finding) !== undefined) return "dismissed";
  return finding.endMs === undefined ? "open" : "over";
}

/** Newest first is by detection: what a person has not seen yet stands on top. */
export function inOrder(findings: readonly DefectFinding[], order: FindingOrder): DefectFinding[] {
  return [...findings].sort(
    order === "newest"
      ? (a, b) => b.detectedMs - a.detectedMs || b.onsetMs - a.onsetMs
      : (a, b) => a.onsetMs - b.onsetMs || a.detectedMs - b.detectedMs,
  );
}

/** As they were detected, without those that were dismissed: what first, next and previous go through. */
export function toVisit(findings: readonly DefectFinding[], verdicts: Verdicts): DefectFinding[] {
  return findings
    .filter((finding) => stateOf(finding, verdicts) !== "dismissed")
    .sort((a, b) => a.detectedMs - b.detectedMs || a.onsetMs - b.onsetMs);
}

/** The finding before or after the one with an id, by detection, round and round; the first where it is none of them. */
export function neighbour(
  visited: readonly DefectFinding[],
  id: string | undefined,
  step: 1 | -1,
): DefectFinding | undefined {
  const at = visited.findIndex((finding) => finding.id === id);
  if (at < 0) return visited[0];
  return visited[(at + step + visited.length) % visited.length];
}

/** How many parts have which status, worst first; those that no part has are left out. */
export function statusCounts(
  affected: readonly AffectedPart[],
): readonly { readonly status: AffectedPart["status"]; readonly count: number }[] {
  return (["escaped", "found", "atRisk"] as const).flatMap((status) => {
    const count = affected.filter((part) => part.status === status).length;
    return count === 0 ? [] : [{ status, count }];
  });
}

/** The place where most of the parts are, and how many: what to lock first. Undefined when no two are together. */
export function commonPlace(
  affected: readonly AffectedPart[],
): { readonly place: PartPlace; readonly count: number } | undefined {
  const counts = new Map<string, { place: PartPlace; count: number }>();
  for (const { now } of affected) {
    if (now.state === "unknown") continue;
    // What went into a product is where that is.
    const key = `${now.state} ${now.into ?? now.assetId ?? ""}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { place: now, count: 1 });
    else known.count += 1;
  }
  const most = [...counts.values()].sort((a, b) => b.count - a.count)[0];
  return most === undefined || most.count < 2 ? undefined : most;
}

/** Escaped first, then at risk, then found, each newest first: the order in which somebody has to fetch them. */
export function byUrgency(affected: readonly AffectedPart[]): AffectedPart[] {
  const urgency: Record<AffectedPart["status"], number> = { escaped: 0, atRisk: 1, found: 2 };
  return [...affected].sort((a, b) => urgency[a.status] - urgency[b.status] || b.madeMs - a.madeMs);
}

type PairCell = NonNullable<SuspectInfo["cells"]>[number];

/** The four cells of a pair, both factors first and neither last; none where the engine does not tell them. */
export function pairCells({ cells = [] }: SuspectInfo): PairCell[] {
  const weight = ({ has }: PairCell): number =>
    has.reduce((sum, each, index) => sum + Number(each) * (has.length - index), 0);
  return [...cells].sort((a, b) => weight(b) - weight(a));
}

/** What is like a finding: an earlier one of this report, or what was said of one at the same asset before. */
export interface SimilarFinding {
  readonly id: string;
  readonly assetId: string;
  readonly onsetMs: number;
  /** Undefined where only the verdict on it is known. */
  readonly finding: DefectFinding | undefined;
  readonly said: VerdictRecord | undefined;
}

/** Earlier ones of the same kind at the same asset or of the same class, and verdicts on that asset; newest first. */
export function similarTo(
  finding: DefectFinding,
  findings: readonly DefectFinding[],
  verdicts: Verdicts,
): SimilarFinding[] {
  const earlier = findings.filter(
    (each) =>
      each.id !== finding.id &&
      each.onsetMs < finding.onsetMs &&
      each.kind === finding.kind &&
      (finding.class === undefined ? each.assetId === finding.assetId : each.class?.id === finding.class.id),
  );
  const known = new Set(findings.map(({ id }) => id));
  const said = [...verdicts.values()].filter(
    (each) =>
      !known.has(each.findingId) && each.assetId === finding.assetId && each.onsetMs < finding.onsetMs,
  );
  return [
    ...earlier.map((each) => ({
      id: each.id,
      assetId: each.assetId,
      onsetMs: each.onsetMs,
      finding: each,
      said: verdicts.get(each.id),
    })),
    ...said.map((each) => ({
      id: each.findingId,
      assetId: each.assetId,
      onsetMs: each.onsetMs,
      finding: undefined,
      said: each,
    })),
  ].sort((a, b) => b.onsetMs - a.onsetMs);
}

/** For which findings of a report a verdict is wanted, and why. */
export function wantedOf(
  findings: readonly DefectFinding[],
  verdicts: Verdicts,
): ReadonlyMap<string, WantedWhy> {
  return verdictsWanted(findings, {
    isJudged: ({ id }) => verdicts.has(id),
    isDismissed: (finding) => dismissalOf({ verdicts }, finding) !== undefined,
  });
}

/** How often flags of a model were right, as far as people judged them. */
export interface Precision {
  /** Over those that chance chose to be judged, or over all that somebody cared to judge. */
  readonly over: "random" | "all";
  readonly right: number;
  readonly judged: number;
  readonly share: EstimateInfo;
}

/** Fewer judged ones say less than what people chose themselves. */
const leastRandom = 10;

/**
 * Confirmed and relabelled flags of those that were judged; every dismissal counts against the model. Over those that chance chose, once
 * enough of them are judged. Wilson's 95 % interval.
 */
export function precisionOf(verdicts: Verdicts, sha256: string): Precision {
  const all = [...verdicts.values()].filter(({ model }) => model.sha256 === sha256);
  const random = all.filter(({ findingId }) => isRandomlyChosen(findingId));
  const [over, judged] =
    random.length < leastRandom ? (["all", all] as const) : (["random", random] as const);
  const right = judged.filter(({ verdict }) => verdict !== "dismiss").length;
  return { over, right, judged: judged.length, share: wilson(right, judged.length) };
}
