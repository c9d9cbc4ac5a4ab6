// Which rows the asset tree shows, for what is collapsed and searched. Pure; fast enough for 10,000 assets a keystroke.
import type { Plant } from "#shared/model/plant.ts";

/** One line of the tree. */
export interface TreeRow {
  readonly row: number;
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly expanded: boolean;
  /** Found by the search itself, not only an ancestor of something found. */
  readonly matched: boolean;
}

export interface TreeQuery {
  /** Ids of collapsed assets; ignored while something is searched, for then all that leads to a match is open. */
  readonly collapsed: ReadonlySet<string>;
  /** Words that must all occur in id, name or kind. */
  readonly query: string;
  /** Further condition on rows, such as a state. */
  readonly keep?: (row: number) => boolean;
}

/** What is searched, per row: id, name and kind in lower case. */
export function searchTexts(plant: Plant): string[] {
  return plant.assets.map((asset) => `${asset.id} ${asset.name} ${asset.kind}`.toLowerCase());
}

/** The lines to show, in tree order. */
export function treeRows(
  plant: Plant,
  texts: readonly string[],
  { collapsed, query, keep }: TreeQuery,
): TreeRow[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const filtering = words.length > 0 || keep !== undefined;
  const matches = (row: number): boolean =>
    words.every((word) => texts[row]?.includes(word) === true) && (keep === undefined || keep(row));

  const shown = filtering ? withAncestors(plant, matches) : undefined;
  const rows: TreeRow[] = [];
  const visit = (row: number, depth: number): void => {
    const asset = plant.assets[row];
    if (asset === undefined) return;
    if (shown !== undefined && shown[row] === 0) return;
    const children =
      shown === undefined ? asset.childRows : asset.childRows.filter((child) => shown[child] !== 0);
    const expanded = children.length > 0 && (filtering || !collapsed.has(asset.id));
    rows.push({
      row,
      depth,
      hasChildren: children.length > 0,
      expanded,
      matched: shown === undefined || shown[row] === 2,
    });
    if (expanded) for (const child of children) visit(child, depth + 1);
  };
  for (const root of plant.rootRows) visit(root, 0);
  return rows;
}

/** Per row: 2 = matches, 1 = leads to a match, 0 = neither. */
function withAncestors(plant: Plant, matches: (row: number) => boolean): Uint8Array {
  const shown = new Uint8Array(plant.assets.length);
  for (const asset of plant.assets) {
    if (!matches(asset.row)) continue;
    shown[asset.row] = 2;
    let parent = asset.parent;
    while (parent !== undefined) {
      const parentRow = plant.assetRowById.get(parent);
      if (parentRow === undefined || shown[parentRow] !== 0) break;
      shown[parentRow] = 1;
      parent = plant.assets[parentRow]?.parent;
    }
  }
  return shown;
}

/** The rows of a list that a scrolled window shows, with a margin so that scrolling never shows a gap. */
export function visibleRange(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
  margin = 6,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - margin);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + margin);
  return { first: Math.min(first, end), end };
}
