// Results of parts as a second look at a machine: what clean ones are by characteristic and variant, and how far the last ones are off.
import type { Result } from "#shared/model/fact.ts";
import type { LearntCharacteristic } from "./learnt-schema.ts";

/** Results of a characteristic that are remembered, and fewest clean ones to compare with. */
const mostResults = 400;
const leastCleanResults = 30;

function keyOf(assetId: string, characteristic: string, variant = ""): string {
  return `${assetId}\u001f${characteristic}\u001f${variant}`;
}

/** Mean and deviation of clean results, as they come. Bad ones are left out: clean shifts have some too, far away. */
export class CleanResults {
  readonly #sums = new Map<
    string,
    {
      assetId: string;
      name: string;
      variant: string | undefined;
      count: number;
      mean: number;
      squares: number;
    }
  >();

  take({ asset, characteristic, value, verdict }: Result, variant: string | undefined): void {
    if (verdict !== "ok") return;
    const key = keyOf(asset, characteristic, variant);
    const sums = this.#sums.get(key) ?? {
      assetId: asset,
      name: characteristic,
      variant,
      count: 0,
      mean: 0,
      squares: 0,
    };
    this.#sums.set(key, sums);
    // Welford's: sums of squares of large values would lose their digits.
    sums.count += 1;
    const away = value - sums.mean;
    sums.mean += away / sums.count;
    sums.squares += away * (value - sums.mean);
  }

  /** What can be compared with. */
  list(): LearntCharacteristic[] {
    return [...this.#sums.values()].flatMap(({ assetId, name, variant, count, mean, squares }) => {
      const spread = Number(Math.sqrt(squares / Math.max(1, count - 1)).toPrecision(5));
      if (count < leastCleanResults || !(spread > 0)) return [];
      const centre = Number(mean.toPrecision(7));
      return [
        { assetId, name, ...(variant === undefined ? {} : { variant }), centre, spread, results: count },
      ];
    });
  }
}

/** A result in clean deviations from what is usual. */
export interface SeenResult {
  readonly timeMs: number;
  readonly serial: string;
  readonly z: number;
}

/** The last results of each characteristic that something is learnt of. */
export class RecentResults {
  readonly #clean: ReadonlyMap<string, LearntCharacteristic>;
  readonly #seen = new Map<string, SeenResult[]>();

  constructor(clean: readonly LearntCharacteristic[]) {
    this.#clean = new Map(clean.map((entry) => [keyOf(entry.assetId, entry.name, entry.variant), entry]));
  }

  take(
    { asset, characteristic, serial, value, verdict }: Result,
    variant: string | undefined,
    nowMs: number,
  ): void {
    const clean = this.#clean.get(keyOf(asset, characteristic, variant));
    if (clean === undefined || verdict === "notMeasured") return;
    const key = keyOf(asset, characteristic);
    const seen = this.#seen.get(key) ?? [];
    this.#seen.set(key, seen);
    seen.push({ timeMs: nowMs, serial, z: (value - clean.centre) / clean.spread });
    if (seen.length > mostResults) seen.shift();
  }

  /** Those of a characteristic since a time, oldest first. */
  since(assetId: string, characteristic: string, fromMs: number): readonly SeenResult[] {
    return (this.#seen.get(keyOf(assetId, characteristic)) ?? []).filter(({ timeMs }) => timeMs > fromMs);
  }
}
