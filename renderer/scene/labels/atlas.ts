// One picture of every glyph the labels need: letters of the bundled font, and the state marks. Drawn on a 2-D canvas
// at the size it is shown, so text stays crisp; grows when an unknown letter is asked for.
import { CanvasTexture, DataTexture, FloatType, NearestFilter, RGBAFormat } from "three";
import { assetStates } from "#shared/model/state.ts";
import { stateMarks } from "../../ui/tokens.ts";

/** Glyphs the metrics texture can hold. */
const maxGlyphs = 512;
const atlasPx = 512;
/** Letters that are always there. */
const basicLetters =
  " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~°µ·²³…–—×Ωäöüß";

export type TextStyle = "name" | "small";
/** CSS pixels and weight of the two text styles. */
export const textStyles: Readonly<Record<TextStyle, { readonly px: number; readonly weight: number }>> = {
  name: { px: 13, weight: 600 },
  small: { px: 12, weight: 500 },
};
/** Side of a state mark, CSS pixels. */
export const markPx = 13;

/** A glyph: its number in the metrics texture and its advance in CSS pixels. */
export interface Glyph {
  readonly index: number;
  readonly advance: number;
}

export class GlyphAtlas {
  readonly texture: CanvasTexture;
  /** A texel a glyph: x, y, width, height in atlas pixels. */
  readonly metrics: DataTexture;
  readonly #canvas = document.createElement("canvas");
  readonly #context: CanvasRenderingContext2D | undefined;
  readonly #metricData = new Float32Array(maxGlyphs * 4);
  readonly #glyphs: Record<TextStyle, Map<string, Glyph>> = { name: new Map(), small: new Map() };
  readonly #marks: Glyph[] = [];
  #ratio = 1;
  #count = 0;
  #penX = 1;
  #penY = 1;
  #lineHeight = 0;

  constructor(ratio: number) {
    this.#canvas.width = atlasPx;
    this.#canvas.height = atlasPx;
    this.#context = this.#canvas.getContext("2d", { willReadFrequently: true }) ?? undefined;
    this.texture = new CanvasTexture(this.#canvas);
    this.texture.magFilter = NearestFilter;
    this.texture.minFilter = NearestFilter;
    this.texture.generateMipmaps = false;
    this.texture.flipY = false;
    this.metrics = new DataTexture(this.#metricData, maxGlyphs, 1, RGBAFormat, FloatType);
    this.metrics.magFilter = NearestFilter;
    this.metrics.minFilter = NearestFilter;
    this.rebuild(ratio);
  }

  /** Device pixels a CSS pixel of text. */
  get ratio(): number {
    return this.#ratio;
  }

  /** Draws everything anew: at another ratio, or when the font has arrived. */
  rebuild(ratio: number): void {
    this.#ratio = ratio;
    this.#count = 0;
    this.#penX = 1;
    this.#penY = 1;
    this.#lineHeight = 0;
    this.#marks.length = 0;
    const known = { name: [...this.#glyphs.name.keys()], small: [...this.#glyphs.small.keys()] };
    this.#context?.clearRect(0, 0, atlasPx, atlasPx);
    assetStates.forEach((state) => this.#addMark(state));
    for (const style of ["name", "small"] as const) {
      this.#glyphs[style].clear();
      for (const letter of basicLetters) this.glyph(style, letter);
      for (const letter of known[style]) this.glyph(style, letter);
    }
  }

  /** The mark of a state. */
  mark(stateCode: number): Glyph {
    return this.#marks[stateCode] ?? { index: 0, advance: markPx };
  }

  /** A letter; drawn now when it is new. An atlas that is full shows a blank. */
  glyph(style: TextStyle, letter: string): Glyph {
    const known = this.#glyphs[style].get(letter);
    if (known !== undefined) return known;
    const context = this.#context;
    const { px, weight } = textStyles[style];
    const size = px * this.#ratio;
    if (context === undefined) return { index: 0, advance: px * 0.6 };
    context.font = `${weight} ${size}px "Inter Variable", sans-serif`;
    const digit = style === "small" && letter >= "0" && letter <= "9";
    const natural = context.measureText(letter).width;
    // Figures of values take the width of the widest, so that numbers do not dance; in a name they stand as close as letters.
    const advance = digit ? context.measureText("0").width : natural;
    const width = Math.ceil(Math.max(advance, natural)) + 2;
    const height = Math.ceil(size * 1.3);
    const index = this.#place(width, height, (x, y) => {
      context.textBaseline = "alphabetic";
      context.fillStyle = "#fff";
      context.fillText(letter, x + 1 + (digit ? (advance - natural) / 2 : 0), y + Math.round(size));
    });
    const glyph = { index, advance: advance / this.#ratio };
    this.#glyphs[style].set(letter, glyph);
    return glyph;
  }

  dispose(): void {
    this.texture.dispose();
    this.metrics.dispose();
  }

  #addMark(state: keyof typeof stateMarks): void {
    const side = Math.round(markPx * this.#ratio);
    const mark = stateMarks[state];
    const context = this.#context;
    const index = this.#place(side, side, (x, y) => {
      if (context === undefined) return;
      context.save();
      context.translate(x, y);
      context.scale(side / 16, side / 16);
      const path = new Path2D(mark.path);
      if (mark.hollow) {
        context.lineWidth = 1.9;
        context.strokeStyle = "#fff";
        context.lineCap = "round";
        context.lineJoin = "round";
        context.stroke(path);
      } else {
        context.fillStyle = "#fff";
        context.fill(path);
      }
      context.restore();
    });
    this.#marks.push({ index, advance: markPx });
  }

  #place(width: number, height: number, draw: (x: number, y: number) => void): number {
    if (this.#penX + width + 1 > atlasPx) {
      this.#penX = 1;
      this.#penY += this.#lineHeight + 1;
      this.#lineHeight = 0;
    }
    if (this.#penY + height + 1 > atlasPx || this.#count >= maxGlyphs) return 0;
    draw(this.#penX, this.#penY);
    const index = this.#count;
    this.#metricData.set([this.#penX, this.#penY, width, height], index * 4);
    this.#penX += width + 1;
    this.#lineHeight = Math.max(this.#lineHeight, height);
    this.#count += 1;
    this.texture.needsUpdate = true;
    this.metrics.needsUpdate = true;
    return index;
  }
}
