// Which findings are of the same sort: at the same asset, of the same kind, with the same class or the same signals. What a person said
// of one holds for the next of its sort, for a while and only there; nothing is deleted by it.
import type { DefectFinding } from "#shared/model/defect-schema.ts";

/** What a finding is like, small enough to be kept with a verdict on it. */
export interface Fingerprint {
  readonly kind: DefectFinding["kind"];
  readonly assetId: string;
  /** Of quality: id of the class. */
  readonly classId?: string | undefined;
  /** Signals by their share of the flag. */
  readonly shares: readonly { readonly signal: string; readonly share: number }[];
}

/** Shares of two findings count as the same from this cosine on. */
const leastAlike = 0.9;
/** A dismissal holds for so long: what was a nuisance in one month may be a fault in the next. */
export const dismissalHoldsMs = 30 * 24 * 3_600_000;

export function fingerprintOf({ kind, assetId, class: found, signals }: DefectFinding): Fingerprint {
  return {
    kind,
    assetId,
    ...(found === undefined ? {} : { classId: found.id }),
    shares: signals.map(({ signal, share }) => ({ signal, share })),
  };
}

/** Whether two findings are of the same sort. */
export function areAlike(a: Fingerprint, b: Fingerprint): boolean {
  if (a.kind !== b.kind || a.assetId !== b.assetId || a.classId !== b.classId) return false;
  return a.classId !== undefined || cosine(a, b) >= leastAlike;
}

function cosine(a: Fingerprint, b: Fingerprint): number {
  const ofB = new Map(b.shares.map(({ signal, share }) => [signal, share]));
  const dot = a.shares.reduce((sum, { signal, share }) => sum + share * (ofB.get(signal) ?? 0), 0);
  const lengths = length(a) * length(b);
  return lengths > 0 ? dot / lengths : 0;
}

function length({ shares }: Fingerprint): number {
  return Math.hypot(...shares.map(({ share }) => share));
}
