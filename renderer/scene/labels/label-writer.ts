// Writes labels as instances of glyphs, backgrounds and stems into one array of words. Decides neither which nor where.
import type { LiveTable } from "../../live/live-table.ts";
import type { SceneLayers } from "../scene-engine.ts";
import { labelHeights } from "../shaders/label.ts";
import { type GlyphAtlas, markPx, type TextStyle } from "./atlas.ts";
import { urgency } from "./label-candidates.ts";
import { featuredText, fillText, labelName, stateText, tellsState } from "./label-text.ts";

const padX = 6;

/** What an instance is painted with: text, muted text, background, stem, marked background, then states from 8 on. */
const ink = { text: 0, muted: 1, back: 2, stem: 3, marked: 4, states: 8 } as const;

export interface LabelContent {
  readonly name: string;
  /** Room for the mark of a state; 0 for what has none of its own. */
  readonly markWidth: number;
  readonly second: string | undefined;
  readonly width: number;
  readonly height: number;
}

export class LabelWriter {
  /** Four words an instance: place from the anchor in quarter pixels, glyph or width, label with ink. */
  readonly words: Int16Array<ArrayBuffer>;
  /** Instances written since `begin`. */
  count = 0;
  readonly #table: LiveTable;
  readonly #atlas: GlyphAtlas;
  readonly #most: number;

  constructor(table: LiveTable, atlas: GlyphAtlas, instancesMost: number) {
    this.#most = instancesMost;
    this.words = new Int16Array(instancesMost * 4);
    this.#table = table;
    this.#atlas = atlas;
  }

  /** Starts anew. */
  begin(): void {
    this.count = 0;
  }

  /** Ends: without instances the first draws nothing. */
  end(): void {
    if (this.count === 0) this.words.fill(0, 0, 4);
  }

  /** What a label says and how large it is; more the nearer it is, and its state when `forced`. */
  contentOf(row: number, layers: SceneLayers, forced: boolean, sizePx: number): LabelContent {
    const asset = this.#table.plant.assets[row];
    if (asset === undefined)
      return { name: "", markWidth: 0, second: undefined, width: 10, height: labelHeights.one };
    const told = tellsState(asset);
    const filled = fillText(this.#table, asset);
    const called = labelName(asset, forced || (sizePx > 170 && told));
    const name = filled === undefined ? called : `${called}  ${filled}`;
    const markWidth = told ? markPx + 4 : 0;
    const value = layers.values ? featuredText(this.#table, asset) : undefined;
    const second = forced
      ? [told ? stateText(this.#table, row) : undefined, value]
          .filter((text) => text !== undefined)
          .join("  ·  ") || undefined
      : value;
    const first = padX * 2 + markWidth + this.#textWidth("name", name);
    const wide = second === undefined ? first : Math.max(first, padX * 2 + this.#textWidth("small", second));
    return {
      name,
      markWidth,
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

  /** Writes a label whose upper left corner is `left`, `top` pixels from the anchor `slot`. */
  write(
    slot: number,
    row: number,
    content: LabelContent,
    layers: SceneLayers,
    marked: boolean,
    left: number,
    top: number,
  ): void {
    const two = content.second !== undefined;
    this.#put(slot, -1, top + content.height, 2, ink.stem);
    this.#put(slot, left, top, content.width, marked ? ink.marked : ink.back, two);
    if (content.markWidth > 0) this.#mark(slot, row, layers, left + padX, top + 3);
    this.#text(slot, "name", content.name, left + padX + content.markWidth, top + 2, ink.text);
    if (content.second !== undefined)
      this.#text(slot, "small", content.second, left + padX, top + 18, ink.muted);
  }

  #mark(slot: number, row: number, layers: SceneLayers, left: number, top: number): void {
    const state = this.#table.assetState[row] ?? 0;
    const glyph = this.#atlas.mark(layers.states ? state : 0);
    const coloured = layers.states && !this.#table.stale && urgency(state) > 0;
    this.#put(slot, left, top, glyph.index, coloured ? ink.states + state : ink.muted);
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
    if (this.count >= this.#most) return;
    const at = this.count * 4;
    this.words[at] = Math.round(x * 4);
    this.words[at + 1] = Math.round(y * 4);
    this.words[at + 2] = two ? -glyph : glyph;
    this.words[at + 3] = slot * 32 + colour;
    this.count += 1;
  }
}
