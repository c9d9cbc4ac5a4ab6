// The hall floor: one large quad. Operator themes: a quiet slab with the joints of the building's grid. Show theme: glossy epoxy
// that mirrors lamps and windows, with sunlight on it. Drawn after the machines, without depth writes, so that everything
// painted on it (shadows, bands, lanes, names) needs no offset and cannot fight with it.
import {
  BufferAttribute,
  InstancedBufferGeometry,
  type IUniform,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector4,
} from "three";
import type { HallPlan } from "../hall/hall-plan.ts";
import { lightGlsl } from "../shaders/common.ts";
import { floorGlsl } from "../shaders/floor-look.ts";
import type { SceneUniforms } from "../uniforms.ts";

/** Ground drawn beyond the walls, metres; it fades into the background. */
const beyondM = 30;

/** Order among what lies on the floor; higher is drawn later. */
export const floorOrder = {
  floor: -50,
  areas: -45,
  flow: -44,
  shares: -42,
  lanes: -40,
  marks: -35,
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

const vertexShader = /* glsl */ `
varying vec2 place;
varying float distanceM;
void main() {
  place = position.xy;
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

const linesGlsl = /* glsl */ `
uniform vec3 floorColor;
uniform vec3 gridColor;
uniform vec4 slab;
uniform vec4 bays;
varying vec2 place;
varying float distanceM;
float lines(vec2 cell, vec2 half2) {
  vec2 size = fwidth(cell);
  vec2 near = abs(fract(cell - 0.5) - 0.5);
  vec2 line = 1.0 - smoothstep(half2, half2 + size * 1.2, near);
  // A line thinner than a pixel is as strong as the share of the pixel it covers.
  line *= clamp(half2 * 2.0 / max(size, vec2(1e-6)), 0.0, 1.0);
  return max(line.x, line.y);
}
float toneOf(vec2 bay) {
  return fract(sin(dot(floor(bay), vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
}
`;

const quietFragment = /* glsl */ `
${lightGlsl}
${linesGlsl}
void main() {
  vec2 inside = min(place - slab.xy, slab.zw - place);
  float edge = min(inside.x, inside.y);
  vec2 bay = (place - bays.xy) / bays.zw;
  vec3 color = floorColor * (1.0 + 0.035 * toneOf(bay));
  color = mix(color, gridColor, lines(bay, vec2(0.018) / bays.zw) * 0.8);
  color = mix(color, background, 1.0 - smoothstep(-14.0, 0.5, edge));
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

const glossyFragment = /* glsl */ `
${floorGlsl}
${linesGlsl}
void main() {
  vec2 inside = min(place - slab.xy, slab.zw - place);
  float edge = min(inside.x, inside.y);
  vec2 bay = (place - bays.xy) / bays.zw;
  vec3 paint = floorColor * (0.62 + 0.035 * toneOf(bay));
  float joint = lines(bay, vec2(0.012) / bays.zw);
  paint *= 1.0 - 0.4 * joint;
  vec3 color = edge > 0.0 ? epoxy(paint, place, 1.0 - 0.8 * joint) : floorColor * 0.5;
  // Outside the walls: a bare apron that ends in the background.
  color = mix(color, background, 1.0 - smoothstep(-22.0, -0.5, edge) * (1.0 - 0.25 * step(edge, 0.0)));
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

export class Floor {
  readonly mesh: Mesh<PlaneGeometry, ShaderMaterial>;
  readonly #quiet: ShaderMaterial;
  readonly #glossy: ShaderMaterial;

  constructor(plan: HallPlan, uniforms: SceneUniforms, matt: boolean) {
    const { room, lamps, rows } = plan;
    const [width, depth] = [room.x1 - room.x0, room.y1 - room.y0];
    const geometry = new PlaneGeometry(width + 2 * beyondM, depth + 2 * beyondM);
    geometry.translate((room.x0 + room.x1) / 2, (room.y0 + room.y1) / 2, 0);
    const spanM = depth / Math.max(1, rows.length - 1);
    const own: Record<"slab" | "bays", IUniform<Vector4>> = {
      slab: { value: new Vector4(room.x0, room.y0, room.x1, room.y1) },
      // Joints on the column grid, and between the rows as often as the bays are long.
      bays: {
        value: new Vector4(
          room.x0,
          room.y0,
          lamps.pitchX,
          spanM / Math.max(1, Math.round(spanM / lamps.pitchX)),
        ),
      },
    };
    const common = { vertexShader, uniforms: { ...uniforms, ...own }, transparent: true, depthWrite: false };
    this.#quiet = new ShaderMaterial({ ...common, fragmentShader: quietFragment });
    this.#glossy = new ShaderMaterial({
      ...common,
      fragmentShader: glossyFragment,
      ...(matt ? { defines: { MATT: 1 } } : {}),
    });
    this.mesh = new Mesh(geometry, this.#quiet);
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.renderOrder = floorOrder.floor;
  }

  /** Glossy in the show theme, quiet in the others. */
  setShown(show: boolean): void {
    this.mesh.material = show ? this.#glossy : this.#quiet;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.#quiet.dispose();
    this.#glossy.dispose();
  }
}
