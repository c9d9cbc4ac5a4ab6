// Runs the scene: binds stores, pointer and keys to the engine and the camera, and decides with the scheduler when to draw.
// One object a canvas, released as a whole. No React.
import { type Object3D, Vector3, type WebGLRenderer } from "three";
import { assert } from "#shared/base/assert.ts";
import { wallClock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import { assetOf } from "#shared/model/plant.ts";
import type { LiveTable } from "../live/live-table.ts";
import { useSelection } from "../state/selection.ts";
import { useView } from "../state/view.ts";
import { CameraRig } from "./camera/camera-rig.ts";
import { frameCounters, resetFrame } from "./frame-counters.ts";
import { scenePalette } from "./palette.ts";
import { PickGrid, type Ray } from "./picking/pick-grid.ts";
import { pickPart } from "./picking/pick-parts.ts";
import { floatsPerRow } from "./placements.ts";
import { SceneEngine } from "./scene-engine.ts";
import { type FrameReason, FrameScheduler } from "./scheduler.ts";
import { RatioGovernor, type Tier, tierLimits } from "./tiers.ts";

/** Labels show values at most this often, milliseconds. */
const valuesEveryMs = 500;
/** A press that moves less than this many pixels is a click. */
const clickPx = 5;

export interface SceneDriverOptions {
  readonly table: LiveTable;
  readonly tier: Tier;
  readonly gl: WebGLRenderer;
  /** Asks for one frame from the render loop. */
  readonly invalidate: () => void;
  readonly onDrawn: () => void;
  readonly onTooHeavy: () => void;
  readonly onPick: (slot: number) => void;
}

export class SceneDriver {
  /** The driver of the scene on this page, for tests, benchmarks and the gallery. */
  static current: SceneDriver | undefined;

  readonly engine: SceneEngine;
  readonly rig: CameraRig;
  readonly #options: SceneDriverOptions;
  readonly #scheduler: FrameScheduler;
  readonly #governor: RatioGovernor;
  readonly #grid: PickGrid;
  readonly #stops: (() => void)[] = [];
  readonly #subscription: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerDueMs = Infinity;
  #lastFrameMs = 0;
  #width = 1;
  #height = 1;
  #placed = false;
  #pressed: { x: number; y: number } | undefined;
  #hover: { x: number; y: number } | undefined;
  #hoverTimer: ReturnType<typeof setTimeout> | undefined;
  #lastValuesMs = -Infinity;
  #lastFrameTimeMs = Number.NaN;
  #lastStale = false;
  /** Read once and then told by the page: asking the document at every request costs more than all else a request does. */
  #pageVisible = document.visibilityState === "visible";

  constructor(options: SceneDriverOptions) {
    this.#options = options;
    const { table, tier, gl } = options;
    const limits = tierLimits[tier];
    this.#scheduler = new FrameScheduler(limits.rates);
    this.engine = new SceneEngine(
      contextOf(gl),
      table,
      limits,
      scenePalette(useView.getState().theme),
      frameCounters,
    );
    this.#grid = new PickGrid(this.engine.placements);
    this.rig = new CameraRig(gl.domElement, this.engine.placements, table.plant.file.views, () =>
      this.request("camera"),
    );
    this.#governor = new RatioGovernor(limits, window.devicePixelRatio);
    frameCounters.tier = tier;
    this.#subscription = table.subscribe(() => this.#onFrameOfHost());
    this.#listen(gl.domElement);
    this.#bindStores();
    void document.fonts.load('600 13px "Inter Variable"').then(() => {
      this.engine.labels.refresh();
      this.request("ui");
    });
    SceneDriver.current = this;
  }

  /** The renderer of this canvas. */
  get renderer(): WebGLRenderer {
    return this.#options.gl;
  }

  /** Wants a frame for a reason. */
  request(reason: FrameReason): void {
    this.#scheduler.request(reason, wallClock.nowMs());
    this.#pump();
  }

  /** The picture has a new size, CSS pixels. */
  resize(width: number, height: number): void {
    this.#width = Math.max(1, width);
    this.#height = Math.max(1, height);
    this.rig.resize(this.#width, this.#height);
    if (!this.#placed && width > 1) {
      this.#placed = true;
      this.rig.home(false);
    }
    this.engine.invalidateLists();
    this.request("ui");
  }

  /** Prepares and draws one frame. */
  frame(scene: Object3D, deltaS: number): void {
    const { gl } = this.#options;
    if (gl.getContext().isContextLost()) return;
    const nowMs = wallClock.nowMs();
    resetFrame(frameCounters);
    const cameraMoves = this.rig.update(deltaS);
    this.#governRatio(nowMs, cameraMoves);
    this.engine.prepare(
      this.rig.camera,
      this.#width,
      this.#height,
      gl.getPixelRatio(),
      this.rig.fog(),
      nowMs,
    );
    // Nothing in the scene moves by its matrix: they are made once, by the engine.
    scene.matrixWorldAutoUpdate = false;
    gl.setClearColor(this.engine.uniforms.background.value, 1);
    gl.render(scene, this.rig.camera);
    this.#scheduler.drawn(nowMs);
    frameCounters.frames += 1;
    frameCounters.reason = this.#scheduler.reason;
    frameCounters.pixelRatio = gl.getPixelRatio();
    if (cameraMoves) this.#scheduler.request("camera", nowMs);
    this.#pump();
    frameCounters.rateHz = this.#scheduler.rateHz;
    this.#options.onDrawn();
  }

  /** The context is back: everything is uploaded again by three; the next frame shows it. */
  restored(): void {
    this.engine.restore();
    this.request("ui");
  }

  /** Frames an asset by its row. */
  frameRow(row: number): void {
    const at = row * floatsPerRow;
    const [x = 0, y = 0, z = 0, , length = 1, width = 1, height = 1] = this.engine.placements.data.subarray(
      at,
      at + 7,
    );
    this.rig.frame([x, y, z + height / 2], Math.hypot(length, width, height) / 2);
    this.request("camera");
  }

  /** The asset row and the part slot under a point of the canvas, CSS pixels; -1 = none. */
  pickAt(x: number, y: number): { row: number; slot: number } {
    const ray = this.#rayAt(x, y);
    const metresPerPixel = (2 * Math.tan((this.rig.camera.fov * Math.PI) / 360)) / this.#height;
    const part = pickPart(this.engine.table, ray, this.engine.timeS(), metresPerPixel);
    return { row: this.#grid.pick(ray, metresPerPixel), slot: part?.slot ?? -1 };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#hoverTimer);
    this.#subscription[Symbol.dispose]();
    for (const stop of this.#stops) stop();
    this.rig.dispose();
    this.engine.dispose();
    if (SceneDriver.current === this) SceneDriver.current = undefined;
  }

  #motion(): { visible: boolean; stale: boolean; playing: boolean; moving: boolean } {
    const { table } = this.engine;
    return {
      visible: this.#isSeen(),
      stale: table.stale,
      playing: table.speed !== 0,
      moving: this.engine.moving(),
    };
  }

  /** Somebody can see the scene: the page is not hidden, and the schematic does not stand in its place. */
  #isSeen(): boolean {
    return this.#pageVisible && useView.getState().mode === "scene";
  }

  /** Lets the next frame come when it is due. */
  #pump(): void {
    const nowMs = wallClock.nowMs();
    let dueMs = this.#scheduler.dueInMs(nowMs, this.#motion());
    const labelsMs = this.engine.wantsFrameInMs(nowMs);
    if (dueMs === undefined && labelsMs !== undefined && this.#isSeen()) dueMs = Math.max(labelsMs, 16);
    frameCounters.rateHz = this.#scheduler.rateHz;
    if (dueMs === undefined) return;
    if (dueMs <= 1) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#timerDueMs = Infinity;
      this.#options.invalidate();
      return;
    }
    if (this.#timer !== undefined && this.#timerDueMs <= nowMs + dueMs + 1) return;
    clearTimeout(this.#timer);
    this.#timerDueMs = nowMs + dueMs;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#timerDueMs = Infinity;
      this.#options.invalidate();
    }, dueMs);
  }

  /** A frame of the host arrived: draws only when it changed something that can be seen. */
  #onFrameOfHost(): void {
    const { table } = this.engine;
    const nowMs = wallClock.nowMs();
    const seeked = table.frameTimeMs !== this.#lastFrameTimeMs && table.speed === 0;
    const values = useView.getState().layers.values && nowMs - this.#lastValuesMs > valuesEveryMs;
    if (values) this.#lastValuesMs = nowMs;
    const changed =
      table.touchedAssets.count > 0 ||
      table.touchedSlots.count > 0 ||
      table.stale !== this.#lastStale ||
      seeked ||
      values;
    this.#lastFrameTimeMs = table.frameTimeMs;
    this.#lastStale = table.stale;
    if (changed) this.request("data");
    else this.#pump();
  }

  #governRatio(nowMs: number, cameraMoves: boolean): void {
    const { gl } = this.#options;
    const sinceMs = nowMs - this.#lastFrameMs;
    this.#lastFrameMs = nowMs;
    if (!cameraMoves || sinceMs > 500) {
      this.#governor.rest();
      return;
    }
    if (this.#governor.frame(sinceMs)) gl.setPixelRatio(this.#governor.ratio);
    if (this.#governor.tooHeavy) this.#options.onTooHeavy();
  }

  #bindStores(): void {
    const rowOf = (id: string | undefined): number =>
      id === undefined ? -1 : (this.engine.table.plant.assetRowById.get(id) ?? -1);
    const marks = (): void => {
      const { assetId, hoverAssetId } = useSelection.getState();
      this.engine.setMarks(rowOf(assetId), rowOf(hoverAssetId));
    };
    marks();
    this.engine.setLayers(useView.getState().layers);
    this.#stops.push(
      useSelection.subscribe((now, before) => {
        if (now.serial !== before.serial && now.serial === undefined) {
          this.engine.parts.uniforms.selectedSlot.value = -1;
        }
        if (now.assetId !== before.assetId || now.hoverAssetId !== before.hoverAssetId) {
          marks();
          this.request("ui");
        }
        if (now.frameRequest !== before.frameRequest && rowOf(now.assetId) >= 0)
          this.frameRow(rowOf(now.assetId));
      }),
      useView.subscribe((now, before) => {
        if (now.theme !== before.theme) this.engine.setPalette(scenePalette(now.theme));
        if (now.layers !== before.layers) this.engine.setLayers(now.layers);
        if (now.theme !== before.theme || now.layers !== before.layers) this.request("ui");
      }),
    );
  }

  #listen(canvas: HTMLCanvasElement): void {
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ): void => {
      canvas.addEventListener(name, listener);
      this.#stops.push(() => canvas.removeEventListener(name, listener));
    };
    on("pointerdown", (event) => {
      this.#pressed = event.button === 0 ? { x: event.offsetX, y: event.offsetY } : undefined;
    });
    on("pointerup", (event) => {
      const from = this.#pressed;
      this.#pressed = undefined;
      if (from !== undefined && Math.hypot(event.offsetX - from.x, event.offsetY - from.y) < clickPx)
        this.#click(event.offsetX, event.offsetY);
    });
    on("dblclick", () => useSelection.getState().requestFrame());
    on("pointermove", (event) => {
      if (event.buttons !== 0) return;
      // Asked at most every 30 ms: the newest place is kept until then.
      this.#hover = { x: event.offsetX, y: event.offsetY };
      this.#hoverTimer ??= setTimeout(() => this.#takeHover(), 30);
    });
    on("pointerleave", () => {
      this.#hover = undefined;
      useSelection.getState().hover(undefined);
    });
    const onKey = (event: KeyboardEvent): void => this.#key(event);
    window.addEventListener("keydown", onKey);
    // Heard before anybody acts on it, wherever on the page it happens.
    const onInput = (): void => this.#scheduler.giveWay(wallClock.nowMs());
    window.addEventListener("pointerdown", onInput, true);
    window.addEventListener("keydown", onInput, true);
    const onVisible = (): void => {
      this.#pageVisible = document.visibilityState === "visible";
      this.request("ui");
    };
    document.addEventListener("visibilitychange", onVisible);
    this.#stops.push(
      // Back from the schematic: what changed meanwhile is drawn.
      useView.subscribe((now, before) => {
        if (now.mode !== before.mode) this.request("ui");
      }),
      () => window.removeEventListener("keydown", onKey),
      () => window.removeEventListener("pointerdown", onInput, true),
      () => window.removeEventListener("keydown", onInput, true),
      () => document.removeEventListener("visibilitychange", onVisible),
    );
  }

  #takeHover(): void {
    const at = this.#hover;
    this.#hover = undefined;
    this.#hoverTimer = undefined;
    if (at === undefined) return;
    const { row } = this.pickAt(at.x, at.y);
    this.#options.gl.domElement.style.cursor = row >= 0 ? "pointer" : "default";
    useSelection.getState().hover(row < 0 ? undefined : this.engine.table.plant.assets[row]?.id);
  }

  #click(x: number, y: number): void {
    const { row, slot } = this.pickAt(x, y);
    const id = row < 0 ? undefined : this.engine.table.plant.assets[row]?.id;
    useSelection.getState().selectAsset(id);
    this.engine.parts.uniforms.selectedSlot.value = slot;
    if (slot >= 0) this.#options.onPick(slot);
    this.request("ui");
  }

  #key(event: KeyboardEvent): void {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      isTyping(event.target) ||
      useView.getState().mode !== "scene"
    )
      return;
    if (event.key === "h" || event.key === "H") this.rig.home();
    else if (event.key === "f" || event.key === "F") useSelection.getState().requestFrame();
    else if (event.key >= "1" && event.key <= "9") this.rig.view(Number(event.key));
    else return;
    this.request("camera");
  }

  /** Where the middle of an asset is on the page, CSS pixels; undefined when it is not in the picture. */
  screenPlaceOf(assetId: string): { x: number; y: number } | undefined {
    const asset = assetOf(this.#options.table.plant, assetId);
    if (asset?.pose === undefined) return undefined;
    const { x, y, z } = asset.pose;
    const height = asset.size?.height ?? 1;
    scratch.set(x, z + height / 2, -y).project(this.rig.camera);
    if (Math.abs(scratch.x) > 1 || Math.abs(scratch.y) > 1) return undefined;
    const box = this.#options.gl.domElement.getBoundingClientRect();
    return { x: box.x + ((scratch.x + 1) / 2) * box.width, y: box.y + ((1 - scratch.y) / 2) * box.height };
  }

  /** The ray under a point of the canvas, in the plant frame. */
  #rayAt(x: number, y: number): Ray {
    const { camera } = this.rig;
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

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** The WebGL 2 context of a renderer; three makes no other. */
function contextOf(gl: WebGLRenderer): WebGL2RenderingContext {
  const context = gl.getContext();
  assert(context instanceof WebGL2RenderingContext, "the renderer has a WebGL 2 context");
  return context;
}
