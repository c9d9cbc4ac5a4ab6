// How many parts were bad of how many judged: by class, station, tool and lot, and how many passed each station at the first try.
import { firstAfter } from "#shared/base/sorted.ts";
import type { DefectClass, DefectReport, ParetoBy, ParetoRow } from "#shared/model/defect-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { classOf } from "./classes.ts";
import { lineOrder } from "./line-order.ts";
import type { Measured, PartLedger, PartLife } from "./part-ledger.ts";
import { wilson } from "./proportion.ts";

/** Parts judged after `fromMs`, up to and with `toMs`. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

const timeOf = ({ timeMs }: Measured): number => timeMs;

/** First results of all stations in a window, by station. */
function* firstResults(plant: Plant, ledger: PartLedger, { fromMs, toMs }: TimeWindow): Generator<Measured> {
  for (const { id } of plant.assets)
    for (const list of ledger.series(id).values())
      for (let at = firstAfter(list, fromMs, timeOf); at < list.length; at += 1) {
        const one = list[at]!;
        if (one.timeMs > toMs) break;
        if (one.isFirst) yield one;
      }
}

/** Parts by key, each once: bad when any of its results under the key is. */
class Tally {
  readonly #rows = new Map<
    string,
    { readonly parts: Map<PartLife, boolean>; readonly told: Pick<ParetoRow, "class" | "assetId"> }
  >();

  add(key: string, told: Pick<ParetoRow, "class" | "assetId">, part: PartLife, isBad: boolean): void {
    let row = this.#rows.get(key);
    if (row === undefined) this.#rows.set(key, (row = { parts: new Map(), told }));
    row.parts.set(part, isBad || row.parts.get(part) === true);
  }

  /** Most bad parts first. */
  rows(): ParetoRow[] {
    return [...this.#rows]
      .map(([key, { parts, told }]) => {
        const bad = [...parts.values()].filter((isBad) => isBad).length;
        return { key, ...told, bad, judged: parts.size, rate: wilson(bad, parts.size) };
      })
      .sort((a, b) => b.bad - a.bad || b.bad / b.judged - a.bad / a.judged || (a.key < b.key ? -1 : 1));
  }
}

/**
 * Bad parts of those judged in a window, most first. By class only classes with bad parts; by station that of the measuring station; by tool
 * nothing where sources tell none; by lot all bad parts of those that hold the lot themselves. Counted are first results.
 */
export function paretoOf(
  plant: Plant,
  ledger: PartLedger,
  window: TimeWindow,
): Record<ParetoBy, ParetoRow[]> {
  const classes = new Map<string, DefectClass>();
  const [byClass, byStation, byTool, byLot] = [new Tally(), new Tally(), new Tally(), new Tally()];
  for (const one of firstResults(plant, ledger, window)) {
    const found = classOf(one);
    if (found !== undefined) classes.set(found.id, found);
    byStation.add(one.assetId, { assetId: one.assetId }, one.part, one.isBad);
    if (one.tool !== undefined)
      byTool.add(`${one.assetId}/${one.tool}`, { assetId: one.assetId }, one.part, one.isBad);
    for (const { lot, assetId, timeMs } of one.part.lots)
      if (timeMs <= one.timeMs) byLot.add(`${assetId}/${lot}`, { assetId }, one.part, one.isBad);
  }
  const sidesOf = new Map<string, DefectClass[]>();
  for (const one of classes.values()) {
    const key = `${one.assetId}/${one.characteristic}`;
    sidesOf.set(key, [...(sidesOf.get(key) ?? []), one]);
  }
  for (const one of firstResults(plant, ledger, window)) {
    const found = classOf(one);
    for (const side of sidesOf.get(`${one.groupId}/${one.characteristic}`) ?? [])
      byClass.add(side.id, { class: side, assetId: side.assetId }, one.part, found?.id === side.id);
  }
  return { class: byClass.rows(), station: byStation.rows(), tool: byTool.rows(), lot: byLot.rows() };
}

/** Parts that passed a station at the first try, of those it judged in a window, in the order of the line. */
export function firstPassOf(plant: Plant, ledger: PartLedger, window: TimeWindow): DefectReport["firstPass"] {
  const order = lineOrder(plant);
  const stations = new Map<string, Map<PartLife, boolean>>();
  for (const { assetId, part, isBad } of firstResults(plant, ledger, window)) {
    let parts = stations.get(assetId);
    if (parts === undefined) stations.set(assetId, (parts = new Map<PartLife, boolean>()));
    parts.set(part, !isBad && parts.get(part) !== false);
  }
  return [...stations]
    .map(([assetId, parts]) => {
      const passed = [...parts.values()].filter((isPassed) => isPassed).length;
      return {
        assetId,
        passed,
        judged: parts.size,
        rate: wilson(passed, parts.size),
        lineOrder: order.get(assetId) ?? 0,
      };
    })
    .sort((a, b) => a.lineOrder - b.lineOrder);
}
