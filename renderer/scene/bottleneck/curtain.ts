// A curtain of light around the momentary constraint, for those who are shown the plant: seen from afar and from any side. One instanced draw.
import {
  BufferAttribute,
  DoubleSide,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from "three";
import type { SceneUniforms } from "../uniforms.ts";
import type { HaloUniforms } from "./share-floor.ts";
import { curtainFragment, curtainVertex, mostMembers } from "./share-shaders.ts";

/** Pieces of a wall: where stations meet, a wall ends between its corners. */
const piecesOfWall = 8;

/** Four walls of a box of one metre, from the floor up. */
function walls(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  const corners = [
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ] as const;
  const positions: number[] = [];
  const indices: number[] = [];
  corners.forEach(([x0, y0], index) => {
    const [x1, y1] = corners[(index + 1) % 4] ?? [x0, y0];
    for (let piece = 0; piece < piecesOfWall; piece += 1) {
      const first = positions.length / 3;
      for (const share of [piece / piecesOfWall, (piece + 1) / piecesOfWall])
        for (const up of [0, 1]) positions.push(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, up);
      indices.push(first, first + 2, first + 1, first + 1, first + 2, first + 3);
    }
  });
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setIndex(indices);
  return geometry;
}

export class Curtain {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;

  constructor(uniforms: SceneUniforms, halo: HaloUniforms) {
    const geometry = walls();
    const member = Float32Array.from({ length: mostMembers }, (_, index) => index);
    geometry.setAttribute("member", new InstancedBufferAttribute(member, 1));
    geometry.instanceCount = mostMembers;
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        vertexShader: curtainVertex,
        fragmentShader: curtainFragment,
        uniforms: { ...uniforms, ...halo },
        transparent: true,
        depthWrite: false,
        side: DoubleSide,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.renderOrder = 10;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
