// Shaders of the machines: placement by row, joints by phase, paints with their patterns, lamps and screens in the exact
// colour of the state. Strings only.
import { paintIndex, patterns } from "../palette.ts";
import { copyInsetM, copySpacingM, mostCopies } from "./stretch.ts";
import { placementGlsl } from "../shaders/common.ts";
import { jointGlsl } from "../shaders/joint.ts";
import { surfaceGlsl, surfaceVertexGlsl } from "../shaders/surface.ts";

const pattern = (name: (typeof patterns)[number]): string => String(patterns.indexOf(name));

export const machineVertex = /* glsl */ `
${placementGlsl}
${surfaceVertexGlsl}
${jointGlsl}
attribute vec3 offset;
attribute vec4 tint;
attribute vec2 face;
attribute uint row;
attribute float phase;
uniform float selectedRow;
uniform float hoveredRow;
uniform float showStates;
uniform float stale;
varying vec3 worldNormal;
varying vec3 worldPoint;
varying vec2 onFace;
varying float skyLight;
varying float distanceM;
flat varying int paint;
flat varying int stateNow;
flat varying vec4 extra;
#ifdef MATT
varying vec3 vertexColor;
#endif

void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 pose = placementOf(row, 0);
  vec4 size = placementOf(row, 1);
  uvec2 state = stateOf(row);
  vec3 local = position * size.xyz + offset;
  int copy = int(tint.w + 0.5);
  if (copy > 0) {
    float span = size.x - ${(2 * copyInsetM).toFixed(2)};
    float places = clamp(ceil(span / ${copySpacingM.toFixed(2)}) + 1.0, 2.0, ${mostCopies.toFixed(1)});
    if (float(copy) > places) {
      gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
      return;
    }
    local.x += (float(copy - 1) / (places - 1.0) - 0.5) * span;
  }
  vec3 facing = normal;
  float glow = 1.0;
  int joint = int(tint.z + 0.5);
  if (joint > 0) moveJoints(joint, size.xyz, phase, local, facing, glow);
  worldPoint = vec3(turned(local.xy, pose.w) + pose.xy, local.z + pose.z);
  worldNormal = vec3(turned(facing.xy, pose.w), facing.z);
  paint = int(tint.x + 0.5);
  skyLight = tint.y / 255.0;
  onFace = face * 0.001;
  stateNow = int(state.x);
  bool shown = showStates > 0.5 && stale < 0.5;
  float mark = float(row) == selectedRow ? 0.16 : float(row) == hoveredRow ? 0.08 : 0.0;
  // Glow, fill, phase, and: 1 = states are shown, + the mark of selection.
  extra = vec4(glow, float(state.y) / 255.0, phase, (shown ? 1.0 : 0.0) + mark);
  if (paint == ${paintIndex("roller")}) onFace = vec2(local.x, size.w > 1.5 && size.w < 40.0 ? (position.x + 0.5) * size.w : -1.0);
#ifdef MATT
  vertexColor = surface(paintOf(paint), worldNormal, worldPoint, skyLight, 1.0, surfaceOf(paint).y);
#endif
  vec4 view = modelViewMatrix * vec4(worldPoint, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const machineFragment = /* glsl */ `
${surfaceGlsl}
uniform vec3 labelText;
uniform vec3 floorColor;
uniform float stale;
uniform highp sampler2D stateMarks;
varying vec3 worldNormal;
varying vec3 worldPoint;
varying vec2 onFace;
varying float skyLight;
varying float distanceM;
flat varying int paint;
flat varying int stateNow;
flat varying vec4 extra;
#ifdef MATT
varying vec3 vertexColor;
#endif

/** Share of a line of a width in [0, pitch) that this pixel sees. */
float bars(float at, float pitch, float wide) {
  float turn = at / pitch;
  float soft = max(fwidth(turn), 1e-5);
  float edge = abs(fract(turn) - 0.5) * 2.0;
  return mix(1.0 - smoothstep(wide - soft, wide + soft, 1.0 - edge), wide, clamp(soft * 1.5 - 0.4, 0.0, 1.0));
}
/** What a screen shows: a band in the colour of the state with its mark, the progress of the cycle, quiet bars. */
vec3 screenColor(vec3 base, vec2 at, bool shown) {
  vec4 state = stateColorOf(stateNow);
  vec3 ink = mix(base, vec3(0.75, 0.82, 0.88), 0.75);
  vec2 rim = min(at, 1.0 - at);
  if (min(rim.x, rim.y) < 0.03) return base * 0.4;
  if (at.y > 0.62) {
    vec3 band = shown ? state.rgb : mix(base, ink, 0.3);
    vec2 markAt = vec2((at.x - 0.08) / 0.24, (at.y - 0.66) / 0.28);
    if (shown && all(greaterThan(markAt, vec2(0.0))) && all(lessThan(markAt, vec2(1.0)))) {
      float mark = texture2D(stateMarks, vec2((float(stateNow) + markAt.x) / 16.0, markAt.y)).a;
      float bright = dot(band, vec3(0.3, 0.59, 0.11));
      band = mix(band, bright > 0.25 ? vec3(0.02) : vec3(0.95), mark);
    } else if (at.x > 0.4 && at.x < 0.9 && at.y > 0.76 && at.y < 0.84) {
      band *= 0.55;
    }
    return band;
  }
  // Progress of the cycle, as telemetry tells it.
  if (at.y > 0.46 && at.y < 0.55) {
    if (at.x < 0.08 || at.x > 0.92) return base;
    return shown && (at.x - 0.08) / 0.84 < extra.z ? ink : mix(base, ink, 0.18);
  }
  if (at.y < 0.38 && at.y > 0.08 && at.x > 0.08 && at.x < 0.92) {
    float column = floor((at.x - 0.08) / 0.07);
    float high = 0.12 + 0.18 * fract(sin(column * 12.9898) * 43758.5453);
    return at.y < high && fract((at.x - 0.08) / 0.07) < 0.7 ? mix(base, ink, 0.45) : base;
  }
  return base;
}

void main() {
  vec3 properties = surfaceOf(paint);
  int pattern = int(properties.z + 0.5);
  vec3 base = paintOf(paint);
  bool shown = extra.w >= 1.0;
  float mark = 1.0 + fract(extra.w);
  float alpha = 1.0;
  float shade = skyLight;
  if (pattern == ${pattern("lamp")}) {
    bool lit = shown && paint - ${paintIndex("lampTop")} == lampOf(stateNow);
    // Exact: neither lit nor filmed nor faded.
    if (lit) {
      gl_FragColor = vec4(stateColorOf(stateNow).rgb, 1.0);
      #include <colorspace_fragment>
      return;
    }
  } else if (pattern == ${pattern("screen")}) {
    vec3 picture = screenColor(base, onFace, shown);
    gl_FragColor = vec4(faded(stale > 0.5 ? vec3(dot(picture, vec3(0.3, 0.59, 0.11))) : picture, distanceM), 1.0);
    #include <colorspace_fragment>
    return;
  } else if (pattern == ${pattern("glow")}) {
    // Unlit it is a dull lens.
    float bright = extra.x;
    vec3 light = mix(base * 0.4, base * mix(1.0, 1.6, show), bright);
    gl_FragColor = vec4(faded(min(light, vec3(1.0)), distanceM), 1.0);
    #include <colorspace_fragment>
    return;
  } else if (pattern == ${pattern("rollers")}) {
    if (worldNormal.z > 0.5) {
      // Round bars 0.14 m apart, averaged away where they are smaller than a pixel.
      float turn = onFace.x / 0.14;
      float width = fwidth(turn);
      float bar = abs(fract(turn) - 0.5) * 2.0;
      shade *= mix(1.12 - 0.75 * bar * bar * bar, 0.93, clamp(width * 1.6, 0.0, 1.0));
      if (onFace.y >= 0.0) {
        float seam = fwidth(onFace.y);
        float line = 1.0 - smoothstep(0.006, 0.006 + seam, abs(fract(onFace.y + 0.5) - 0.5));
        base = mix(base, labelText, 0.3 * line * clamp(0.4 / max(seam, 1e-4) - 1.0, 0.0, 1.0));
      }
    }
  } else if (pattern == ${pattern("mesh")}) {
    float wire = 1.0 - bars(onFace.x, 0.05, 0.88) * bars(onFace.y, 0.05, 0.88);
    alpha = clamp(wire, 0.0, 1.0);
  } else if (pattern == ${pattern("vent")}) {
    base *= mix(0.25, 1.0, bars(onFace.y, 0.035, 0.5));
  } else if (pattern == ${pattern("ribs")}) {
    float wave = sin(onFace.x * 22.0);
    shade *= 1.0 + 0.16 * wave * (1.0 - clamp(fwidth(onFace.x) * 8.0, 0.0, 1.0));
  } else if (pattern == ${pattern("hazard")}) {
    base = mix(base, paintOf(${paintIndex("rubber")}), bars(onFace.x + onFace.y, 0.16, 0.5));
  } else if (pattern == ${pattern("fill")}) {
    base = onFace.x < extra.y ? base : mix(base, floorColor, 0.8);
  } else if (pattern == ${pattern("block")}) {
    // Walls of a machine too far away for its shape; the box is two metres wide and 1.8 high before it is stretched.
    float up = onFace.y / 1.8;
    if (abs(worldNormal.z) < 0.5) {
      float door = step(0.18, abs(fract(onFace.x * 0.75) - 0.5));
      if (up < 0.07) base = paintOf(${paintIndex("rubber")});
      else if (up > 0.48 && up < 0.78) base = mix(base, paintOf(${paintIndex("window")}), 0.85 * door);
      else if (up > 0.93 && shown) base = mix(base, stateColorOf(stateNow).rgb, stateColorOf(stateNow).a);
    }
  } else if (pattern == ${pattern("glass")}) {
    float facing = abs(dot(normalize(eye - worldPoint), normalize(worldNormal)));
    alpha = mix(0.85, ${"paint == " + String(paintIndex("laserGlass")) + " ? 0.45 : 0.3"}, facing);
  }
#ifdef MATT
  // Patterns change the paint: their share of the vertex's light stays.
  vec3 color = vertexColor * base / max(paintOf(paint), vec3(1e-3)) * (shade / max(skyLight, 0.01));
  if (alpha < 1.0) {
    // Screen-door: a 2 x 2 raster stands for what is seen through.
    ivec2 at = ivec2(gl_FragCoord.xy) & 1;
    float threshold = (float(at.x ^ at.y) * 2.0 + float(at.y) + 0.5) * 0.25;
    if (alpha < threshold) discard;
    alpha = 1.0;
  }
#else
  vec3 normal = normalize(worldNormal);
  if (pattern == ${pattern("mesh")} || pattern == ${pattern("glass")}) normal = faceforward(normal, worldPoint - eye, normal);
  vec3 color = surface(base, normal, worldPoint, shade, properties.x, properties.y);
#endif
  if (stale > 0.5) color = mix(color, vec3(dot(color, vec3(0.3, 0.59, 0.11))), 0.85);
  gl_FragColor = vec4(faded(color * mark, distanceM), alpha);
  #include <colorspace_fragment>
}
`;
