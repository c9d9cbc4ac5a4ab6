// The layer of the bottleneck: what the report says, at the time that is shown. Three draws at most, none while it is off.
// Knows no store and no host: scene-looks.ts hands it what they say.
import { Group } from "three";
import type { FlowInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { floorOrder } from "../floor/floor.ts";
import type { Placements } from "../placements.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { Curtain } from "./curtain.ts";
import { FlowRibbon } from "./flow-ribbon.ts";
import { haloUniforms, setMembers, ShareFloor } from "./share-floor.ts";

/** What limits the line at a time. */
export interface ConstraintNow {
  readonly resource: string;
  /** Rows of its stations. */
  readonly rows: readonly number[];
  /** Later parts may still change it. */
  readonly provisional: boolean;
}

/** A report as the scene reads it. */
export interface BottleneckLook {
  /** Share of the critical path by row; stations of a cell have the cell's. */
  readonly shares: ReadonlyMap<number, number>;
  /** The same object as long as the same holds. */
  readonly at: (timeMs: number) => ConstraintNow | undefined;
}

/** Of one pulse, milliseconds of the wall: slower than anything that alarms. */
const pulseMs = 3_200;
/** A smaller share is not worth a colour. */
const leastShare = 0.01;

export class BottleneckLayer {
  readonly group = new Group();
  /** The constraint shown now. */
  now: ConstraintNow | undefined;
  /** Its share of the critical path. */
  share = 0;
  readonly #table: LiveTable;
  readonly #placements: Placements;
  readonly #halo = haloUniforms();
  readonly #floor: ShareFloor;
  readonly #flow: FlowRibbon;
  readonly #curtain: Curtain;
  readonly #lessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  #look: BottleneckLook | undefined;
  #shown = false;
  #show = false;
  #dirty = true;

  constructor(table: LiveTable, placements: Placements, uniforms: SceneUniforms) {
    this.#table = table;
    this.#placements = placements;
    const buffers = table.plant.assets
      .filter(({ level, capacity, row }) => {
        const holds = level === "buffer" || level === "conveyor";
        return holds && capacity !== undefined && placements.model[row] !== undefined;
      })
      .map(({ row }) => row);
    this.#floor = new ShareFloor(buffers, uniforms, this.#halo);
    this.#flow = new FlowRibbon(table.plant, table.twin.paths, uniforms);
    this.#curtain = new Curtain(uniforms, this.#halo);
    this.#flow.mesh.renderOrder = floorOrder.flow;
    this.#floor.mesh.renderOrder = floorOrder.shares;
    this.group.add(this.#flow.mesh, this.#floor.mesh, this.#curtain.mesh);
    this.group.visible = false;
  }

  setShown(shown: boolean): void {
    this.#shown = shown;
    this.group.visible = shown;
    this.#dirty = true;
  }

  setTheme(show: boolean): void {
    this.#show = show;
    this.#dirty = true;
  }

  setLook(look: BottleneckLook | undefined): void {
    this.#look = look;
    this.#dirty = true;
  }

  setFlow(info: FlowInfo | undefined): void {
    this.#flow.show(info);
  }

  /** Something moves by itself: the pulse, where people are shown the plant and do not mind motion. */
  get pulses(): boolean {
    return this.#shown && this.#show && this.now !== undefined && !this.#lessMotion.matches;
  }

  /** Brings it to the time shown; tells whether another constraint holds. `nowMs` is wall time. */
  update(timeMs: number, nowMs: number): boolean {
    const now = this.#shown ? this.#look?.at(timeMs) : undefined;
    const isOther = now !== this.now || this.#dirty;
    this.now = now;
    this.#halo.pulse.value =
      this.pulses && this.#table.speed !== 0 && !this.#table.stale ? (nowMs % pulseMs) / pulseMs : -1;
    if (!isOther) return false;
    this.#dirty = false;
    const rows = (now?.rows ?? []).filter((row) => this.#placements.model[row] !== undefined);
    this.share = Math.max(0, ...rows.map((row) => this.#look?.shares.get(row) ?? 0));
    setMembers(this.#halo, this.#placements, rows);
    this.#halo.provisional.value = now?.provisional === true ? 1 : 0;
    const worth = [...(this.#look?.shares ?? [])].filter(
      ([row, share]) => share >= leastShare && this.#placements.model[row] !== undefined,
    );
    this.#floor.show(new Map(worth), rows);
    this.#curtain.mesh.visible = this.#show && rows.length > 0;
    return true;
  }

  dispose(): void {
    this.#floor.dispose();
    this.#flow.dispose();
    this.#curtain.dispose();
  }
}
