// In which order parts come past the assets of a plant, by its links.
import type { Plant } from "#shared/model/plant.ts";

/**
 * Place of each asset along the flow, 0 first, by id: behind everything that parts come from (ways of rework and scrap do not count, and
 * of a ring the first asset in the file comes first). A cell is where its first station is; what has no links is at the end, as in the file.
 */
export function lineOrder(plant: Plant): ReadonlyMap<string, number> {
  const next = new Map<string, string[]>();
  const waits = new Map<string, number>();
  for (const { from, to, kind } of plant.links) {
    if (kind === "rework" || kind === "scrap") continue;
    next.set(from, [...(next.get(from) ?? []), to]);
    waits.set(from, waits.get(from) ?? 0);
    waits.set(to, (waits.get(to) ?? 0) + 1);
  }
  const order = new Map<string, number>();
  const inFile = plant.assets.map(({ id }) => id).filter((id) => waits.has(id));
  const free = inFile.filter((id) => waits.get(id) === 0);
  while (order.size < inFile.length) {
    const id = free.shift() ?? inFile.find((one) => !order.has(one));
    if (id === undefined) break;
    if (order.has(id)) continue;
    order.set(id, order.size);
    for (const to of next.get(id) ?? []) {
      const left = (waits.get(to) ?? 0) - 1;
      waits.set(to, left);
      if (left === 0) free.push(to);
    }
  }
  const placed = (row: number): number => {
    const asset = plant.assets[row];
    if (asset === undefined) return Infinity;
    return order.get(asset.id) ?? Math.min(Infinity, ...asset.childRows.map(placed));
  };
  const places = plant.assets.map(({ id, row }) => ({ id, row, place: placed(row) }));
  places.sort((a, b) => (a.place === b.place ? a.row - b.row : a.place - b.place));
  return new Map(places.map(({ id }, index) => [id, index]));
}
