// Labels alone on a screen of 3840 x 2160, the camera circles above the plant, values change: the product's glyph labels, and
// three's CSS2DRenderer with the same machines, texts and camera. Layout of the elements is forced in each frame, as painting
// would. A plant of as many stations as labels is spread so that each of them has room for its label on the screen.
import { Matrix4, Object3D, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "three";
import { CSS2DObject, CSS2DRenderer } from "three/addons/renderers/CSS2DRenderer.js";
import { wallClock } from "#shared/base/clock.ts";
import { seededRandom } from "#shared/base/random.ts";
import type { DecodedFrame } from "#shared/frame/decode.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { GalleryFeed } from "../../../renderer/gallery/gallery-feed.ts";
import { LiveTable } from "../../../renderer/live/live-table.ts";
import { countCalls, createFrameCounters, resetFrame } from "../../../renderer/scene/frame-counters.ts";
import { Labels } from "../../../renderer/scene/labels/labels.ts";
import { featuredSignalRow, labelName, valueText } from "../../../renderer/scene/labels/label-text.ts";
import { applyPalette, createUniforms } from "../../../renderer/scene/uniforms.ts";
import { scenePalette } from "../../../renderer/scene/palette.ts";
import { buildPlacements, floatsPerRow, type Placements } from "../../../renderer/scene/placements.ts";
import { Spheres } from "../../../renderer/scene/visible-rows.ts";
import { generatedPlant } from "../../support/plants.ts";
import type { BenchLoad, BenchScene } from "./bench-scene.ts";

const widthPx = 3840;
const heightPx = 2160;
const frameMs = 1000 / 60;

interface Stage {
  readonly table: LiveTable;
  readonly feed: GalleryFeed;
  readonly placements: Placements;
  readonly camera: PerspectiveCamera;
  readonly root: Object3D;
  /** Stations, the middle of the plant first: what has a value that can change. */
  readonly rows: readonly number[];
  /** Changes the values of `count` stations; which. */
  change(count: number): number[];
  orbit(frame: number): void;
}

function stage(load: BenchLoad, labelled: number): Stage {
  const spread = load.stations > labelled ? {} : { perLine: 40, lineM: 5.6 };
  const table = new LiveTable(
    resolvePlant(generatedPlant({ ...spread, stations: load.stations })),
    wallClock,
    1024,
  );
  const feed = new GalleryFeed(table, 0);
  feed.send(1);
  const placements = buildPlacements(table.plant);
  const { bounds } = placements;
  const awayFromMiddleM = (row: number): number => {
    const [atX = 0, atY = 0] = placements.data.subarray(row * floatsPerRow);
    return Math.hypot(atX - (bounds.minX + bounds.maxX) / 2, atY - (bounds.minY + bounds.maxY) / 2);
  };
  const rows = [...placements.drawn]
    .filter((row) => featuredSignalRow(table, assetOf(table, row)) >= 0)
    .sort((a, b) => awayFromMiddleM(a) - awayFromMiddleM(b));
  const camera = new PerspectiveCamera(38, widthPx / heightPx, 0.5, 5000);
  const root = new Object3D();
  root.rotation.x = -Math.PI / 2;
  root.updateMatrixWorld();
  const random = seededRandom(5);
  const x = (bounds.minX + bounds.maxX) / 2;
  const z = -(bounds.minY + bounds.maxY) / 2;
  // High enough that all of the plant is in the picture wherever the camera is on its circle.
  const halfTan = Math.tan((camera.fov * Math.PI) / 360);
  const awayM =
    1.08 *
    Math.max(
      (bounds.maxX - bounds.minX) / 2 / camera.aspect / halfTan,
      (bounds.maxY - bounds.minY) / 2 / halfTan,
    );
  camera.up.set(0, 0, -1);
  return {
    table,
    feed,
    placements,
    camera,
    root,
    rows,
    change(count) {
      return Array.from({ length: count }, () => {
        const row = rows[Math.floor(random.next() * Math.min(rows.length, labelled))] ?? 0;
        for (const signal of assetOf(table, row).signalRows) table.signalValue[signal] = random.next() * 100;
        return row;
      });
    },
    orbit(frame) {
      const angle = frame * 0.02;
      camera.position.set(x + Math.cos(angle) * awayM * 0.03, awayM, z + Math.sin(angle) * awayM * 0.03);
      camera.lookAt(x, 1, z);
      camera.updateMatrixWorld();
    },
  };
}

function assetOf(table: LiveTable, row: number): LiveTable["plant"]["assets"][number] {
  const asset = table.plant.assets[row];
  if (asset === undefined) throw new Error(`Bug: no asset ${row}`);
  return asset;
}

function webgl(renderer: WebGLRenderer): WebGL2RenderingContext | undefined {
  const context = renderer.getContext();
  return context instanceof WebGL2RenderingContext ? context : undefined;
}

/** The product's labels, at most `most`. */
export function glyphLabels(load: BenchLoad, most: number, silent: () => boolean): BenchScene {
  const { table, feed, placements, camera, root, change, orbit } = stage(load, most);
  const uniforms = createUniforms();
  applyPalette(uniforms, scenePalette("light"));
  uniforms.resolution.value.set(widthPx, heightPx);
  const labels = new Labels(table, placements, uniforms, { labels: most, instances: most * 38 });
  labels.setLayers({
    states: true,
    flow: true,
    values: true,
    labels: true,
    bottleneck: false,
    defects: false,
  });
  root.add(labels.mesh);
  const scene = new Scene();
  scene.add(root);
  const renderer = new WebGLRenderer({ antialias: false });
  // Laid out for the large screen, drawn into a small one: software would clear eight million pixels a frame meanwhile.
  renderer.setSize(64, 64);
  document.body.append(renderer.domElement);
  const counters = createFrameCounters();
  const gl = webgl(renderer);
  if (gl !== undefined) countCalls(gl, counters, { drawNothing: silent });
  // Everything is in view from everywhere on the orbit, so nothing needs to be looked up in a frame.
  const seen = new Spheres(new Float32Array(placements.drawn.length * 4));
  placements.drawn.forEach((_, index) => (seen.seen[index] = index));
  seen.seenCount = placements.drawn.length;
  const clipFromPlant = new Matrix4();
  const eye = new Vector3();
  let packet: DecodedFrame | undefined;
  return {
    prepare() {
      feed.timeMs += 16;
      change(Math.round(most * load.stateShare));
      packet = feed.packet();
    },
    frame(frame) {
      resetFrame(counters);
      if (packet !== undefined) table.apply(packet);
      orbit(frame);
      clipFromPlant
        .multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse)
        .multiply(root.matrixWorld);
      eye.set(camera.position.x, -camera.position.z, camera.position.y);
      labels.update({
        taken: () => undefined,
        clipFromPlant,
        eye,
        widthPx,
        heightPx,
        pixelRatio: 1,
        area: { left: 0, top: 0, right: widthPx, bottom: heightPx },
        seen,
        rowOf: placements.drawn,
        touched: false,
        nowMs: frame * frameMs,
      });
      renderer.render(scene, camera);
    },
    gl: () => gl,
    counters: () => counters,
    shown: () => labels.shownCount,
  };
}

/** The baseline: an element for each of `most` labels. */
export function cssLabels(load: BenchLoad, most: number, silent: () => boolean): BenchScene {
  const { table, placements, camera, root, rows, change, orbit } = stage(load, most);
  const scene = new Scene();
  scene.add(root);
  const renderer = new CSS2DRenderer();
  renderer.setSize(widthPx, heightPx);
  document.body.append(renderer.domElement);
  const textOf = (row: number): string => valueText(table, featuredSignalRow(table, assetOf(table, row)));
  const values = new Map<number, HTMLElement>();
  const elements = rows.slice(0, most).map((row) => {
    const element = document.createElement("div");
    element.style.cssText =
      "font: 600 13px sans-serif; white-space: nowrap; background: #fff; padding: 2px 6px";
    const value = document.createElement("div");
    element.append(labelName(assetOf(table, row), false), value);
    value.textContent = textOf(row);
    values.set(row, value);
    const label = new CSS2DObject(element);
    const [x = 0, y = 0, z = 0, , , , high = 0] = placements.data.subarray(row * floatsPerRow);
    label.position.set(x, y, z + high + 0.35);
    root.add(label);
    return element;
  });
  // Only so that the driver has a context; nothing is drawn with it.
  const context = new WebGLRenderer({ antialias: false });
  const counters = createFrameCounters();
  const gl = webgl(context);
  if (gl !== undefined) countCalls(gl, counters, { drawNothing: silent });
  let changed: number[] = [];
  return {
    prepare() {
      changed = change(Math.round(most * load.stateShare));
    },
    frame(frame) {
      for (const row of changed) {
        const value = values.get(row);
        if (value !== undefined) value.textContent = textOf(row);
      }
      orbit(frame);
      renderer.render(scene, camera);
      // A browser lays out before it paints; here it is asked to at once, so that it is in the time measured.
      elements.at(-1)?.getBoundingClientRect();
    },
    gl: () => gl,
    counters: () => counters,
    shown: () =>
      elements.filter((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return right > left && right > 0 && left < widthPx && bottom > 0 && top < heightPx;
      }).length,
  };
}
