// Materials that take light by shaders/surface.ts: one program for the flat light of the operator themes, which is all a weak
// machine has to compile, and one for the show theme.
import { type Object3D, Mesh, ShaderMaterial, type ShaderMaterialParameters } from "three";
import type { SceneUniforms } from "./uniforms.ts";

/** `matt`: nothing is mirrored and light may be taken per vertex (no GPU). Uniforms beyond the scene's come in `parameters`. */
export function surfaceMaterial(
  uniforms: SceneUniforms,
  matt: boolean,
  parameters: ShaderMaterialParameters,
): ShaderMaterial {
  const material = new ShaderMaterial({
    ...parameters,
    uniforms: { ...uniforms, ...parameters.uniforms },
    defines: { ...(matt ? { MATT: 1 } : {}), ...(uniforms.show.value > 0.5 ? {} : { FLAT: 1 }) },
  });
  material.userData["surface"] = true;
  return material;
}

/** Gives all such materials under `root` the program of the theme. */
export function dressSurfaces(root: Object3D, show: boolean): void {
  root.traverse((object) => {
    const material: unknown = object instanceof Mesh ? object.material : undefined;
    if (!(material instanceof ShaderMaterial)) return;
    if (material.userData["surface"] !== true || "FLAT" in material.defines !== show) return;
    if (show) delete material.defines["FLAT"];
    else material.defines["FLAT"] = 1;
    material.needsUpdate = true;
  });
}
