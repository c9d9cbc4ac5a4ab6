import { describe, expect, test } from "vitest";
import { Matrix4, PerspectiveCamera, Vector4 } from "three";
import { budgetDistanceM, frustumPlanes, Spheres } from "./visible-rows.ts";

function clipMatrix(): Matrix4 {
  const camera = new PerspectiveCamera(40, 1.5, 1, 500);
  camera.position.set(10, -20, 15);
  camera.up.set(0, 0, 1);
  camera.lookAt(0, 0, 0);
  camera.updateMatrixWorld();
  return new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
}

describe("visible rows", () => {
  test("a point is seen exactly when its clip coordinates are inside, near and sides", () => {
    const clip = clipMatrix();
    const planes = frustumPlanes(clip.elements, new Float64Array(24));
    const points: number[] = [];
    for (let x = -30; x <= 30; x += 5) for (let y = -30; y <= 30; y += 5) points.push(x, y, 1, 0);
    const spheres = new Spheres(new Float32Array(points));
    spheres.look(planes, 10, -20, 15, 0);
    const expected = Array.from({ length: spheres.count }, (_, index) => index).filter((index) => {
      const p = new Vector4(points[index * 4], points[index * 4 + 1], points[index * 4 + 2], 1).applyMatrix4(
        clip,
      );
      return Math.abs(p.x) <= p.w && Math.abs(p.y) <= p.w && p.z >= -p.w;
    });
    expect([...spheres.seen.subarray(0, spheres.seenCount)]).toEqual(expected);
  });

  test("the nearest things are kept within the triangle budget", () => {
    const spheres = new Spheres(
      new Float32Array(Array.from({ length: 100 }, (_, index) => [index, 0, 0, 0]).flat()),
    );
    const everything = new Float64Array(24);
    for (let plane = 0; plane < 6; plane += 1) everything[plane * 4 + 3] = 1;
    spheres.look(everything, 0, 0, 0, 0);
    const limitM = budgetDistanceM(spheres, () => 10, 250);
    const kept = [...spheres.distanceM].filter((distance) => distance < limitM).length * 10;
    expect(kept).toBeGreaterThan(230);
    expect(kept).toBeLessThanOrEqual(250);
  });

  test("with room for all nothing is left out", () => {
    const spheres = new Spheres(new Float32Array([0, 0, 0, 1]));
    spheres.look(new Float64Array(24), 0, 0, 0, 1);
    expect(budgetDistanceM(spheres, () => 10, 100)).toBe(Infinity);
  });
});
