// Whether parts can get everywhere and out again: stations no supply reaches, or from which no demand is reached.
import type { AssetLevel } from "../plant-schema.ts";
import type { Add, PlantView } from "./view.ts";

const flowLevels: ReadonlySet<AssetLevel> = new Set(["station", "buffer", "conveyor"]);

/** Checks the ways of parts; a plant without links has none to check. */
export function checkFlow(view: PlantView, add: Add): void {
  if (view.links.length === 0) return;
  const supplies = view.assets.filter((asset) => asset.level === "supply").map((asset) => asset.id);
  const demands = view.assets.filter((asset) => asset.level === "demand").map((asset) => asset.id);
  if (supplies.length === 0)
    add(
      ["assets"],
      "no-supply",
      "The plant has links but no supply, so no part can enter.",
      'Add an asset with "level": "supply" and link it to the first station.',
    );
  if (demands.length === 0)
    add(
      ["assets"],
      "no-demand",
      "The plant has links but no demand, so no part can leave.",
      'Add an asset with "level": "demand" and link the last station to it.',
    );

  const forward = new Map<string, string[]>();
  const backward = new Map<string, string[]>();
  const join = (table: Map<string, string[]>, from: string, to: string): void => {
    const known = table.get(from);
    if (known === undefined) table.set(from, [to]);
    else known.push(to);
  };
  for (const { link } of view.links) {
    join(forward, link.from, link.to);
    join(backward, link.to, link.from);
  }
  const fromSupply = reach(supplies, forward);
  const toDemand = reach(demands, backward);
  // A group of parallel stations is reached through its members.
  const parents = new Set(
    view.assets.flatMap((asset) =>
      asset.parent !== undefined && flowLevels.has(asset.level) ? [asset.parent] : [],
    ),
  );
  for (const asset of view.assets) {
    if (!flowLevels.has(asset.level) || parents.has(asset.id)) continue;
    const path = ["assets", asset.id];
    if (supplies.length > 0 && !fromSupply.has(asset.id)) {
      add(
        path,
        "unreachable",
        `No way leads from a supply to ${asset.name} (${asset.id}).`,
        `Add a link with "to": "${asset.id}", or remove the ${asset.level}.`,
      );
    } else if (demands.length > 0 && !toDemand.has(asset.id)) {
      add(
        path,
        "dead-end",
        `No way leads from ${asset.name} (${asset.id}) to a demand.`,
        `Add a link with "from": "${asset.id}", or remove the ${asset.level}.`,
      );
    }
  }
}

function reach(starts: readonly string[], next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set(starts);
  const open = [...starts];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const to of next.get(at) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return seen;
}
