// What changes about an asset, two bytes a row in one small texture: state and fill. Two rows a texel; only touched texels are uploaded.
// Reads the live table; knows no geometry.
import { DataTexture, NearestFilter, RGBAIntegerFormat, UnsignedByteType } from "three";
import type { LiveTable } from "../live/live-table.ts";
import { floatsPerRow, type Placements } from "./placements.ts";

const width = 256;
/** Above this many single rows one upload of the whole texture is cheaper than one call a row. */
const singleUploads = 24;

export class StateTexture {
  readonly texture: DataTexture;
  readonly #data: Uint8Array<ArrayBuffer>;
  readonly #table: LiveTable;
  readonly #placements: Placements;

  constructor(table: LiveTable, placements: Placements) {
    this.#table = table;
    this.#placements = placements;
    const height = Math.max(1, Math.ceil(placements.rows / 2 / width));
    this.#data = new Uint8Array(width * height * 4);
    this.texture = new DataTexture(this.#data, width, height, RGBAIntegerFormat, UnsignedByteType);
    this.texture.internalFormat = "RGBA8UI";
    this.texture.magFilter = NearestFilter;
    this.texture.minFilter = NearestFilter;
    this.texture.unpackAlignment = 4;
    this.rewrite();
  }

  /** Writes every row anew and uploads all. */
  rewrite(): void {
    for (let row = 0; row < this.#placements.rows; row += 1) this.#write(row);
    this.texture.clearUpdateRanges();
    this.texture.needsUpdate = true;
  }

  /** Takes the touched rows of the live table; returns how many there were. */
  update(): number {
    const { touchedAssets } = this.#table;
    const { count } = touchedAssets;
    if (count === 0) return 0;
    const rows = touchedAssets.rows();
    const single = count <= singleUploads;
    for (const row of rows) {
      this.#write(row);
      if (single) this.texture.addUpdateRange((row >> 1) * 4, 4);
    }
    if (!single) this.texture.clearUpdateRanges();
    touchedAssets.clear();
    this.texture.needsUpdate = true;
    return count;
  }

  #write(row: number): void {
    const capacity = this.#placements.data[row * floatsPerRow + 7] ?? 1;
    const count = this.#table.assetCount[row] ?? 0;
    this.#data[row * 2] = this.#table.assetState[row] ?? 0;
    this.#data[row * 2 + 1] = Math.min(255, Math.round((255 * count) / Math.max(1, capacity)));
  }
}
