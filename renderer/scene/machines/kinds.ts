// Which archetype an asset is drawn as, and who builds its mesh. Parts run through the middle along x at bed height,
// so every machine leaves that way open or shows an opening.
import type { AssetKind } from "#shared/model/plant-schema.ts";
import type { Asset } from "#shared/model/plant.ts";
import { assetKinds } from "#shared/model/plant-schema.ts";
import { laserCell, lathe, machiningCentre } from "./cutting-machines.ts";
import { oven, testCell, unknown } from "./enclosed-machines.ts";
import { gantry, inspection, press, robotCell } from "./open-machines.ts";
import { conveyor, demand, rack, supply, vehicle } from "./flow-equipment.ts";
import { container, manualBench, operator } from "./places.ts";
import { type Detail, type MeshArrays, MeshBuilder } from "./mesh-builder.ts";

/** What is drawn: a kind of the plant file, or a person's place. */
export type Archetype = AssetKind | "operator";

/** The archetype of an asset, or undefined when the scene draws no machine for it (areas, lines, vehicles that move by themselves). */
export function archetypeOf(asset: Asset): Archetype | undefined {
  if (asset.pose === undefined) return undefined;
  switch (asset.level) {
    case "site":
    case "area":
    case "line":
    case "vehicle":
      return asset.kind === "container" ? "container" : undefined;
    case "operator":
      return "operator";
    case "cell":
      return asset.kind === "unknown" && asset.childRows.length > 0 ? undefined : kindOf(asset.kind);
    case "buffer":
    case "conveyor":
      return asset.kind === "unknown" ? "conveyor" : kindOf(asset.kind);
    case "supply":
    case "demand":
      return asset.kind === "unknown" ? asset.level : kindOf(asset.kind);
    case "station":
    case "robot":
      return kindOf(asset.kind);
  }
}

function kindOf(kind: string): AssetKind {
  return assetKinds.find((known) => known === kind) ?? "unknown";
}

/** The mesh of an archetype at a level of detail. */
export function buildArchetype(archetype: Archetype, detail: Detail): MeshArrays {
  const builder = new MeshBuilder(detail);
  builders[archetype](builder);
  return builder.build();
}

const builders: Readonly<Record<Archetype, (b: MeshBuilder) => void>> = {
  machiningCentre,
  lathe,
  laserCell,
  testCell,
  oven,
  unknown,
  press,
  robotCell,
  gantry,
  inspection,
  conveyor,
  rack,
  vehicle,
  supply,
  demand,
  manualBench,
  operator,
  container,
};
