// The camera: orbit by hand, home, viewpoints and framing, all eased unless the system asks for less motion.
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
import type { Viewpoint } from "../../state/camera.ts";
import type { Placements } from "../placements.ts";
import type { AssetSphere } from "./asset-sphere.ts";
import { clearView } from "./clear-view.ts";
import { fieldOfViewDeg, homeView } from "./home-view.ts";

export type { Viewpoint };

CameraControls.install({
  THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster },
});

/** The part of the canvas that no panel covers, CSS pixels from its upper left corner. */
export interface FreeArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Seconds a movement goes on by in one frame: in its first, and at most. */
const firstStepS = 0.05;
const longestStepS = 0.25;
export class CameraRig {
  /** `manual`: the render loop leaves the aspect alone; `resize` sets it. */
  readonly camera = Object.assign(new PerspectiveCamera(fieldOfViewDeg, 1, 0.3, 2000), { manual: true });
  /** Another start view than the overview, by aspect: the show theme has a photograph. */
  startView: ((aspect: number) => Viewpoint) | undefined;
  readonly #controls: CameraControls;
  readonly #placements: Placements;
  readonly #views: PlantFile["views"];
  readonly #lessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  #moving = false;
  /** At home, until a person moves it or it is sent elsewhere. */
  #atHome = false;
  readonly #extentM: number;
  readonly #targetNow = new Vector3();

  constructor(element: HTMLElement, placements: Placements, views: PlantFile["views"], onWake: () => void) {
    this.#placements = placements;
    this.#views = views;
    const { bounds } = placements;
    this.#extentM = Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
    const controls = new CameraControls(this.camera, element);
    controls.maxPolarAngle = (86 * Math.PI) / 180;
    controls.minDistance = 2.5;
    controls.maxDistance = this.#extentM * 2 + 60;
    controls.dollyToCursor = true;
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
    controls.addEventListener("control", () => {
      this.#atHome = false;
    });
    this.#controls = controls;
    this.#heedMotion();
    this.#lessMotion.addEventListener("change", this.#heedMotion);
  }

  /** The system may ask for less motion at any time: then the camera cuts. */
  readonly #heedMotion = (): void => {
    this.#controls.smoothTime = this.#eased ? 0.22 : 0;
    this.#controls.draggingSmoothTime = this.#eased ? 0.06 : 0;
  };

  get #eased(): boolean {
    return !this.#lessMotion.matches;
  }

  /**
   * Size of the picture, and the part of it that panels leave free, CSS pixels: what is framed is framed in the free
   * part, and the picture goes on behind the panels.
   */
  resize(width: number, height: number, free: FreeArea = { left: 0, top: 0, width, height }): void {
    const { camera } = this;
    camera.aspect = free.width / Math.max(1, free.height);
    if (free.width === width && free.height === height) camera.clearViewOffset();
    else camera.setViewOffset(free.width, free.height, -free.left, -free.top, width, height);
    camera.updateProjectionMatrix();
    if (this.#atHome) this.home(false);
  }

  /** Where the camera is or will come to rest; undefined = home. */
  viewpoint(): Viewpoint | undefined {
    if (this.#atHome) return undefined;
    const eye = this.#controls.getPosition(new Vector3());
    const target = this.#controls.getTarget(new Vector3());
    return { eye: [eye.x, -eye.z, eye.y], target: [target.x, -target.z, target.y] };
  }

  /** Moves on by `deltaS`; true while the camera still moves. */
  update(deltaS: number): boolean {
    // On its way it takes the time it takes, however few frames there are; what passed while it rested does not count.
    const moved = this.#controls.update(Math.min(deltaS, this.#moving ? longestStepS : firstStepS));
    this.#moving = moved;
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
    this.#atHome = false;
    const [ex, ey, ez] = view.eye;
    const [tx, ty, tz] = view.target;
    this.#controls.normalizeRotations();
    void this.#controls.setLookAt(ex, ez, -ey, tx, tz, -ty, eased);
  }

  home(eased = this.#eased): void {
    const { aspect } = this.camera;
    this.go(this.startView?.(aspect) ?? homeView(this.#views, this.#placements, aspect), eased);
    this.#atHome = true;
  }

  /** Frames a sphere: from about the present direction, so that nothing stands before it. `headingRad` of one machine, to see its front. */
  frame(sphere: AssetSphere, headingRad?: number): void {
    this.#atHome = false;
    const [x, y, z] = sphere.centre;
    this.#controls.normalizeRotations();
    const { x: ex, y: ey, z: ez } = this.camera.position;
    const view = clearView({
      placements: this.#placements,
      sphere: { centre: [x, y, z], radiusM: sphere.radiusM },
      eye: [ex, -ez, ey],
      awayM: this.#controls.getDistanceToFitSphere(sphere.radiusM * 1.2 + 0.5),
      ...(headingRad === undefined ? {} : { headingRad }),
    });
    this.go(view);
  }

  dispose(): void {
    this.#lessMotion.removeEventListener("change", this.#heedMotion);
    this.#controls.dispose();
  }
}
