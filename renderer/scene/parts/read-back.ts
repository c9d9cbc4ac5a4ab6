// Reads the shader's positions of parts back into numbers, on a small float target. For tests of the path function.
import {
  BufferAttribute,
  BufferGeometry,
  FloatType,
  GLSL3,
  NearestFilter,
  OrthographicCamera,
  Points,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import type { SceneEngine } from "../scene-engine.ts";
import { moveGlsl } from "../shaders/move.ts";
import { pathGlsl } from "../shaders/path.ts";

/** x, y, z and heading of the first `slots` slots at `timeS` seconds from the epoch, computed by the shader from its own moves. */
export function readBackPositions(
  renderer: WebGLRenderer,
  engine: SceneEngine,
  slots: number,
  timeS: number,
): Float32Array {
  const target = new WebGLRenderTarget(slots, 1, {
    type: FloatType,
    format: RGBAFormat,
    minFilter: NearestFilter,
    magFilter: NearestFilter,
    depthBuffer: false,
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(slots * 3), 3));
  geometry.setDrawRange(0, slots);
  const material = new ShaderMaterial({
    glslVersion: GLSL3,
    uniforms: {
      moves: engine.parts.uniforms.moves,
      pathTable: engine.parts.uniforms.pathTable,
      timeS: { value: timeS },
      slots: { value: slots },
    },
    vertexShader: /* glsl */ `
${moveGlsl}
${pathGlsl}
uniform float timeS;
uniform float slots;
flat out vec4 found;
void main() {
  uvec4 move = moveOf(gl_VertexID);
  found = pathPoint(move.w & 0xffffu, moveFraction(move, timeS));
  gl_Position = vec4((float(gl_VertexID) + 0.5) / slots * 2.0 - 1.0, 0.0, 0.0, 1.0);
  gl_PointSize = 1.0;
}
`,
    fragmentShader: /* glsl */ `
flat in vec4 found;
out vec4 result;
void main() {
  result = found;
}
`,
  });
  const points = new Points(geometry, material);
  points.frustumCulled = false;
  const scene = new Scene();
  scene.add(points);
  const before = renderer.getRenderTarget();
  renderer.setRenderTarget(target);
  renderer.render(scene, new OrthographicCamera());
  const out = new Float32Array(slots * 4);
  renderer.readRenderTargetPixels(target, 0, 0, slots, 1, out);
  renderer.setRenderTarget(before);
  target.dispose();
  geometry.dispose();
  material.dispose();
  return out;
}
