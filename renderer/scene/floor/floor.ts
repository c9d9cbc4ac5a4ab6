// The hall floor: one large quad with slab, grid and a soft end into the background. Drawn after the machines, without depth writes,
// so that everything painted on it (shadows, bands, lanes, names) needs no offset and cannot fight with it.
import {
  BufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector4,
} from "three";
import type { Placements } from "../placements.ts";
import { lightGlsl } from "../shaders/common.ts";
import type { SceneUniforms } from "../uniforms.ts";

/** Slab beyond the outermost machine, metres. */
const marginM = 8;

/** Order among what lies on the floor; higher is drawn later. */
export const floorOrder = {
  floor: -50,
  areas: -45,
  lanes: -40,
  shadows: -30,
  outlines: -20,
  labels: 100,
} as const;

/** A quad of one metre around the origin, for instances painted on the floor. */
export function unitQuad(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  const corners = new Float32Array([-0.5, -0.5, 0, 0.5, -0.5, 0, 0.5, 0.5, 0, -0.5, 0.5, 0]);
  geometry.setAttribute("position", new BufferAttribute(corners, 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  return geometry;
}

export function createFloor(
  placements: Placements,
  uniforms: SceneUniforms,
): Mesh<PlaneGeometry, ShaderMaterial> {
  const { bounds } = placements;
  const slab = new Vector4(
    bounds.minX - marginM,
    bounds.minY - marginM,
    bounds.maxX + marginM,
    bounds.maxY + marginM,
  );
  const width = slab.z - slab.x + 60;
  const depth = slab.w - slab.y + 60;
  const geometry = new PlaneGeometry(width, depth);
  geometry.translate((slab.x + slab.z) / 2, (slab.y + slab.w) / 2, 0);
  const material = new ShaderMaterial({
    uniforms: { ...uniforms, slab: { value: slab } },
    transparent: true,
    depthWrite: false,
    vertexShader: /* glsl */ `
varying vec2 place;
varying float distanceM;
void main() {
  place = position.xy;
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`,
    fragmentShader: /* glsl */ `
${lightGlsl}
uniform vec3 floorColor;
uniform vec3 gridColor;
uniform vec4 slab;
varying vec2 place;
varying float distanceM;
float lines(vec2 at, float stepM, float widthM) {
  vec2 cell = at / stepM;
  vec2 size = fwidth(cell);
  vec2 near = abs(fract(cell - 0.5) - 0.5);
  vec2 half2 = vec2(widthM / stepM) * 0.5;
  vec2 line = 1.0 - smoothstep(half2, half2 + size * 1.2, near);
  // A line thinner than a pixel is as strong as the share of the pixel it covers.
  line *= clamp(half2 * 2.0 / max(size, vec2(1e-6)), 0.0, 1.0);
  return max(line.x, line.y);
}
void main() {
  vec2 inside = min(place - slab.xy, slab.zw - place);
  float edge = min(inside.x, inside.y);
  vec3 color = floorColor;
  color = mix(color, gridColor, lines(place, 1.0, 0.012) * 0.35);
  color = mix(color, gridColor, lines(place, 5.0, 0.03) * 0.75);
  color = mix(color, background, 1.0 - smoothstep(-14.0, 3.0, edge));
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  mesh.renderOrder = floorOrder.floor;
  return mesh;
}
