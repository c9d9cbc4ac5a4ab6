// The plant's tree of reasons as lines of a list. Pure.
import type { PlantFile } from "#shared/model/plant-schema.ts";

export interface ReasonLine {
  readonly code: string;
  readonly text: string;
  /** 0 = outermost, at most 2. */
  readonly level: number;
}

/** All reasons in the order of the tree, each after what it belongs to. */
export function reasonLines(reasons: PlantFile["reasons"]): ReasonLine[] {
  return reasons.flatMap((outer) => [
    { code: outer.code, text: outer.text, level: 0 },
    ...outer.reasons.flatMap((middle) => [
      { code: middle.code, text: middle.text, level: 1 },
      ...middle.reasons.map(({ code, text }) => ({ code, text, level: 2 })),
    ]),
  ]);
}
