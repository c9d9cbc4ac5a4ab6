// The way of affected parts as translucent ribbons with chevrons: one draw, made anew when another finding is looked at.
import { BufferAttribute, BufferGeometry, DoubleSide, Mesh, ShaderMaterial } from "three";
import { floorOrder } from "../floor/floor.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { wayFragment, wayVertex } from "./defect-shaders.ts";
import type { RouteLine, RoutePoint } from "./route.ts";

/** Over the transport plane, metres: above the belt, among the parts. */
const aboveM = 0.1;

export class RouteMesh {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;

  constructor(uniforms: SceneUniforms) {
    this.mesh = new Mesh(
      new BufferGeometry(),
      new ShaderMaterial({
        vertexShader: wayVertex,
        fragmentShader: wayFragment,
        uniforms: { ...uniforms },
        transparent: true,
        depthTest: false,
        depthWrite: false,
        side: DoubleSide,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.renderOrder = floorOrder.labels - 10;
    this.mesh.visible = false;
  }

  /** Draws these lines, and no others. */
  show(lines: readonly RouteLine[]): void {
    this.mesh.visible = lines.length > 0;
    const { positions, before, after, along, indices } = strips(lines);
    const { geometry } = this.mesh;
    geometry.dispose();
    geometry.setAttribute("position", new BufferAttribute(positions, 3));
    geometry.setAttribute("before", new BufferAttribute(before, 3));
    geometry.setAttribute("after", new BufferAttribute(after, 3));
    geometry.setAttribute("along", new BufferAttribute(along, 3));
    geometry.setIndex(new BufferAttribute(indices, 1));
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}

export interface Strips {
  /** Each point twice, and the points before and after it: the shader finds in which direction its corners lie. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly before: Float32Array<ArrayBuffer>;
  readonly after: Float32Array<ArrayBuffer>;
  /** Metres from the beginning, share of the most parts, side: -1 or 1. */
  readonly along: Float32Array<ArrayBuffer>;
  readonly indices: Uint32Array<ArrayBuffer>;
}

/** Two corners at each point of each line, so that translucent pieces never lie over each other. */
export function strips(lines: readonly RouteLine[]): Strips {
  const points = lines.reduce((sum, line) => sum + line.length, 0);
  const legs = points - lines.length;
  const most = Math.max(1, ...lines.flatMap((line) => line.map(({ parts }) => parts)));
  const [positions, before, after, along] = [
    new Float32Array(points * 6),
    new Float32Array(points * 6),
    new Float32Array(points * 6),
    new Float32Array(points * 6),
  ];
  const indices = new Uint32Array(legs * 6);
  let corner = 0;
  let index = 0;
  const place = ({ x, y, z }: Pick<RoutePoint, "x" | "y" | "z">): number[] => [x, y, z + aboveM];
  for (const line of lines)
    line.forEach((point, at) => {
      // Beyond its ends a line goes straight on.
      const last = line[at - 1] ?? mirrored(point, line[at + 1] ?? point);
      const next = line[at + 1] ?? mirrored(point, last);
      for (const side of [-1, 1]) {
        positions.set(place(point), corner * 3);
        before.set(place(last), corner * 3);
        after.set(place(next), corner * 3);
        along.set([point.alongM, point.parts / most, side], corner * 3);
        corner += 1;
      }
      if (at === 0) return;
      const from = corner - 4;
      indices.set([from, from + 2, from + 1, from + 1, from + 2, from + 3], index);
      index += 6;
    });
  return { positions, before, after, along, indices };
}

/** The point as far on the other side of `middle`. */
function mirrored(middle: RoutePoint, { x, y, z }: RoutePoint): RoutePoint {
  return { ...middle, x: 2 * middle.x - x, y: 2 * middle.y - y, z: 2 * middle.z - z };
}
