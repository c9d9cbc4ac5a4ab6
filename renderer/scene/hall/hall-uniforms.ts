// The uniforms by which shaders know the hall: made here, set from a plan of the hall. Numbers only; draws nothing.
import { type IUniform, Vector3, Vector4 } from "three";

/** What hallLightGlsl reads. */
export interface HallUniforms {
  /** Lower corner of the room, plant frame, metres. */
  readonly hallLow: IUniform<Vector3>;
  /** Upper corner; its z is the plane of the lamps. */
  readonly hallHigh: IUniform<Vector3>;
  /** Lamps: pitch along x, pitch along y, length along x, width, metres. */
  readonly lampGrid: IUniform<Vector4>;
  /** Radiance of the windows: 1 = a bright day. */
  readonly daylight: IUniform<number>;
}

/** A room of usual size until a plan is known. */
export function createHallUniforms(): HallUniforms {
  return {
    hallLow: { value: new Vector3(-20, -20, 0) },
    hallHigh: { value: new Vector3(20, 20, 8) },
    lampGrid: { value: new Vector4(6, 6, 3, 0.4) },
    daylight: { value: 1 },
  };
}
