// The parts that a finding compares: judged for its classes around the time of the rise, bad or good, each as it was when judged.
import { firstAfter } from "#shared/base/sorted.ts";
import type { DefectClass } from "#shared/model/defect-schema.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { isOfClass } from "./classes.ts";
import type { Unit } from "./part-factors.ts";
import type { Measured, PartLedger, PartLife } from "./part-ledger.ts";

/** Stretch of judging times: after `fromMs`, up to and with `toMs`. */
export interface JudgedIn {
  readonly fromMs: number;
  readonly toMs: number;
}

const timeOf = ({ timeMs }: Measured): number => timeMs;

/** The first results of parts for a characteristic of a station or of a cell of equal stations, in order of time. */
export function judgedOf(
  plant: Plant,
  ledger: PartLedger,
  { assetId, characteristic }: Pick<DefectClass, "assetId" | "characteristic">,
  { fromMs, toMs }: JudgedIn,
): Measured[] {
  const asset = assetOf(plant, assetId);
  const stations = [assetId, ...(asset?.childRows ?? []).map((row) => plant.assets[row]?.id ?? "")];
  const lists = stations
    .filter((id) => ledger.groupOf(id) === assetId || id === assetId)
    .map((id) => ledger.series(id).get(characteristic) ?? [])
    .filter((list) => list.length > 0)
    .map((list) =>
      list
        .slice(firstAfter(list, fromMs, timeOf), firstAfter(list, toMs, timeOf))
        .filter(({ isFirst }) => isFirst),
    );
  const [only, ...others] = lists;
  return only === undefined
    ? []
    : others.length === 0
      ? only
      : lists.flat().sort((a, b) => a.timeMs - b.timeMs);
}

/** A part's first result for a class's characteristic, up to a time. */
export function firstResult(part: PartLife, of: DefectClass, toMs: number): Measured | undefined {
  return part.results.find(
    (one) =>
      one.isFirst &&
      one.groupId === of.assetId &&
      one.characteristic === of.characteristic &&
      one.timeMs <= toMs,
  );
}

/** Largest number of parts compared, the newest: it bounds the work. */
const mostUnits = 3000;

/**
 * The units of classes: bad = of one of them; good = passed all of them. Parts of which that is not known yet are left out, so that
 * those still on their way do not count as good.
 */
export function unitsOf(
  plant: Plant,
  ledger: PartLedger,
  classes: readonly DefectClass[],
  judgedIn: JudgedIn,
): Unit[] {
  const parts = new Set<PartLife>();
  for (const one of classes) for (const { part } of judgedOf(plant, ledger, one, judgedIn)) parts.add(part);
  const units: Unit[] = [];
  for (const part of parts) {
    const results = classes.map((one) => firstResult(part, one, judgedIn.toMs));
    const bad = results.filter((result, at) => result !== undefined && isOfClass(result, classes[at]!));
    const isBad = bad.length > 0;
    if (!isBad && results.includes(undefined)) continue;
    const times = (isBad ? bad : results).map((result) => result?.timeMs ?? 0);
    units.push({ part, isBad, judgedMs: isBad ? Math.min(...times) : Math.max(...times) });
  }
  units.sort((a, b) => a.judgedMs - b.judgedMs || (a.part.serial < b.part.serial ? -1 : 1));
  return units.slice(-mostUnits);
}
