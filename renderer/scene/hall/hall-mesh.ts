// The building as three draws: members with edges, round members, and walls with roof. Only in the show theme, and never in
// the way: walls are seen from inside, roof and near members dissolve as the camera needs.
import {
  BufferAttribute,
  BufferGeometry,
  FrontSide,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  type IUniform,
  type Matrix4,
  Mesh,
  ShaderMaterial,
  Vector3,
  Vector4,
} from "three";
import { byCoverage } from "../coverage.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { hallPaints, memberColorsLinear } from "./hall-colors.ts";
import type { HallPlan } from "./hall-plan.ts";
import { memberFragment, memberVertex, wallFragment, wallVertex } from "./hall-shaders.ts";
import { type Beam, structureOf } from "./structure.ts";
import { wallGeometry } from "./walls.ts";

const roundSides = 10;

interface OwnUniforms {
  /** 0 = the roof is whole, 1 = gone. */
  readonly roofGone: IUniform<number>;
  /** How far the eye is outside each wall: x low, y low, x high, y high; 0..1. */
  readonly cut: IUniform<Vector4>;
  /** Unit vector of the look. */
  readonly ahead: IUniform<Vector3>;
  readonly memberColors: IUniform<Float32Array>;
}

export class Hall {
  readonly group = new Group();
  readonly plan: HallPlan;
  readonly #own: OwnUniforms;
  readonly #uniforms: SceneUniforms;
  readonly #plain: boolean;

  /** `plain`: the fewest triangles that still make a hall, for machines without a GPU. */
  constructor(plan: HallPlan, uniforms: SceneUniforms, plain: boolean) {
    this.plan = plan;
    const { room, lamps } = plan;
    uniforms.hallLow.value.set(room.x0, room.y0, 0);
    uniforms.hallHigh.value.set(room.x1, room.y1, lamps.z);
    uniforms.lampGrid.value.set(lamps.pitchX, lamps.pitchY, lamps.lengthM, lamps.widthM);
    this.#own = {
      roofGone: { value: 0 },
      cut: { value: new Vector4() },
      ahead: { value: new Vector3(0, 1, 0) },
      memberColors: { value: memberColorsLinear() },
    };
    this.#uniforms = uniforms;
    this.#plain = plain;
    this.group.visible = false;
  }

  /** Triangles of the whole building. */
  get triangles(): number {
    let triangles = 0;
    for (const child of this.group.children) {
      if (!(child instanceof Mesh)) continue;
      const geometry: unknown = child.geometry;
      if (!(geometry instanceof BufferGeometry)) continue;
      const copies = geometry instanceof InstancedBufferGeometry ? geometry.instanceCount : 1;
      triangles += ((geometry.index?.count ?? 0) / 3) * copies;
    }
    return triangles;
  }

  /** Whether the building is drawn: in the show theme. Made when it is first wanted. */
  setShown(shown: boolean): void {
    if (shown && this.group.children.length === 0) this.#build();
    this.group.visible = shown;
  }

  #build(): void {
    const { plan } = this;
    const all = { ...this.#uniforms, ...this.#own };
    const beams = structureOf(plan, this.#plain);
    const member = new ShaderMaterial({
      vertexShader: memberVertex,
      fragmentShader: memberFragment,
      uniforms: all,
      ...(this.#plain ? {} : { defines: { COVERAGE: 1 }, ...byCoverage }),
    });
    const wall = new ShaderMaterial({
      vertexShader: wallVertex,
      fragmentShader: wallFragment,
      uniforms: all,
      side: FrontSide,
    });
    this.group.add(
      new Mesh(
        membersGeometry(
          boxGeometry(),
          beams.filter(({ round }) => !round),
        ),
        member,
      ),
      new Mesh(
        membersGeometry(
          roundGeometry(),
          beams.filter(({ round }) => round),
        ),
        member,
      ),
      new Mesh(wallGeometry(plan), wall),
    );
    for (const child of this.group.children) {
      child.matrixAutoUpdate = false;
      child.frustumCulled = false;
    }
    // Made after the scene's matrices were: they are those of the group.
    this.group.updateMatrixWorld(true);
  }

  /** Opens the building for an eye (plant frame) that looks through a clip matrix of the plant frame. */
  update(eye: Vector3, clipFromPlant: Matrix4): void {
    if (!this.group.visible) return;
    const { room, eavesM, roofM } = this.plan;
    const { roofGone, cut, ahead } = this.#own;
    roofGone.value = smooth(eavesM - 0.6, roofM + 1.5, eye.z);
    cut.value.set(
      smooth(-0.5, 2.5, room.x0 - eye.x),
      smooth(-0.5, 2.5, room.y0 - eye.y),
      smooth(-0.5, 2.5, eye.x - room.x1),
      smooth(-0.5, 2.5, eye.y - room.y1),
    );
    // The row of the clip matrix that gives w is the direction of the look.
    const { elements } = clipFromPlant;
    ahead.value.set(elements[3] ?? 0, elements[7] ?? 0, elements[11] ?? 0).normalize();
  }

  dispose(): void {
    for (const child of this.group.children) {
      if (!(child instanceof Mesh)) continue;
      if (child.geometry instanceof BufferGeometry) child.geometry.dispose();
      if (child.material instanceof ShaderMaterial) child.material.dispose();
    }
  }
}

function smooth(from: number, to: number, at: number): number {
  const share = Math.min(1, Math.max(0, (at - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

/** A box of one metre: x across, y along the other side of the section, z along the member from 0 to 1. */
function boxGeometry(): InstancedBufferGeometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  const faces: readonly (readonly [number, number, number])[] = [
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ];
  for (const [nx, ny, nz] of faces) {
    const first = positions.length / 3;
    // Two directions that turn counter-clockwise around the normal.
    const u = nz !== 0 ? [nz, 0, 0] : [0, 0, 1];
    const v = nz !== 0 ? [0, 1, 0] : [ny, -nx, 0];
    for (const [a, b] of [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const) {
      positions.push(
        (nx + a * (u[0] ?? 0) + b * (v[0] ?? 0)) / 2,
        (ny + a * (u[1] ?? 0) + b * (v[1] ?? 0)) / 2,
        (nz + a * (u[2] ?? 0) + b * (v[2] ?? 0)) / 2 + 0.5,
      );
      normals.push(nx, ny, nz);
    }
    const turned = nz !== 0 ? true : crossIs(u, v, [nx, ny, nz]);
    if (turned) indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    else indices.push(first, first + 2, first + 1, first, first + 3, first + 2);
  }
  return instanced(positions, normals, indices);
}

function crossIs(u: readonly number[], v: readonly number[], n: readonly number[]): boolean {
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const x = at(u, 1) * at(v, 2) - at(u, 2) * at(v, 1);
  const y = at(u, 2) * at(v, 0) - at(u, 0) * at(v, 2);
  const z = at(u, 0) * at(v, 1) - at(u, 1) * at(v, 0);
  return x * at(n, 0) + y * at(n, 1) + z * at(n, 2) > 0;
}

/** A tube of one metre's diameter and length, open where it meets others, with one cap at each end. */
function roundGeometry(): InstancedBufferGeometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  for (let side = 0; side <= roundSides; side += 1) {
    const angle = (side / roundSides) * Math.PI * 2;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    positions.push(c / 2, s / 2, 0, c / 2, s / 2, 1);
    normals.push(c, s, 0, c, s, 0);
    const at = side * 2;
    if (side < roundSides) indices.push(at, at + 2, at + 3, at, at + 3, at + 1);
  }
  for (const end of [0, 1]) {
    const first = positions.length / 3;
    for (let side = 0; side < roundSides; side += 1) {
      const angle = (side / roundSides) * Math.PI * 2;
      positions.push(Math.cos(angle) / 2, Math.sin(angle) / 2, end);
      normals.push(0, 0, end === 1 ? 1 : -1);
      if (side < 2) continue;
      if (end === 1) indices.push(first, first + side - 1, first + side);
      else indices.push(first, first + side, first + side - 1);
    }
  }
  return instanced(positions, normals, indices);
}

function instanced(positions: number[], normals: number[], indices: number[]): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("normal", new BufferAttribute(new Float32Array(normals), 3));
  geometry.setIndex(indices);
  return geometry;
}

function membersGeometry(geometry: InstancedBufferGeometry, beams: readonly Beam[]): InstancedBufferGeometry {
  const from = new Float32Array(beams.length * 4);
  const to = new Float32Array(beams.length * 4);
  const look = new Uint8Array(beams.length * 4);
  beams.forEach((beam, index) => {
    from.set([...beam.from, beam.width], index * 4);
    to.set([...beam.to, beam.depth], index * 4);
    look.set(
      [
        hallPaints.indexOf(beam.paint),
        beam.part === "roof" ? 1 : beam.part === "inner" ? 2 : 0,
        beam.round ? 1 : 0,
        0,
      ],
      index * 4,
    );
  });
  geometry.setAttribute("beamFrom", new InstancedBufferAttribute(from, 4));
  geometry.setAttribute("beamTo", new InstancedBufferAttribute(to, 4));
  geometry.setAttribute("look", new InstancedBufferAttribute(look, 4));
  geometry.instanceCount = beams.length;
  return geometry;
}
