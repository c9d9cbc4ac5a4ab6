// Every machine by name: those of plant.json's `model`, and a stand-in for each kind.
import { type AssetKind, assetKinds, type AssetModel, assetModels } from "#shared/model/plant-schema.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { Model } from "./model.ts";
import type { Detail, MeshArrays } from "./mesh-builder.ts";
import { ModelBuilder } from "./model-builder.ts";
import { cellIntake } from "./models/cell-intake.ts";
import { laserWeldCell } from "./models/laser-weld-cell.ts";
import { leakTester } from "./models/leak-tester.ts";
import { container } from "./models/container.ts";
import { vehicle } from "./models/vehicle.ts";
import { operator } from "./models/operator.ts";
import { gantry } from "./models/gantry.ts";
import { pasteDispenser } from "./models/paste-dispenser.ts";
import { laserProfiler } from "./models/laser-profiler.ts";
import { machiningCentre } from "./models/machining-centre.ts";
import { sealingCell } from "./models/sealing-cell.ts";
import { coverPlacer } from "./models/cover-placer.ts";
import { screwCell } from "./models/screw-cell.ts";
import { cellSupply } from "./models/cell-supply.ts";
import { cellTester } from "./models/cell-tester.ts";
import { plasmaCleaner } from "./models/plasma-cleaner.ts";
import { robotCell } from "./models/robot-cell.ts";
import { servoPress } from "./models/servo-press.ts";
import { stackingCell } from "./models/stacking-cell.ts";
import { traySupply } from "./models/tray-supply.ts";
import { cobotBench } from "./models/cobot-bench.ts";
import { moduleTester } from "./models/module-tester.ts";
import { reworkBench } from "./models/rework-bench.ts";
import { scrapRack } from "./models/scrap-rack.ts";
import { weldVision } from "./models/weld-vision.ts";
import { airLeakChamber } from "./models/air-leak-chamber.ts";
import { endOfLineBooth } from "./models/end-of-line-booth.ts";
import { packLabeller } from "./models/pack-labeller.ts";
import { packDispatch } from "./models/pack-dispatch.ts";
import { conveyor } from "./models/conveyor.ts";
import { trayLoader } from "./models/tray-loader.ts";
import { marriageCell } from "./models/marriage-cell.ts";
import { boltGantry } from "./models/bolt-gantry.ts";
import { harnessStation } from "./models/harness-station.ts";
import { lathe } from "./models/lathe.ts";
import { supply } from "./models/supply.ts";
import { demand } from "./models/demand.ts";
import { manualBench } from "./models/manual-bench.ts";
import { oven } from "./models/oven.ts";
import { rack } from "./models/rack.ts";
import { testCell } from "./models/test-cell.ts";
import { unknown } from "./models/unknown.ts";

/** What is drawn: a machine as modelled, a kind's stand-in, or a person's place. */
export type ModelName = AssetModel | AssetKind | "operator";
export const modelNames: readonly ModelName[] = [...assetModels, ...assetKinds, "operator"];

/** The model of an asset, or undefined when the scene draws no machine for it (areas, lines, vehicles that move by themselves). */
export function modelOf(asset: Asset): ModelName | undefined {
  if (asset.pose === undefined) return undefined;
  if (asset.model !== undefined) return asset.model;
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

const made: Partial<Record<ModelName, Model>> = {
  testCell,
  rack,
  oven,
  manualBench,
  weldVision,
  inspection: weldVision,
  scrapRack,
  reworkBench,
  moduleTester,
  cobotBench,
  laserWeldCell,
  laserCell: laserWeldCell,
  cellIntake,
  cellSupply,
  cellTester,
  plasmaCleaner,
  robotCell,
  servoPress,
  press: servoPress,
  stackingCell,
  traySupply,
  unknown,
  leakTester,
  machiningCentre,
  container,
  vehicle,
  operator,
  gantry,
  pasteDispenser,
  laserProfiler,
  sealingCell,
  coverPlacer,
  screwCell,
  airLeakChamber,
  endOfLineBooth,
  packLabeller,
  packDispatch,
  conveyor,
  trayLoader,
  marriageCell,
  boltGantry,
  harnessStation,
  lathe,
  supply,
  demand,
};

/** Every model by its name. */
export function modelNamed(name: ModelName): Model {
  return made[name] ?? unknown;
}

/** The mesh of a model at a level of detail. */
export function buildModel(name: ModelName, detail: Detail): MeshArrays {
  const key = `${name} ${detail}`;
  const known = built.get(key);
  if (known !== undefined) return known;
  const model = modelNamed(name);
  const builder = new ModelBuilder(detail, model.size, model.stretch);
  model.build(builder);
  const arrays = builder.build();
  built.set(key, arrays);
  return arrays;
}

/** Models are the same in every plant: what was built for one is there for the next. Nobody writes into them. */
const built = new Map<string, MeshArrays>();
