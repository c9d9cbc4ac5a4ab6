// What the defect engine says of the shift at the playhead, which finding is looked at, and what people said of each: what panels,
// lanes and scene read. The report is written by its feed alone (live/defect-feed.ts).
import { create } from "zustand";
import { areAlike, dismissalHoldsMs, likenessOf } from "#shared/analyse/defect/similar.ts";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type { DefectFinding, DefectReport } from "#shared/model/defect-schema.ts";

export interface Defects {
  /** Undefined until the first answer on this shift. */
  readonly report: DefectReport | undefined;
  /** Why the last question had no answer, in the host's words; the report before stays. */
  readonly problem: string | undefined;
  /** Id of the finding whose card is open and whose parts the scene shows. */
  readonly shown: string | undefined;
  /** The newest verdict on each finding, by its id. */
  readonly verdicts: ReadonlyMap<string, VerdictRecord>;
  /** Grows when the host says that its findings changed. */
  readonly version: number;
}

export interface DefectVerbs {
  tell(report: DefectReport): void;
  refuse(problem: string): void;
  show(findingId: string | undefined): void;
  tellVerdicts(records: readonly VerdictRecord[]): void;
  changed(): void;
  /** Another shift or timeline: what was said of the one before means nothing. */
  forget(): void;
}

const none: ReadonlyMap<string, VerdictRecord> = new Map();

export const useDefects = create<Defects & DefectVerbs>()((set) => ({
  report: undefined,
  problem: undefined,
  shown: undefined,
  verdicts: none,
  version: 0,
  tell: (report) => set({ report, problem: undefined }),
  refuse: (problem) => set({ problem }),
  show: (shown) => set({ shown }),
  tellVerdicts: (records) => set({ verdicts: new Map(records.map((record) => [record.findingId, record])) }),
  changed: () => set(({ version }) => ({ version: version + 1 })),
  forget: () => set({ report: undefined, problem: undefined, shown: undefined, verdicts: none }),
}));

const noFindings: readonly DefectFinding[] = [];

/** What a report found; before there is one, nothing, and always the same nothing. */
export function findingsOf(report: DefectReport | undefined): readonly DefectFinding[] {
  return report?.findings ?? noFindings;
}

/** The finding that is looked at. */
export function shownFinding({
  report,
  shown,
}: Pick<Defects, "report" | "shown">): DefectFinding | undefined {
  return shown === undefined ? undefined : report?.findings.find(({ id }) => id === shown);
}

/**
 * The verdict by which a finding counts as dismissed: a person's on it, or on one of its sort not long before, unless a person said
 * otherwise of this one. It is greyed in the list and has no pin.
 */
export function dismissalOf(
  { verdicts }: Pick<Defects, "verdicts">,
  finding: DefectFinding,
): VerdictRecord | undefined {
  const own = verdicts.get(finding.id);
  if (own !== undefined) return own.verdict === "dismiss" ? own : undefined;
  const like = likenessOf(finding);
  return [...verdicts.values()].find(
    ({ verdict, assetId, onsetMs, like: other }) =>
      verdict === "dismiss" &&
      assetId === finding.assetId &&
      onsetMs <= finding.onsetMs &&
      finding.onsetMs - onsetMs <= dismissalHoldsMs &&
      areAlike(other, like),
  );
}

/** Findings that had been detected at a time and were not over: what the twin shows then. A finding that is looked at always is. */
export function findingsAt(
  { report, shown, verdicts }: Pick<Defects, "report" | "shown" | "verdicts">,
  timeMs: number,
): readonly DefectFinding[] {
  return (report?.findings ?? []).filter(
    (finding) =>
      finding.id === shown ||
      (finding.detectedMs <= timeMs &&
        (finding.endMs ?? Infinity) >= timeMs &&
        dismissalOf({ verdicts }, finding) === undefined),
  );
}
