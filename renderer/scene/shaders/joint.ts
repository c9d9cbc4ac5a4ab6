// Joints in the vertex shader: a texture of joints (4 texels each, then their tracks), and the walk from a vertex's joint to
// the machine. The TypeScript side writes it for one model; see machines/joints.ts.
import { DataTexture, FloatType, NearestFilter, RGBAFormat } from "three";
import { type Joint, jointKinds, trackSamples } from "../machines/joints.ts";

/** Texels of a joint: pivot anchor and parent; pivot metres and kind; axis; then its track, four samples a texel. */
const texelsPerJoint = 3 + trackSamples / 4;

/** The joints of a model as a texture: one line a joint, counted from 1 (line 0 is empty). */
export function jointTexture(joints: readonly Joint[]): DataTexture {
  const data = new Float32Array(texelsPerJoint * (joints.length + 1) * 4);
  joints.forEach((joint, index) => {
    const at = (index + 1) * texelsPerJoint * 4;
    data.set([...joint.anchor, joint.parent], at);
    data.set([...joint.offset, jointKinds.indexOf(joint.kind)], at + 4);
    data.set([...joint.axis, 0], at + 8);
    data.set(joint.samples, at + 12);
  });
  const texture = new DataTexture(data, texelsPerJoint, joints.length + 1, RGBAFormat, FloatType);
  texture.magFilter = NearestFilter;
  texture.minFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

/** Declares `moveJoints(joint, size, phase, point, normal, glow)`. */
export const jointGlsl = /* glsl */ `
uniform highp sampler2D joints;

float trackAt(int joint, float phase) {
  float at = clamp(phase, 0.0, 1.0) * ${(trackSamples - 1).toFixed(1)};
  int from = int(at);
  int to = min(from + 1, ${trackSamples - 1});
  vec4 a = texelFetch(joints, ivec2(3 + from / 4, joint), 0);
  vec4 b = texelFetch(joints, ivec2(3 + to / 4, joint), 0);
  return mix(a[from % 4], b[to % 4], fract(at));
}
void moveJoints(int joint, vec3 size, float phase, inout vec3 point, inout vec3 normal, inout float glow) {
  for (int link = 0; link < 12 && joint > 0; link++) {
    vec4 head = texelFetch(joints, ivec2(0, joint), 0);
    vec4 place = texelFetch(joints, ivec2(1, joint), 0);
    vec3 axis = texelFetch(joints, ivec2(2, joint), 0).xyz;
    vec3 pivot = head.xyz * size + place.xyz;
    int kind = int(place.w);
    float value = trackAt(joint, phase);
    if (kind == 0) {
      float c = cos(value);
      float s = sin(value);
      vec3 arm = point - pivot;
      point = pivot + arm * c + cross(axis, arm) * s + axis * dot(axis, arm) * (1.0 - c);
      normal = normal * c + cross(axis, normal) * s + axis * dot(axis, normal) * (1.0 - c);
    } else if (kind == 1) {
      point += axis * value;
    } else if (kind == 2) {
      glow = value;
    } else if (value < 0.5) {
      point = pivot;
    }
    joint = int(head.w);
  }
}
`;
