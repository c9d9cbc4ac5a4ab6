// The life of every part: events, results, what went into it. Append-only, asked "as known at a time", pruned by age.
import { insertByTime, itself } from "../base/sorted.ts";
import type { Fact, PartEvent, Result } from "../model/fact.ts";
import type { PartInfo } from "../host-api/requests.ts";

interface PartRecord {
  variant: string;
  product: string;
  parent: string | undefined;
  /** When it was built into its parent, left or was scrapped. */
  finishedMs: number | undefined;
  readonly events: PartEvent[];
  readonly results: Result[];
}

/** Newest results kept per asset. */
const resultsPerAsset = 500;
/** Finished parts are counted this far back: a production day and its longest shift. */
export const shippedKeptMs = 26 * 3_600_000;

export class Ledger {
  readonly #parts = new Map<string, PartRecord>();
  /** Serials in the order they finished, for pruning. */
  #finished: string[] = [];
  readonly #resultsByAsset = new Map<number, Result[]>();
  #shippedMs: number[] = [];
  #scrappedMs: number[] = [];
  readonly #countAt: string | undefined;

  /** `countAt` = asset whose `ship` events are the plant's output; undefined = any. */
  constructor(countAt?: string) {
    this.#countAt = countAt;
  }

  apply(fact: Fact): void {
    if (fact.kind === "part") this.#applyPart(fact.event);
    else if (fact.kind === "result") this.#applyResult(fact.assetRow, fact.result);
  }

  /** A part as known at `timeMs` on the source's clock; undefined when it was not known then. */
  part(serial: string, timeMs: number): PartInfo | undefined {
    const record = this.#parts.get(serial);
    const events = record?.events.filter((event) => event.timeMs <= timeMs) ?? [];
    if (record === undefined || events.length === 0) return undefined;
    const components: PartInfo["components"] = [];
    const lots: PartInfo["lots"] = [];
    let asset: string | undefined;
    for (const event of events) {
      if (event.verb === "assemble" && event.component !== undefined) {
        components.push({
          serial: event.component,
          product: this.#parts.get(event.component)?.product ?? "part",
          ...(event.position === undefined ? {} : { position: event.position }),
        });
      }
      if (event.verb === "consume" && event.lot !== undefined) {
        lots.push({ lot: event.lot, quantity: event.quantity ?? 1, asset: event.asset });
      }
      if (event.verb === "create" || event.verb === "enter") asset = event.asset;
      if (event.verb === "leave") asset = event.to;
      if (event.verb === "ship" || event.verb === "scrap") asset = undefined;
    }
    const built = record.parent !== undefined && (record.finishedMs ?? Infinity) <= timeMs;
    return {
      serial,
      variant: record.variant,
      product: record.product,
      ...(asset === undefined || built ? {} : { asset }),
      ...(built && record.parent !== undefined ? { parent: record.parent } : {}),
      components,
      lots,
      events: events.map((event) => {
        const detail = describe(event);
        return {
          verb: event.verb,
          asset: event.asset,
          timeMs: event.timeMs,
          ...(detail === undefined ? {} : { detail }),
        };
      }),
      results: record.results.filter((result) => result.timeMs <= timeMs).map(plainResult),
    };
  }

  /** Newest results of an asset up to `timeMs`, newest first. */
  results(assetRow: number, timeMs: number, limit: number): Result[] {
    const all = this.#resultsByAsset.get(assetRow) ?? [];
    const found: Result[] = [];
    for (let index = all.length - 1; index >= 0 && found.length < limit; index -= 1) {
      const result = all[index];
      if (result !== undefined && result.timeMs <= timeMs) found.push(plainResult(result));
    }
    return found;
  }

  /** Times at which counted parts were shipped, oldest first. */
  shippedMs(): readonly number[] {
    return this.#shippedMs;
  }

  scrappedMs(): readonly number[] {
    return this.#scrappedMs;
  }

  /** Forgets parts that finished before `beforeMs`, with everything that went into them. */
  prune(beforeMs: number): void {
    let keepFrom = 0;
    for (; keepFrom < this.#finished.length; keepFrom += 1) {
      const serial = this.#finished[keepFrom] ?? "";
      const record = this.#parts.get(serial);
      if (record?.finishedMs !== undefined && record.finishedMs >= beforeMs) break;
      this.#forget(serial);
    }
    if (keepFrom > 0) this.#finished = this.#finished.slice(keepFrom);
    this.#shippedMs = newer(this.#shippedMs, beforeMs - shippedKeptMs);
    this.#scrappedMs = newer(this.#scrappedMs, beforeMs - shippedKeptMs);
  }

  get size(): number {
    return this.#parts.size;
  }

  #applyPart(event: PartEvent): void {
    let record = this.#parts.get(event.serial);
    if (record === undefined) {
      record = {
        variant: "",
        product: "part",
        parent: undefined,
        finishedMs: undefined,
        events: [],
        results: [],
      };
      this.#parts.set(event.serial, record);
    }
    if (event.variant !== undefined) record.variant = event.variant;
    if (event.product !== undefined) record.product = event.product;
    insertByTime(record.events, event, timeOf);
    if (event.verb === "ship" || event.verb === "scrap") {
      record.finishedMs = event.timeMs;
      this.#finished.push(event.serial);
      if (event.verb === "scrap") insertByTime(this.#scrappedMs, event.timeMs, itself);
      else if (this.#countAt === undefined || event.asset === this.#countAt)
        insertByTime(this.#shippedMs, event.timeMs, itself);
    }
    if (event.verb === "assemble" && event.component !== undefined) {
      const component = this.#parts.get(event.component);
      if (component !== undefined) {
        component.parent = event.serial;
        component.finishedMs = event.timeMs;
      }
    }
  }

  #applyResult(assetRow: number, result: Result): void {
    const record = this.#parts.get(result.serial);
    if (record !== undefined) insertByTime(record.results, result, timeOf);
    let list = this.#resultsByAsset.get(assetRow);
    if (list === undefined) this.#resultsByAsset.set(assetRow, (list = []));
    insertByTime(list, result, timeOf);
    if (list.length > resultsPerAsset * 2) list.splice(0, list.length - resultsPerAsset);
  }

  /** A part and, with it, the components it was made of. */
  #forget(serial: string): void {
    const record = this.#parts.get(serial);
    if (record === undefined) return;
    this.#parts.delete(serial);
    for (const event of record.events) {
      if (event.verb === "assemble" && event.component !== undefined) this.#forget(event.component);
    }
  }
}

const timeOf = ({ timeMs }: { readonly timeMs: number }): number => timeMs;

function newer(times: number[], fromMs: number): number[] {
  const first = times.findIndex((timeMs) => timeMs >= fromMs);
  return first < 0 ? [] : first === 0 ? times : times.slice(first);
}

function plainResult(result: Result): Result & { lsl?: number } {
  const { serial, asset, step, characteristic, value, unit, verdict, attempt, timeMs } = result;
  return {
    serial,
    asset,
    step,
    characteristic,
    value,
    unit,
    verdict,
    attempt,
    timeMs,
    ...(result.lsl === undefined ? {} : { lsl: result.lsl }),
    ...(result.usl === undefined ? {} : { usl: result.usl }),
    ...(result.target === undefined ? {} : { target: result.target }),
    ...(result.spot === undefined ? {} : { spot: result.spot }),
  };
}

/** The one thing worth telling beside verb and asset. */
function describe(event: PartEvent): string | undefined {
  return (
    event.reason ??
    event.component ??
    event.lot ??
    event.to ??
    (event.attempt === undefined ? undefined : String(event.attempt))
  );
}
