// The three fixed cameras of the turntable, and any angle between. Pure geometry in the plant frame, metres.
import type { Viewpoint } from "../../scene/camera/camera-rig.ts";
import { fieldOfViewDeg } from "../../scene/camera/home-view.ts";
import type { ModelSize } from "../../scene/machines/stretch.ts";

/** In the order of a strip of pictures. */
export const kitCameras = ["front", "threeQuarter", "above"] as const;
/** `sheet` looks down so far that it sees nothing but the machine and the floor round it. */
export type KitCamera = (typeof kitCameras)[number] | "sheet";

/** Share of the picture that a machine may fill. */
const pictureShare = 0.84;
const eyeHeightM = 1.65;
/** The three-quarter camera is turned this far from the operator's side to the side where parts enter. */
const threeQuarterDeg = 36;
const threeQuarterUpDeg = 24;
const aboveM = 35;
const aboveUpDeg = 40;

/**
 * Where a camera stands for a machine at `place`. `front`: the operator's side at eye height; `threeQuarter`: near, raised;
 * `above`: the distance from which a line is seen. `turnDeg` turns the camera on around the machine.
 */
export function kitViewpoint(
  camera: KitCamera,
  size: ModelSize,
  aspect: number,
  turnDeg = 0,
  place: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): Viewpoint {
  const { eye, target } = viewpoint(camera, size, aspect, turnDeg);
  return {
    eye: [eye[0] + place.x, eye[1] + place.y, eye[2]],
    target: [target[0] + place.x, target[1] + place.y, target[2]],
  };
}

function viewpoint(camera: KitCamera, size: ModelSize, aspect: number, turnDeg: number): Viewpoint {
  const { height } = size;
  const target: [number, number, number] = [0, 0, height * 0.48];
  const turn = radians(turnDeg);
  const from = (azimuthDeg: number, upDeg: number, awayM: number): Viewpoint => {
    const azimuth = radians(azimuthDeg) - turn;
    const up = radians(upDeg);
    return {
      eye: [
        -Math.sin(azimuth) * Math.cos(up) * awayM,
        -Math.cos(azimuth) * Math.cos(up) * awayM,
        target[2] + Math.sin(up) * awayM,
      ],
      target,
    };
  };
  if (camera === "above") return from(threeQuarterDeg, aboveUpDeg, aboveM);
  const azimuthDeg = camera === "front" ? 0 : threeQuarterDeg;
  // Far enough for every corner of the box: the angle up depends on the distance at eye height, so it is found in turns.
  let awayM = 2.6;
  let upDeg = camera === "sheet" ? aboveUpDeg : threeQuarterUpDeg;
  for (let round = 0; round < 40; round += 1) {
    // The controls go no lower than four degrees.
    if (camera === "front")
      upDeg = Math.max(4.1, degrees(Math.asin(clamp((eyeHeightM - target[2]) / awayM))));
    const fill = filled(from(azimuthDeg, upDeg, awayM), size, aspect);
    if (fill <= pictureShare) break;
    awayM *= Math.max(1.02, Math.min(1.5, fill / pictureShare));
  }
  return from(azimuthDeg, upDeg, awayM);
}

/** The largest share of half the picture that a corner of the box reaches; Infinity when one is beside the eye. */
function filled({ eye, target }: Viewpoint, size: ModelSize, aspect: number): number {
  const ahead = unit([target[0] - eye[0], target[1] - eye[1], target[2] - eye[2]]);
  const side = unit([ahead[1], -ahead[0], 0]);
  const up = cross(side, ahead);
  const tanY = Math.tan(radians(fieldOfViewDeg) / 2);
  let share = 0;
  for (const x of [-size.length / 2, size.length / 2])
    for (const y of [-size.width / 2, size.width / 2])
      for (const z of [0, size.height]) {
        const point = [x - eye[0], y - eye[1], z - eye[2]] as const;
        const depth = dot(point, ahead);
        if (depth < 0.3) return Infinity;
        share = Math.max(share, Math.abs(dot(point, side)) / (depth * tanY * aspect));
        share = Math.max(share, Math.abs(dot(point, up)) / (depth * tanY));
      }
  return share;
}

type Vector = readonly [number, number, number];

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
function unit(a: Vector): Vector {
  const length = Math.sqrt(dot(a, a));
  return [a[0] / length, a[1] / length, a[2] / length];
}
function radians(value: number): number {
  return (value * Math.PI) / 180;
}
function degrees(value: number): number {
  return (value * 180) / Math.PI;
}
function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
