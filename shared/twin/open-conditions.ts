// The conditions that are not normal now, and the flags they make of an asset. Part of `PlantState`.
import { assetFlagFault, assetFlagWarning } from "../frame/layout.ts";
import type { ConditionLevel, Fact } from "../model/fact.ts";

/** A condition (alarm of the source) that is not normal now. */
export interface OpenCondition {
  readonly key: string;
  readonly assetRow: number;
  readonly level: Exclude<ConditionLevel, "normal">;
  readonly code: string;
  readonly text: string;
  readonly timeMs: number;
}

export class OpenConditions {
  readonly #open: Map<string, OpenCondition>;

  /** None, or a copy of those of another moment. */
  constructor(from?: OpenConditions) {
    this.#open = new Map(from ? from.#open : []);
  }

  all(): MapIterator<OpenCondition> {
    return this.#open.values();
  }

  /** Folds a condition in. */
  apply({ asset, key, level, code, text, timeMs }: Extract<Fact, { kind: "condition" }>): void {
    if (level !== "normal") {
      this.set({ key, assetRow: asset, level, code, text, timeMs });
      return;
    }
    // A normal without code clears every condition of that key.
    for (const [id, open] of this.#open)
      if (open.assetRow === asset && open.key === key && (code === "" || open.code === code))
        this.#open.delete(id);
  }

  set(open: OpenCondition): void {
    this.#open.set(`${open.assetRow}\u001f${open.key}\u001f${open.code}`, open);
  }

  /** The flags of an asset, as frames have them. */
  flagsOf(assetRow: number): number {
    let flags = 0;
    for (const open of this.#open.values()) {
      if (open.assetRow !== assetRow) continue;
      flags |= open.level === "warning" ? assetFlagWarning : open.level === "fault" ? assetFlagFault : 0;
    }
    return flags;
  }
}
