// Drives a live table with frames made by hand: parts that travel the plant's own links, states that change at a given share.
// Deterministic by seed; the real encoder and decoder are in between. Knows no scene and no clock.
import { defined } from "#shared/base/assert.ts";
import { type Random, seededRandom } from "#shared/base/random.ts";
import { decodeFrame, type DecodedFrame } from "#shared/frame/decode.ts";
import { DirtyRows } from "#shared/frame/dirty-rows.ts";
import { encodeFrame, FrameBuffer } from "#shared/frame/encode.ts";
import { flagAllRows, flagFollowing, qualityCode } from "#shared/frame/layout.ts";
import { idealCycleS } from "#shared/model/plant.ts";
import { assetStates } from "#shared/model/state.ts";
import { freeRunS, workDoneS } from "#shared/twin/cycles.ts";
import { products } from "#shared/twin/looks.ts";
import { Moves } from "#shared/twin/moves.ts";
import { pathKey } from "#shared/twin/paths.ts";
import type { LiveTable } from "../live/live-table.ts";

const startMs = Date.UTC(2026, 10, 23, 6, 0, 0);
/** States by how often they are seen in a healthy plant. */
const usual = [
  "run",
  "run",
  "run",
  "run",
  "run",
  "run",
  "run",
  "idle",
  "starved",
  "blocked",
  "setup",
  "microstop",
  "down",
  "waitOperator",
] as const;

interface Traveller {
  row: number;
  /** In the asset, or on the way to the next. */
  onWay: boolean;
  toRow: number;
  look: number;
  untilMs: number;
}

export class GalleryFeed {
  readonly table: LiveTable;
  readonly moves = new Moves();
  readonly assetState: Uint8Array;
  readonly assetMode: Uint8Array;
  readonly assetFlags: Uint8Array;
  readonly assetCount: Uint16Array;
  readonly assetSinceMs: Float64Array;
  readonly assetCycleS: Float32Array;
  readonly assetIdealS: Float32Array;
  readonly signalValue: Float64Array;
  readonly signalTimeMs: Float64Array;
  readonly signalQuality: Uint8Array;
  timeMs = startMs;
  /** Moves started since the start. */
  started = 0;
  readonly #dirty: { assets: DirtyRows; signals: DirtyRows; slots: DirtyRows };
  readonly #random: Random;
  readonly #travellers: Traveller[] = [];
  readonly #next: number[][];
  readonly #active: number[] = [];
  readonly #buffer = new FrameBuffer();
  #sequence = 0;
  #turn = 0;

  constructor(table: LiveTable, parts: number, seed = 7) {
    this.table = table;
    const { plant } = table;
    this.#random = seededRandom(seed);
    const assets = plant.assets.length;
    const signals = plant.signals.length;
    this.assetState = new Uint8Array(assets);
    this.assetMode = new Uint8Array(assets);
    this.assetFlags = new Uint8Array(assets);
    this.assetCount = new Uint16Array(assets);
    this.assetSinceMs = new Float64Array(assets).fill(startMs);
    const variant = plant.file.variants[0]?.id ?? "";
    this.assetIdealS = Float32Array.from(plant.assets, (asset) => idealCycleS(asset, variant) ?? 0);
    // Out of step, so that machines do not move as one; from another sequence, so that the parts' stays as it was.
    const phases = seededRandom(seed + 1);
    this.assetCycleS = this.assetIdealS.map((idealS) => phases.next() * (idealS > 0 ? idealS : freeRunS));
    this.signalValue = new Float64Array(signals).map(() => 20 + this.#random.next() * 60);
    this.signalTimeMs = new Float64Array(signals).fill(startMs);
    this.signalQuality = new Uint8Array(signals).fill(qualityCode("good"));
    this.#dirty = {
      assets: new DirtyRows(assets),
      signals: new DirtyRows(signals),
      slots: new DirtyRows(Math.max(16, parts)),
    };
    this.#next = plant.assets.map(() => []);
    for (const link of plant.links) {
      const from = plant.assetRowById.get(link.from);
      const to = plant.assetRowById.get(link.to);
      if (from !== undefined && to !== undefined && link.kind !== "scrap") this.#next[from]?.push(to);
    }
    for (const asset of plant.assets) {
      if (
        table.twin.paths.placeOf[asset.row] === undefined ||
        (table.twin.paths.placeOf[asset.row] ?? -1) < 0
      )
        continue;
      this.#active.push(asset.row);
      this.assetState[asset.row] = this.#anyState();
    }
    for (let part = 0; part < parts; part += 1) this.#add(part);
  }

  /** Moves plant time on; parts whose move ended start the next. */
  advance(byMs: number): void {
    this.timeMs += byMs;
    this.#travellers.forEach((traveller, slot) => {
      if (traveller.untilMs <= this.timeMs) this.#go(slot, traveller);
    });
    for (const row of this.#active) this.#endCycle(row);
  }

  /** Assets that can have a state and hold parts. */
  get placeCount(): number {
    return this.#active.length;
  }

  /** Gives `share` of the assets a new state. */
  changeStates(share: number): void {
    const count = Math.round(this.#active.length * share);
    for (let change = 0; change < count; change += 1) {
      const row = this.#active[Math.floor(this.#random.next() * this.#active.length)] ?? 0;
      this.#change(row, this.#anyState());
    }
  }

  /** Gives one asset a state. */
  setState(id: string, state: string): void {
    const row = this.table.plant.assetRowById.get(id);
    const code = assetStates.findIndex((known) => known === state);
    if (row === undefined || code < 0) return;
    this.#change(row, code);
  }

  /** Starts a new move for `count` parts at once, whether they arrived or not; their slots lie far apart. */
  startMoves(count: number): void {
    const { length } = this.#travellers;
    for (let index = 0; index < count; index += 1) {
      this.#turn += 1;
      const slot = (this.#turn * 7919) % Math.max(1, length);
      const traveller = this.#travellers[slot];
      if (traveller !== undefined) this.#go(slot, traveller);
    }
  }

  /** Sends what changed through encoder and decoder into the table. `speed` 0 = paused. */
  send(speed = 1, all = this.#sequence === 0): void {
    this.table.apply(this.packet(speed, all));
  }

  /** What changed, encoded and decoded, ready for the table. */
  packet(speed = 1, all = this.#sequence === 0): DecodedFrame {
    this.#sequence += 1;
    const bytes = encodeFrame(
      this,
      this.#dirty,
      {
        sequence: this.#sequence,
        flags: (all ? flagAllRows : 0) | (speed === 1 ? flagFollowing : 0),
        timeMs: this.timeMs,
        startMs,
        endMs: this.timeMs,
        epochMs: startMs,
        speed,
      },
      this.#buffer,
    );
    const { plant, twin } = this.table;
    const limits = {
      assets: plant.assets.length,
      signals: plant.signals.length,
      paths: twin.paths.paths.length,
    };
    const frame = decodeFrame(bytes.slice(), limits);
    if (!frame.ok) throw new Error(`Bug: ${frame.problems.map((problem) => problem.message).join("; ")}`);
    return frame.value;
  }

  /** A machine whose cycle is over takes the next part at once. */
  #endCycle(row: number): void {
    const idealS = this.assetIdealS[row] ?? 0;
    const cycleS = this.assetCycleS[row] ?? 0;
    const state = this.assetState[row] ?? 0;
    if (idealS === 0 || workDoneS(cycleS, state, this.assetSinceMs[row] ?? 0, this.timeMs) < idealS) return;
    this.assetCycleS[row] = cycleS - idealS;
    this.#dirty.assets.mark(row);
  }

  #change(row: number, state: number): void {
    const before = this.assetState[row] ?? 0;
    this.assetCycleS[row] = workDoneS(
      this.assetCycleS[row] ?? 0,
      before,
      this.assetSinceMs[row] ?? 0,
      this.timeMs,
    );
    this.assetState[row] = state;
    this.assetSinceMs[row] = this.timeMs;
    this.#dirty.assets.mark(row);
  }

  #anyState(): number {
    const name = usual[Math.floor(this.#random.next() * usual.length)] ?? "run";
    return assetStates.indexOf(name);
  }

  #add(part: number): void {
    const { plant, twin } = this.table;
    const row = this.#active[Math.floor(this.#random.next() * this.#active.length)] ?? 0;
    const variants = plant.file.variants;
    const variant = variants[Math.floor(this.#random.next() * variants.length)]?.id;
    const product =
      plant.assets[row]?.size?.width !== undefined &&
      plant.assets[row].size.width > 1.5 &&
      plant.assets[row].level === "buffer"
        ? "pack"
        : "module";
    const slot = this.moves.allocate(`part-${part}`);
    const traveller: Traveller = {
      row,
      onWay: false,
      toRow: -1,
      look: twin.looks.partLook(products.includes(product) ? product : "part", variant),
      untilMs: 0,
    };
    this.#travellers[slot] = traveller;
    this.assetCount[row] = (this.assetCount[row] ?? 0) + 1;
    const fraction = this.#random.next();
    const lastsMs = (1 - fraction) * 9000;
    traveller.untilMs = this.timeMs + lastsMs;
    this.moves.set(
      slot,
      this.#placeOf(row, slot),
      traveller.look,
      fraction,
      1,
      this.timeMs,
      traveller.untilMs,
    );
  }

  /** Where the part of a slot is in an asset: along its place, or on a seat of a rack. */
  #placeOf(row: number, slot: number): number {
    const { placeOf, seatsOf } = this.table.twin.paths;
    return (placeOf[row] ?? 0) + (slot % Math.max(1, seatsOf[row] ?? 0));
  }

  #go(slot: number, traveller: Traveller): void {
    const { plant, twin } = this.table;
    const seconds = (least: number, spread: number): number => (least + this.#random.next() * spread) * 1000;
    let path: number;
    let lastsMs: number;
    if (traveller.onWay) {
      traveller.row = traveller.toRow;
      traveller.onWay = false;
      path = this.#placeOf(traveller.row, slot);
      lastsMs = seconds(5, 6);
      this.#count(traveller.row, 1);
    } else {
      const next = this.#next[traveller.row] ?? [];
      const toRow = next[Math.floor(this.#random.next() * next.length)];
      this.#count(traveller.row, -1);
      if (toRow === undefined) {
        // At the end of the line: begins again at the start of some line.
        const starts = this.#active.filter((row) => plant.assets[row]?.level === "supply");
        traveller.row =
          starts[Math.floor(this.#random.next() * starts.length)] ?? defined(this.#active[0], "an asset");
        path = twin.paths.placeOf[traveller.row] ?? 0;
        lastsMs = seconds(5, 6);
        this.#count(traveller.row, 1);
      } else {
        traveller.onWay = true;
        traveller.toRow = toRow;
        path = twin.paths.wayOf.get(pathKey(plant, traveller.row, toRow)) ?? 0;
        lastsMs = seconds(2, 2);
      }
    }
    traveller.untilMs = this.timeMs + lastsMs;
    this.moves.set(slot, path, traveller.look, 0, 1, this.timeMs, traveller.untilMs);
    this.#dirty.slots.mark(slot);
    this.started += 1;
  }

  #count(row: number, by: number): void {
    this.assetCount[row] = Math.max(0, (this.assetCount[row] ?? 0) + by);
    this.#dirty.assets.mark(row);
  }
}
