// What can be done to a simulated plant, and to which of its assets. Pure.
import type { RequestArgs } from "#shared/host-api/requests.ts";
import type { Plant } from "#shared/model/plant.ts";
import { isStation } from "#shared/model/asset-roles.ts";

export type Injection = RequestArgs<"simulation.inject">;
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

/** Parts ordered by a change of the mix: about half an hour of a pack line, so that the change is seen to pass through. */
const orderedQuantity = 20;

/** The request of a kind, its target and its duration in plant seconds; a change of the mix has none. */
export function injectionOf(kind: InjectionKind, target: string, durationS: number): Injection {
  switch (kind) {
    case "stop":
    case "delaySupply":
    case "callAwayOperator":
    case "foulGlass":
      return { kind, asset: target, durationS };
    case "changeMix":
      return { kind, orders: [{ variant: target, quantity: orderedQuantity }] };
  }
}

/** Kinds that last. */
export function lasts(kind: InjectionKind): boolean {
  return kind !== "changeMix";
}
