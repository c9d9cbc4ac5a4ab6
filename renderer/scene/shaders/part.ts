// Shaders of parts and vehicles: where they are follows from the move, what they look like from the look table. Strings only.
import { paintIndex } from "../palette.ts";
import { moveGlsl } from "./move.ts";
import { pathGlsl } from "./path.ts";
import { surfaceGlsl, surfaceVertexGlsl } from "./surface.ts";

/** Length, width and height of a vehicle, metres. */
export const vehicleSizeM = [1.7, 1.1, 1.45] as const;

const head = /* glsl */ `
${moveGlsl}
${pathGlsl}
${surfaceVertexGlsl}
uniform highp sampler2D lookTable;
uniform float timeS;
uniform float stale;
uniform float selectedSlot;
uniform float detailM;
varying vec3 worldPoint;
varying vec3 worldNormal;
varying float skyLight;
varying float distanceM;
vec2 turned(vec2 v, float heading) {
  float c = cos(heading);
  float s = sin(heading);
  return vec2(c * v.x - s * v.y, s * v.x + c * v.y);
}
const uint noSlot = 0xffffffffu;
const vec4 nowhere = vec4(2.0, 2.0, 2.0, 1.0);
`;

export const partVertex = /* glsl */ `
${head}
flat varying int product;
flat varying vec3 variantColor;
varying vec3 local;
flat varying vec3 halfSize;
flat varying float facesUp;
flat varying float covered;
void main() {
  uvec4 move = moveOf(gl_InstanceID);
  int look = int(move.w >> 16);
  vec4 size = texelFetch(lookTable, ivec2(0, look), 0);
  if (look == 0 || size.x == 0.0) {
    gl_Position = nowhere;
    return;
  }
  vec4 at = pathPoint(move.w & 0xffffu, moveFraction(move, timeS));
  // What is near is drawn as what it is: product-details.ts.
  if (size.w > 0.5 && distance(at.xyz, eye) <= detailM) {
    gl_Position = nowhere;
    return;
  }
  local = position * size.xyz;
  halfSize = size.xyz * 0.5;
  worldPoint = vec3(turned(local.xy, at.w) + at.xy, local.z + at.z);
  worldNormal = vec3(turned(normal.xy, at.w), normal.z);
  product = int(size.w + 0.5);
  covered = pathMark(move.w & 0xffffu);
  facesUp = normal.z;
  skyLight = mix(0.72, 1.0, position.z) * (float(gl_InstanceID) == selectedSlot ? 1.35 : 1.0);
  variantColor = texelFetch(lookTable, ivec2(1, look), 0).rgb;
  // Variants are told apart quietly: full colours are for the abnormal.
  float grey = dot(variantColor, vec3(0.3, 0.59, 0.11));
  variantColor = mix(vec3(grey), variantColor, stale > 0.5 ? 0.0 : mix(0.55, 1.0, show));
  vec4 view = modelViewMatrix * vec4(worldPoint, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const partFragment = /* glsl */ `
${surfaceGlsl}
varying vec3 worldPoint;
varying vec3 worldNormal;
varying float skyLight;
varying float distanceM;
flat varying int product;
flat varying vec3 variantColor;
varying vec3 local;
flat varying vec3 halfSize;
flat varying float facesUp;
flat varying float covered;
void main() {
  vec3 housing = mix(paintOf(${paintIndex("steel")}), variantColor, 0.3);
  vec3 color = housing;
  vec2 inset = halfSize.xy - abs(local.xy);
  float edge = min(inset.x, inset.y);
  float soft = max(fwidth(edge), 0.001);
  if (facesUp > 0.5) {
    float inner = smoothstep(0.0, soft, edge - 0.035);
    if (product == 3) {
      // Tray: a rim around a deep floor with cross members.
      float member = smoothstep(0.03, 0.03 + soft, abs(abs(local.x) - halfSize.x * 0.45));
      color = mix(housing, paintOf(${paintIndex("steel")}) * 0.8, inner * member);
    } else if (product == 2) {
      // Module: busbars over cells.
      float cells = smoothstep(0.25, 0.45, abs(fract(local.x / 0.065) - 0.5) * 2.0);
      float bar = smoothstep(0.03, 0.03 + soft, abs(abs(local.y) - halfSize.y * 0.5));
      color = mix(housing, mix(paintOf(${paintIndex("plate")}) * 1.15, mix(variantColor * 0.82, variantColor, cells), bar), inner);
    } else if (product == 4 && covered < 0.5) {
      // Open pack: four modules in their tray.
      vec2 beyond = abs(abs(local.xy) - vec2(0.34, 0.2)) - vec2(0.28, 0.165);
      float border = max(beyond.x, beyond.y);
      float module = 1.0 - smoothstep(0.0, soft, border);
      float seam = smoothstep(0.012, 0.012 + soft, abs(border));
      color = mix(housing, mix(paintOf(${paintIndex("steel")}) * 0.8, mix(variantColor * 0.75, variantColor, seam), module), inner);
    } else if (product == 4) {
      // Pack: a ribbed lid in the colour of its variant.
      float rib = smoothstep(0.16, 0.3, abs(fract(local.x / 0.24) - 0.5));
      color = mix(housing, mix(variantColor * 0.78, variantColor, rib), inner);
    } else {
      color = mix(housing, variantColor, inner);
    }
  } else {
    color = mix(housing, variantColor, smoothstep(0.05, 0.05 + soft, local.z) * 0.75);
  }
  gl_FragColor = vec4(faded(surface(color, normalize(worldNormal), worldPoint, skyLight, 0.45, 0.0), distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

export const vehicleVertex = /* glsl */ `
${head}
attribute vec3 offset;
attribute vec4 tint;
attribute uint slot;
uniform float vehicleLook;
flat varying int paint;
void main() {
  // A slot that held a vehicle may hold a part now; one without a number holds nothing.
  uvec4 move = slot == noSlot ? uvec4(0u) : moveOf(int(slot));
  if (float(move.w >> 16) != vehicleLook) {
    gl_Position = nowhere;
    return;
  }
  vec4 at = pathPoint(move.w & 0xffffu, moveFraction(move, timeS));
  vec3 local = position * vec3(${vehicleSizeM.map((metres) => metres.toFixed(2)).join(", ")}) + offset;
  worldPoint = vec3(turned(local.xy, at.w) + at.xy, local.z + at.z);
  worldNormal = vec3(turned(normal.xy, at.w), normal.z);
  skyLight = tint.y / 255.0;
  paint = int(tint.x + 0.5);
  vec4 view = modelViewMatrix * vec4(worldPoint, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

export const vehicleFragment = /* glsl */ `
${surfaceGlsl}
varying vec3 worldPoint;
varying vec3 worldNormal;
varying float skyLight;
varying float distanceM;
flat varying int paint;
void main() {
  vec3 properties = surfaceOf(paint);
  gl_FragColor = vec4(faded(surface(paintOf(paint), normalize(worldNormal), worldPoint, skyLight, properties.x, properties.y), distanceM), 1.0);
  #include <colorspace_fragment>
}
`;
