// The camera: orbit by hand, home, views 1-9 and framing, all eased unless the system asks for less motion.
// Takes and gives the plant frame; inside, the controls work in three's (x, z, -y).
import CameraControls from "camera-controls";
import {
  Box3,
  Matrix4,
  PerspectiveCamera,
  Quaternion,
  Raycaster,
  Sphere,
  Spherical,
  Vector2,
  Vector3,
  Vector4,
} from "three";
import type { PlantFile } from "#shared/model/plant-schema.ts";
import type { Placements } from "../placements.ts";

CameraControls.install({
  THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster },
});

/** A viewpoint in the plant frame, metres. */
export interface Viewpoint {
  readonly eye: readonly [number, number, number];
  readonly target: readonly [number, number, number];
}

export const fieldOfViewDeg = 38;

/** The start view: the plant's first view, else the whole line from the south-west, filling the picture. */
export function homeView(views: PlantFile["views"], placements: Placements, aspect: number): Viewpoint {
  const first = views[0];
  if (first !== undefined) return { eye: first.eye, target: first.target };
  const { bounds } = placements;
  const centreX = (bounds.minX + bounds.maxX) / 2;
  const centreY = (bounds.minY + bounds.maxY) / 2;
  // Looking from the south-west at 34 degrees down: turn the corners into the camera's frame, then back off until they fit.
  const azimuth = (-112 * Math.PI) / 180;
  const down = (34 * Math.PI) / 180;
  const forward = [
    -Math.cos(azimuth) * Math.cos(down),
    -Math.sin(azimuth) * Math.cos(down),
    -Math.sin(down),
  ] as const;
  const side = [-Math.sin(azimuth), Math.cos(azimuth), 0] as const;
  const up = [
    side[1] * forward[2] - side[2] * forward[1],
    side[2] * forward[0] - side[0] * forward[2],
    side[0] * forward[1] - side[1] * forward[0],
  ] as const;
  const tanY = Math.tan((fieldOfViewDeg * Math.PI) / 360);
  const tanX = tanY * aspect;
  let awayM = 8;
  for (const x of [bounds.minX, bounds.maxX]) {
    for (const y of [bounds.minY, bounds.maxY]) {
      for (const z of [0, bounds.maxZ]) {
        const [dx, dy, dz] = [x - centreX, y - centreY, z - 1];
        const ahead = dx * forward[0] + dy * forward[1] + dz * forward[2];
        const right = Math.abs(dx * side[0] + dy * side[1]);
        const above = Math.abs(dx * up[0] + dy * up[1] + dz * up[2]);
        awayM = Math.max(awayM, right / tanX - ahead, above / tanY - ahead);
      }
    }
  }
  awayM = awayM * 1.04 + 1;
  return {
    eye: [centreX - forward[0] * awayM, centreY - forward[1] * awayM, 1 - forward[2] * awayM],
    target: [centreX, centreY, 1],
  };
}

export class CameraRig {
  readonly camera = new PerspectiveCamera(fieldOfViewDeg, 1, 0.3, 2000);
  readonly #controls: CameraControls;
  readonly #placements: Placements;
  readonly #views: PlantFile["views"];
  readonly #eased: boolean;
  readonly #extentM: number;
  readonly #targetNow = new Vector3();

  constructor(element: HTMLElement, placements: Placements, views: PlantFile["views"], onWake: () => void) {
    this.#placements = placements;
    this.#views = views;
    this.#eased = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { bounds } = placements;
    this.#extentM = Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
    const controls = new CameraControls(this.camera, element);
    controls.maxPolarAngle = (86 * Math.PI) / 180;
    controls.minDistance = 2.5;
    controls.maxDistance = this.#extentM * 2 + 60;
    controls.dollyToCursor = true;
    controls.smoothTime = this.#eased ? 0.22 : 0;
    controls.draggingSmoothTime = this.#eased ? 0.06 : 0;
    controls.mouseButtons.left = CameraControls.ACTION.ROTATE;
    controls.mouseButtons.right = CameraControls.ACTION.TRUCK;
    controls.mouseButtons.middle = CameraControls.ACTION.TRUCK;
    const margin = 10;
    controls.setBoundary(
      new Box3(
        new Vector3(bounds.minX - margin, 0, -bounds.maxY - margin),
        new Vector3(bounds.maxX + margin, bounds.maxZ, -bounds.minY + margin),
      ),
    );
    for (const event of ["controlstart", "control", "controlend", "transitionstart", "wake"] as const) {
      controls.addEventListener(event, onWake);
    }
    this.#controls = controls;
  }

  /** Size of the picture; the home view follows it until a person has moved. */
  resize(width: number, height: number): void {
    this.camera.aspect = width / Math.max(1, height);
    this.camera.updateProjectionMatrix();
  }

  /** Moves on by `deltaS`; true while the camera still moves. */
  update(deltaS: number): boolean {
    const moved = this.#controls.update(Math.min(deltaS, 0.05));
    const target = this.#controls.getTarget(this.#targetNow);
    const awayM = this.camera.position.distanceTo(target);
    const near = Math.max(0.15, awayM * 0.03);
    const far = awayM + this.#extentM * 1.3 + 120;
    if (Math.abs(near - this.camera.near) > near * 0.05 || Math.abs(far - this.camera.far) > far * 0.05) {
      this.camera.near = near;
      this.camera.far = far;
      this.camera.updateProjectionMatrix();
    }
    this.camera.updateMatrixWorld();
    return moved;
  }

  /** Distances between which the picture fades into the background, metres. */
  fog(): readonly [number, number] {
    const awayM = this.camera.position.distanceTo(this.#controls.getTarget(this.#targetNow));
    const from = awayM * 1.25 + 30 + this.#extentM * 0.35;
    return [from, from + awayM * 0.8 + 60 + this.#extentM * 0.4];
  }

  go(view: Viewpoint, eased = this.#eased): void {
    const [ex, ey, ez] = view.eye;
    const [tx, ty, tz] = view.target;
    this.#controls.normalizeRotations();
    void this.#controls.setLookAt(ex, ez, -ey, tx, tz, -ty, eased);
  }

  home(eased = this.#eased): void {
    this.go(homeView(this.#views, this.#placements, this.camera.aspect), eased);
  }

  /** The plant's view of a number from 1; false when it has none. */
  view(number: number): boolean {
    const view = this.#views[number - 1];
    if (view === undefined) return false;
    this.go({ eye: view.eye, target: view.target });
    return true;
  }

  /** Frames a box of the plant frame, from the present direction. */
  frame(centre: readonly [number, number, number], radiusM: number): void {
    const [x, y, z] = centre;
    void this.#controls.fitToSphere(new Sphere(new Vector3(x, z, -y), radiusM * 1.5 + 0.8), this.#eased);
  }

  dispose(): void {
    this.#controls.dispose();
  }
}
