// Learns how often parts are bad while all is as usual, and says what rate that lets expect.
import type { DefectClass, ModelInfo } from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { classesOfPlant, classOf, defectClass } from "./classes.ts";
import type { CleanRates } from "./clean-rates-schema.ts";
import { PartLedger } from "./part-ledger.ts";
import { betaQuantile } from "./proportion.ts";

const hourMs = 3_600_000;

/** False quality incidents that all classes of a line together may make in a shift. */
export const falsePerShift = 0.5;
export const shiftHours = 8;

/**
 * Counts the classes of clean shifts, one shift after the other. A part counts once for a characteristic: its first result. Classes that
 * never had a bad part are told with 0 of the parts that were judged.
 */
export class CleanCounts {
  readonly #plant: Plant;
  readonly #bad = new Map<string, number>();
  readonly #judged = new Map<string, number>();
  readonly #classes = new Map<string, DefectClass>();
  readonly #shifts: { fromMs: number; toMs: number }[] = [];

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  /** Begins a shift: takes its facts in order of arrival. */
  begin(): { take(fact: Fact): void } {
    const ledger = new PartLedger(this.#plant);
    for (const one of classesOfPlant(this.#plant, (id) => ledger.groupOf(id))) this.#classes.set(one.id, one);
    const shift = { fromMs: Infinity, toMs: -Infinity };
    this.#shifts.push(shift);
    return {
      take: (fact) => {
        shift.fromMs = Math.min(shift.fromMs, fact.receivedMs);
        shift.toMs = Math.max(shift.toMs, fact.receivedMs);
        const measured = ledger.take(fact);
        if (measured?.isFirst !== true) return;
        add(this.#judged, `${measured.groupId}/${measured.characteristic}`);
        const found = classOf(measured);
        if (found === undefined) return;
        this.#classes.set(found.id, found);
        add(this.#bad, found.id);
      },
    };
  }

  /** What was counted so far. */
  rates({
    trainedOn,
    isSimulated,
  }: {
    readonly trainedOn: string;
    readonly isSimulated: boolean;
  }): CleanRates {
    const shifts = this.#shifts.filter(({ fromMs, toMs }) => toMs > fromMs);
    const table = [...this.#classes.values()]
      .map(({ id, assetId, characteristic }) => ({
        id,
        bad: this.#bad.get(id) ?? 0,
        judged: this.#judged.get(`${assetId}/${characteristic}`) ?? 0,
      }))
      .filter((row) => row.judged > 0)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return {
      trainedOn,
      isSimulated,
      fromMs: shifts.length === 0 ? 0 : Math.min(...shifts.map(({ fromMs }) => fromMs)),
      toMs: shifts.length === 0 ? 0 : Math.max(...shifts.map(({ toMs }) => toMs)),
      hours: Math.max(
        1e-6,
        shifts.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / hourMs, 0),
      ),
      classes: Object.fromEntries(table.map((row) => [row.id, { bad: row.bad, judged: row.judged }])),
    };
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The rates of clean shifts that are all at hand, each as its facts in order of arrival. */
export function cleanRatesOf(
  plant: Plant,
  shifts: Iterable<Iterable<Fact>>,
  told: { readonly trainedOn: string; readonly isSimulated: boolean },
): CleanRates {
  const counts = new CleanCounts(plant);
  for (const facts of shifts) {
    const shift = counts.begin();
    for (const fact of facts) shift.take(fact);
  }
  return counts.rates(told);
}

/** What is expected of one class. */
export interface UsualRate {
  /** Share of bad parts to expect. */
  readonly rate: number;
  /** The rate that is meant to stay quiet: so high it may well be after so few clean parts. */
  readonly safeRate: number;
  readonly judgedPerShift: number | undefined;
  readonly wasBadBefore: boolean;
}

/** How sure it must be that clean parts are bad no more often than a limit is made for. */
const sureness = 0.8;

/**
 * Rates by class. The prior is worth half a bad part at the pooled rate of all classes (Jeffreys' half, at the line's own level), so a class
 * that clean history does not know is expected as often as the pool.
 */
export function usualRates(clean: CleanRates): (one: DefectClass) => UsualRate {
  const rows = Object.entries(clean.classes);
  const pooledBad = rows.reduce((sum, [, row]) => sum + row.bad, 0);
  const pooledJudged = rows.reduce((sum, [, row]) => sum + row.judged, 0);
  const pooled = (pooledBad + 0.5) / (pooledJudged + 1);
  const shifts = clean.hours / shiftHours;
  return ({ id, assetId, characteristic }) => {
    const own = clean.classes[id];
    // Every part that was judged for the other side was judged for this one too.
    const other = ["low", "high", "other"] as const;
    const judged =
      own?.judged ??
      Math.max(
        0,
        ...other.map((side) => clean.classes[defectClass(assetId, characteristic, side).id]?.judged ?? 0),
      );
    const bad = own?.bad ?? 0;
    const a = bad + 0.5;
    const b = judged - bad + 0.5 / pooled - 0.5;
    return {
      rate: a / (a + b),
      safeRate: betaQuantile(sureness, a, b),
      judgedPerShift: judged > 0 ? judged / shifts : undefined,
      wasBadBefore: bad > 0,
    };
  };
}

/** What findings were made with. */
export function modelOf(clean: CleanRates, version: string, sha256: (text: string) => string): ModelInfo {
  const rows = Object.entries(clean.classes).sort(([a], [b]) => (a < b ? -1 : 1));
  const judged = new Map<string, number>();
  for (const [id, row] of rows) judged.set(id.split("/").slice(0, 2).join("/"), row.judged);
  return {
    name: "gemba-quality",
    version,
    sha256: sha256(JSON.stringify([clean.hours, rows.map(([id, row]) => [id, row.bad, row.judged])])),
    trainedOn: clean.trainedOn,
    isSimulated: clean.isSimulated,
    trainedFromMs: clean.fromMs,
    trainedToMs: clean.toMs,
    rows: [...judged.values()].reduce((sum, parts) => sum + parts, 0),
    blocks: Math.round(clean.hours / shiftHours),
    falsePerShift,
  };
}
