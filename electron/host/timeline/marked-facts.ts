// Facts that are marks, in order of their own time, as lanes are: what is told late has its place there too.
import { firstAfter, insertByTime } from "#shared/base/sorted.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { isOfKinds } from "./mark-kinds.ts";
import type { Mark, MarkQuery } from "./timeline.ts";

type MarkedFact = Extract<Fact, { kind: "state" | "condition" | "order" | "finding" }>;

const timeOf = (fact: MarkedFact): number => fact.timeMs;

export class MarkedFacts {
  readonly #plant: Plant;
  #facts: MarkedFact[] = [];

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  /** Takes the next fact that arrived; one that is no mark is left. */
  add(fact: Fact): void {
    if (isMarked(fact)) insertByTime(this.#facts, fact, timeOf);
  }

  /** Those in [fromMs, toMs], newest first. */
  within({ assetRow, kinds, fromMs, toMs, limit }: MarkQuery): Mark[] {
    const marks: Mark[] = [];
    let at = firstAfter(this.#facts, toMs, timeOf) - 1;
    for (; at >= 0 && marks.length < limit; at -= 1) {
      const fact = this.#facts[at];
      if (fact === undefined || fact.timeMs < fromMs) break;
      if (kinds !== undefined && !isOfKinds(fact, kinds)) continue;
      const mark = markOf(this.#plant, fact);
      if (assetRow === undefined || assetRow === mark.asset) marks.push(mark);
    }
    return marks;
  }

  /** Forgets what is older. */
  forgetBefore(timeMs: number): void {
    const old = firstAfter(this.#facts, timeMs, timeOf);
    if (old > 0) this.#facts = this.#facts.slice(old);
  }
}

function isMarked(fact: Fact): fact is MarkedFact {
  return (
    fact.kind === "state" || fact.kind === "condition" || fact.kind === "order" || fact.kind === "finding"
  );
}

function markOf(plant: Plant, fact: MarkedFact): Mark {
  switch (fact.kind) {
    case "state":
      return {
        timeMs: fact.timeMs,
        asset: fact.asset,
        kind: "state",
        text: fact.reason === undefined ? fact.state : `${fact.state}: ${fact.reason.text}`,
        state: fact.state,
      };
    case "condition":
      return {
        timeMs: fact.timeMs,
        asset: fact.asset,
        kind: "condition",
        text: fact.text === "" ? `${fact.key} ${fact.level}` : fact.text,
      };
    case "order":
      return { timeMs: fact.timeMs, asset: fact.assetRow ?? 0, kind: "order", text: fact.order.id };
    case "finding":
      return {
        timeMs: fact.timeMs,
        asset: plant.assetRowById.get(fact.finding.assetId) ?? 0,
        kind: "finding",
        text: fact.finding.kind,
        id: fact.finding.id,
      };
  }
}
