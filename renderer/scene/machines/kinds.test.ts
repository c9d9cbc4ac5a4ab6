import { describe, expect, test } from "vitest";
import { assetKinds } from "#shared/model/plant-schema.ts";
import { type Archetype, buildArchetype } from "./kinds.ts";
import type { MeshArrays } from "./mesh-builder.ts";

const archetypes: readonly Archetype[] = [...assetKinds, "operator"];

/** Corners of a mesh at the size of a usual station, metres. */
function positions(mesh: MeshArrays): Float32Array {
  const size = [3, 2.4, 2.4];
  return mesh.anchors.map((anchor, index) => anchor * (size[index % 3] ?? 0) + (mesh.offsets[index] ?? 0));
}

/** Twice the volume-weighted sum whose sign tells whether faces look outward (divergence theorem). */
function signedVolume(mesh: MeshArrays): number {
  const at = positions(mesh);
  let sum = 0;
  for (let corner = 0; corner < mesh.indices.length; corner += 3) {
    const [a, b, c] = [0, 1, 2].map((step) => (mesh.indices[corner + step] ?? 0) * 3);
    const v = (from = 0): [number, number, number] => [at[from] ?? 0, at[from + 1] ?? 0, at[from + 2] ?? 0];
    const [p, q, r] = [v(a), v(b), v(c)];
    sum +=
      p[0] * (q[1] * r[2] - q[2] * r[1]) -
      p[1] * (q[0] * r[2] - q[2] * r[0]) +
      p[2] * (q[0] * r[1] - q[1] * r[0]);
  }
  return sum / 6;
}

describe.each(archetypes)("%s", (archetype) => {
  test("the middle level has at most 900 triangles", () => {
    expect(buildArchetype(archetype, "middle").triangles).toBeLessThanOrEqual(900);
  });

  test("the near level has at most 8,000 triangles", () => {
    expect(buildArchetype(archetype, "near").triangles).toBeLessThanOrEqual(8000);
  });

  test("faces look outward", () => {
    expect(signedVolume(buildArchetype(archetype, "near"))).toBeGreaterThan(0);
  });

  test("nothing is below the floor", () => {
    const at = positions(buildArchetype(archetype, "near"));
    expect(Math.min(...at.filter((_, index) => index % 3 === 2))).toBeGreaterThanOrEqual(-1e-6);
  });
});

test("no two archetypes share a silhouette", () => {
  const shapes = archetypes.map((archetype) =>
    String(Array.from(positions(buildArchetype(archetype, "middle")))),
  );
  expect(new Set(shapes).size).toBe(archetypes.length);
});
