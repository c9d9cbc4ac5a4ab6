// What people take away from findings as files: the parts to contain, and the verdicts as labels for the next model. Pure.
import { csvTable } from "#shared/base/csv.ts";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import type { Verdicts } from "./findings.ts";

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** The affected parts of a finding with status and place as CSV; times are ISO, UTC. */
export function containmentCsv({ id, affected }: DefectFinding): string {
  const header = [
    "finding",
    "serial",
    "product",
    "variant",
    "status",
    "made",
    "place",
    "asset",
    "into",
    "found_at",
    "characteristic",
    "value",
    "found",
    "passed_at",
  ];
  return csvTable(
    header,
    affected.map(({ serial, product, variant, status, madeMs, now, result, passedAt }) => [
      id,
      serial,
      product,
      variant,
      status,
      iso(madeMs),
      now.state,
      now.assetId,
      now.into,
      result?.assetId,
      result?.characteristic,
      result?.value,
      result === undefined ? undefined : iso(result.timeMs),
      passedAt,
    ]),
  );
}

/** One verdict with what it is about and what made the finding. */
export interface VerdictLabel {
  readonly finding: string;
  /** Absent where the finding is of another shift. */
  readonly kind?: DefectFinding["kind"];
  readonly asset: string;
  readonly onset: string;
  readonly verdict: VerdictRecord["verdict"];
  readonly reason?: string;
  readonly label?: string;
  readonly text?: string;
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly said: string;
}

/** The newest verdict on each finding, oldest onset first. */
export function verdictLabels(verdicts: Verdicts, findings: readonly DefectFinding[]): VerdictLabel[] {
  const kinds = new Map(findings.map(({ id, kind }) => [id, kind]));
  return [...verdicts.values()]
    .sort((a, b) => a.onsetMs - b.onsetMs)
    .map(({ findingId, assetId, onsetMs, verdict, reason, label, text, model, atMs }) => {
      const kind = kinds.get(findingId);
      return {
        finding: findingId,
        ...(kind === undefined ? {} : { kind }),
        asset: assetId,
        onset: iso(onsetMs),
        verdict,
        ...(reason === undefined ? {} : { reason }),
        ...(label === undefined ? {} : { label }),
        ...(text === undefined ? {} : { text }),
        model,
        said: iso(atMs),
      };
    });
}

export function labelsCsv(labels: readonly VerdictLabel[]): string {
  return csvTable(
    [
      "finding",
      "kind",
      "asset",
      "onset",
      "verdict",
      "reason",
      "label",
      "text",
      "model",
      "version",
      "sha256",
      "said",
    ],
    labels.map(({ finding, kind, asset, onset, verdict, reason, label, text, model, said }) => [
      finding,
      kind,
      asset,
      onset,
      verdict,
      reason,
      label,
      text,
      model.name,
      model.version,
      model.sha256,
      said,
    ]),
  );
}

export function labelsJson(labels: readonly VerdictLabel[]): string {
  return `${JSON.stringify({ schema: 1, labels }, undefined, 2)}\n`;
}
