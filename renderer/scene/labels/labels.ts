// All labels in one instanced draw: an instance is a glyph, a background or a stem. Which labels are shown is decided at
// most eight times a second; between, the shader keeps them at their machines. No DOM.
import {
  BufferAttribute,
  DataTexture,
  DynamicDrawUsage,
  FloatType,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  type Matrix4,
  Mesh,
  NearestFilter,
  RGBAFormat,
  ShaderMaterial,
  type Vector3,
} from "three";
import type { LiveTable } from "../../live/live-table.ts";
import { floorOrder } from "../floor/floor.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import type { SceneLayers } from "../scene-engine.ts";
import { labelFragment, labelHeights, labelVertex } from "../shaders/label.ts";
import type { SceneUniforms } from "../uniforms.ts";
import type { Spheres } from "../visible-rows.ts";
import { GlyphAtlas, markPx, type TextStyle } from "./atlas.ts";
import { type LabelWish, placeLabels } from "./label-layout.ts";
import { featuredText, labelName, stateText } from "./label-text.ts";

/** Labels shown at most. */
const labelsMost = 160;
const glyphsMost = 6000;
/** Between two layouts while the camera moves, and while only the plant changes, milliseconds. */
const movingLayoutMs = 120;
const liveLayoutMs = 400;
/** Buffers are named only when they are at least this many pixels long. */
const bufferPx = 110;
/** Machines smaller than this on the screen have no label unless something is wrong, pixels. */
const smallestPx = 16;
const padX = 6;

/** What an instance is painted with: text, muted text, background, stem, marked background, then states from 8 on. */
const ink = { text: 0, muted: 1, back: 2, stem: 3, marked: 4, states: 8 } as const;

export interface LabelMoment {
  readonly clipFromPlant: Matrix4;
  readonly eye: Vector3;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelRatio: number;
  readonly seen: Spheres;
  readonly rowOf: Uint32Array;
  readonly touched: boolean;
  readonly nowMs: number;
}

interface LabelContent {
  readonly name: string;
  readonly second: string | undefined;
  readonly width: number;
  readonly height: number;
}

export class Labels {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  /** Rows whose labels are shown now, best first. */
  shown: number[] = [];
  readonly #table: LiveTable;
  readonly #placements: Placements;
  readonly #atlas: GlyphAtlas;
  readonly #words = new Int16Array(glyphsMost * 4);
  readonly #glyphs: InstancedBufferAttribute;
  readonly #anchors = new Float32Array(256 * 4);
  readonly #anchorTexture: DataTexture;
  readonly #clip = new Float64Array(16);
  #layers: SceneLayers = { states: true, flow: true, values: false, labels: true };
  #selectedRow = -1;
  #hoveredRow = -1;
  #count = 0;
  #dirty = true;
  #urgent = true;
  #lastMs = -Infinity;
  #version = -1;
  #wish: { dueMs: number } | undefined;

  constructor(table: LiveTable, placements: Placements, uniforms: SceneUniforms) {
    this.#table = table;
    this.#placements = placements;
    this.#atlas = new GlyphAtlas(1);
    this.#glyphs = new InstancedBufferAttribute(this.#words, 4);
    this.#glyphs.setUsage(DynamicDrawUsage);
    this.#anchorTexture = new DataTexture(this.#anchors, 256, 1, RGBAFormat, FloatType);
    this.#anchorTexture.magFilter = NearestFilter;
    this.#anchorTexture.minFilter = NearestFilter;
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute(
      "position",
      new BufferAttribute(new Float32Array([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]), 3),
    );
    geometry.setIndex([0, 2, 1, 0, 3, 2]);
    geometry.setAttribute("glyph", this.#glyphs);
    geometry.instanceCount = 1;
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        uniforms: {
          ...uniforms,
          atlas: { value: this.#atlas.texture },
          metrics: { value: this.#atlas.metrics },
          anchors: { value: this.#anchorTexture },
          textRatio: { value: 1 },
        },
        transparent: true,
        depthTest: false,
        depthWrite: false,
        vertexShader: labelVertex,
        fragmentShader: labelFragment,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.renderOrder = floorOrder.labels;
  }

  setLayers(layers: SceneLayers): void {
    this.#layers = layers;
    this.#urgent = true;
  }

  setMarks(selectedRow: number, hoveredRow: number): void {
    if (selectedRow === this.#selectedRow && hoveredRow === this.#hoveredRow) return;
    this.#selectedRow = selectedRow;
    this.#hoveredRow = hoveredRow;
    this.#urgent = true;
  }

  /** The font has arrived, or words changed: everything is drawn anew. */
  refresh(): void {
    this.#atlas.rebuild(this.#atlas.ratio);
    this.#urgent = true;
  }

  /** Milliseconds until a layout that waits is due; undefined when none waits. */
  wantsFrameInMs(nowMs: number): number | undefined {
    return this.#wish === undefined ? undefined : Math.max(0, this.#wish.dueMs - nowMs);
  }

  /** Lays out anew when it is due. */
  update(moment: LabelMoment): void {
    const { nowMs } = moment;
    const cameraMoved = this.#cameraMoved(moment.clipFromPlant);
    if (cameraMoved || moment.touched) this.#dirty = true;
    if (this.#layers.values && this.#table.version !== this.#version) this.#dirty = true;
    this.#wish = undefined;
    if (!this.#dirty && !this.#urgent) return;
    const dueMs = this.#lastMs + (cameraMoved ? movingLayoutMs : liveLayoutMs);
    if (!this.#urgent && nowMs < dueMs) {
      this.#wish = { dueMs };
      return;
    }
    this.#lastMs = nowMs;
    this.#dirty = false;
    this.#urgent = false;
    this.#version = this.#table.version;
    for (let index = 0; index < 16; index += 1) this.#clip[index] = moment.clipFromPlant.elements[index] ?? 0;
    this.#layout(moment);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.#atlas.dispose();
    this.#anchorTexture.dispose();
  }

  #cameraMoved(clip: Matrix4): boolean {
    for (let index = 0; index < 16; index += 1) {
      if (Math.abs((clip.elements[index] ?? 0) - (this.#clip[index] ?? 0)) > 1e-4) return true;
    }
    return false;
  }

  #layout(moment: LabelMoment): void {
    const ratio = Math.max(moment.pixelRatio, 0.85);
    if (Math.abs(ratio - this.#atlas.ratio) > 0.01) this.#atlas.rebuild(ratio);
    const { uniforms } = this.mesh.material;
    if (uniforms["textRatio"] !== undefined) uniforms["textRatio"].value = ratio;
    this.#count = 0;
    // Where text is drawn larger than the pixel ratio says, the picture has room for fewer labels.
    const scale = moment.pixelRatio / ratio;
    const width = moment.widthPx * scale;
    const height = moment.heightPx * scale;
    const wishes = this.#layers.labels ? this.#wishes(moment, width, height) : [];
    const contents = new Map(wishes.map((entry) => [entry.wish.row, entry]));
    const placed = placeLabels(
      wishes.map((entry) => entry.wish),
      width,
      height,
      labelsMost,
    );
    this.shown = placed.map((label) => label.wish.row);
    // Drawn from the last to the first, so that the best lies on top.
    placed.reverse().forEach((label, slot) => {
      const entry = contents.get(label.wish.row);
      if (entry === undefined) return;
      this.#anchors.set([entry.anchor[0], entry.anchor[1], entry.anchor[2], 0], slot * 4);
      this.#write(
        slot,
        entry.content,
        label.wish.row,
        label.left - Math.round(label.wish.x),
        label.top - Math.round(label.wish.y),
      );
    });
    this.#anchorTexture.needsUpdate = true;
    this.mesh.geometry.instanceCount = Math.max(1, this.#count);
    if (this.#count === 0) this.#words.fill(0, 0, 4);
    this.#glyphs.addUpdateRange(0, Math.max(1, this.#count) * 4);
    this.#glyphs.needsUpdate = true;
  }

  #wishes(
    moment: LabelMoment,
    width: number,
    height: number,
  ): { wish: LabelWish; content: LabelContent; anchor: readonly [number, number, number] }[] {
    const { clipFromPlant, seen, rowOf, eye } = moment;
    const m = clipFromPlant.elements;
    const best = new Map<
      number,
      {
        row: number;
        score: number;
        x: number;
        y: number;
        sizePx: number;
        anchor: readonly [number, number, number];
      }
    >();
    const always: {
      row: number;
      score: number;
      x: number;
      y: number;
      sizePx: number;
      anchor: readonly [number, number, number];
    }[] = [];
    const shownBefore = new Set(this.shown);
    for (let at = 0; at < seen.seenCount; at += 1) {
      const row = rowOf[seen.seen[at] ?? 0] ?? 0;
      const archetype = this.#placements.archetype[row];
      const forced = row === this.#selectedRow || row === this.#hoveredRow;
      if (archetype === "operator" && !forced) continue;
      const from = row * floatsPerRow;
      const x = this.#placements.data[from] ?? 0;
      const y = this.#placements.data[from + 1] ?? 0;
      const high = (this.#placements.data[from + 2] ?? 0) + (this.#placements.data[from + 6] ?? 0) + 0.35;
      const w = (m[3] ?? 0) * x + (m[7] ?? 0) * y + (m[11] ?? 0) * high + (m[15] ?? 0);
      if (w <= 0.1) continue;
      const cx = ((m[0] ?? 0) * x + (m[4] ?? 0) * y + (m[8] ?? 0) * high + (m[12] ?? 0)) / w;
      const cy = ((m[1] ?? 0) * x + (m[5] ?? 0) * y + (m[9] ?? 0) * high + (m[13] ?? 0)) / w;
      if (cx < -1 || cx > 1 || cy < -1 || cy > 1) continue;
      const distanceM = Math.hypot(x - eye.x, y - eye.y, high - eye.z);
      const length = this.#placements.data[from + 4] ?? 1;
      const sizePx = (length / distanceM) * height * 1.45;
      const loud = this.#layers.states ? urgency(this.#table.assetState[row] ?? 0) : 0;
      const buffer = archetype === "conveyor" || archetype === "rack";
      if (!forced && buffer && sizePx < bufferPx) continue;
      if (!forced && loud < 3 && sizePx < smallestPx) continue;
      const score = loud * 1e4 + (buffer ? 0 : 2000) + (shownBefore.has(row) ? 300 : 0) + sizePx;
      const entry = {
        row,
        score,
        x: (cx * 0.5 + 0.5) * width,
        y: (0.5 - cy * 0.5) * height,
        sizePx,
        anchor: [x, y, high] as const,
      };
      if (forced) {
        always.push(entry);
        continue;
      }
      // One candidate for each cell of the screen: keeps the sort short however many machines are in view.
      const cell = Math.floor(entry.x / 36) * 1000 + Math.floor(entry.y / 18);
      const rival = best.get(cell);
      if (rival === undefined || rival.score < score) best.set(cell, entry);
    }
    return [...always, ...best.values()].map((entry) => {
      const forced = entry.row === this.#selectedRow || entry.row === this.#hoveredRow;
      const content = this.#content(entry.row, forced, entry.sizePx);
      return {
        wish: {
          row: entry.row,
          x: entry.x,
          y: entry.y,
          width: content.width,
          height: content.height,
          score: entry.score,
          forced,
        },
        content,
        anchor: entry.anchor,
      };
    });
  }

  #content(row: number, forced: boolean, sizePx: number): LabelContent {
    const asset = this.#table.plant.assets[row];
    if (asset === undefined) return { name: "", second: undefined, width: 10, height: labelHeights.one };
    const name = labelName(
      asset,
      forced || (sizePx > 170 && asset.level !== "buffer" && asset.level !== "conveyor"),
    );
    const value = this.#layers.values ? featuredText(this.#table, asset) : undefined;
    const second = forced
      ? [stateText(this.#table, row), value].filter((text) => text !== undefined).join("  ·  ")
      : value;
    const first = padX * 2 + markPx + 4 + this.#textWidth("name", name);
    const wide = second === undefined ? first : Math.max(first, padX * 2 + this.#textWidth("small", second));
    return {
      name,
      second,
      width: Math.ceil(wide),
      height: second === undefined ? labelHeights.one : labelHeights.two,
    };
  }

  #textWidth(style: TextStyle, text: string): number {
    let width = 0;
    for (const letter of text) width += this.#atlas.glyph(style, letter).advance;
    return width;
  }

  #write(slot: number, content: LabelContent, row: number, left: number, top: number): void {
    const marked = row === this.#selectedRow;
    const two = content.second !== undefined;
    this.#put(slot, -1, top + content.height, 2, ink.stem);
    this.#put(slot, left, top, content.width, marked ? ink.marked : ink.back, two);
    const state = this.#table.assetState[row] ?? 0;
    const mark = this.#atlas.mark(this.#layers.states ? state : 0);
    this.#put(
      slot,
      left + padX,
      top + 3,
      mark.index,
      this.#layers.states && !this.#table.stale && urgency(state) > 0 ? ink.states + state : ink.muted,
    );
    this.#text(slot, "name", content.name, left + padX + markPx + 4, top + 2, ink.text);
    if (content.second !== undefined)
      this.#text(slot, "small", content.second, left + padX, top + 18, ink.muted);
  }

  #text(slot: number, style: TextStyle, text: string, left: number, top: number, colour: number): void {
    let x = left;
    for (const letter of text) {
      const glyph = this.#atlas.glyph(style, letter);
      if (letter !== " ") this.#put(slot, x, top, glyph.index, colour);
      x += glyph.advance;
    }
  }

  /** One instance: quarter pixels from the anchor, glyph or width, and label with ink. */
  #put(slot: number, x: number, y: number, glyph: number, colour: number, two = false): void {
    if (this.#count >= glyphsMost) return;
    const at = this.#count * 4;
    this.#words[at] = Math.round(x * 4);
    this.#words[at + 1] = Math.round(y * 4);
    this.#words[at + 2] = two ? -glyph : glyph;
    this.#words[at + 3] = slot * 64 + colour;
    this.#count += 1;
  }
}

/** How loud a state is, 0 (all well) to 5 (down). By state code. */
function urgency(stateCode: number): number {
  return urgencies[stateCode] ?? 0;
}
const urgencies = [1, 0, 0, 2, 4, 5, 2, 2, 2, 2, 0, 3, 0, 0];
