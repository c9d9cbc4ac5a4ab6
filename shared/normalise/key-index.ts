// Finds the row a source's key stands for: a signal by its tag or id, an asset for a condition by what the key begins with.
import type { Plant } from "../model/plant.ts";

/** Keys of one plant. Look-ups allocate nothing. */
export interface KeyIndex {
  /** Row of the signal with this tag or id `assetId/name`. */
  signalRow(key: string): number | undefined;
  /**
   * Row of the asset a condition key belongs to: of the signal with that key, of `assetId/…`, of `assetId:…`,
   * or of the one asset whose tags begin with the same `device:`.
   */
  conditionAssetRow(key: string): number | undefined;
}

/** Part of a key up to its first colon or slash, or undefined. */
function prefixOf(key: string): string | undefined {
  const end = key.search(/[:/]/);
  return end <= 0 ? undefined : key.slice(0, end);
}

/** Builds the index once per plant snapshot. */
export function buildKeyIndex(plant: Plant): KeyIndex {
  const rowByKey = new Map<string, number>();
  const assetByPrefix = new Map<string, number | "several">();
  for (const signal of plant.signals) {
    if (signal.tag !== undefined && !rowByKey.has(signal.tag)) rowByKey.set(signal.tag, signal.row);
    const prefix = signal.tag === undefined ? undefined : prefixOf(signal.tag);
    if (prefix !== undefined) {
      const known = assetByPrefix.get(prefix);
      assetByPrefix.set(
        prefix,
        known === undefined || known === signal.assetRow ? signal.assetRow : "several",
      );
    }
  }
  for (const signal of plant.signals) if (!rowByKey.has(signal.id)) rowByKey.set(signal.id, signal.row);

  const conditionRows = new Map<string, number | undefined>();
  const findAsset = (key: string): number | undefined => {
    const signal = rowByKey.get(key);
    if (signal !== undefined) return plant.signals[signal]?.assetRow;
    const prefix = prefixOf(key);
    if (prefix === undefined) return undefined;
    const byTag = assetByPrefix.get(prefix);
    return plant.assetRowById.get(prefix) ?? (byTag === "several" ? undefined : byTag);
  };
  return {
    signalRow: (key) => rowByKey.get(key),
    conditionAssetRow(key): number | undefined {
      if (conditionRows.has(key)) return conditionRows.get(key);
      const row = findAsset(key);
      // A source may invent keys without end; only what was found is worth remembering.
      if (row !== undefined) conditionRows.set(key, row);
      return row;
    },
  };
}
