// The baseline: the newest values by tag, fed by batches of JSON and kept in arrays, as a careful page without frames would.
import type { JsonUpdate } from "./load.ts";

export class JsonTable {
  readonly #rowOfTag: ReadonlyMap<string, number>;
  readonly value: Float64Array;
  readonly timeMs: Float64Array;
  readonly quality: string[];
  applied = 0;

  constructor(tags: readonly string[]) {
    this.#rowOfTag = new Map(tags.map((tag, row) => [tag, row]));
    this.value = new Float64Array(tags.length);
    this.timeMs = new Float64Array(tags.length);
    this.quality = tags.map(() => "missing");
  }

  apply(updates: readonly JsonUpdate[]): void {
    for (const update of updates) {
      const row = this.#rowOfTag.get(update.tag);
      if (row === undefined) continue;
      this.value[row] = update.value;
      this.timeMs[row] = update.timestamp;
      this.quality[row] = update.quality;
      this.applied += 1;
    }
  }
}
