// Runs the scene: binds stores and pointer to the engine and the camera, and decides with the scheduler when to draw.
// One object for each table on a canvas. No React, no keys.
import type { Object3D, WebGLRenderer } from "three";
import { assert } from "#shared/base/assert.ts";
import { stopwatch, wallClock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { LiveTable } from "../live/live-table.ts";
import { type CameraWish, useCamera } from "../state/camera.ts";
import { type FrameReading, useFrameBudget } from "../state/frame-budget.ts";
import { useSelection } from "../state/selection.ts";
import { useView } from "../state/view.ts";
import { assetSphere } from "./camera/asset-sphere.ts";
import { CameraRig, type FreeArea } from "./camera/camera-rig.ts";
import type { DefectHit } from "./defect/defect-layer.ts";
import { frameCounters, resetFrame } from "./frame-counters.ts";
import { frameLog } from "./frame-log.ts";
import { FrameTimer } from "./frame-timer.ts";
import { scenePalette } from "./palette.ts";
import { ScreenPicker } from "./picking/screen-picker.ts";
import { PictureQuality } from "./picture-quality.ts";
import { rendererName } from "./probe.ts";
import { floatsPerRow } from "./placements.ts";
import { SceneEngine } from "./scene-engine.ts";
import { followLooks } from "./scene-looks.ts";
import { followPointer } from "./scene-pointer.ts";
import { type FrameReason, FrameScheduler, type Motion } from "./scheduler.ts";
import { type Tier, tierLimits } from "./tiers.ts";

/** Labels show values at most this often, milliseconds. */
const valuesEveryMs = 500;

/** The letters of labels and of the floor. */
const sceneFont = '600 13px "Inter Variable"';

/** Size of the interface's letters on a usual screen, pixels. */
const usualLetterPx = 16;

export interface SceneDriverOptions {
  readonly table: LiveTable;
  readonly tier: Tier;
  readonly gl: WebGLRenderer;
  /** Asks for one frame from the render loop. */
  readonly invalidate: () => void;
  readonly onDrawn: () => void;
  /** Absent = the quality never changes by measuring (frames by hand, pictures that must not differ). */
  readonly adapt?: { readonly onTooHeavy: () => void; readonly onRoomy: () => void } | undefined;
  readonly onPick: (slot: number) => void;
}

export class SceneDriver {
  /** The driver of the scene on this page, for tests, benchmarks and the gallery. */
  static current: SceneDriver | undefined;

  readonly engine: SceneEngine;
  readonly rig: CameraRig;
  readonly #options: SceneDriverOptions;
  readonly #scheduler: FrameScheduler;
  readonly #timer: FrameTimer;
  readonly #quality: PictureQuality;
  readonly #picker: ScreenPicker;
  readonly #stops: (() => void)[] = [];
  readonly #subscription: Disposable;
  #scene: Object3D | undefined;
  #width = 1;
  #height = 1;
  #placed = false;
  /** Another took its place; a frame that was asked for may still come. */
  #stopped = false;
  #drawnOnce = false;
  /** The page had no font yet when this scene was made: its first picture does not wait for it. */
  readonly #beganWithoutFont = !document.fonts.check(sceneFont);
  /** The font is there, and the texts of the scene are still without it: those on the floor, and labels made before it came. */
  #textsDue = !this.#beganWithoutFont;
  /** The camera moved in the last frame: where it comes to rest is told. */
  #cameraMoved = false;
  #lastValuesMs = -Infinity;
  #lastFrameTimeMs = Number.NaN;
  #lastStale = false;
  /** Read once and then told by the page: asking the document at every request costs more than all else a request does. */
  #pageVisible = document.visibilityState === "visible";

  constructor(options: SceneDriverOptions) {
    this.#options = options;
    const { table, tier, gl } = options;
    const limits = tierLimits[tier];
    const context = contextOf(gl);
    this.#scheduler = new FrameScheduler(limits.rates);
    this.#timer = new FrameTimer(options.invalidate);
    this.engine = new SceneEngine(
      context,
      table,
      limits,
      scenePalette(useView.getState().theme),
      frameCounters,
    );
    this.rig = new CameraRig(gl.domElement, this.engine.placements, table.plant.file.views, () =>
      this.request("camera"),
    );
    this.#picker = new ScreenPicker({
      table,
      placements: this.engine.placements,
      camera: this.rig.camera,
      canvas: gl.domElement,
      timeS: () => this.engine.timeS(),
    });
    this.#quality = new PictureQuality({
      gl,
      context,
      limits,
      adapt: options.adapt,
      adaptAmbient: tier === "light" || useView.getState().tier === "auto",
    });
    frameCounters.tier = tier;
    this.#subscription = table.subscribe(() => this.#onFrameOfHost());
    this.#listen(gl.domElement);
    this.#bindStores();
    if (this.#beganWithoutFont)
      void document.fonts.load(sceneFont).then(() => {
        this.#textsDue = true;
        this.request("ui");
      });
    // All programs at once, so that they are compiled beside each other instead of one by one in the first picture.
    gl.compile(this.engine.root, this.rig.camera);
    SceneDriver.current = this;
  }

  /** The renderer of this canvas. */
  get renderer(): WebGLRenderer {
    return this.#options.gl;
  }

  /** Its size is known and the camera is somewhere: frames are drawn. */
  get isPlaced(): boolean {
    return this.#placed;
  }

  /** Wants a frame for a reason. */
  request(reason: FrameReason): void {
    this.#scheduler.request(reason, wallClock.nowMs());
    this.#pump();
  }

  /** The picture has a new size, or panels leave another part of it free, CSS pixels. */
  resize(width: number, height: number, free?: FreeArea): void {
    this.#width = Math.max(1, width);
    this.#height = Math.max(1, height);
    this.rig.resize(this.#width, this.#height, free);
    this.#picker.resize(this.#width, this.#height);
    const letterPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.engine.textScale = Math.max(
      1,
      (Number.isFinite(letterPx) ? letterPx : usualLetterPx) / usualLetterPx,
    );
    this.engine.freeArea = free;
    if (!this.#placed && width > 1) {
      this.#placed = true;
      // Wished for before there was a scene, or as it was left: another tier or another visit shows the same.
      const { takeWish, resting } = useCamera.getState();
      this.#goTo(takeWish() ?? resting ?? "home", false);
    }
    this.engine.invalidateLists();
    this.request("ui");
  }

  /** Prepares and draws one frame. */
  frame(scene: Object3D, deltaS: number): void {
    const { gl } = this.#options;
    // Before its size is known the camera is nowhere: there is nothing to draw, and nowhere to come to rest.
    if (this.#stopped || !this.#placed || gl.getContext().isContextLost()) return;
    this.#scene = scene;
    const nowMs = wallClock.nowMs();
    const { watched } = frameLog;
    const startMs = watched ? stopwatch.nowMs() : 0;
    resetFrame(frameCounters);
    const cameraMoves = this.rig.update(deltaS);
    this.#quality.beforeFrame(nowMs, cameraMoves, this.#animated(), watched);
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
    // The first picture of a page does not wait for the texts painted on the floor.
    if (this.#textsDue && (this.#drawnOnce || !this.#beganWithoutFont)) {
      this.#textsDue = false;
      this.engine.paintTexts();
      if (this.#beganWithoutFont) {
        this.engine.labels.refresh();
        this.engine.defects.refresh();
      }
    }
    this.engine.renderAids(gl, scene, this.rig.camera);
    gl.render(scene, this.rig.camera);
    this.#quality.afterFrame();
    this.#scheduler.drawn(nowMs);
    if (this.#textsDue) this.request("ui");
    this.#drawnOnce = true;
    frameCounters.frames += 1;
    frameCounters.reason = this.#scheduler.reason;
    frameCounters.pixelRatio = gl.getPixelRatio();
    if (watched) {
      const endMs = stopwatch.nowMs();
      frameLog.add(endMs, endMs - startMs, this.#scheduler.reason);
    }
    if (cameraMoves) this.#scheduler.request("camera", nowMs);
    else if (this.#cameraMoved) useCamera.getState().reportRest(this.rig.viewpoint());
    this.#cameraMoved = cameraMoves;
    frameCounters.cameraMoves = cameraMoves;
    this.#quality.tell(nowMs);
    this.#pump();
    frameCounters.rateHz = this.#scheduler.rateHz;
    this.#options.onDrawn();
  }

  /** Draws one frame and gives its canvas, which holds it until the caller returns; undefined while nothing can be drawn. */
  picture(): HTMLCanvasElement | undefined {
    const { gl } = this.#options;
    if (this.#scene === undefined || gl.getContext().isContextLost()) return undefined;
    this.frame(this.#scene, 0);
    return gl.domElement;
  }

  /** The context is back: everything is uploaded again by three; the next frame shows it. */
  restored(): void {
    this.#quality.contextLost();
    this.engine.restore();
    this.request("ui");
  }

  /** Frames an asset by its row; a group with everything in it. */
  frameRow(row: number): void {
    const { table, placements, defects } = this.engine;
    const sphere = assetSphere(table.plant, placements, row, defects.aboveM(row));
    if (sphere === undefined) return;
    const { model, data } = placements;
    const headingRad = model[row] === undefined ? undefined : data[row * floatsPerRow + 3];
    this.rig.frame(sphere, headingRad);
    this.#cameraSent();
  }

  /** Where the middle of an asset is on the page, CSS pixels; undefined when it is not in the picture. */
  screenPlaceOf(assetId: string): { x: number; y: number } | undefined {
    return this.#picker.placeOf(assetId);
  }

  /** Draws no more and hears of nothing; what it has on the GPU stays until `release`. */
  stop(): void {
    this.#stopped = true;
    this.#timer.clear();
    // The next scene of this page goes on from here.
    if (this.#cameraMoved) useCamera.getState().reportRest(this.rig.viewpoint());
    this.#subscription[Symbol.dispose]();
    for (const stop of this.#stops) stop();
    this.rig.dispose();
    if (SceneDriver.current === this) SceneDriver.current = undefined;
  }

  /** Gives back what it has on the GPU. */
  release(): void {
    this.engine.dispose();
  }

  /** What the frames cost, for the frame budget. */
  reading(): FrameReading {
    const { draws, triangles, uploadBytes, pixelRatio } = frameCounters;
    return {
      ...frameLog.summary(stopwatch.nowMs()),
      gpuMs: this.#quality.gpuMs,
      draws,
      triangles,
      uploadBytes,
      pixelRatio,
      gpuName: rendererName(),
    };
  }

  /** A pin or a tag under a point of the canvas. */
  #findingAt(x: number, y: number): DefectHit | undefined {
    const { clipFromPlant, defects } = this.engine;
    return defects.hitAt(clipFromPlant, this.#width, this.#height, x, y);
  }

  #goTo(wish: CameraWish, eased?: boolean): void {
    if (wish === "home") this.rig.home(eased);
    else this.rig.go(wish, eased);
    this.#cameraSent();
  }

  /** The camera is on its way: where it will be is known already, so that a page closed meanwhile remembers it. */
  #cameraSent(): void {
    useCamera.getState().reportRest(this.rig.viewpoint());
    frameCounters.cameraMoves = true;
    this.request("camera");
  }

  /** Parts move by themselves now. */
  #animated(): boolean {
    const { table } = this.engine;
    return table.speed !== 0 && !table.stale && this.engine.moving();
  }

  #motion(): Motion {
    const { table } = this.engine;
    return {
      visible: this.#isSeen(),
      stale: table.stale,
      playing: table.speed !== 0,
      moving: this.engine.moving(),
    };
  }

  /** Somebody can see the scene: nothing hides the page, and neither the schematic nor a page over the centre stands in its place. */
  #isSeen(): boolean {
    const { mode, page, theme } = useView.getState();
    // In the show theme a page is a card, and the hall goes on around it.
    return this.#pageVisible && mode === "scene" && (page === undefined || theme === "show");
  }

  /** Lets the next frame come when it is due. */
  #pump(): void {
    const nowMs = wallClock.nowMs();
    let dueMs = this.#scheduler.dueInMs(nowMs, this.#motion());
    const labelsMs = this.engine.wantsFrameInMs(nowMs);
    if (dueMs === undefined && this.#isSeen()) {
      // By itself the picture asks for labels that wait for their turn, and for its sharpest once the camera rests.
      const ownMs = Math.min(
        labelsMs ?? Infinity,
        this.#quality.settlesInMs(nowMs, this.#animated()) ?? Infinity,
      );
      if (ownMs !== Infinity) dueMs = Math.max(ownMs, 16);
    }
    frameCounters.rateHz = this.#scheduler.rateHz;
    if (dueMs !== undefined) this.#timer.want(dueMs);
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
      this.engine.defects.isDue(table.timeMs()) ||
      seeked ||
      values;
    this.#lastFrameTimeMs = table.frameTimeMs;
    this.#lastStale = table.stale;
    if (changed) this.request("data");
    else this.#pump();
  }

  #bindStores(): void {
    const reader = {
      watch: () => frameLog.watch(),
      read: () => this.reading(),
    };
    useFrameBudget.setState({ reader });
    this.#stops.push(
      followLooks(this.engine, this.rig, () => this.request("ui")),
      () => useFrameBudget.setState((now) => (now.reader === reader ? { reader: undefined } : now)),
      useCamera.subscribe((now) => {
        if (now.wish === undefined || !this.#placed) return;
        const wish = now.takeWish();
        if (wish !== undefined) this.#goTo(wish);
      }),
      useSelection.subscribe((now, before) => {
        if (now.frameRequest === before.frameRequest || now.assetId === undefined) return;
        const row = this.engine.table.plant.assetRowById.get(now.assetId);
        if (row !== undefined) this.frameRow(row);
      }),
    );
  }

  #listen(canvas: HTMLCanvasElement): void {
    this.#stops.push(
      followPointer({
        canvas,
        pick: (x, y) => {
          const { assets } = this.engine.table.plant;
          const hit = this.#findingAt(x, y);
          if (hit !== undefined) return { assetId: assets[hit.row]?.id, slot: -1, findingId: hit.findingId };
          const { row, slot } = this.#picker.pickAt(x, y);
          return { assetId: row < 0 ? undefined : assets[row]?.id, slot };
        },
        onSlot: (slot) => {
          this.engine.parts.uniforms.selectedSlot.value = slot;
          if (slot >= 0) this.#options.onPick(slot);
          this.request("ui");
        },
      }),
    );
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
      // Back from the schematic or a page: what changed meanwhile is drawn.
      useView.subscribe((now, before) => {
        if (now.mode !== before.mode || now.page !== before.page) this.request("ui");
      }),
      () => window.removeEventListener("pointerdown", onInput, true),
      () => window.removeEventListener("keydown", onInput, true),
      () => document.removeEventListener("visibilitychange", onVisible),
    );
  }
}

/** The WebGL 2 context of a renderer; three makes no other. */
function contextOf(gl: WebGLRenderer): WebGL2RenderingContext {
  const context = gl.getContext();
  assert(context instanceof WebGL2RenderingContext, "the renderer has a WebGL 2 context");
  return context;
}
