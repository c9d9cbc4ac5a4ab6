// Classes of bad parts: what is wrong with one, as its measured result says it.
import type { DefectClass } from "#shared/model/defect-schema.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import type { Measured } from "./part-ledger.ts";

type Side = DefectClass["side"];

/** On which side of its limits a result lies: `other` where no limit says it. */
function sideOf({ value, lsl, usl }: Pick<Measured, "value" | "lsl" | "usl">): Side {
  if (lsl !== undefined && value < lsl) return "low";
  return usl !== undefined && value > usl ? "high" : "other";
}

/** The class of a characteristic and a side. */
export function defectClass(assetId: string, characteristic: string, side: Side): DefectClass {
  return { id: `${assetId}/${characteristic}/${side}`, assetId, characteristic, side };
}

/** The class of an id, which `defectClass` made; ids of assets and characteristics hold no slash. */
export function classOfId(id: string): DefectClass | undefined {
  const [assetId, characteristic, side] = id.split("/");
  if (assetId === undefined || characteristic === undefined) return undefined;
  if (side !== "low" && side !== "high" && side !== "other") return undefined;
  return defectClass(assetId, characteristic, side);
}

/** The class of a bad result; undefined when it is good. */
export function classOf(measured: Measured): DefectClass | undefined {
  if (!measured.isBad) return undefined;
  return defectClass(measured.groupId, measured.characteristic, sideOf(measured));
}

/** Whether a result makes its part one of the class. */
export function isOfClass(measured: Measured, { assetId, characteristic, side }: DefectClass): boolean {
  return (
    measured.isBad &&
    measured.groupId === assetId &&
    measured.characteristic === characteristic &&
    sideOf(measured) === side
  );
}

/** The classes that the plant's limits allow for: each side of each characteristic that has a spec limit there. */
export function classesOfPlant(plant: Plant, groupOf: (assetId: string) => string): DefectClass[] {
  const classes = new Map<string, DefectClass>();
  for (const { id } of plant.assets)
    for (const { name, limits } of assetOf(plant, id)?.characteristics ?? [])
      for (const { kind, low, high } of limits) {
        if (kind !== "spec") continue;
        for (const side of ["low", "high"] as const)
          if ((side === "low" ? low : high) !== undefined) {
            const one = defectClass(groupOf(id), name, side);
            classes.set(one.id, one);
          }
      }
  return [...classes.values()];
}
