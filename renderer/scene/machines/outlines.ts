// Brackets at the corners of the selected and the hovered machine. One instanced draw of two.
import { InstancedBufferAttribute, type InstancedBufferGeometry, Mesh, ShaderMaterial } from "three";
import { placementGlsl } from "../shaders/common.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { instancedGeometry } from "./instanced-geometry.ts";
import type { Range } from "./mesh-builder.ts";
import { ModelBuilder } from "./model-builder.ts";
import { noRow } from "../row-list.ts";

const lengthM = 0.34;
const thickM = 0.045;
const outM = 0.12;

function brackets(): InstancedBufferGeometry {
  const b = new ModelBuilder("middle", { length: 2, width: 2, height: 2 });
  for (const sx of [-1, 1]) {
    for (const sy of [-1, 1]) {
      for (const sz of [-1, 1]) {
        // Each bracket keeps its size, its corner moves with the machine.
        b.at([sx, sy, sz < 0 ? 0 : 2], 0, () => {
          const along = (sign: number, length: number): Range => [sign * outM, sign * (outM - length)];
          const up = (length: number): Range => (sz < 0 ? [0.02, 0.02 + length] : [outM - length, outM]);
          b.box(along(sx, lengthM), along(sy, thickM), up(thickM), "accent");
          b.box(along(sx, thickM), along(sy, lengthM), up(thickM), "accent");
          b.box(along(sx, thickM), along(sy, thickM), up(lengthM), "accent");
        });
      }
    }
  }
  return instancedGeometry(b.build());
}

export class Outlines {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #rows = new InstancedBufferAttribute(new Uint32Array([noRow, noRow]), 1);
  #marked = false;

  constructor(uniforms: SceneUniforms) {
    const geometry = brackets();
    geometry.setAttribute("row", this.#rows);
    geometry.instanceCount = 2;
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        uniforms: { ...uniforms },
        vertexShader: /* glsl */ `
${placementGlsl}
attribute vec3 offset;
attribute uint row;
uniform float selectedRow;
varying float strong;
void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 pose = placementOf(row, 0);
  vec4 size = placementOf(row, 1);
  strong = float(row) == selectedRow ? 1.0 : 0.0;
  vec3 local = position * size.xyz + offset;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(turned(local.xy, pose.w) + pose.xy, local.z + pose.z, 1.0);
}
`,
        fragmentShader: /* glsl */ `
uniform vec3 accent;
uniform vec3 labelText;
varying float strong;
void main() {
  gl_FragColor = vec4(mix(labelText, accent, strong), 1.0);
  #include <colorspace_fragment>
}
`,
      }),
    );
    this.mesh.frustumCulled = false;
    // Drawn once while empty, so that its program is there when the first row is marked.
    this.mesh.onAfterRender = () => {
      this.mesh.visible = this.#marked;
    };
    this.mesh.matrixAutoUpdate = false;
  }

  /** Rows to mark; -1 = none. */
  show(selectedRow: number, hoveredRow: number): void {
    this.#rows.array[0] = selectedRow < 0 ? noRow : selectedRow;
    this.#rows.array[1] = hoveredRow < 0 || hoveredRow === selectedRow ? noRow : hoveredRow;
    this.#rows.needsUpdate = true;
    this.#marked = selectedRow >= 0 || hoveredRow >= 0;
    this.mesh.visible ||= this.#marked;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
