// What changes about an asset, two bytes a row in one small texture: state and fill. Two rows a texel; only lines with touched
// texels are uploaded, past three. Reads the live table; knows no geometry.
import { ExternalTexture } from "three";
import type { LiveTable } from "../live/live-table.ts";
import { floatsPerRow, type Placements } from "./placements.ts";
import { integerTexture, uploadPlainly } from "./raw-texture.ts";

const width = 256;
const bytesPerLine = width * 4;
const rowsPerLine = width * 2;

export class StateTexture {
  /** What materials sample as `states`. */
  readonly texture = new ExternalTexture();
  readonly #gl: WebGL2RenderingContext;
  readonly #data: Uint8Array<ArrayBuffer>;
  readonly #height: number;
  readonly #table: LiveTable;
  readonly #placements: Placements;
  #texture: WebGLTexture | undefined;

  constructor(gl: WebGL2RenderingContext, table: LiveTable, placements: Placements) {
    this.#gl = gl;
    this.#table = table;
    this.#placements = placements;
    this.#height = Math.max(1, Math.ceil(placements.rows / rowsPerLine));
    this.#data = new Uint8Array(this.#height * bytesPerLine);
    this.restore();
  }

  /** Makes the texture, after a lost context again, and uploads every row. */
  restore(): void {
    const gl = this.#gl;
    for (let row = 0; row < this.#placements.rows; row += 1) this.#write(row);
    uploadPlainly(gl, () => {
      this.#texture = integerTexture(gl, gl.RGBA8UI, width, this.#height);
      this.#upload(0, this.#height);
    });
    this.texture.sourceTexture = this.#texture ?? null;
  }

  /** Takes the touched rows of the live table; returns how many there were. */
  update(): number {
    const { touchedAssets } = this.#table;
    const { count } = touchedAssets;
    if (count === 0) return 0;
    let first = Infinity;
    let last = 0;
    for (const row of touchedAssets.rows()) {
      this.#write(row);
      if (row < first) first = row;
      if (row > last) last = row;
    }
    touchedAssets.clear();
    // One upload from the first line to the last: a call costs more than the lines between.
    const line = Math.floor(first / rowsPerLine);
    uploadPlainly(this.#gl, () => {
      this.#gl.bindTexture(this.#gl.TEXTURE_2D, this.#texture ?? null);
      this.#upload(line, Math.floor(last / rowsPerLine) - line + 1);
    });
    return count;
  }

  dispose(): void {
    this.#gl.deleteTexture(this.#texture ?? null);
  }

  #upload(line: number, lines: number): void {
    const gl = this.#gl;
    const { RGBA_INTEGER, TEXTURE_2D, UNSIGNED_BYTE } = gl;
    const from = line * bytesPerLine;
    gl.texSubImage2D(TEXTURE_2D, 0, 0, line, width, lines, RGBA_INTEGER, UNSIGNED_BYTE, this.#data, from);
  }

  #write(row: number): void {
    const capacity = this.#placements.data[row * floatsPerRow + 7] ?? 1;
    const count = this.#table.assetCount[row] ?? 0;
    this.#data[row * 2] = this.#table.assetState[row] ?? 0;
    this.#data[row * 2 + 1] = Math.min(255, Math.round((255 * count) / Math.max(1, capacity)));
  }
}
