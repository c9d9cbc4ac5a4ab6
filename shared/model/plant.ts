// A plant snapshot with rows: the immutable structure that host and page share.
// Rows are valid for one snapshot only; selection, links and notes hold ids.
import { defined } from "../base/assert.ts";
import type { AssetFile, CalendarFile, LinkFile, PlantFile, SignalFile } from "./plant-schema.ts";

/** One asset and its row. */
export interface Asset extends AssetFile {
  readonly row: number;
  /** Ids from the root to this asset, joined by `/`. */
  readonly path: string;
  readonly childRows: readonly number[];
  readonly signalRows: readonly number[];
}

/** One signal, its row and its full id `assetId/name`. */
export interface Signal extends SignalFile {
  readonly row: number;
  readonly id: string;
  readonly assetRow: number;
}

/** The plant with everything looked up once. */
export interface Plant {
  readonly file: PlantFile;
  readonly assets: readonly Asset[];
  readonly signals: readonly Signal[];
  readonly links: readonly LinkFile[];
  readonly assetRowById: ReadonlyMap<string, number>;
  readonly signalRowById: ReadonlyMap<string, number>;
  readonly calendarById: ReadonlyMap<string, CalendarFile>;
  /** Rows of assets without parent, in file order. */
  readonly rootRows: readonly number[];
}

/**
 * Gives every asset and signal its row, in file order.
 * The file must have passed `checkPlant`; dangling parents are a bug here.
 */
export function resolvePlant(file: PlantFile): Plant {
  const assetRowById = new Map(file.assets.map((asset, row) => [asset.id, row]));
  const children: number[][] = file.assets.map(() => []);
  const rootRows: number[] = [];
  file.assets.forEach((asset, row) => {
    if (asset.parent === undefined) rootRows.push(row);
    else defined(children[defined(assetRowById.get(asset.parent), asset.parent)], "children").push(row);
  });

  const signals: Signal[] = [];
  const pathOf = (asset: AssetFile): string => {
    if (asset.parent === undefined) return asset.id;
    const parent = defined(file.assets[defined(assetRowById.get(asset.parent), asset.parent)], asset.parent);
    return `${pathOf(parent)}/${asset.id}`;
  };
  const assets = file.assets.map((asset, row): Asset => {
    const signalRows = asset.signals.map((signal) => {
      const signalRow = signals.length;
      signals.push({ ...signal, row: signalRow, id: `${asset.id}/${signal.name}`, assetRow: row });
      return signalRow;
    });
    return { ...asset, row, path: pathOf(asset), childRows: children[row] ?? [], signalRows };
  });

  return {
    file,
    assets,
    signals,
    links: file.links,
    assetRowById,
    signalRowById: new Map(signals.map((signal) => [signal.id, signal.row])),
    calendarById: new Map(file.calendars.map((calendar) => [calendar.id, calendar])),
    rootRows,
  };
}

/** The asset of an id, or undefined when the plant has none. */
export function assetOf(plant: Plant, id: string): Asset | undefined {
  const row = plant.assetRowById.get(id);
  return row === undefined ? undefined : plant.assets[row];
}

/** Ideal cycle of `asset` for `variant` in seconds, or undefined when the plant gives none; `again` = of a part that was reworked. */
export function idealCycleS(asset: AssetFile, variant: string, again = false): number | undefined {
  if (again && asset.reworkCycleS !== undefined) return asset.reworkCycleS;
  return typeof asset.idealCycleS === "number" ? asset.idealCycleS : asset.idealCycleS?.[variant];
}
