// What happened so far to the parts that are still to be seen in the plant, with all that went into them: a new file begins with it,
// so that a part's whole life can be seen in the file it leaves the plant in.
import type { Fact } from "#shared/model/fact.ts";
import type { LifeFact } from "../timeline/timeline.ts";

interface Work {
  readonly facts: LifeFact[];
  readonly components: string[];
  isBuiltIn: boolean;
}

export class WorkInProgress {
  readonly #parts = new Map<string, Work>();
  /** Shipped or scrapped, and not forgotten yet. */
  readonly #finished = new Set<string>();

  take(fact: Fact): void {
    if (fact.kind === "result") {
      this.#parts.get(fact.result.serial)?.facts.push(fact);
      return;
    }
    if (fact.kind !== "part") return;
    const { serial, verb, component } = fact.event;
    const work = this.#parts.get(serial) ?? { facts: [], components: [], isBuiltIn: false };
    this.#parts.set(serial, work);
    work.facts.push(fact);
    if (verb === "assemble" && component !== undefined) {
      work.components.push(component);
      const part = this.#parts.get(component);
      if (part !== undefined) part.isBuiltIn = true;
    }
    if (verb === "ship" || verb === "scrap") this.#finished.add(serial);
  }

  /** Forgets parts that were shipped or scrapped, unless they still stand in a rack of the plant. */
  prune(isPresent: (serial: string) => boolean): void {
    for (const serial of this.#finished) {
      if (isPresent(serial)) continue;
      this.#finished.delete(serial);
      this.#forget(serial);
    }
  }

  /** Every fact of the parts in work, in order of arrival. */
  facts(): LifeFact[] {
    return [...this.#parts.values()]
      .flatMap(({ facts }) => facts)
      .sort((a, b) => a.receivedMs - b.receivedMs);
  }

  #forget(serial: string): void {
    const work = this.#parts.get(serial);
    this.#parts.delete(serial);
    for (const component of work?.components ?? []) this.#forget(component);
  }
}
