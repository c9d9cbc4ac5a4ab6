// A built mesh as an instanced geometry. Attributes only.
import { BufferAttribute, InstancedBufferGeometry } from "three";
import type { MeshArrays } from "./mesh-builder.ts";

/** Vertex attributes `position` (anchor), `offset`, `normal`, `tint`, `face` of a mesh, without instances. */
export function instancedGeometry(arrays: MeshArrays): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(arrays.anchors, 3));
  geometry.setAttribute("offset", new BufferAttribute(arrays.offsets, 3));
  geometry.setAttribute("normal", new BufferAttribute(arrays.normals, 4, true));
  geometry.setAttribute("tint", new BufferAttribute(arrays.tints, 4));
  geometry.setAttribute("face", new BufferAttribute(arrays.surfaces, 2));
  geometry.setIndex(new BufferAttribute(arrays.indices, 1));
  return geometry;
}
