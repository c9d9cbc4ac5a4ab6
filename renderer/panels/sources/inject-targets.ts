// What can be done to a simulated plant, and to which of its assets. Pure.
import type { Injection } from "#shared/host-api/requests.ts";
import type { Plant } from "#shared/model/plant.ts";
import { isStation } from "../common/plant-groups.ts";

export type InjectionKind = Injection["kind"];
export const injectionKinds: readonly InjectionKind[] = [
  "stop",
  "delaySupply",
  "changeMix",
  "callAwayOperator",
  "foulGlass",
];

/** Ids that a kind of injection can be done to: assets, or variants for `changeMix`. */
export function injectionTargets(plant: Plant, kind: InjectionKind): readonly string[] {
  switch (kind) {
    case "stop":
      return plant.assets.filter(isStation).map((asset) => asset.id);
    case "delaySupply":
      return plant.assets.filter((asset) => asset.level === "supply").map((asset) => asset.id);
    case "callAwayOperator":
      return plant.assets.filter((asset) => asset.level === "operator").map((asset) => asset.id);
    case "foulGlass":
      return plant.assets.filter((asset) => asset.kind === "laserCell").map((asset) => asset.id);
    case "changeMix":
      return plant.file.variants.map((variant) => variant.id);
  }
}

/** The request of a kind, its target and its duration; kinds without a duration ignore it. */
export function injectionOf(kind: InjectionKind, target: string, durationS: number): Injection {
  switch (kind) {
    case "stop":
    case "delaySupply":
    case "callAwayOperator":
      return { kind, asset: target, durationS };
    case "foulGlass":
      return { kind, asset: target };
    case "changeMix":
      return { kind, variant: target };
  }
}

/** Kinds that last. */
export function lasts(kind: InjectionKind): boolean {
  return kind === "stop" || kind === "delaySupply" || kind === "callAwayOperator";
}
