// What the turntable can show: every machine of the scene's registry, at the size it is modelled at. Draws nothing.
import { buildModel, type ModelName, modelNamed, modelNames } from "../../scene/machines/models.ts";
import type { ModelSize } from "../../scene/machines/stretch.ts";

/** Names on the turntable, in the registry's order. */
export const kitNames: readonly ModelName[] = modelNames;

/** Names that each show a machine of their own; the others share one of these. */
export const kitOriginals: readonly ModelName[] = kitNames.filter(
  (name, index) => !kitNames.slice(0, index).some((other) => modelNamed(other) === modelNamed(name)),
);

/** The size a machine is shown at, metres. */
export function kitSize(name: ModelName): ModelSize {
  return modelNamed(name).size;
}

/** Triangles of the two modelled levels; throws what the model throws. */
export function kitTriangles(name: ModelName): { readonly near: number; readonly middle: number } {
  return { near: buildModel(name, "near").triangles, middle: buildModel(name, "middle").triangles };
}

/** Joints of the near level: whether anything on it moves or glows with the cycle. */
export function kitJoints(name: ModelName): number {
  return buildModel(name, "near").joints.length;
}
