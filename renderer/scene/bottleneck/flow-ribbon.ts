// What flows along the ways, as a ribbon on the floor under belts and lanes: the more parts an hour, the further it shows on either side.
// One instanced draw; an instance is a leg of a way or a buffer between two.
import { InstancedBufferAttribute, type InstancedBufferGeometry, Mesh, ShaderMaterial } from "three";
import type { FlowInfo } from "#shared/host-api/bottleneck-schema.ts";
import { isStore } from "#shared/model/asset-roles.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { type Path, pathKey, type PathTable } from "#shared/twin/paths.ts";
import { unitQuad } from "../floor/floor.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { ribbonFragment, ribbonVertex } from "./share-shaders.ts";

/** Beside a belt, metres for each part an hour, and at most. */
const metresPerHourly = 0.8 / 150;
const mostM = 1.1;
/** A flow that is there is seen. */
const leastM = 0.06;
/** A belt between stations is so wide at least. */
const beltM = 0.84;
/** The transport plane above the floor, metres. */
const planeM = 0.85;

interface Leg {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
  readonly overM: number;
  /** Ways whose flow passes here. */
  readonly ways: readonly string[];
}

const wayName = (from: string, to: string): string => `${from} ${to}`;

export class FlowRibbon {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #legs: readonly Leg[];
  readonly #breadth: InstancedBufferAttribute;

  constructor(plant: Plant, paths: PathTable, uniforms: SceneUniforms) {
    this.#legs = legsOf(plant, paths);
    const count = Math.max(1, this.#legs.length);
    const [from, to, breadth] = [3, 3, 2].map((size) => new Float32Array(count * size));
    this.#legs.forEach((leg, index) => {
      from?.set(leg.from, index * 3);
      to?.set(leg.to, index * 3);
      if (breadth !== undefined) breadth[index * 2] = leg.overM;
    });
    const geometry = unitQuad();
    geometry.setAttribute("from", new InstancedBufferAttribute(from ?? new Float32Array(), 3));
    geometry.setAttribute("to", new InstancedBufferAttribute(to ?? new Float32Array(), 3));
    this.#breadth = new InstancedBufferAttribute(breadth ?? new Float32Array(), 2);
    geometry.setAttribute("breadth", this.#breadth);
    geometry.instanceCount = count;
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        vertexShader: ribbonVertex,
        fragmentShader: ribbonFragment,
        uniforms: { ...uniforms },
        transparent: true,
        depthWrite: false,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
  }

  /** As wide as what flows; undefined = nothing is known, and nothing is drawn. */
  show(info: FlowInfo | undefined): void {
    const perHour = new Map(info?.ways.map((way) => [wayName(way.from, way.to), way.perHour]));
    const widths = this.#breadth.array;
    this.#legs.forEach(({ ways }, index) => {
      const sum = ways.reduce((total, way) => total + (perHour.get(way) ?? 0), 0);
      widths[index * 2 + 1] = sum === 0 ? 0 : Math.min(mostM, Math.max(leastM, sum * metresPerHourly));
    });
    this.#breadth.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}

/** The legs of all ways, and through buffers from their entry to their exit. */
function legsOf(plant: Plant, paths: PathTable): Leg[] {
  const legs: Leg[] = [];
  const add = (path: Path | undefined, overM: number, ways: readonly string[], heightM: number): void => {
    if (path === undefined || ways.length === 0) return;
    const { points } = path;
    for (let at = 3; at < points.length; at += 3) {
      const [x0 = 0, y0 = 0, z0 = 0, x1 = 0, y1 = 0, z1 = 0] = points.subarray(at - 3, at + 3);
      if (Math.hypot(x1 - x0, y1 - y0) < 0.02) continue;
      legs.push({ from: [x0, y0, z0 - heightM], to: [x1, y1, z1 - heightM], overM, ways });
    }
  };
  for (const link of plant.links) {
    const [from, to] = [assetOf(plant, link.from), assetOf(plant, link.to)];
    if (from === undefined || to === undefined) continue;
    const key = pathKey(plant, from.row, to.row);
    const isDriven = link.kind === "vehicle";
    const number = isDriven ? paths.vehicleWayOf.get(key) : paths.wayOf.get(key);
    const widths = [from, to].filter(isStore).map(({ size }) => size?.width ?? beltM);
    const overM = isDriven ? 0 : Math.min(2.5, Math.max(beltM, ...widths)) / 2;
    add(paths.paths[number ?? -1], overM, [wayName(link.from, link.to)], isDriven ? 0 : planeM);
  }
  for (const asset of plant.assets) {
    if (asset.level !== "buffer" && asset.level !== "conveyor") continue;
    // What leaves it is what has passed it.
    const ways = plant.links.filter(({ from }) => from === asset.id).map(({ from, to }) => wayName(from, to));
    if ((paths.seatsOf[asset.row] ?? 0) > 0) continue;
    add(paths.paths[paths.placeOf[asset.row] ?? -1], (asset.size?.width ?? beltM) / 2, ways, planeM);
  }
  return legs;
}
