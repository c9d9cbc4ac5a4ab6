// Under every machine: a contact shadow, and a band painted on the floor in the colour of its state. One instanced draw.
import { type InstancedBufferGeometry, Mesh, ShaderMaterial } from "three";
import { RowList } from "../row-list.ts";
import { lightGlsl, placementGlsl } from "../shaders/common.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { floorOrder, unitQuad } from "./floor.ts";

/** How dark the edge of a light band is: its share of black over whatever floor is there. */
export const bandEdgeOpacity = 0.72;

const vertexShader = /* glsl */ `
${placementGlsl}
${lightGlsl}
attribute uint row;
uniform float showStates;
uniform float stale;
uniform float selectedRow;
uniform float hoveredRow;
uniform vec3 accent;
uniform vec3 markingColor;
varying vec2 local;
varying float distanceM;
flat varying vec2 halfSize;
flat varying vec4 band;
flat varying float mark;
flat varying float small;
void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 pose = placementOf(row, 0);
  vec4 size = placementOf(row, 1);
  uint state = stateOf(row).x;
  halfSize = size.xy * 0.5;
  local = position.xy * (size.xy + vec2(2.4));
  float loud = stateColorOf(int(state)).a * (showStates > 0.5 && stale < 0.5 ? 1.0 : 0.0);
  band = vec4(mix(markingColor, stateColorOf(int(state)).rgb, loud), mix(0.5, 1.0, loud));
  mark = float(row) == selectedRow ? 1.0 : float(row) == hoveredRow ? 0.5 : 0.0;
  small = size.z < 1.3 ? 1.0 : 0.0;
  vec4 view = modelViewMatrix * vec4(turned(local, pose.w) + pose.xy, pose.z, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

const fragmentShader = /* glsl */ `
${lightGlsl}
uniform float shadow;
uniform vec3 accent;
varying vec2 local;
varying float distanceM;
flat varying vec2 halfSize;
flat varying vec4 band;
flat varying float mark;
flat varying float small;
void main() {
  // Signed distance from the footprint, metres.
  vec2 beyond = abs(local) - halfSize;
  float away = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0);
  float soft = max(fwidth(away), 0.002);
  float dark = shadow * pow(1.0 - smoothstep(-0.25, 0.75, away), 1.6);
  float from = 0.2;
  float wide = max(mix(0.07, 0.16, step(0.75, band.a)), soft * mix(0.8, 1.7, step(0.75, band.a)));
  float line = smoothstep(from - soft, from, away) * (1.0 - smoothstep(from + wide, from + wide + soft, away));
  line *= band.a * (1.0 - small * step(band.a, 0.75));
  vec3 color = mix(vec3(0.0), band.rgb, line);
  float alpha = max(dark * (1.0 - line), line);
  // A light band would be lost on a bright floor: it gets a dark edge on both sides.
  float edge = max(0.05, soft);
  float edged = smoothstep(from - edge - soft, from - edge, away) * (1.0 - smoothstep(from + wide + edge, from + wide + edge + soft, away));
  float lightness = dot(band.rgb, vec3(0.2126, 0.7152, 0.0722));
  alpha = max(alpha, ${bandEdgeOpacity} * edged * step(0.75, band.a) * smoothstep(0.12, 0.3, lightness));
  float outer = from + wide + max(0.08, soft);
  float ring = smoothstep(outer - soft, outer, away) * (1.0 - smoothstep(outer + max(0.12, 2.0 * soft), outer + max(0.12, 2.0 * soft) + soft, away));
  ring *= mark;
  color = mix(color, accent, ring);
  alpha = max(alpha, ring);
  float fade = seenAt(distanceM);
  gl_FragColor = vec4(color, alpha * fade);
  #include <colorspace_fragment>
}
`;

export class Footprints {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly rows: RowList;

  constructor(capacity: number, uniforms: SceneUniforms) {
    const geometry = unitQuad();
    this.rows = new RowList(geometry, capacity);
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        vertexShader,
        fragmentShader,
        uniforms: { ...uniforms },
        transparent: true,
        depthWrite: false,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.renderOrder = floorOrder.shadows;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
