// The shadow of the key light: depths of the machines as the light sees them, in one map over the hall. Only for workstations
// and the show theme. three only.
import {
  DepthTexture,
  type Mesh,
  NearestFilter,
  type Object3D,
  OrthographicCamera,
  ShaderMaterial,
  UnsignedIntType,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import { keyDirection } from "../shaders/surface.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { textureFromClip } from "./to-texture.ts";

/** Texels a side, and the widest area it covers, metres. */
const mapTexels = 4096;
const widestM = 150;

/** A mesh that throws a shadow, and the material that draws only its depth. */
export interface Caster {
  readonly mesh: Mesh;
  readonly depth: ShaderMaterial;
}

/** The material that draws the same vertices without colour, and so without light. */
export function depthMaterial(like: ShaderMaterial): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: like.vertexShader,
    fragmentShader: "void main() { gl_FragColor = vec4(1.0); }",
    uniforms: like.uniforms,
    defines: { FLAT: 1 },
  });
}

export class KeyShadow {
  readonly #target: WebGLRenderTarget;
  readonly #camera = new OrthographicCamera();
  readonly #uniforms: SceneUniforms;
  readonly #centre = new Vector3();
  readonly #towards = new Vector3();

  constructor(uniforms: SceneUniforms) {
    this.#uniforms = uniforms;
    const depthTexture = new DepthTexture(mapTexels, mapTexels, UnsignedIntType);
    depthTexture.minFilter = NearestFilter;
    depthTexture.magFilter = NearestFilter;
    this.#target = new WebGLRenderTarget(mapTexels, mapTexels, { depthTexture });
    uniforms.shadowMap.value = depthTexture;
    this.#camera.matrixAutoUpdate = false;
  }

  /**
   * Draws the depths of `casters` under `root` (whose matrix turns the plant into the world) around the hall's middle, or, in
   * a hall wider than the map, around the place on the floor that is `aheadM` before the eye.
   */
  render(
    gl: WebGLRenderer,
    root: Object3D,
    casters: readonly Caster[],
    eyePlant: Vector3,
    aheadPlant: Vector3,
  ): void {
    const { hallLow, hallHigh, shadowFromPlant, shadowOn, shadowTexelM } = this.#uniforms;
    const low = hallLow.value;
    const high = hallHigh.value;
    const halfM = Math.min(widestM / 2, Math.hypot(high.x - low.x, high.y - low.y) / 2);
    this.#centre.set((low.x + high.x) / 2, (low.y + high.y) / 2, 0);
    if (halfM === widestM / 2)
      this.#centre
        .copy(eyePlant)
        .addScaledVector(aheadPlant, halfM * 0.6)
        .setZ(0);
    const camera = this.#camera;
    camera.left = camera.bottom = -halfM;
    camera.right = camera.top = halfM;
    camera.near = 1;
    camera.far = halfM * 3 + 60;
    camera.updateProjectionMatrix();
    // Whole texels, so that edges stand still while the map follows the eye.
    const texelM = (2 * halfM) / mapTexels;
    this.#centre.set(
      Math.round(this.#centre.x / texelM) * texelM,
      Math.round(this.#centre.y / texelM) * texelM,
      0,
    );
    const [x, y, z] = keyDirection;
    const awayM = halfM * 1.5 + 30;
    camera.position.set(this.#centre.x + x * awayM, z * awayM, -(this.#centre.y + y * awayM));
    this.#towards.set(this.#centre.x, 0, -this.#centre.y);
    camera.up.set(0, 1, 0);
    camera.lookAt(this.#towards);
    camera.updateMatrix();
    camera.matrixWorld.copy(camera.matrix);
    camera.matrixWorldInverse.copy(camera.matrixWorld).invert();
    shadowFromPlant.value
      .copy(textureFromClip)
      .multiply(camera.projectionMatrix)
      .multiply(camera.matrixWorldInverse)
      .multiply(root.matrixWorld);
    shadowTexelM.value = texelM;
    const hidden = root.children.filter(
      (child) => child.visible && !casters.some(({ mesh }) => isUnder(mesh, child)),
    );
    for (const child of hidden) child.visible = false;
    const kept = casters.map(({ mesh }) => mesh.material);
    for (const { mesh, depth } of casters) mesh.material = depth;
    // Nothing may read the map while it is drawn.
    shadowOn.value = 0;
    gl.setRenderTarget(this.#target);
    gl.clear();
    gl.render(root, camera);
    gl.setRenderTarget(null);
    casters.forEach(({ mesh }, index) => (mesh.material = kept[index] ?? mesh.material));
    for (const child of hidden) child.visible = true;
    shadowOn.value = 1;
  }

  dispose(): void {
    this.#uniforms.shadowOn.value = 0;
    this.#target.depthTexture?.dispose();
    this.#target.dispose();
  }
}

function isUnder(mesh: Object3D, ancestor: Object3D): boolean {
  return mesh === ancestor || mesh.parent === ancestor;
}
