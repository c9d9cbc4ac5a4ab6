// The plant as a flat flow chart: stations and stores in columns by how far the flow has come, wrapped into rows like text
// so that names stay legible. Pure; positions are in units, a station is 6 wide.
import type { Asset, Plant } from "#shared/model/plant.ts";
import type { LinkFile } from "#shared/model/plant-schema.ts";
import { isStation, isStore } from "#shared/model/asset-roles.ts";
import { lineage } from "../common/plant-groups.ts";

/** One asset's rectangle; x, y is its upper left corner. */
export interface Block {
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly station: boolean;
  /** Upper edge of the row it is in. */
  readonly rowTop: number;
}

/** The way between two blocks. */
export interface Wire {
  readonly kind: LinkFile["kind"];
  readonly points: readonly (readonly [number, number])[];
}

/** The name of an area over the blocks that belong to it. */
export interface Caption {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface SchematicLayout {
  readonly blocks: readonly Block[];
  readonly blockOfRow: ReadonlyMap<number, Block>;
  readonly wires: readonly Wire[];
  readonly captions: readonly Caption[];
  readonly width: number;
  readonly height: number;
}

const stationSize = { width: 6, height: 3.6 };
const storeSize = { width: 2.8, height: 2.8 };
const columnGap = 0.75;
const lanePitch = 4.3;
const rowGap = 1.5;
const captionHeight = 1.4;
const margin = 0.9;

interface Node {
  readonly asset: Asset;
  column: number;
  lane: number;
}

/** Lays the plant out for a window of `aspect` = width / height. */
export function layoutSchematic(plant: Plant, aspect: number): SchematicLayout {
  const nodes = new Map<number, Node>();
  for (const asset of plant.assets) {
    if (isStation(asset) || isStore(asset)) nodes.set(asset.row, { asset, column: 0, lane: 0 });
  }
  const edges = plant.links.flatMap((link) => {
    const from = plant.assetRowById.get(link.from);
    const to = plant.assetRowById.get(link.to);
    return from !== undefined && to !== undefined && nodes.has(from) && nodes.has(to)
      ? [{ from, to, link }]
      : [];
  });
  const flow = edges.filter(({ link }) => link.kind === "flow" || link.kind === "vehicle");
  placeColumns(nodes, flow, edges);
  const rows = wrap(plant, [...nodes.values()], aspect);
  return { ...rows, wires: wires(edges, rows.blockOfRow, rows.width) };
}

interface Edge {
  readonly from: number;
  readonly to: number;
}

/** Gives every node its column and lane. */
function placeColumns(
  nodes: Map<number, Node>,
  flow: readonly Edge[],
  edges: readonly (Edge & { readonly link: LinkFile })[],
): void {
  const groups = components(nodes, flow);
  const { columns, slack } = flowColumns(nodes, flow);
  const [main, ...others] = groups;
  if (main === undefined) return;
  const taken: boolean[][] = [];
  const take = (column: number, lane: number): void => {
    (taken[column] ??= [])[Math.round(lane * 2) + 64] = true;
  };
  const free = (column: number, lane: number): boolean =>
    [-1, 0, 1].every((half) => taken[column]?.[Math.round(lane * 2) + half + 64] !== true);

  const byColumn = new Map<number, Node[]>();
  let end = 0;
  for (const row of main) {
    const node = nodes.get(row);
    if (node === undefined) continue;
    node.column = columns.get(row) ?? 0;
    end = Math.max(end, node.column + 1);
    byColumn.set(node.column, [...(byColumn.get(node.column) ?? []), node]);
  }
  for (const [column, members] of byColumn) {
    // What lies on the longest way keeps the middle, parallel stations evenly about it; feeders run below.
    members.sort((a, b) => (b.asset.pose?.y ?? 0) - (a.asset.pose?.y ?? 0));
    const isFeeder = ({ asset }: Node): boolean => (slack.get(asset.row) ?? 0) > 0;
    const middle = members.filter((node) => !isFeeder(node));
    middle.forEach((node, index) => {
      node.lane = index - (middle.length - 1) / 2;
    });
    const below = middle.length === 0 ? 1 : (middle.length - 1) / 2 + 1;
    members.filter(isFeeder).forEach((node, index) => {
      node.lane = below + index;
    });
    for (const node of members) take(column, node.lane);
  }
  for (const group of others) {
    // A side branch (rework, scrap) hangs below the column it leaves from; what is linked to nothing follows at the end.
    const sources = edges
      .filter(({ to, from }) => group.includes(to) && main.includes(from))
      .map(({ from }) => columns.get(from) ?? 0);
    const first = Math.min(...group.map((row) => columns.get(row) ?? 0));
    const start = sources.length > 0 ? Math.min(...sources) : end;
    const spans = group.map((row) => start + (columns.get(row) ?? 0) - first);
    let lane = sources.length > 0 ? 1 : 0;
    while (!spans.every((column) => free(column, lane))) lane += 0.5;
    group.forEach((row, index) => {
      const node = nodes.get(row);
      const column = spans[index] ?? start;
      if (node === undefined) return;
      node.column = column;
      node.lane = lane;
      take(column, lane);
      if (sources.length === 0) end = Math.max(end, column + 1);
    });
  }
}

/** Nodes joined by flow, the largest group first, then in plant order. */
function components(nodes: ReadonlyMap<number, Node>, flow: readonly Edge[]): number[][] {
  const neighbours = new Map<number, number[]>();
  for (const { from, to } of flow) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const seen = new Set<number>();
  const groups: number[][] = [];
  for (const row of nodes.keys()) {
    if (seen.has(row)) continue;
    const group: number[] = [];
    const open = [row];
    seen.add(row);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      group.push(next);
      for (const other of neighbours.get(next) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        open.push(other);
      }
    }
    groups.push(group.sort((a, b) => a - b));
  }
  const largest = groups.reduce(
    (best, group) => (group.length > best.length ? group : best),
    groups[0] ?? [],
  );
  return [largest, ...groups.filter((group) => group !== largest)];
}

/** Column of each node: longest way from a start, pulled as near to what follows as possible. Edges that close a loop do not count. */
function flowColumns(
  nodes: ReadonlyMap<number, Node>,
  flow: readonly Edge[],
): { readonly columns: Map<number, number>; readonly slack: Map<number, number> } {
  const next = new Map<number, number[]>();
  for (const { from, to } of flow) next.set(from, [...(next.get(from) ?? []), to]);
  const order: number[] = [];
  const mark = new Map<number, "open" | "done">();
  const forward = new Map<number, number[]>();
  const visit = (start: number): void => {
    // By hand, not by recursion: a line may be thousands of stations long.
    const stack: { row: number; index: number }[] = [{ row: start, index: 0 }];
    mark.set(start, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = next.get(top.row)?.[top.index];
      if (to === undefined) {
        mark.set(top.row, "done");
        order.push(top.row);
        stack.pop();
        continue;
      }
      top.index += 1;
      if (mark.get(to) === "open") continue;
      forward.set(top.row, [...(forward.get(top.row) ?? []), to]);
      if (mark.get(to) === undefined) {
        mark.set(to, "open");
        stack.push({ row: to, index: 0 });
      }
    }
  };
  for (const row of nodes.keys()) if (mark.get(row) === undefined) visit(row);

  const column = new Map<number, number>();
  for (const row of order.toReversed()) {
    const own = column.get(row) ?? 0;
    column.set(row, own);
    for (const to of forward.get(row) ?? []) column.set(to, Math.max(column.get(to) ?? 0, own + 1));
  }
  const earliest = new Map(column);
  for (const row of order) {
    const following = (forward.get(row) ?? []).map((to) => column.get(to) ?? 0);
    if (following.length > 0) column.set(row, Math.min(...following) - 1);
  }
  const slack = new Map([...column].map(([row, at]) => [row, at - (earliest.get(row) ?? at)]));
  return { columns: column, slack };
}

interface Rows {
  readonly blocks: Block[];
  readonly blockOfRow: Map<number, Block>;
  readonly captions: Caption[];
  readonly width: number;
  readonly height: number;
}

/** Breaks the columns into as many rows as make the drawing largest in the window. */
function wrap(plant: Plant, nodes: readonly Node[], aspect: number): Rows {
  const columns: Node[][] = [];
  for (const node of nodes) (columns[node.column] ??= []).push(node);
  const filled = columns.filter((column) => column !== undefined);
  const widths = filled.map(
    (column) => Math.max(...column.map(({ asset }) => sizeOf(asset).width)) + columnGap,
  );
  const total = widths.reduce((sum, width) => sum + width, 0);
  let best: Rows | undefined;
  let bestScale = 0;
  for (let count = 1; count <= 24 && count <= Math.max(1, filled.length); count += 1) {
    const rows = placeRows(plant, filled, widths, (total / count) * 1.04);
    const scale = Math.min(aspect / rows.width, 1 / rows.height);
    if (scale > bestScale) [best, bestScale] = [rows, scale];
  }
  return best ?? { blocks: [], blockOfRow: new Map(), captions: [], width: 1, height: 1 };
}

function sizeOf(asset: Asset): { readonly width: number; readonly height: number } {
  return isStation(asset) ? stationSize : storeSize;
}

function placeRows(
  plant: Plant,
  columns: readonly (readonly Node[])[],
  widths: readonly number[],
  widest: number,
): Rows {
  const blocks: Block[] = [];
  const captions: Caption[] = [];
  let top = margin;
  let width = 0;
  let index = 0;
  while (index < columns.length) {
    // A row ends before it gets too wide, and rather after a station than between a store and its station.
    let end = index;
    let rowWidth = 0;
    let endAfterStation = index;
    while (end < columns.length && (end === index || rowWidth + (widths[end] ?? 0) <= widest)) {
      rowWidth += widths[end] ?? 0;
      end += 1;
      if (columns[end - 1]?.some(({ asset }) => isStation(asset)) === true) endAfterStation = end;
    }
    if (end < columns.length && endAfterStation > index && end - endAfterStation <= 2) end = endAfterStation;
    const members = columns.slice(index, end);
    const lanes = members.flatMap((column) => column.map((node) => node.lane));
    const low = Math.min(...lanes);
    const high = Math.max(...lanes);
    const middle = top + captionHeight + stationSize.height / 2 - low * lanePitch;
    let x = margin + columnGap;
    members.forEach((column, offset) => {
      const columnWidth = (widths[index + offset] ?? 0) - columnGap;
      for (const node of column) {
        const size = sizeOf(node.asset);
        blocks.push({
          row: node.asset.row,
          x: x + (columnWidth - size.width) / 2,
          y: middle + node.lane * lanePitch - size.height / 2,
          ...size,
          station: isStation(node.asset),
          rowTop: top,
        });
        addCaption(captions, areaName(plant, node.asset), x, top, columnWidth);
      }
      x += columnWidth + columnGap;
    });
    width = Math.max(width, x);
    top += captionHeight + stationSize.height + (high - low) * lanePitch + rowGap;
    index = end;
  }
  return {
    blocks,
    blockOfRow: new Map(blocks.map((block) => [block.row, block])),
    captions,
    width: width + margin,
    height: top - rowGap + margin,
  };
}

/** Name of the area an asset is in, or nothing. */
function areaName(plant: Plant, asset: Asset): string {
  return lineage(plant, asset.row).find(({ level }) => level === "area")?.name ?? "";
}

/** Extends the caption to the left when it is the same area, else begins a new one. */
function addCaption(captions: Caption[], text: string, x: number, y: number, width: number): void {
  if (text === "") return;
  const index = captions.findLastIndex((caption) => caption.y === y && caption.text === text);
  const last = captions[index];
  if (last === undefined) captions.push({ text, x, y, width });
  else captions[index] = { ...last, width: Math.max(last.width, x + width - last.x) };
}

/** Lines between the blocks: straight in a row, round the end to the next row, from below for rework and scrap. */
function wires(
  edges: readonly (Edge & { readonly link: LinkFile })[],
  blockOfRow: ReadonlyMap<number, Block>,
  width: number,
): Wire[] {
  return edges.flatMap(({ from, to, link }): Wire[] => {
    const a = blockOfRow.get(from);
    const b = blockOfRow.get(to);
    if (a === undefined || b === undefined) return [];
    const out: readonly [number, number] = [a.x + a.width, a.y + a.height / 2];
    const into: readonly [number, number] = [b.x, b.y + b.height / 2];
    const side = link.kind === "rework" || link.kind === "scrap";
    if (!side && b.x > a.x + a.width - 0.01 && Math.abs(b.y - a.y) < lanePitch * 2.5) {
      const bend = b.x - columnGap / 2;
      const points =
        out[1] === into[1] ? [out, into] : [out, [bend, out[1]] as const, [bend, into[1]] as const, into];
      return [{ kind: link.kind, points }];
    }
    if (!side) {
      // To the next row: to the right edge, along the gap between the rows, and in from the left.
      const gapY = b.rowTop - rowGap / 2;
      const right = width - margin * 0.75;
      const left = margin * 0.75;
      const points = [out, [right, out[1]], [right, gapY], [left, gapY], [left, into[1]], into] as const;
      return [{ kind: link.kind, points }];
    }
    const down = b.y > a.y;
    const from2: readonly [number, number] = [a.x + a.width / 2, down ? a.y + a.height : a.y];
    const to2: readonly [number, number] = [b.x + b.width / 2, down ? b.y : b.y + b.height];
    const bendY = down ? to2[1] - 0.5 : from2[1] - 0.5;
    return [{ kind: link.kind, points: [from2, [from2[0], bendY], [to2[0], bendY], to2] }];
  });
}
