// From clip coordinates to those of a texture and its depths. One matrix.
import { Matrix4 } from "three";

/** From -1..1 to 0..1 on every axis. */
export const textureFromClip = new Matrix4().set(0.5, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0, 1);
