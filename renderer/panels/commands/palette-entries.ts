// What the palette offers for what is typed: commands and assets, the recently used first. Pure but for remembering.
import { commandGroups } from "#shared/commands/command-table.ts";
import type { Asset, Plant } from "#shared/model/plant.ts";
import { keepJson, keptJson } from "../../state/kept.ts";
import { lineage } from "../common/plant-groups.ts";
import type { Command } from "./command.ts";
import { fitScore, queryWords } from "./fuzzy.ts";

export type PaletteEntry =
  | {
      readonly id: string;
      readonly kind: "command";
      readonly command: Command;
      readonly texts: readonly string[];
    }
  | {
      readonly id: string;
      readonly kind: "asset";
      readonly asset: Asset;
      /** Where it belongs, in words. */
      readonly place: string;
      readonly texts: readonly string[];
    };

/** Entries shown at most. */
export const mostShown = 60;
const mostRecent = 8;
const recentKey = "gemba.recent";

/** Everything there is to find, in the order of the lists it comes from. */
export function paletteEntries(commands: readonly Command[], plant: Plant): PaletteEntry[] {
  return [
    ...[...commands]
      .sort((a, b) => commandGroups.indexOf(a.group) - commandGroups.indexOf(b.group))
      .filter((command) => command.unlisted !== true && (command.enabled?.() ?? true))
      .map((command): PaletteEntry => ({
        id: `command:${command.id}`,
        kind: "command",
        command,
        texts: [command.title.toLowerCase()],
      })),
    ...plant.assets.map((asset): PaletteEntry => ({
      id: `asset:${asset.id}`,
      kind: "asset",
      asset,
      place: lineage(plant, asset.row)
        .slice(1, -1)
        .map(({ name }) => name)
        .join(" › "),
      texts: [asset.id.toLowerCase(), asset.name.toLowerCase()],
    })),
  ];
}

/** The entries that fit a query, best first. Without one: the recently used, then every command. */
export function findEntries(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly string[],
): PaletteEntry[] {
  const words = queryWords(query);
  if (words.length === 0) {
    const used = recent.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
    const rest = entries.filter((entry) => entry.kind === "command" && !used.includes(entry));
    return [...used, ...rest].slice(0, mostShown);
  }
  const rank = new Map(recent.map((id, index) => [id, (mostRecent - index) / mostRecent]));
  return entries
    .map((entry) => {
      const score = fitScore(words, entry.texts);
      // What was used recently wins among equals, and a little more.
      return { entry, score: score === 0 ? 0 : score + 4 * (rank.get(entry.id) ?? 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostShown)
    .map(({ entry }) => entry);
}

/** Ids of the entries used last, newest first. */
export function recentEntries(): string[] {
  const kept = keptJson(recentKey);
  if (!Array.isArray(kept)) return [];
  return kept.filter((id): id is string => typeof id === "string" && id.length < 200).slice(0, mostRecent);
}

/** Remembers that an entry was used. */
export function rememberEntry(id: string): void {
  keepJson(recentKey, [id, ...recentEntries().filter((each) => each !== id)].slice(0, mostRecent));
}
