// The ways between assets: low conveyors for parts, painted lanes for vehicles. One instanced draw each; chevrons show the direction.
// Static for a plant snapshot, except for which segments the camera sees.
import {
  DataTexture,
  FloatType,
  Group,
  type InstancedBufferGeometry,
  Mesh,
  NearestFilter,
  RGBAFormat,
  ShaderMaterial,
} from "three";
import { type Asset, assetOf, type Plant } from "#shared/model/plant.ts";
import { pathKey, type PathTable } from "#shared/twin/paths.ts";
import { floorOrder, unitQuad } from "../floor/floor.ts";
import { RowList } from "../row-list.ts";
import { instancedGeometry } from "../machines/instanced-geometry.ts";
import type { MeshArrays } from "../machines/mesh-builder.ts";
import { ModelBuilder } from "../machines/model-builder.ts";
import { beltFragment, beltVertex, laneFragment, laneVertex, segmentsWidth } from "../shaders/way.ts";
import { surfaceMaterial } from "../surface-material.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { Spheres } from "../visible-rows.ts";

/** Kinds of ways as the shaders know them. */
const wayKinds = { flow: 0, rework: 1, scrap: 2, vehicle: 3 } as const;

interface Segment {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
  readonly kind: number;
  readonly fromStartM: number;
  /** Width of the belt, metres. */
  readonly widthM: number;
}

/** A belt's bay from legs to legs, metres. */
const bayM = 1.6;

/** Belts are as wide as the conveyors they join, within reason. */
const usualWidthM = 0.84;

function widthBetween(from: Asset, to: Asset): number {
  const widths = [from, to]
    .filter((asset) => asset.level === "buffer" || asset.level === "conveyor")
    .map((asset) => asset.size?.width ?? usualWidthM);
  return widths.length === 0 ? usualWidthM : Math.min(2.5, Math.max(0.4, ...widths));
}

function segmentsOf(plant: Plant, table: PathTable): Segment[] {
  const segments: Segment[] = [];
  for (const link of plant.links) {
    const from = assetOf(plant, link.from);
    const to = assetOf(plant, link.to);
    if (from === undefined || to === undefined) continue;
    const key = pathKey(plant, from.row, to.row);
    const number = link.kind === "vehicle" ? table.vehicleWayOf.get(key) : table.wayOf.get(key);
    const path = number === undefined ? undefined : table.paths[number];
    if (path === undefined) continue;
    let fromStartM = 0;
    for (let at = 3; at < path.points.length; at += 3) {
      const [x0 = 0, y0 = 0, z0 = 0, x1 = 0, y1 = 0, z1 = 0] = path.points.subarray(at - 3, at + 3);
      const length = Math.hypot(x1 - x0, y1 - y0, z1 - z0);
      // Belts come in bays with legs of their own; a lane is painted in one piece.
      const bays = link.kind === "vehicle" ? 1 : Math.max(1, Math.round(length / bayM));
      for (let bay = 0; bay < bays && length > 0.02; bay += 1) {
        const at = (share: number): [number, number, number] => [
          x0 + (x1 - x0) * share,
          y0 + (y1 - y0) * share,
          z0 + (z1 - z0) * share,
        ];
        segments.push({
          from: at(bay / bays),
          to: at((bay + 1) / bays),
          kind: wayKinds[link.kind],
          fromStartM: fromStartM + (length * bay) / bays,
          widthM: widthBetween(from, to),
        });
      }
      fromStartM += length;
    }
  }
  return segments;
}

/** A bay of a belt at the transport plane of 0.85 m: rails, bed and a pair of legs at its start, whatever its length and width. */
function bay(): MeshArrays {
  const b = new ModelBuilder("middle", { length: 1, width: 1, height: 1 }, ([x, y, z]) => ({
    anchor: [x, Math.sign(y) * 0.5, 0],
    offset: [0, y - Math.sign(y) * 0.5, z],
  }));
  b.box([-0.5, 0.5], [-0.46, 0.46], [0.74, 0.83], "roller");
  for (const side of [-1, 1]) {
    b.box([-0.5, 0.5], [side * 0.5, side * 0.45], [0.7, 0.9], "frame");
    b.box([-0.5, 0.5], [side * 0.502, side * 0.5], [0.78, 0.81], "rubber");
    b.at([-0.5, side * 0.5, 0], 0, () => {
      b.box([0.1, 0.16], [-side * 0.06, 0], [0.02, 0.72], "frame");
      b.box([0.07, 0.19], [-side * 0.09, side * 0.03], [0, 0.02], "rubber");
    });
  }
  b.at([-0.5, 0.5, 0], 0, () => b.box([0.12, 0.14], [-0.06, -0.02], [0.3, 0.36], "frame"));
  return b.build();
}

export class Links {
  readonly group = new Group();
  readonly spheres: Spheres;
  /** Triangles of one bay of a belt. */
  readonly beltTriangles: number;
  readonly #kinds: Uint8Array;
  readonly #belts: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #lanes: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #beltRows: RowList;
  readonly #laneRows: RowList;
  readonly #texture: DataTexture;

  /** `matt`: nothing is mirrored (no GPU). */
  constructor(plant: Plant, table: PathTable, uniforms: SceneUniforms, matt: boolean) {
    const segments = segmentsOf(plant, table);
    const height = Math.max(1, Math.ceil((segments.length * 2) / segmentsWidth));
    const data = new Float32Array(segmentsWidth * height * 4);
    const spheres = new Float32Array(segments.length * 4);
    this.#kinds = new Uint8Array(segments.length);
    segments.forEach((segment, index) => {
      const [x0, y0, z0] = segment.from;
      const [x1, y1, z1] = segment.to;
      data.set([x0, y0, z0, segment.kind + segment.widthM / 10, x1, y1, z1, segment.fromStartM], index * 8);
      spheres.set([(x0 + x1) / 2, (y0 + y1) / 2, 0.5, Math.hypot(x1 - x0, y1 - y0) / 2 + 1], index * 4);
      this.#kinds[index] = segment.kind;
    });
    this.spheres = new Spheres(spheres);
    this.#texture = new DataTexture(data, segmentsWidth, height, RGBAFormat, FloatType);
    this.#texture.magFilter = NearestFilter;
    this.#texture.minFilter = NearestFilter;
    this.#texture.needsUpdate = true;
    const all = { ...uniforms, segments: { value: this.#texture } };
    const mesh = bay();
    const belts = instancedGeometry(mesh);
    this.beltTriangles = mesh.triangles;
    this.#beltRows = new RowList(belts, segments.length);
    this.#belts = new Mesh(
      belts,
      surfaceMaterial(uniforms, matt, {
        vertexShader: beltVertex,
        fragmentShader: beltFragment,
        uniforms: { segments: { value: this.#texture } },
      }),
    );
    const lanes = unitQuad();
    this.#laneRows = new RowList(lanes, segments.length);
    this.#lanes = new Mesh(
      lanes,
      new ShaderMaterial({
        vertexShader: laneVertex,
        fragmentShader: laneFragment,
        uniforms: all,
        transparent: true,
        depthWrite: false,
      }),
    );
    this.#lanes.renderOrder = floorOrder.lanes;
    for (const mesh of [this.#belts, this.#lanes]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      this.group.add(mesh);
    }
  }

  /** Shows what `spheres` saw: every lane, belts up to a distance. */
  show(beltsUpToM: number): void {
    const { seen, seenCount, distanceM } = this.spheres;
    this.#beltRows.begin();
    this.#laneRows.begin();
    for (let at = 0; at < seenCount; at += 1) {
      const index = seen[at] ?? 0;
      this.#laneRows.add(index);
      if (this.#kinds[index] !== wayKinds.vehicle && (distanceM[at] ?? 0) <= beltsUpToM)
        this.#beltRows.add(index);
    }
    this.#beltRows.end();
    this.#laneRows.end();
  }

  dispose(): void {
    for (const mesh of [this.#belts, this.#lanes]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    this.#texture.dispose();
  }
}
