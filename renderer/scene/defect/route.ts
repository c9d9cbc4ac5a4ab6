// The way that affected parts took: from where they were made over the plant's links to where they are now, as lines along the
// paths that parts move on. Pure: graph and numbers.
import type { LinkFile } from "#shared/model/plant-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { type Path, pathKey, type PathTable, pointOnPath } from "#shared/twin/paths.ts";

/** Where affected parts are now, and how many. */
export interface PartsPlace {
  readonly row: number;
  readonly parts: number;
}

export interface RoutePoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Metres of way from where all lines begin. */
  readonly alongM: number;
  /** Parts that passed here. */
  readonly parts: number;
}

/** A line through the plant: at least two points. */
export type RouteLine = readonly RoutePoint[];

/** How far a way is for the search: rework and scrap are taken where nothing else leads there. */
const costOf: Readonly<Record<LinkFile["kind"], number>> = { flow: 1, vehicle: 1, rework: 50, scrap: 50 };
/** Points nearer to each other than this are one, metres. */
const sameM = 0.01;

/** A place on the way, how many parts came there, and where they went on to. */
interface Stop {
  readonly row: number;
  parts: number;
  readonly next: Stop[];
}

/**
 * The lines from `fromRow` to all `places` that a part can reach from there. The first goes where most parts went; each other
 * begins where it leaves one before. Places that cannot be reached have none.
 */
export function routeLines(
  plant: Plant,
  paths: PathTable,
  fromRow: number,
  places: readonly PartsPlace[],
): RouteLine[] {
  const lines: RoutePoint[][] = [];
  const walk = (stop: Stop, line: RoutePoint[], isFirst: boolean): void => {
    const [most, ...others] = stop.next.sort((one, other) => other.parts - one.parts);
    // Lines begin and end in the middle of a place.
    const from = isFirst ? 0.5 : 0;
    const to = most === undefined ? 0.5 : 1;
    // In a rack parts have seats, not a line: what follows is reached straight across it.
    const place = (paths.seatsOf[stop.row] ?? 0) > 0 ? -1 : (paths.placeOf[stop.row] ?? -1);
    extend(line, paths.paths[place], from, to, stop.parts);
    const exit = line.at(-1);
    for (const next of most === undefined ? [] : [most, ...others]) {
      const onward = next === most ? line : exit === undefined ? [] : [{ ...exit, parts: next.parts }];
      if (onward !== line) lines.push(onward);
      const way = paths.wayOf.get(pathKey(plant, stop.row, next.row));
      extend(onward, paths.paths[way ?? -1], 0, 1, next.parts);
      walk(next, onward, false);
    }
  };
  const root = routeTree(plant, fromRow, places);
  if (root.next.length === 0) return [];
  const first: RoutePoint[] = [];
  lines.push(first);
  walk(root, first, true);
  return lines.filter(({ length }) => length > 1);
}

/** The places passed between `fromRow` and all places that can be reached, with how many parts passed each. */
function routeTree(plant: Plant, fromRow: number, places: readonly PartsPlace[]): Stop {
  const beforeOf = cheapestBefore(plant, fromRow);
  const stops = new Map<number, Stop>();
  const stopAt = (row: number): Stop => {
    const known = stops.get(row);
    if (known !== undefined) return known;
    const stop: Stop = { row, parts: 0, next: [] };
    stops.set(row, stop);
    const before = beforeOf[row] ?? -1;
    if (before >= 0) stopAt(before).next.push(stop);
    return stop;
  };
  const root = stopAt(fromRow);
  for (const { row, parts } of places) {
    if (row !== fromRow && (beforeOf[row] ?? -1) < 0) continue;
    stopAt(row);
    for (let at = row; at >= 0; at = beforeOf[at] ?? -1) stopAt(at).parts += parts;
  }
  return root;
}

/** By row, the row before it on the cheapest way from `fromRow`; -1 = there is none. Dijkstra with a list for each cost (Dial, 1969). */
function cheapestBefore(plant: Plant, fromRow: number): Int32Array {
  const rows = plant.assets.length;
  const ways: { readonly to: number; readonly cost: number }[][] = Array.from({ length: rows }, () => []);
  for (const link of plant.links) {
    const [from, to] = [plant.assetRowById.get(link.from), plant.assetRowById.get(link.to)];
    if (from !== undefined && to !== undefined) ways[from]?.push({ to, cost: costOf[link.kind] });
  }
  const before = new Int32Array(rows).fill(-1);
  const costs = new Float64Array(rows).fill(Infinity);
  costs[fromRow] = 0;
  const byCost: number[][] = [[fromRow]];
  for (let cost = 0; cost < byCost.length; cost += 1)
    for (const row of byCost[cost] ?? []) {
      if (costs[row] !== cost) continue;
      for (const way of ways[row] ?? []) {
        const total = cost + way.cost;
        if (total >= (costs[way.to] ?? 0)) continue;
        costs[way.to] = total;
        before[way.to] = row;
        (byCost[total] ??= []).push(way.to);
      }
    }
  return before;
}

/** Goes on along a path between two fractions of it. */
function extend(line: RoutePoint[], path: Path | undefined, from: number, to: number, parts: number): void {
  if (path === undefined) return;
  const add = (x: number, y: number, z: number): void => {
    const last = line.at(-1);
    const stepM = last === undefined ? 0 : Math.hypot(x - last.x, y - last.y, z - last.z);
    if (last !== undefined && stepM < sameM) return;
    line.push({ x, y, z, alongM: (last?.alongM ?? 0) + stepM, parts });
  };
  const end = { x: 0, y: 0, z: 0, headingRad: 0 };
  pointOnPath(path, from, end);
  add(end.x, end.y, end.z);
  const { points, lengthM } = path;
  let walkedM = 0;
  for (let at = 3; at < points.length - 3; at += 3) {
    const [x0 = 0, y0 = 0, z0 = 0, x = 0, y = 0, z = 0] = points.subarray(at - 3, at + 3);
    walkedM += Math.hypot(x - x0, y - y0, z - z0);
    if (walkedM > from * lengthM && walkedM < to * lengthM) add(x, y, z);
  }
  pointOnPath(path, to, end);
  add(end.x, end.y, end.z);
}
