// Shaders of the building: straight members, walls, doors, windows and roof, and how they dissolve. Strings only.
import { mullion, windowBand } from "../shaders/hall-light.ts";
import { surfaceGlsl, surfaceVertexGlsl } from "../shaders/surface.ts";
import { hallPaints, wallColors } from "./hall-colors.ts";
import { wallKinds } from "./walls.ts";

/**
 * What is left of a thing that dissolves: as coverage where a pixel has several samples, else by a fixed pattern of pixels, the
 * same in every frame. Interleaved gradient noise (Jimenez 2014).
 */
const dissolveGlsl = /* glsl */ `
float dissolved(float gone) {
  if (gone <= 0.001) return 1.0;
#ifdef COVERAGE
  if (gone > 0.999) discard;
  return 1.0 - gone;
#else
  float grain = fract(52.9829189 * fract(dot(floor(gl_FragCoord.xy), vec2(0.06711056, 0.00583715))));
  if (grain < gone) discard;
  return 1.0;
#endif
}
`;

const number = (value: number): string => value.toFixed(4);
const vec3 = (color: readonly number[]): string => `vec3(${color.map(number).join(", ")})`;
const [cladding = [], plinth = [], roofSheet = [], dockLeaf = [], fireLeaf = [], stripe = []] = wallColors;

export const memberVertex = /* glsl */ `
#ifndef MATT
#define MATT
#endif
${surfaceVertexGlsl}
uniform vec3 memberColors[${hallPaints.length}];
attribute vec4 beamFrom;
attribute vec4 beamTo;
attribute vec4 look;
varying vec3 shaded;
varying vec3 point;
varying float distanceM;
flat varying vec4 kind;
void main() {
  vec3 way = beamTo.xyz - beamFrom.xyz;
  vec3 axis = normalize(way);
  vec3 side = abs(axis.z) > 0.9 ? vec3(1.0, 0.0, 0.0) : normalize(cross(axis, vec3(0.0, 0.0, 1.0)));
  vec3 other = cross(axis, side);
  point = beamFrom.xyz + way * position.z + side * (position.x * beamFrom.w) + other * (position.y * beamTo.w);
  vec3 facing = side * normal.x + other * normal.y + axis * normal.z;
  int paint = int(look.x + 0.5);
  float glowing = paint == ${hallPaints.indexOf("lampBody")} && facing.z < -0.5 ? 1.0 : 0.0;
  float striped = paint == ${hallPaints.indexOf("hazard")} ? 1.0 : paint == ${hallPaints.indexOf("bollard")} ? 2.0 : 0.0;
  float roof = look.y > 0.5 && look.y < 1.5 ? 1.0 : 0.0;
  kind = vec4(roof, striped, glowing, look.y > 1.5 ? 1.0 : 0.0);
  // Under the roof little of the hall's light arrives from above; the feet of columns stand in their own shade.
  float shade = roof > 0.5 ? 1.0 : 0.82 + 0.18 * smoothstep(0.0, 0.9, point.z);
  shaded = surface(memberColors[paint], facing, point, shade, 0.5, 0.0);
  vec4 view = modelViewMatrix * vec4(point, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const memberFragment = /* glsl */ `
#ifndef MATT
#define MATT
#endif
${surfaceGlsl}
${dissolveGlsl}
uniform float roofGone;
uniform vec4 cut;
uniform vec3 ahead;
varying vec3 shaded;
varying vec3 point;
varying float distanceM;
flat varying vec4 kind;
void main() {
  float gone = kind.x * roofGone;
  // Members of a wall that the eye looks through from outside.
  vec4 near = vec4(point.xy - hallLow.xy, hallHigh.xy - point.xy);
  vec4 atWall = 1.0 - smoothstep(vec4(0.8), vec4(1.6), near);
  vec4 cuts = cut * atWall;
  gone = max(gone, (1.0 - kind.x) * max(max(cuts.x, cuts.y), max(cuts.z, cuts.w)));
  // Without its roof, what held it up inside sinks away: nothing stands over the line.
  if (kind.w > 0.5 && point.z > mix(hallHigh.z + 1.0, 1.16, roofGone)) discard;
  // What is close to the eye, or stands in the middle of the look before what it looks at.
  vec3 from = point - eye;
  float depth = dot(from, ahead);
  float off = length(from - ahead * depth) / max(depth, 0.1);
  float focus = min(60.0, max(0.0, eye.z - 1.0) / max(0.05, -ahead.z));
  gone = max(gone, 1.0 - smoothstep(1.5, 3.5, distanceM));
  gone = max(gone, 0.85 * (1.0 - kind.x) * (1.0 - smoothstep(0.03, 0.06, off)) * (1.0 - smoothstep(focus * 0.6, focus * 0.8, depth)));
  float left = dissolved(gone);
  vec3 color = shaded;
  if (kind.y > 0.5) {
    float at = kind.y > 1.5 ? point.z : (point.x + point.y + point.z);
    float wave = at / 0.36;
    float soft = max(fwidth(wave), 1e-4);
    float dark = smoothstep(0.25 - soft, 0.25 + soft, abs(fract(wave) - 0.5));
    color = mix(color, color * 0.06, mix(dark, 0.5, clamp(soft * 1.5 - 0.3, 0.0, 1.0)));
  }
  if (kind.z > 0.5) {
    float lit = hallPulse(point.x - hallLow.x, max(0.02, 0.5 * fwidth(point.x)), lampGrid.x, lampGrid.z);
    color = mix(color, vec3(1.0, 0.995, 0.98), lit);
  }
  gl_FragColor = vec4(faded(color, distanceM), left);
  #include <colorspace_fragment>
}
`;

export const wallVertex = /* glsl */ `
attribute vec4 place;
attribute float kind;
varying vec3 point;
varying vec3 facing;
varying vec4 at;
flat varying int what;
varying float distanceM;
void main() {
  point = position;
  facing = normal;
  at = place;
  what = int(kind + 0.5);
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const wallFragment = /* glsl */ `
#ifndef MATT
#define MATT
#endif
${surfaceGlsl}
varying vec3 point;
varying vec3 facing;
varying vec4 at;
flat varying int what;
varying float distanceM;
/** Share of a pixel that lies in the line of a width in metres around each multiple of a pitch. */
float seam(float along, float pitch, float wide) {
  return hallPulse(along + 0.5 * pitch, max(0.6 * fwidth(along), 1e-3), pitch, wide);
}
float block(vec2 p, vec2 half2) {
  vec2 soft = max(fwidth(p), vec2(1e-4));
  vec2 inside = 1.0 - smoothstep(half2 - soft, half2 + soft, abs(p));
  return inside.x * inside.y;
}
void main() {
  vec3 color;
  float shade = 1.0;
  vec3 paint;
  vec3 shine = vec3(0.0);
  float lights = 0.0;
  if (what == ${wallKinds.roof}) {
    float rib = seam(point.y, 0.28, 0.12);
    paint = ${vec3(roofSheet)} * (1.35 - 0.2 * rib);
    shade = 1.0;
  } else if (what == ${wallKinds.dock}) {
    paint = ${vec3(dockLeaf)} * (1.0 - 0.35 * seam(at.y, 0.55, 0.025)) * (1.0 - 0.1 * seam(at.x + 0.5, 1.0, 0.05));
    // A row of panes in the fourth panel, and a rubber lip on the floor.
    vec2 pane = vec2(fract(at.x / (at.z / 4.0)) - 0.5, at.y - 1.925) * vec2(at.z / 4.0, 1.0);
    float glass = block(pane, vec2(at.z / 4.0 * 0.34, 0.15));
    shine = hallSkyColor * (0.2 + 0.8 * daylight);
    lights = glass;
    paint *= mix(0.3, 1.0, smoothstep(0.06, 0.09, at.y));
  } else if (what == ${wallKinds.fire}) {
    paint = ${vec3(fireLeaf)};
    vec2 middle = vec2(at.x - at.z * 0.5, at.y - 1.0);
    paint = mix(paint, vec3(0.75), block(middle, vec2(at.z * 0.42, 0.045)));
    lights = block(vec2(at.x - at.z * 0.72, at.y - 1.65), vec2(0.1, 0.28)) * 0.7;
    shine = hallSkyColor * 0.7;
  } else if (what == ${wallKinds.sign}) {
    // The way out: an opening and an arrow, white on slate.
    vec2 p = vec2(at.x - at.z * 0.5, at.y - at.w * 0.5);
    float white = block(p - vec2(0.2, 0.0), vec2(0.1, 0.15)) - block(p - vec2(0.2, -0.02), vec2(0.065, 0.13));
    white = max(white, block(p + vec2(0.2, 0.0), vec2(0.1, 0.03)));
    vec2 tip = p + vec2(0.07, 0.0);
    white = max(white, block(tip, vec2(0.06, 0.12)) * step(abs(tip.y) * 0.55, 0.06 - (tip.x + 0.0)));
    color = mix(vec3(0.045, 0.085, 0.15), vec3(0.94), clamp(white, 0.0, 1.0));
  } else {
    float along = at.x;
    float up = at.y;
    float height = hallHigh.z;
    float upper = smoothstep(1.2 - fwidth(up), 1.2 + fwidth(up), up);
    // Level sandwich panels with fine ribs, joined in every bay.
    float panel = seam(up - 1.2, 1.15, 0.02);
    float ribs = seam(up, 0.115, 0.05);
    float joint = seam(along, lampGrid.x, 0.05);
    paint = ${vec3(cladding)} * (1.0 - 0.05 * ribs) * (1.0 - 0.3 * panel) * (1.0 - 0.2 * joint);
    float brand = smoothstep(1.42, 1.42 + fwidth(up), up) * (1.0 - smoothstep(1.64, 1.64 + fwidth(up), up));
    paint = mix(paint, ${vec3(stripe)}, brand);
    vec3 concrete = ${vec3(plinth)} * (1.0 - 0.22 * seam(along, lampGrid.x * 0.5, 0.03));
    paint = mix(concrete, paint, upper);
    // Darker where wall meets floor, roof and the next wall.
    float corner = min(along, at.z - along);
    shade = (0.62 + 0.38 * smoothstep(0.0, 1.6, up)) * (0.75 + 0.25 * smoothstep(0.0, 3.0, corner));
    shade *= 0.72 + 0.28 * smoothstep(0.0, 2.4, at.w - up);
    if (what == ${wallKinds.windows}) {
      float low = height * ${number(windowBand.low)};
      float high = height * ${number(windowBand.high)};
      float blur = max(0.6 * fwidth(up), 1e-3);
      float band = hallSpan(up, blur, low, high);
      float bars = 1.0 - seam(point.x - hallLow.x, ${number(mullion.pitchM)}, ${number(mullion.widthM)});
      bars *= 1.0 - hallSpan(up, blur, 0.5 * (low + high) - 0.04, 0.5 * (low + high) + 0.04);
      float frame = hallSpan(up, blur, low - 0.14, high + 0.14);
      paint = mix(paint, vec3(0.32, 0.35, 0.38), frame);
      lights = band * bars;
      float sky = clamp((up - low) / (high - low), 0.0, 1.0);
      shine = mix(vec3(0.93, 0.96, 0.97), vec3(0.62, 0.8, 0.97), sky * sky) * (0.12 + 0.88 * daylight);
    }
  }
  if (what != ${wallKinds.sign}) {
    // Lamps hang near the walls: they are lit more evenly than a hemisphere tells.
    color = surface(paint * 1.12, facing, point, shade, 0.6, 0.0);
    color = mix(color, shine, lights);
  }
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;
