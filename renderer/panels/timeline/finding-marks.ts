// Findings as marks. A recording may hold them as facts, of which the host makes marks; one that was made without an engine beside it
// holds none, and then the report alone knows them. Pure: each finding is one mark, whoever tells of it.
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import type { Density } from "./range-feed.ts";
import type { TimelineMark } from "./mark-clusters.ts";

/** The marks in order of time, with those of findings that only the report knows; of a finding told twice, the first. */
export function withFindings(
  marks: readonly TimelineMark[],
  findings: readonly DefectFinding[],
): readonly TimelineMark[] {
  const known = new Set<string>();
  const once = marks.filter(({ kind, id }) => {
    if (kind !== "finding" || id === undefined) return true;
    const isNew = !known.has(id);
    known.add(id);
    return isNew;
  });
  const more = findings.filter(({ id }) => !known.has(id));
  if (more.length === 0) return once.length === marks.length ? marks : once;
  const added = more.map(({ id, kind, assetId, detectedMs }): TimelineMark => ({
    timeMs: detectedMs,
    asset: assetId,
    kind: "finding",
    text: kind,
    id,
  }));
  return [...once, ...added].sort((a, b) => a.timeMs - b.timeMs);
}

/** How many marks fell where, with the report's findings: where both tell of findings, these are the same ones. */
export function countedWithFindings(
  density: Density,
  findings: readonly DefectFinding[],
  fromMs: number,
  bucketMs: number,
): Density {
  const counts: number[] = [];
  for (const { detectedMs } of findings) {
    const bucket = Math.floor((detectedMs - fromMs) / bucketMs);
    if (bucket >= 0) counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  if (counts.length === 0) return density;
  const told = density.finding ?? [];
  const length = Math.max(counts.length, told.length);
  const finding = Array.from({ length }, (_, index) => Math.max(counts[index] ?? 0, told[index] ?? 0));
  return { ...density, finding };
}

/** The finding that was flagged next after or before a time, at one asset or at any. */
export function findingFrom(
  findings: readonly DefectFinding[],
  timeMs: number,
  sign: 1 | -1,
  assetId: string | undefined,
): DefectFinding | undefined {
  let nearest: DefectFinding | undefined;
  for (const finding of findings) {
    if (assetId !== undefined && finding.assetId !== assetId) continue;
    if (sign * (finding.detectedMs - timeMs) <= 0) continue;
    if (nearest === undefined || sign * (nearest.detectedMs - finding.detectedMs) > 0) nearest = finding;
  }
  return nearest;
}
