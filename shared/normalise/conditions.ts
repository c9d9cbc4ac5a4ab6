// The conditions (alarms of the source) that are active now: a condition item may hold several, told apart by native code.
// It mirrors the source; nothing here acknowledges.
import type { ConditionLevel } from "../model/fact.ts";

/** One entry that changed: to be told as a fact. */
export interface ConditionChange {
  readonly level: ConditionLevel;
  readonly code: string;
  readonly text: string;
}

/** An active warning or fault. */
export interface ActiveCondition extends ConditionChange {
  readonly key: string;
  readonly timeMs: number;
}

interface Item {
  /** Level last said of the item as a whole. */
  whole: ConditionLevel | undefined;
  readonly active: Map<string, ActiveCondition>;
}

/** Active entries kept for each condition item; a source that never clears its codes ends here, oldest first. */
const maxActive = 256;

/**
 * The conditions of one asset. `observe` returns what changed, which may be nothing for a repeat:
 * `normal` without code clears every code of the item, with a code that one; `unavailable` clears them all.
 */
export class ConditionBook {
  readonly #items = new Map<string, Item>();

  observe(key: string, timeMs: number, next: ConditionChange): readonly ConditionChange[] {
    let item = this.#items.get(key);
    if (item === undefined) {
      item = { whole: undefined, active: new Map() };
      this.#items.set(key, item);
    }
    if (next.level === "warning" || next.level === "fault") {
      const known = item.active.get(next.code);
      if (known !== undefined && known.level === next.level && known.text === next.text) return [];
      const changes: ConditionChange[] = [];
      // The item is there again: what was told of its absence is over.
      if (item.whole === "unavailable") changes.push({ level: "normal", code: "", text: "" });
      if (known === undefined && item.active.size >= maxActive) {
        const [oldest] = item.active.values();
        if (oldest !== undefined) {
          item.active.delete(oldest.code);
          changes.push({ level: "normal", code: oldest.code, text: oldest.text });
        }
      }
      item.active.delete(next.code);
      item.active.set(next.code, { ...next, key, timeMs });
      item.whole = next.level;
      changes.push(next);
      return changes;
    }
    if (next.level === "normal" && next.code !== "") {
      if (!item.active.delete(next.code)) return [];
      if (item.active.size === 0) item.whole = "normal";
      return [next];
    }
    if (item.active.size === 0 && item.whole === next.level) return [];
    const cleared = [...item.active.values()].map((entry): ConditionChange => ({
      level: next.level,
      code: entry.code,
      text: entry.text,
    }));
    item.active.clear();
    item.whole = next.level;
    return cleared.length === 0 ? [{ ...next, code: "" }] : cleared;
  }

  /** The newest active fault, which is the machine's own reason of a stop. */
  newestFault(): ActiveCondition | undefined {
    let newest: ActiveCondition | undefined;
    for (const item of this.#items.values()) {
      for (const entry of item.active.values()) {
        if (entry.level === "fault" && (newest === undefined || entry.timeMs >= newest.timeMs))
          newest = entry;
      }
    }
    return newest;
  }

  /** Everything active, in the order the items were first heard of. */
  active(): ActiveCondition[] {
    return [...this.#items.values()].flatMap((item) => [...item.active.values()]);
  }
}
