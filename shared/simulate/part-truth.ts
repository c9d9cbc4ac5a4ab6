// Which parts were made and what is really wrong with them: collected while a run goes, for its truth.
import { defined } from "../base/assert.ts";
import type { LineState } from "./line-state.ts";
import { serialOf } from "./serials.ts";
import { kinds, type EngineSink } from "./sink.ts";
import type { Truth } from "./truth-types.ts";

type PartTruth = Truth["parts"][number];

/** Listens from the first second on; parts made before second 0 count too when they are still in the line then. */
export class PartTruths implements EngineSink {
  readonly #line: () => LineState;
  readonly #parts = new Map<string, PartTruth>();

  constructor(line: () => LineState) {
    this.#line = line;
  }

  /** Takes up the parts that were in the line before it listened. */
  begin(): void {
    const line = this.#line();
    line.part.forEach((part) => {
      if (part >= 0) this.emit(kinds.create, line.timeS, -1, part, 0);
    });
  }

  /** Forgets parts that have left; called at second 0. */
  keepOnly(serials: ReadonlySet<string>): void {
    for (const serial of this.#parts.keys()) if (!serials.has(serial)) this.#parts.delete(serial);
  }

  emit(kind: number, timeS: number, resource: number, part: number, a: number): void {
    if (kind !== kinds.create && kind !== kinds.defect && kind !== kinds.found) return;
    const line = this.#line();
    const serial = serialOf(line, part);
    if (kind === kinds.create) {
      const variant = line.tables.line.variants[line.parts.variant[part] ?? 0] ?? "";
      this.#parts.set(serial, { serial, variant });
      return;
    }
    const known = this.#parts.get(serial);
    if (known === undefined) return;
    const rule = defined(line.tables.line.defects[a], "defect rule");
    if (kind === kinds.defect) {
      const station = defined(line.tables.line.stations[resource], "station");
      const defect = { class: rule.defectClass, resource: station.id, causeId: rule.id, madeS: timeS };
      this.#parts.set(serial, { ...known, defect });
    } else if (known.defect !== undefined && known.defect.foundS === undefined)
      this.#parts.set(serial, { ...known, defect: { ...known.defect, foundS: timeS } });
  }

  list(): PartTruth[] {
    return [...this.#parts.values()];
  }
}

/** Serials of all parts in the line now. */
export function serialsInLine(line: LineState): Set<string> {
  const serials = new Set<string>();
  const add = (part: number): void => {
    if (part >= 0) serials.add(serialOf(line, part));
  };
  line.part.forEach(add);
  line.batches.forEach(add);
  line.queues.level.forEach((level, queue) => {
    for (let place = 0; place < level; place += 1) add(line.queues.at(queue, place));
  });
  line.hopParts.level.forEach((level, queue) => {
    for (let place = 0; place < level; place += 1) add(line.hopParts.at(queue, place));
  });
  return serials;
}
