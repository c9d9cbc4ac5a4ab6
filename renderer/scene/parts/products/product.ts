// What a product looks like near by, and what each station adds to it. A product's mesh has groups; a group is there once the part
// has been through the station that makes it, or once that station's cycle has come so far. Plants without such stations show the
// finished product.
import type { Plant } from "#shared/model/plant.ts";
import type { Product } from "#shared/twin/looks.ts";
import type { PathTable } from "#shared/twin/paths.ts";
import type { ModelBuilder } from "../../machines/model-builder.ts";
import { workDoneAt, type WorkingModel } from "../../machines/work-phases.ts";
import type { PartSize } from "../part-looks.ts";

/** Builds a piece that a station adds; pieces count from 0 in the order of `workDoneAt`. */
export type AddPiece = (station: WorkingModel, piece: number, build: () => void) => void;

export interface ProductModel {
  /** Stations in the order in which they add to it. */
  readonly steps: readonly WorkingModel[];
  /** Builds everything; what a station adds inside `add`. */
  build(b: ModelBuilder, size: PartSize, add: AddPiece): void;
}

/** The way to build the pieces of a product: each in the group whose bit `stepMasks` sets. */
export function pieceAdder(b: ModelBuilder, steps: readonly WorkingModel[]): AddPiece {
  return (station, piece, build) => b.group(firstGroup(steps, station) + piece, build);
}

/** Number of a station's first group; groups count from 1. */
function firstGroup(steps: readonly WorkingModel[], station: WorkingModel): number {
  const before = steps.slice(0, steps.indexOf(station));
  return before.reduce((group, step) => group + workDoneAt[step].length, 1);
}

/** A place where a product's station works on the part that is in it. */
export interface WorkPlace {
  readonly path: number;
  /** Row of the station. */
  readonly row: number;
  /** Phases at which its pieces are there, and the bit of the first. */
  readonly doneAt: readonly number[];
  readonly firstGroup: number;
}

export interface ProductWork {
  /** By path: bit n is set when group n is on every part there. */
  readonly masks: Uint32Array;
  /** Where bits are added while a station works. */
  readonly places: readonly WorkPlace[];
}

/** What has been done to a product on each path, and where it is being done; everything for a product without known stations. */
export function productWork(plant: Plant, table: PathTable, steps: readonly WorkingModel[]): ProductWork {
  const masks = new Uint32Array(table.paths.length);
  const places: WorkPlace[] = [];
  const stepAt = (row: number): WorkingModel | undefined =>
    steps.find((step) => step === plant.assets[row]?.model);
  if (!plant.assets.some(({ row }) => stepAt(row) !== undefined))
    return { masks: masks.fill(0xffffffff), places };
  const bitsOf = (row: number): number => {
    const step = stepAt(row);
    return step === undefined ? 0 : ((1 << workDoneAt[step].length) - 1) << firstGroup(steps, step);
  };
  const sources = sourcesOf(plant);
  const maskOf = new Map<number, number>();
  /** What has been done to a part when it comes to an asset. */
  const before = (row: number): number => {
    const kept = maskOf.get(row);
    if (kept !== undefined) return kept;
    maskOf.set(row, 0);
    let mask = 0;
    for (const source of sources.get(row) ?? []) mask |= before(source) | bitsOf(source);
    maskOf.set(row, mask);
    return mask;
  };
  table.paths.forEach(({ kind, fromRow }, path) => {
    masks[path] = kind === "place" ? before(fromRow) : before(fromRow) | bitsOf(fromRow);
    // Of several parts in a station only one is in work, and a path does not tell which.
    const isAlone = (plant.assets[fromRow]?.capacity ?? 1) === 1;
    const step = kind === "place" && isAlone ? stepAt(fromRow) : undefined;
    if (step !== undefined)
      places.push({ path, row: fromRow, doneAt: workDoneAt[step], firstGroup: firstGroup(steps, step) });
  });
  return { masks, places };
}

/** By path: 1 where a station has been passed that adds to a product, or none of its stations is known. */
export function passed(
  { masks }: ProductWork,
  steps: readonly WorkingModel[],
  station: WorkingModel,
): Uint8Array {
  const bit = 1 << firstGroup(steps, station);
  return Uint8Array.from(masks, (mask) => ((mask & bit) === 0 ? 0 : 1));
}

/** Where parts come from, by asset row. A way of rework counts only where nothing else leads: most parts have not come by it. */
function sourcesOf(plant: Plant): Map<number, number[]> {
  const flow = new Map<number, number[]>();
  const rework = new Map<number, number[]>();
  for (const link of plant.links) {
    const from = plant.assetRowById.get(link.from);
    const to = plant.assetRowById.get(link.to);
    if (from === undefined || to === undefined) continue;
    const sources = link.kind === "rework" ? rework : flow;
    sources.set(to, [...(sources.get(to) ?? []), from]);
  }
  return new Map([...rework, ...flow]);
}

/** Products that have a shape of their own near by. */
export type DetailedProduct = Exclude<Product, "part">;
