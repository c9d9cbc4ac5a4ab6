// The shader's pointOnPath: the same function as shared/twin/paths.ts, over a texture made from the path table.
// A test reads the shader's answers back and compares them with the TypeScript function.
import { DataTexture, FloatType, NearestFilter, RGBAFormat } from "three";
import type { PathTable } from "#shared/twin/paths.ts";

const width = 1024;

/**
 * One texel a path (first point texel, points, length m, mark), then one texel a point (x, y, z, metres from the start).
 * Texel numbers stay below 2^24 and are exact in float32.
 */
export function pathTexture(table: PathTable, marks: Uint8Array): DataTexture {
  const pathCount = table.paths.length;
  const pointCount = table.paths.reduce((sum, path) => sum + path.points.length / 3, 0);
  const height = Math.max(1, Math.ceil((pathCount + pointCount) / width));
  const data = new Float32Array(width * height * 4);
  let next = pathCount;
  table.paths.forEach((path, index) => {
    const points = path.points.length / 3;
    data.set([next, points, path.lengthM, marks[index] ?? 0], index * 4);
    let fromStartM = 0;
    for (let point = 0; point < points; point += 1) {
      const x = path.points[point * 3] ?? 0;
      const y = path.points[point * 3 + 1] ?? 0;
      const z = path.points[point * 3 + 2] ?? 0;
      if (point > 0) {
        const before = (next + point - 1) * 4;
        fromStartM += Math.hypot(
          x - (data[before] ?? 0),
          y - (data[before + 1] ?? 0),
          z - (data[before + 2] ?? 0),
        );
      }
      data.set([x, y, z, fromStartM], (next + point) * 4);
    }
    next += points;
  });
  const texture = new DataTexture(data, width, height, RGBAFormat, FloatType);
  texture.magFilter = NearestFilter;
  texture.minFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

/** Declares `pathPoint(path, fraction)` -> (x, y, z, heading), `pathMark(path)` and `moveFraction(move, timeS)`. */
export const pathGlsl = /* glsl */ `
uniform highp sampler2D pathTable;

vec4 pathTexel(int index) {
  return texelFetch(pathTable, ivec2(index % ${width}, index / ${width}), 0);
}

float pathMark(uint path) {
  return pathTexel(int(path)).w;
}

float moveFraction(uvec4 move, float timeS) {
  float t0 = uintBitsToFloat(move.x);
  float t1 = uintBitsToFloat(move.y);
  float from = float(move.z & 0xffffu) / 65535.0;
  float to = float(move.z >> 16) / 65535.0;
  if (timeS >= t1) return to;
  if (timeS <= t0) return from;
  return from + (to - from) * (timeS - t0) / (t1 - t0);
}

vec4 pathPoint(uint path, float fraction) {
  vec4 head = pathTexel(int(path));
  int first = int(head.x);
  int last = int(head.y) - 1;
  float rest = clamp(fraction, 0.0, 1.0) * head.z;
  vec3 from = pathTexel(first).xyz;
  for (int index = 0; index < last; index++) {
    vec3 to = pathTexel(first + index + 1).xyz;
    vec3 leg = to - from;
    float legM = length(leg);
    if (rest <= legM || index == last - 1) {
      float share = legM == 0.0 ? 0.0 : min(1.0, rest / legM);
      return vec4(from + leg * share, leg.x == 0.0 && leg.y == 0.0 ? 0.0 : atan(leg.y, leg.x));
    }
    rest -= legM;
    from = to;
  }
  return vec4(from, 0.0);
}
`;
