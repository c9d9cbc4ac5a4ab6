// The glossy floor as a mirror of the machines: the scene drawn once more from below the floor, half as fine, with softer
// copies for rough places. Only for workstations and the show theme. three only.
import {
  HalfFloatType,
  LinearFilter,
  LinearMipmapLinearFilter,
  type Matrix4,
  type Object3D,
  PerspectiveCamera,
  Vector2,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import type { SceneUniforms } from "../uniforms.ts";
import { textureFromClip } from "./to-texture.ts";

/** Pixels of the mirror for one of the picture. */
const fineness = 0.5;

export class FloorMirror {
  readonly #target = new WebGLRenderTarget(1, 1, {
    type: HalfFloatType,
    minFilter: LinearMipmapLinearFilter,
    magFilter: LinearFilter,
    generateMipmaps: true,
  });
  readonly #camera = new PerspectiveCamera();
  readonly #uniforms: SceneUniforms;
  readonly #hidden: readonly Object3D[];
  readonly #eyeKept = new Vector3();
  readonly #up = new Vector3();
  readonly #ahead = new Vector3();

  /** `hidden`: what lies on the floor or before the picture, and is not mirrored. */
  constructor(uniforms: SceneUniforms, hidden: readonly Object3D[]) {
    this.#uniforms = uniforms;
    this.#hidden = hidden;
    uniforms.mirror.value = this.#target.texture;
    this.#camera.matrixAutoUpdate = false;
  }

  /** Draws the mirror for a camera above the floor; world coordinates, y up. `worldFromPlant` is the scene root's matrix. */
  render(gl: WebGLRenderer, scene: Object3D, camera: PerspectiveCamera, worldFromPlant: Matrix4): void {
    const { mirrorOn, mirrorFromPlant, eye } = this.#uniforms;
    if (camera.position.y < 0.05) {
      mirrorOn.value = 0;
      return;
    }
    const size = gl.getDrawingBufferSize(scratchSize);
    const [width, height] = [Math.ceil(size.x * fineness), Math.ceil(size.y * fineness)];
    if (this.#target.width !== width || this.#target.height !== height) this.#target.setSize(width, height);
    const mirrored = this.#camera;
    // Eye, up and the point looked at, each on the other side of the floor.
    mirrored.position.copy(camera.position).setY(-camera.position.y);
    this.#ahead.set(0, 0, -1).applyQuaternion(camera.quaternion).add(camera.position);
    this.#ahead.y *= -1;
    this.#up.set(0, 1, 0).applyQuaternion(camera.quaternion);
    mirrored.up.set(this.#up.x, -this.#up.y, this.#up.z);
    mirrored.lookAt(this.#ahead);
    mirrored.updateMatrix();
    mirrored.matrixWorld.copy(mirrored.matrix);
    mirrored.matrixWorldInverse.copy(mirrored.matrixWorld).invert();
    mirrored.projectionMatrix.copy(camera.projectionMatrix);
    mirrored.projectionMatrixInverse.copy(camera.projectionMatrixInverse);
    mirrorFromPlant.value
      .copy(textureFromClip)
      .multiply(mirrored.projectionMatrix)
      .multiply(mirrored.matrixWorldInverse)
      .multiply(worldFromPlant);
    this.#eyeKept.copy(eye.value);
    eye.value.z *= -1;
    const shown = this.#hidden.map((each) => each.visible);
    for (const each of this.#hidden) each.visible = false;
    const alpha = gl.getClearAlpha();
    gl.setClearAlpha(0);
    gl.setRenderTarget(this.#target);
    gl.clear();
    gl.render(scene, mirrored);
    gl.setRenderTarget(null);
    gl.setClearAlpha(alpha);
    this.#hidden.forEach((each, index) => (each.visible = shown[index] ?? true));
    eye.value.copy(this.#eyeKept);
    mirrorOn.value = 1;
  }

  dispose(): void {
    this.#uniforms.mirrorOn.value = 0;
    this.#target.dispose();
  }
}

const scratchSize = new Vector2();
