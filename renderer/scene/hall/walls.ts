// Walls, doors and roof of a hall as one small mesh, seen from inside only. What they are made of is the shader's.
import { BufferAttribute, BufferGeometry } from "three";
import type { Door, HallPlan, Wall } from "./hall-plan.ts";

/** What a face is; see wallFragment. */
export const wallKinds = { cladding: 0, windows: 1, roof: 2, dock: 3, fire: 4, sign: 5 } as const;

type Point = readonly [number, number, number];

export function wallGeometry(plan: HallPlan): BufferGeometry {
  const { room, roofM } = plan;
  const positions: number[] = [];
  const normals: number[] = [];
  const places: number[] = [];
  const kinds: number[] = [];
  const indices: number[] = [];
  /** A rectangle from a corner along two edges whose cross product points into the room; `local` = metres along both edges. */
  const face = (corner: Point, along: Point, up: Point, kind: number, startM = 0): void => {
    const first = positions.length / 3;
    const normal: Point = [
      along[1] * up[2] - along[2] * up[1],
      along[2] * up[0] - along[0] * up[2],
      along[0] * up[1] - along[1] * up[0],
    ];
    const size = Math.hypot(...normal) || 1;
    const [wide, high] = [Math.hypot(...along), Math.hypot(...up)];
    for (const [a, b] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const) {
      positions.push(
        corner[0] + along[0] * a + up[0] * b,
        corner[1] + along[1] * a + up[1] * b,
        corner[2] + along[2] * a + up[2] * b,
      );
      normals.push(normal[0] / size, normal[1] / size, normal[2] / size);
      places.push(startM + a * wide, b * high, wide, high);
      kinds.push(kind);
    }
    indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  };
  const { x0, y0, x1, y1 } = room;
  const [length, width] = [x1 - x0, y1 - y0];
  face([x1, y0, 0], [-length, 0, 0], [0, 0, roofM], wallKinds.cladding);
  face([x0, y1, 0], [length, 0, 0], [0, 0, roofM], wallKinds.windows);
  face([x0, y0, 0], [0, width, 0], [0, 0, roofM], wallKinds.cladding);
  face([x1, y1, 0], [0, -width, 0], [0, 0, roofM], wallKinds.cladding);
  face([x0, y0, roofM], [0, width, 0], [length, 0, 0], wallKinds.roof);
  for (const door of plan.doors) {
    const half = door.widthM / 2;
    const leaf = onWall(plan, door, -half, half, 0, door.heightM);
    face(...leaf, door.kind === "dock" ? wallKinds.dock : wallKinds.fire);
    if (door.kind === "fire")
      face(...onWall(plan, door, -0.42, 0.42, door.heightM + 0.25, door.heightM + 0.67), wallKinds.sign);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("normal", new BufferAttribute(new Float32Array(normals), 3));
  geometry.setAttribute("place", new BufferAttribute(new Float32Array(places), 4));
  geometry.setAttribute("kind", new BufferAttribute(new Float32Array(kinds), 1));
  geometry.setIndex(indices);
  return geometry;
}

/** A rectangle on a wall, just in front of it: corner, edge along, edge up. */
function onWall(
  { room }: HallPlan,
  door: Door,
  from: number,
  to: number,
  low: number,
  high: number,
): [Point, Point, Point] {
  const outM = 0.03;
  const { at } = door;
  const wide = to - from;
  const up: Point = [0, 0, high - low];
  const faces: Record<Wall, [Point, Point, Point]> = {
    south: [[at + to, room.y0 + outM, low], [-wide, 0, 0], up],
    north: [[at + from, room.y1 - outM, low], [wide, 0, 0], up],
    west: [[room.x0 + outM, at + from, low], [0, wide, 0], up],
    east: [[room.x1 - outM, at + to, low], [0, -wide, 0], up],
  };
  return faces[door.wall];
}
