// From the screen into the plant and back: what is under a point of the canvas, and where an asset is on the page. CSS pixels.
import { type PerspectiveCamera, Vector3 } from "three";
import { assetOf } from "#shared/model/plant.ts";
import type { LiveTable } from "../../live/live-table.ts";
import type { Placements } from "../placements.ts";
import { PickGrid, type Ray } from "./pick-grid.ts";
import { pickPart } from "./pick-parts.ts";

export interface ScreenPickerOptions {
  readonly table: LiveTable;
  readonly placements: Placements;
  readonly camera: PerspectiveCamera;
  readonly canvas: HTMLCanvasElement;
  /** Seconds since the epoch of the moves, as the parts are drawn now. */
  readonly timeS: () => number;
}

export class ScreenPicker {
  readonly #options: ScreenPickerOptions;
  readonly #grid: PickGrid;
  #width = 1;
  #height = 1;

  constructor(options: ScreenPickerOptions) {
    this.#options = options;
    this.#grid = new PickGrid(options.placements);
  }

  /** The canvas has a new size. */
  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
  }

  /** The asset row and the part slot under a point of the canvas; -1 = none. */
  pickAt(x: number, y: number): { row: number; slot: number } {
    const { table, camera, timeS } = this.#options;
    const ray = this.#rayAt(x, y);
    const metresPerPixel = (2 * Math.tan((camera.fov * Math.PI) / 360)) / this.#height;
    const part = pickPart(table, ray, timeS(), metresPerPixel);
    return { row: this.#grid.pick(ray, metresPerPixel), slot: part?.slot ?? -1 };
  }

  /** Where the middle of an asset is on the page; undefined when it is not in the picture. */
  placeOf(assetId: string): { x: number; y: number } | undefined {
    const { table, camera, canvas } = this.#options;
    const asset = assetOf(table.plant, assetId);
    if (asset?.pose === undefined) return undefined;
    const { x, y, z } = asset.pose;
    const height = asset.size?.height ?? 1;
    scratch.set(x, z + height / 2, -y).project(camera);
    if (Math.abs(scratch.x) > 1 || Math.abs(scratch.y) > 1) return undefined;
    const box = canvas.getBoundingClientRect();
    return { x: box.x + ((scratch.x + 1) / 2) * box.width, y: box.y + ((1 - scratch.y) / 2) * box.height };
  }

  /** The ray under a point of the canvas, in the plant frame. */
  #rayAt(x: number, y: number): Ray {
    const { camera } = this.#options;
    scratch
      .set((x / this.#width) * 2 - 1, 1 - (y / this.#height) * 2, 0.5)
      .unproject(camera)
      .sub(camera.position)
      .normalize();
    const { position } = camera;
    return { origin: [position.x, -position.z, position.y], direction: [scratch.x, -scratch.z, scratch.y] };
  }
}

const scratch = new Vector3();
