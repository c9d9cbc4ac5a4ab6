// A resource of the report in the plant: its asset, its name, what lies before what. Pure.
import type { LineChangeInfo, RankedInfo } from "#shared/host-api/bottleneck-schema.ts";
import { isStation } from "#shared/model/asset-roles.ts";
import { type Asset, assetOf, type Plant } from "#shared/model/plant.ts";

/** The asset that stands for a resource: itself, else the first of its stations. */
export function assetOfResource(
  plant: Plant,
  resource: string,
  members: readonly string[] = [],
): Asset | undefined {
  return [resource, ...members].map((id) => assetOf(plant, id)).find((asset) => asset !== undefined);
}

/** `B10 Laser weld`; the id alone where the plant has no name for it. */
export function resourceName(plant: Plant, resource: string): string {
  const name = assetOf(plant, resource)?.name;
  return name === undefined || name === resource ? resource : `${resource} ${name}`;
}

/** Ids of a resource and everything in it. */
function idsIn(plant: Plant, resource: string): Set<string> {
  const asset = assetOf(plant, resource);
  const ids = new Set([resource]);
  for (const row of asset?.childRows ?? []) {
    const child = plant.assets[row];
    if (child !== undefined) for (const id of idsIn(plant, child.id)) ids.add(id);
  }
  return ids;
}

/** The two in the order in which parts meet them; undefined where neither leads to the other, or each to the other. */
export function inFlowOrder(plant: Plant, a: string, b: string): readonly [string, string] | undefined {
  const forward = leadsTo(plant, a, b);
  const backward = leadsTo(plant, b, a);
  if (forward === backward) return undefined;
  return forward ? [a, b] : [b, a];
}

function leadsTo(plant: Plant, from: string, to: string): boolean {
  const goals = idsIn(plant, to);
  const seen = idsIn(plant, from);
  const open = [...seen];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const link of plant.links) {
      // Ways back, to rework, and out say nothing about what comes first.
      if (link.from !== id || seen.has(link.to) || link.kind === "scrap" || link.kind === "rework") continue;
      if (goals.has(link.to)) return true;
      seen.add(link.to);
      open.push(link.to);
    }
  }
  return false;
}

export type ChangeKind = LineChangeInfo["kind"];
export const changeKinds: readonly ChangeKind[] = [
  "cycle",
  "repair",
  "buffer",
  "operators",
  "parallel",
  "removeStop",
];

/** Assets that a kind of change can be made to, those that limit first. `removeStop` has its own list. */
export function changeTargets(
  plant: Plant,
  kind: ChangeKind,
  ranking: readonly Pick<RankedInfo, "resource" | "members">[],
): readonly string[] {
  const inGroups = new Set(
    ranking.flatMap(({ resource, members = [] }) => members.filter((member) => member !== resource)),
  );
  const rankById = new Map(ranking.map(({ resource }, rank) => [resource, rank]));
  return plant.assets
    .filter((asset) => suits(kind, asset, rankById.has(asset.id)) && !inGroups.has(asset.id))
    .map(({ id }) => id)
    .sort((a, b) => (rankById.get(a) ?? ranking.length) - (rankById.get(b) ?? ranking.length));
}

/** A cell of equal stations counts as one, and only the report knows which cells are that. */
function suits(kind: ChangeKind, asset: Asset, isRanked: boolean): boolean {
  switch (kind) {
    case "cycle":
    case "repair":
    case "parallel":
      return isStation(asset) || (asset.level === "cell" && isRanked);
    case "buffer":
      return (asset.level === "buffer" || asset.level === "conveyor") && (asset.capacity ?? 0) > 0;
    case "operators":
      return asset.level === "operator";
    case "removeStop":
      return false;
  }
}
