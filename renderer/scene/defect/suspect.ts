// What ties a finding to what is suspected: a case of light around the suspected station, and an arc from there to the finding.
// One draw each.
import {
  BoxGeometry,
  BufferAttribute,
  DoubleSide,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from "three";
import { floorOrder } from "../floor/floor.ts";
import { noRow } from "../row-list.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { arcFragment, arcSteps, arcVertex, caseFragment, caseVertex } from "./defect-shaders.ts";

export type Point = readonly [number, number, number];

/** A line in the air; `heightM` 0 = straight, thin and without an arrow. */
export interface Arc {
  readonly from: Point;
  readonly to: Point;
  readonly heightM: number;
}

/** Factors of a suspect are two at most. */
const mostSuspects = 2;

export class Suspect {
  readonly group = new Group();
  readonly #cases: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #rows = new InstancedBufferAttribute(new Uint32Array(mostSuspects).fill(noRow), 1);
  readonly #arcs: Mesh<InstancedBufferGeometry, ShaderMaterial>;

  constructor(uniforms: SceneUniforms) {
    const common = { transparent: true, depthWrite: false, side: DoubleSide, uniforms: { ...uniforms } };
    const box = boxGeometry();
    box.setAttribute("row", this.#rows);
    this.#cases = new Mesh(
      box,
      new ShaderMaterial({ ...common, vertexShader: caseVertex, fragmentShader: caseFragment }),
    );
    this.#cases.renderOrder = 12;
    this.#arcs = new Mesh(
      arcGeometry(),
      new ShaderMaterial({
        ...common,
        vertexShader: arcVertex,
        fragmentShader: arcFragment,
        depthTest: false,
      }),
    );
    this.#arcs.renderOrder = floorOrder.labels - 5;
    for (const mesh of [this.#cases, this.#arcs]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      mesh.visible = false;
      this.group.add(mesh);
    }
  }

  /** Rows of suspected stations, and the lines to what they are suspected of. */
  show(rows: readonly number[], arcs: readonly Arc[]): void {
    const shown = rows.slice(0, mostSuspects);
    this.#cases.visible = shown.length > 0;
    this.#rows.array.fill(noRow);
    shown.forEach((row, index) => (this.#rows.array[index] = row));
    this.#rows.needsUpdate = true;
    this.#cases.geometry.instanceCount = Math.max(1, shown.length);
    this.#arcs.visible = arcs.length > 0;
    if (arcs.length === 0) return;
    const { geometry } = this.#arcs;
    geometry.dispose();
    const flat = (points: readonly Point[]): Float32Array<ArrayBuffer> => new Float32Array(points.flat());
    geometry.setAttribute("from", new InstancedBufferAttribute(flat(arcs.map(({ from }) => from)), 3));
    geometry.setAttribute("to", new InstancedBufferAttribute(flat(arcs.map(({ to }) => to)), 3));
    const heights = new Float32Array(arcs.map(({ heightM }) => heightM));
    geometry.setAttribute("heightM", new InstancedBufferAttribute(heights, 1));
    geometry.instanceCount = arcs.length;
  }

  dispose(): void {
    for (const { geometry, material } of [this.#cases, this.#arcs]) {
      geometry.dispose();
      material.dispose();
    }
  }
}

/** A box of one metre that stands on z = 0, without a floor; `face` = place on each face, 0..1. */
function boxGeometry(): InstancedBufferGeometry {
  const box = new BoxGeometry(1, 1, 1).translate(0, 0, 0.5);
  const geometry = new InstancedBufferGeometry();
  const [position, normal] = [box.getAttribute("position"), box.getAttribute("normal")];
  geometry.setAttribute("position", position);
  geometry.setAttribute("normal", normal);
  const face = new Float32Array(position.count * 2);
  for (let vertex = 0; vertex < position.count; vertex += 1) {
    const [x, y, z] = [position.getX(vertex) + 0.5, position.getY(vertex) + 0.5, position.getZ(vertex)];
    const place =
      Math.abs(normal.getZ(vertex)) > 0.5 ? [x, y] : [Math.abs(normal.getX(vertex)) > 0.5 ? y : x, z];
    face.set(place, vertex * 2);
  }
  geometry.setAttribute("face", new BufferAttribute(face, 2));
  // Faces of six corners each: right, left, back, front, top, bottom by normals +x, -x, +y, -y, +z, -z.
  const indices = [...(box.getIndex()?.array ?? [])];
  geometry.setIndex(indices.slice(0, 30));
  return geometry;
}

/** A strip: x = how far along, y = side. */
function arcGeometry(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  const corners = arcSteps.flatMap((share) => [share, -1, 0, share, 1, 0]);
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(corners), 3));
  geometry.setIndex(
    arcSteps.slice(1).flatMap((_, step) => {
      const from = step * 2;
      return [from, from + 2, from + 1, from + 1, from + 2, from + 3];
    }),
  );
  geometry.instanceCount = 0;
  return geometry;
}
