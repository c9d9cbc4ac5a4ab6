// What labels say, as instances of glyphs, backgrounds and stems relative to each label's own corner. A shape is kept
// until its machine would say something else. Decides neither which labels are shown nor where.
import type { LiveTable } from "../../live/live-table.ts";
import type { SceneLayers } from "../scene-engine.ts";
import { findingColorAt } from "../shaders/common.ts";
import { labelHeights } from "../shaders/label.ts";
import { type GlyphAtlas, markPx, type TextStyle } from "./atlas.ts";
import { urgency } from "./label-candidates.ts";
import { featuredSignalRow, fillText, labelName, stateText, tellsState, valueText } from "./label-text.ts";

const padX = 6;
/** From this length on the screen a machine is called by its whole name, pixels. */
const wholeNamePx = 170;

/** What an instance is painted with: text, muted text, background, stem, then states from 8 on. */
const ink = { text: 0, muted: 1, back: 2, stem: 3, states: 8, finding: 8 + findingColorAt } as const;
/** Inks there is room for in an instance's last word; the slot lies above them. */
const inksPerSlot = 32;
/** An instance that draws nothing: a background without width. */
export const blankInstance = [0, 0, 0, ink.back] as const;

/** The label of one row. */
export interface LabelShape {
  readonly width: number;
  readonly height: number;
  /** Four words an instance: place from the label's corner in quarter pixels, glyph or width, slot with ink. */
  readonly words: Int16Array;
  /** Selected or under the pointer: it lies above the others. */
  readonly forced: boolean;
  /** The slot its words name. */
  slot: number;
  /** What it was made of: as long as all are equal it says the same. */
  readonly looks: number;
  readonly count: number;
  readonly value: number;
  /** What is said in the colour of findings. */
  readonly note: string | undefined;
}

export class LabelShapes {
  readonly #table: LiveTable;
  readonly #atlas: GlyphAtlas;
  /** By asset row: an array, because every label looks here in every layout. */
  readonly #shapes: (LabelShape | undefined)[];
  readonly #keptRows: number[] = [];
  /** By asset row; -1 = no featured number. */
  readonly #signalRow: Int32Array;
  #constraintRow = -1;
  #constraintText: string | undefined;
  #notes: ReadonlyMap<number, string> = new Map();
  /** Instances of the shape that is being made; grows with the longest label. */
  #words = new Int16Array(256);
  #used = 0;

  constructor(table: LiveTable, atlas: GlyphAtlas) {
    this.#table = table;
    this.#atlas = atlas;
    this.#shapes = table.plant.assets.map(() => undefined);
    this.#signalRow = Int32Array.from(table.plant.assets, (asset) => featuredSignalRow(table, asset));
  }

  /** Shapes that are kept. */
  get size(): number {
    return this.#keptRows.length;
  }

  /** Makes all shapes anew: letters have changed, or too many are kept. */
  clear(): void {
    for (const row of this.#keptRows) this.#shapes[row] = undefined;
    this.#keptRows.length = 0;
  }

  /** What the label of a row says besides; -1 = of none. */
  setConstraint(row: number, text: string | undefined): void {
    this.#constraintRow = row;
    this.#constraintText = text;
  }

  /** By row, what their labels say of findings. */
  setNotes(notes: ReadonlyMap<number, string>): void {
    this.#notes = notes;
  }

  /** The label of a row as it is now; more of it the nearer it is, and its state when `forced`. */
  of(row: number, layers: SceneLayers, forced: boolean, sizePx: number): LabelShape {
    const table = this.#table;
    const signalRow = layers.values ? (this.#signalRow[row] ?? -1) : -1;
    const looks =
      (table.assetState[row] ?? 0) |
      (signalRow < 0 ? 0 : (table.signalQuality[signalRow] ?? 0) << 8) |
      (layers.states ? 1 << 16 : 0) |
      (layers.values ? 1 << 17 : 0) |
      (table.stale ? 1 << 18 : 0) |
      (forced ? 1 << 19 : 0) |
      (sizePx > wholeNamePx ? 1 << 20 : 0);
    const count = table.assetCount[row] ?? 0;
    const value = signalRow < 0 ? 0 : (table.signalValue[signalRow] ?? 0);
    const note = this.#noteOf(row);
    const known = this.#shapes[row];
    if (
      known !== undefined &&
      known.looks === looks &&
      known.count === count &&
      known.value === value &&
      known.note === note
    )
      return known;
    const { width, height } = this.#write(row, layers, forced, sizePx, signalRow, note);
    const words = this.#words.slice(0, this.#used);
    const shape: LabelShape = { width, height, words, forced, slot: 0, looks, count, value, note };
    if (known === undefined) this.#keptRows.push(row);
    this.#shapes[row] = shape;
    return shape;
  }

  /** What limits the line and has a finding says both. */
  #noteOf(row: number): string | undefined {
    const limits = row === this.#constraintRow ? this.#constraintText : undefined;
    const finding = this.#notes.get(row);
    if (limits === undefined || finding === undefined) return limits ?? finding;
    return `${limits}  ·  ${finding}`;
  }

  /** Writes the label of a row into the words from their start. */
  #write(
    row: number,
    layers: SceneLayers,
    forced: boolean,
    sizePx: number,
    signalRow: number,
    note: string | undefined,
  ): { width: number; height: number } {
    this.#used = 0;
    const table = this.#table;
    const asset = table.plant.assets[row];
    if (asset === undefined) return { width: 10, height: labelHeights.one };
    const told = tellsState(asset);
    const filled = fillText(table, asset);
    const called = labelName(asset, forced || (sizePx > wholeNamePx && told));
    const name = filled === undefined ? called : `${called}  ${filled}`;
    const state = forced && told ? stateText(table, row) : undefined;
    const second = [state, signalRow < 0 ? undefined : valueText(table, signalRow)]
      .filter((text) => text !== undefined)
      .join("  ·  ");
    const two = second !== "" || note !== undefined;
    const height = two ? labelHeights.two : labelHeights.one;
    const nameX = padX + (told ? markPx + 4 : 0);
    // The background lies under the words and is as wide as they turn out to be.
    this.#put(0, height, 2, ink.stem);
    this.#put(0, 0, 0, ink.back);
    if (told) {
      const code = table.assetState[row] ?? 0;
      const coloured = layers.states && !table.stale && urgency(code) > 0;
      const mark = this.#atlas.mark(layers.states ? code : 0);
      this.#put(padX, 3, mark.index, coloured ? ink.states + code : ink.muted);
    }
    const nameEnd = this.#text("name", name, nameX, 2, ink.text);
    const toldEnd = note === undefined ? padX : this.#text("small", note, padX, 18, ink.finding);
    const secondFrom = note === undefined ? padX : toldEnd + padX * 2;
    const secondEnd = second === "" ? toldEnd : this.#text("small", second, secondFrom, 18, ink.muted);
    const width = Math.ceil(Math.max(nameEnd, secondEnd) + padX);
    this.#words[6] = two ? -width : width;
    return { width, height };
  }

  /** Writes a text from `left`; where it ends. */
  #text(style: TextStyle, text: string, left: number, top: number, colour: number): number {
    let x = left;
    for (const letter of text) {
      const glyph = this.#atlas.glyph(style, letter);
      if (letter !== " ") this.#put(x, top, glyph.index, colour);
      x += glyph.advance;
    }
    return x;
  }

  #put(x: number, y: number, glyph: number, colour: number): void {
    if (this.#used + 4 > this.#words.length) {
      const grown = new Int16Array(this.#words.length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words[this.#used] = Math.round(x * 4);
    this.#words[this.#used + 1] = Math.round(y * 4);
    this.#words[this.#used + 2] = glyph;
    this.#words[this.#used + 3] = colour;
    this.#used += 4;
  }
}

/** Makes the words of a shape name another slot. */
export function moveToSlot(shape: LabelShape, slot: number): void {
  if (shape.slot === slot) return;
  const change = (slot - shape.slot) * inksPerSlot;
  const { words } = shape;
  for (let at = 3; at < words.length; at += 4) words[at] = (words[at] ?? 0) + change;
  shape.slot = slot;
}
