// Which findings are of the same sort: at the same asset, of the same kind, with the same class or the same signals. What a person said
// of one holds for the next of its sort, for a while and only there; nothing is deleted by it.
import type { DefectFinding } from "#shared/model/defect-schema.ts";

/** What a finding is like, small enough to be kept with a verdict on it. */
export interface Likeness {
  readonly kind: DefectFinding["kind"];
  /** Of quality: id of the class. */
  readonly classId?: string | undefined;
  /** Signals by their share of the flag. */
  readonly shares: { readonly signal: string; readonly share: number }[];
}

/** Shares of two findings count as the same from this cosine on. */
const leastAlike = 0.9;
/** A dismissal holds for so long: what was a nuisance in one month may be a fault in the next. */
export const dismissalHoldsMs = 30 * 24 * 3_600_000;

export function likenessOf({ kind, class: found, signals }: DefectFinding): Likeness {
  return {
    kind,
    ...(found === undefined ? {} : { classId: found.id }),
    shares: signals.map(({ signal, share }) => ({ signal, share })),
  };
}

/** Whether findings at one asset are of the same sort. */
export function areAlike(a: Likeness, b: Likeness): boolean {
  if (a.kind !== b.kind || a.classId !== b.classId) return false;
  return a.classId !== undefined || cosine(a, b) >= leastAlike;
}

function cosine(a: Likeness, b: Likeness): number {
  const ofB = new Map(b.shares.map(({ signal, share }) => [signal, share]));
  const dot = a.shares.reduce((sum, { signal, share }) => sum + share * (ofB.get(signal) ?? 0), 0);
  const lengths = length(a) * length(b);
  return lengths > 0 ? dot / lengths : 0;
}

function length({ shares }: Likeness): number {
  return Math.hypot(...shares.map(({ share }) => share));
}
