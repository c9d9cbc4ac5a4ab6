// A list of row numbers as an instanced attribute, uploaded only where it differs from what the GPU has. Fixed capacity.
import { DynamicDrawUsage, InstancedBufferAttribute, type InstancedBufferGeometry } from "three";

/** A row number that draws nothing: keeps the number of draws the same when a list is empty. */
export const noRow = 0xffffffff;

export class RowList {
  readonly #rows: Uint32Array<ArrayBuffer>;
  readonly #attribute: InstancedBufferAttribute;
  readonly #geometry: InstancedBufferGeometry;
  #count = 0;
  /** First and last place that differ from what was uploaded. */
  #firstChanged = 0;
  #lastChanged = -1;

  /** Becomes the attribute `row` of the geometry. */
  constructor(geometry: InstancedBufferGeometry, capacity: number) {
    this.#rows = new Uint32Array(Math.max(1, capacity)).fill(noRow);
    this.#attribute = new InstancedBufferAttribute(this.#rows, 1);
    this.#attribute.setUsage(DynamicDrawUsage);
    this.#geometry = geometry;
    geometry.setAttribute("row", this.#attribute);
    geometry.instanceCount = 1;
  }

  /** Rows in the list. */
  get count(): number {
    return this.#count;
  }

  /** The row at a place. */
  rowAt(place: number): number {
    return this.#rows[place] ?? noRow;
  }

  /** Starts a new list. */
  begin(): void {
    this.#count = 0;
    this.#firstChanged = this.#rows.length;
    this.#lastChanged = -1;
  }

  add(row: number): void {
    this.#set(this.#count, row);
    this.#count += 1;
  }

  /** Ends the list and marks for upload what changed; an empty one keeps a row that draws nothing. */
  end(): void {
    if (this.#count === 0) this.#set(0, noRow);
    this.#geometry.instanceCount = Math.max(1, this.#count);
    if (this.#lastChanged < 0) return;
    this.#attribute.addUpdateRange(this.#firstChanged, this.#lastChanged - this.#firstChanged + 1);
    this.#attribute.needsUpdate = true;
  }

  #set(place: number, row: number): void {
    if (this.#rows[place] === row) return;
    this.#rows[place] = row;
    this.#firstChanged = Math.min(this.#firstChanged, place);
    this.#lastChanged = Math.max(this.#lastChanged, place);
  }
}
