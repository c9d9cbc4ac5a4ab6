// What the turntable can show: every machine model and every kind's stand-in, with the size it is modelled at.
// Reads the scene's registry; draws nothing.
import { assetKinds, assetModels } from "#shared/model/plant-schema.ts";

/** Metres: along the flow, across, high. */
export interface KitSize {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

interface Registry {
  readonly models: Readonly<Record<string, { readonly size: KitSize }>>;
  readonly buildModel: (name: string, detail: "near" | "middle") => { readonly triangles: number };
}
const found = import.meta.glob<Partial<Registry>>("../../scene/machines/models.ts", { eager: true });
const registry = Object.values(found)[0];

/** Names on the turntable, models first. */
export const kitNames: readonly string[] = [...assetModels, ...assetKinds, "operator"];

/** Sizes of stand-ins that have none of their own, metres. */
const sizes: Readonly<Record<string, KitSize>> = {
  operator: { length: 1, width: 1, height: 1.8 },
  conveyor: { length: 2.4, width: 0.84, height: 0.9 },
  rack: { length: 2.4, width: 1.2, height: 2.2 },
  vehicle: { length: 1.8, width: 1, height: 1.2 },
  container: { length: 4, width: 2.4, height: 2.5 },
  supply: { length: 4, width: 3, height: 1.6 },
  demand: { length: 4, width: 3, height: 2.4 },
};

/** The size a name is shown at. */
export function kitSize(name: string): KitSize {
  return registry?.models?.[name]?.size ?? sizes[name] ?? { length: 3.2, width: 2.6, height: 2.4 };
}

/** Triangles of the two modelled levels; undefined without a model of that name. */
export function kitTriangles(name: string): { readonly near: number; readonly middle: number } | undefined {
  if (registry?.models?.[name] === undefined || registry.buildModel === undefined) return undefined;
  return {
    near: registry.buildModel(name, "near").triangles,
    middle: registry.buildModel(name, "middle").triangles,
  };
}
