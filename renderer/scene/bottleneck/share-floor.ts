// The bottleneck on the floor, in one instanced draw: under each station a pad in the colour of its share of the critical path, around the
// momentary constraint a ring (hatched while provisional), beside each buffer a gauge of its level, on the side of the eye.
import {
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  type IUniform,
  Mesh,
  ShaderMaterial,
  Vector4,
} from "three";
import { unitQuad } from "../floor/floor.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import { noRow } from "../row-list.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { haloFromM, mostMembers, shareFragment, shareVertex } from "./share-shaders.ts";

/** What stands in for a share where an instance is a gauge. */
const gauge = -1;

/** Uniforms of the constraint, shared with the curtain. */
export interface HaloUniforms {
  /** Middle and heading (cosine, sine) of each of its stations, and their half sizes. */
  readonly memberAt: IUniform<Vector4[]>;
  readonly memberHalf: IUniform<Vector4[]>;
  readonly members: IUniform<number>;
  readonly provisional: IUniform<number>;
  /** Phase of the pulse, 0..1; below 0 = there is none. */
  readonly pulse: IUniform<number>;
}

export function haloUniforms(): HaloUniforms {
  const vectors = (): Vector4[] => Array.from({ length: mostMembers }, () => new Vector4());
  return {
    memberAt: { value: vectors() },
    memberHalf: { value: vectors() },
    members: { value: 0 },
    provisional: { value: 0 },
    pulse: { value: -1 },
  };
}

/** Puts the stations of the constraint into the uniforms. */
export function setMembers(halo: HaloUniforms, placements: Placements, rows: readonly number[]): void {
  halo.members.value = Math.min(rows.length, mostMembers);
  rows.slice(0, mostMembers).forEach((row, index) => {
    const at = row * floatsPerRow;
    const [x = 0, y = 0, , heading = 0, length = 0, width = 0] = placements.data.subarray(at, at + 6);
    halo.memberAt.value[index]?.set(x, y, Math.cos(heading), Math.sin(heading));
    halo.memberHalf.value[index]?.set(length / 2, width / 2, row, 0);
  });
}

export class ShareFloor {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #buffers: readonly number[];

  /** `buffers`: rows that have a level. */
  constructor(buffers: readonly number[], uniforms: SceneUniforms, halo: HaloUniforms) {
    this.#buffers = buffers;
    this.mesh = new Mesh(
      unitQuad(),
      new ShaderMaterial({
        vertexShader: shareVertex,
        fragmentShader: shareFragment,
        uniforms: { ...uniforms, ...halo },
        transparent: true,
        depthWrite: false,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.show(new Map(), []);
  }

  /** Shares of the critical path by row, and rows that are the constraint now. Made anew a few times a minute at most. */
  show(shares: ReadonlyMap<number, number>, constraint: readonly number[]): void {
    const rows = new Set([...shares.keys(), ...constraint]);
    const count = Math.max(1, rows.size + this.#buffers.length);
    const row = new Uint32Array(count).fill(noRow);
    const share = new Float32Array(count);
    let at = 0;
    for (const each of rows) {
      row[at] = each;
      // What limits the line just now has a pad, however small its share is.
      share[at] = shares.get(each) ?? 0;
      at += 1;
    }
    for (const each of this.#buffers) {
      row[at] = each;
      share[at] = gauge;
      at += 1;
    }
    const { geometry } = this.mesh;
    // A buffer of another length would be another allocation on the GPU: the old one goes with its geometry's attribute.
    geometry.dispose();
    geometry.setAttribute("row", new InstancedBufferAttribute(row, 1));
    geometry.setAttribute("share", new InstancedBufferAttribute(share, 1));
    geometry.instanceCount = count;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}

/** The ring's inner edge from a station, metres: what is drawn around it may use it. */
export const ringFromM = haloFromM;
