// The texts painted on the floor, as one texture of coverage: a cell each, the large line above, the small one under it.
// Needs the interface's font; drawn again when it has arrived.
import { DataTexture, LinearFilter, LinearMipmapLinearFilter, RedFormat, UnsignedByteType } from "three";
import type { FloorText } from "./paint-plan.ts";
import { textAspect } from "./paint-plan.ts";

const columns = 2;
/** Texels that all texts share, and the width of a cell at most. */
const texelsMost = 3_500_000;
const cellMost = 768;

export class TextAtlas {
  readonly texture: DataTexture;
  readonly #texts: readonly FloorText[];
  readonly #cellWidth: number;
  readonly #cellHeight: number;
  readonly #rows: number;

  constructor(texts: readonly FloorText[]) {
    this.#texts = texts;
    this.#rows = Math.max(1, Math.ceil(texts.length / columns));
    const shared = Math.sqrt((texelsMost * textAspect) / Math.max(1, texts.length));
    this.#cellWidth = texts.length === 0 ? 2 : Math.min(cellMost, 8 * Math.floor(shared / 8));
    this.#cellHeight = texts.length === 0 ? 2 : Math.round(this.#cellWidth / textAspect);
    const [width, height] = [this.#cellWidth * columns, this.#cellHeight * this.#rows];
    this.texture = new DataTexture(
      new Uint8Array(width * height),
      width,
      height,
      RedFormat,
      UnsignedByteType,
    );
    this.texture.minFilter = LinearMipmapLinearFilter;
    this.texture.magFilter = LinearFilter;
    this.texture.generateMipmaps = true;
    this.texture.anisotropy = 8;
    this.texture.unpackAlignment = 1;
    this.texture.needsUpdate = true;
  }

  /** Cell of a text: u and v of its lower left and upper right corner. */
  cell(index: number): readonly [number, number, number, number] {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    return [column / columns, 1 - (row + 1) / this.#rows, (column + 1) / columns, 1 - row / this.#rows];
  }

  /** Draws all texts with the font as it is now. */
  refresh(): void {
    const canvas = document.createElement("canvas");
    canvas.width = this.#cellWidth * columns;
    canvas.height = this.#cellHeight * this.#rows;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const { data } = this.texture.image;
    if (context === null || data === null || this.#texts.length === 0) return;
    context.textBaseline = "alphabetic";
    context.fillStyle = "#fff";
    const high = this.#cellHeight;
    this.#texts.forEach(({ large, small }, index) => {
      const x = (index % columns) * this.#cellWidth + 2;
      const y = Math.floor(index / columns) * high;
      const most = this.#cellWidth - 8;
      const size = small === "" ? 0.82 : 0.76;
      context.font = `700 ${Math.round(high * size)}px "Inter Variable", sans-serif`;
      context.fillText(large, x, y + high * (small === "" ? 0.8 : 0.62), most);
      if (small === "") return;
      context.font = `600 ${Math.round(high * 0.29)}px "Inter Variable", sans-serif`;
      context.fillText(small, x, y + high * 0.93, most);
    });
    const { width, height } = canvas;
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    // Rows of a texture go upwards; the highest byte of a pixel is its coverage.
    for (let y = 0; y < height; y += 1) {
      const from = (height - 1 - y) * width;
      for (let x = 0; x < width; x += 1) data[y * width + x] = (pixels[from + x] ?? 0) >>> 24;
    }
    this.texture.needsUpdate = true;
  }

  dispose(): void {
    this.texture.dispose();
  }
}
