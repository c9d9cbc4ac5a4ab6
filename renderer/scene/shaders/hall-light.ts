// What a point of the plant sees of its hall in a direction: lamp rows, window band, roof, walls and floor, in closed form.
// Shader text only; floor and machines share it for reflections and soft light. Plant frame, metres, linear light.

/** Heights of the window band as shares of the hall's height, bottom and top; the wall that has it is the one at +y. */
export const windowBand = { low: 0.5, high: 0.8 } as const;
/** From mullion to mullion of the window band, and the width of one, metres. */
export const mullion = { pitchM: 3, widthM: 0.16 } as const;

/**
 * Uniforms: `hallLow`, `hallHigh` (corners of the room; the upper z is the plane of the lamps), `lampGrid` (pitch along x, pitch
 * along y, lamp length along x, lamp width; lamps sit in the middle of the grid's cells, which start at `hallLow`),
 * `daylight` (radiance of the windows; 0 = night).
 *
 * `hallLight(point, direction, roughness)`: radiance arriving at `point` from `direction` (unit), averaged over a cone that
 * opens with `roughness` (0 = mirror, 1 = whole hemisphere). A white matt wall in the hall's light is about 0.6.
 * `hallDiffuse(point, normal)`: light of the whole hemisphere above a surface, as a factor on its colour (about 1 for a floor).
 *
 * `hallSun(point)`: share of the low sun that reaches a point through the window band, 0..1; soft with the way it comes.
 *
 * Lamps are a periodic box filtered by a box: the integral of a pulse train, taken at both ends of the filter.
 */
export const hallLightGlsl = /* glsl */ `
uniform vec3 hallLow;
uniform vec3 hallHigh;
uniform vec4 lampGrid;
uniform float daylight;

const vec3 hallLampColor = vec3(1.0, 0.975, 0.93);
const vec3 hallSkyColor = vec3(0.86, 0.94, 1.0);
const vec3 hallRoofColor = vec3(0.15, 0.165, 0.185);
const vec3 hallWallColor = vec3(0.50, 0.52, 0.545);
const vec3 hallGroundColor = vec3(0.30, 0.315, 0.33);

/** Share of [at - blur, at + blur] that lies in a pulse of width 'wide' around the middle of each 'pitch'. */
float hallPulse(float at, float blur, float pitch, float wide) {
  float from = at - blur - 0.5 * (pitch - wide);
  float to = from + 2.0 * blur;
  float a = floor(from / pitch);
  float b = floor(to / pitch);
  float inFrom = a * wide + min(from - a * pitch, wide);
  float inTo = b * wide + min(to - b * pitch, wide);
  return clamp((inTo - inFrom) / (2.0 * blur), 0.0, 1.0);
}
/** Share of [at - blur, at + blur] that lies between low and high. */
float hallSpan(float at, float blur, float low, float high) {
  return clamp((min(at + blur, high) - max(at - blur, low)) / (2.0 * blur), 0.0, 1.0);
}
vec3 hallCeiling(vec2 at, float blur) {
  vec2 from = at - hallLow.xy;
  float lamp = hallPulse(from.x, blur, lampGrid.x, lampGrid.z) * hallPulse(from.y, blur, lampGrid.y, lampGrid.w);
  // No lamps beyond the roof: only what the blur takes in of it.
  vec2 middle = 0.5 * (hallHigh.xy - hallLow.xy);
  lamp *= hallSpan(from.x, blur, 0.0, 2.0 * middle.x) * hallSpan(from.y, blur, 0.0, 2.0 * middle.y);
  return hallRoofColor + hallLampColor * (lamp * 9.0);
}
vec3 hallSideWall(float z, float blur) {
  float height = hallHigh.z - hallLow.z;
  float up = clamp((z - hallLow.z) / height, 0.0, 1.0);
  float plinth = hallSpan(z - hallLow.z, blur, -2.0, 1.1);
  return hallWallColor * mix(0.72, 1.0, smoothstep(0.0, 0.55, up)) * (1.0 - 0.42 * plinth);
}
vec3 hallWindowWall(float x, float z, float blur) {
  float height = hallHigh.z - hallLow.z;
  float band = hallSpan(z - hallLow.z, blur, height * ${windowBand.low.toFixed(3)}, height * ${windowBand.high.toFixed(3)});
  float bars = hallPulse(x - hallLow.x, blur, ${mullion.pitchM.toFixed(3)}, ${(mullion.pitchM - mullion.widthM).toFixed(3)});
  return mix(hallSideWall(z, blur), hallSkyColor * (0.25 + 2.6 * daylight), band * bars);
}
vec3 hallLight(vec3 point, vec3 direction, float roughness) {
  vec3 size = hallHigh - hallLow;
  // From inside, whatever the point: a machine may reach through the roof of a low hall.
  vec3 from = clamp(point, hallLow + size * 0.002, hallHigh - size * 0.002);
  vec3 way = mix(vec3(-1.0), vec3(1.0), step(0.0, direction)) * max(abs(direction), vec3(1e-4));
  vec3 reach = (mix(hallLow, hallHigh, step(0.0, way)) - from) / way;
  float nearest = min(reach.x, min(reach.y, reach.z));
  // The cone meets more than one side of the room: sides share by how near they are, more evenly the wider it is.
  vec3 share = pow(vec3(nearest) / reach, vec3(mix(90.0, 3.0, clamp(roughness * 1.4, 0.0, 1.0))));
  float opening = 0.004 + roughness * roughness * 1.1;
  vec3 blur = max(vec3(0.03), min(reach, vec3(nearest * 3.0)) * opening);
  vec3 hitX = from + way * min(reach.x, nearest * 4.0);
  vec3 hitY = from + way * min(reach.y, nearest * 4.0);
  vec3 hitZ = from + way * min(reach.z, nearest * 4.0);
  vec3 light = share.x * hallSideWall(hitX.z, blur.x);
  light += share.y * (way.y > 0.0 ? hallWindowWall(hitY.x, hitY.z, blur.y) : hallSideWall(hitY.z, blur.y));
  light += share.z * (way.z > 0.0 ? hallCeiling(hitZ.xy, blur.z) : hallGroundColor);
  return light / (share.x + share.y + share.z);
}
const vec3 hallSunWay = vec3(0.36, 0.80, 0.48);
float hallSun(vec3 point) {
  float way = (hallHigh.y - point.y) / hallSunWay.y;
  if (way < 0.0) return 0.0;
  vec3 hit = point + hallSunWay * way;
  float height = hallHigh.z - hallLow.z;
  float blur = 0.03 + 0.03 * way;
  float band = hallSpan(hit.z - hallLow.z, blur, height * ${windowBand.low.toFixed(3)}, height * ${windowBand.high.toFixed(3)});
  float bars = hallPulse(hit.x - hallLow.x, blur, ${mullion.pitchM.toFixed(3)}, ${(mullion.pitchM - mullion.widthM).toFixed(3)});
  float inside = step(hallLow.x, hit.x) * step(hit.x, hallHigh.x);
  return band * bars * inside * daylight;
}
vec3 hallDiffuse(vec3 point, vec3 normal) {
  vec3 size = hallHigh - hallLow;
  float up = normal.z * 0.5 + 0.5;
  // Lamps above light what looks up; the lit floor gives back a part from below.
  vec3 light = mix(hallGroundColor * 1.15, hallLampColor * 0.86, up * up * (3.0 - 2.0 * up));
  // The window band is seen under a smaller angle the farther away the point is.
  float away = clamp((hallHigh.y - point.y) / max(size.z, 1.0), 0.0, 12.0);
  float facing = max(0.0, dot(normal, normalize(vec3(0.0, 0.9, 0.45))) * 0.75 + 0.25);
  return light + hallSkyColor * (daylight * 0.62 * facing / (1.0 + 0.55 * away));
}
`;
