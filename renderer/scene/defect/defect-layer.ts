// The layer of defects: pins where findings are at the time that is shown, and of the finding that is looked at the way its parts
// took, where they are, what is suspected, and where the defects lie on the part. Six draws at most, none while it is off; nothing
// in it moves by itself. Knows no store and no host: scene-looks.ts hands it what they say.
import { Group, type Matrix4 } from "three";
import type { DefectFinding, PartPlace, SuspectInfo } from "#shared/model/defect-schema.ts";
import { products } from "#shared/twin/looks.ts";
import { pointOnPath } from "#shared/twin/paths.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { formatCount } from "../../messages/format.ts";
import { nextOf, type Pin, pinsOf, standingRow, steadySpan } from "../../state/finding-pins.ts";
import { pinBox, tagBox } from "../../ui/finding-pin.ts";
import type { ThemeTokens } from "../../ui/tokens.ts";
import { type LabelExtras, type LabelLift, labelAboveM, noExtras } from "../labels/label-extras.ts";
import { partSizes } from "../parts/part-looks.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { findingText, placeText, suspectText } from "./defect-words.ts";
import { defectField, mainSpots } from "./density.ts";
import { heatTopM, PartHeat } from "./part-heat.ts";
import { Pins, type ScreenBox, type Standing, type TagFace } from "./pins.ts";
import { type PartsPlace, routeLines } from "./route.ts";
import { RouteMesh } from "./route-mesh.ts";
import { type Arc, type Point, Suspect } from "./suspect.ts";

/** Findings as the layer reads them: what `findingsAt` of the store says, and which is looked at. */
export interface FindingsLook {
  /** All of the report, whatever the time. */
  readonly all: readonly DefectFinding[];
  readonly at: (timeMs: number) => readonly DefectFinding[];
  readonly shown: DefectFinding | undefined;
}

/** What the pointer meets in this layer: an asset, and the finding that a click opens. */
export interface DefectHit {
  readonly row: number;
  readonly findingId: string | undefined;
}

/** Where tags stand above the transport plane in what is higher than `lowM`, metres: over the parts, before what is around them. */
const tagAboveM = 0.3;
const lowM = 1.5;
/** How high an arc rises: of its span, at least and at most, metres. */
const arcShare = 0.2;
const [leastArcM, mostArcM] = [2.5, 9];

/** Affected parts at one place. */
interface TaggedPlace extends PartsPlace {
  readonly face: TagFace;
}

export class DefectLayer {
  readonly group = new Group();
  /** What labels say besides and how much higher they stand; new whenever `update` tells so. */
  extras: LabelExtras = noExtras;
  readonly #table: LiveTable;
  readonly #placements: Placements;
  readonly #uniforms: SceneUniforms;
  readonly #pins: Pins;
  readonly #route: RouteMesh;
  readonly #suspect: Suspect;
  readonly #heat: PartHeat;
  #look: FindingsLook | undefined;
  #standing: readonly DefectHit[] = [];
  #shown = false;
  #dirty = true;
  /** As long as the time shown is in it, the pins are the same. */
  #steady = { fromMs: Infinity, toMs: -Infinity };

  constructor(table: LiveTable, placements: Placements, uniforms: SceneUniforms, tokens: ThemeTokens) {
    this.#table = table;
    this.#placements = placements;
    this.#uniforms = uniforms;
    this.#pins = new Pins(uniforms, tokens);
    this.#route = new RouteMesh(uniforms);
    this.#suspect = new Suspect(uniforms);
    this.#heat = new PartHeat(table, placements, uniforms);
    this.group.add(this.#route.mesh, this.#suspect.group, this.#heat.group, this.#pins.mesh);
    this.group.visible = false;
  }

  setShown(shown: boolean): void {
    this.#shown = shown;
    this.group.visible = shown;
    this.#dirty = true;
  }

  setTheme(tokens: ThemeTokens): void {
    this.#pins.setTheme(tokens);
  }

  /** The font has come: what is written on pins and tags is drawn with it. */
  refresh(): void {
    this.#pins.refresh();
  }

  setLook(look: FindingsLook | undefined): void {
    this.#look = look;
    this.#dirty = true;
  }

  /** A frame at this time would show other pins than the last. */
  isDue(timeMs: number): boolean {
    return this.#shown && this.#look !== undefined && !this.#isSteady(timeMs);
  }

  /** Before each frame: brings it to the time shown and the look of `clip`; tells whether labels have other extras. */
  update(timeMs: number, pixelRatio: number, clip: Matrix4): boolean {
    const isLaid = this.#dirty || (this.#shown && !this.#isSteady(timeMs));
    if (isLaid) {
      this.#dirty = false;
      const look = this.#shown ? this.#look : undefined;
      this.#steady = steadySpan(look?.all ?? [], timeMs);
      this.#lay(look, timeMs);
    }
    // After it: what has just been stood up is in this very picture, which may be the last for long.
    if (this.#shown) {
      this.#pins.update(pixelRatio, clip, this.#uniforms.resolution.value.y);
      this.#heat.face(this.#uniforms.eye.value);
    }
    return isLaid;
  }

  /** What stands under a point of a picture of `width` x `height` CSS pixels; the one on top. */
  hitAt(clip: Matrix4, width: number, height: number, x: number, y: number): DefectHit | undefined {
    if (!this.#shown) return undefined;
    const unit = this.#pins.ratio / this.#uniforms.pixelRatio.value;
    let hit: DefectHit | undefined;
    this.#pins.eachBox(clip, width, height, unit, (box, index) => {
      if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) hit = this.#standing[index];
    });
    return hit;
  }

  /** Tells where pins and tags are on a screen in pixels of their own, so that labels keep clear of them. */
  eachBox(clip: Matrix4, width: number, height: number, visit: (box: ScreenBox) => void): void {
    if (this.#shown) this.#pins.eachBox(clip, width, height, 1, visit);
  }

  dispose(): void {
    this.#pins.dispose();
    this.#route.dispose();
    this.#suspect.dispose();
    this.#heat.dispose();
  }

  /** How far up what belongs to the finding looked at reaches above an asset, metres: a part that floats there with its pin, else nothing. */
  aboveM(row: number): number {
    const shown = this.#look?.shown;
    if (!this.#shown || shown === undefined || this.#rowOf(shown.assetId) !== row) return 0;
    return mainSpots(shown.spots) === undefined ? 0 : heatTopM + labelAboveM;
  }

  #isSteady(timeMs: number): boolean {
    return timeMs >= this.#steady.fromMs && timeMs < this.#steady.toMs;
  }

  #lay(look: FindingsLook | undefined, timeMs: number): void {
    const shown = look?.shown;
    const pins = pinsOf(look?.at(timeMs) ?? [], shown?.id, (id) => this.#rowOf(id));
    const shownPin = pins.find(({ shownId }) => shownId !== undefined);
    const raisedM = this.#layHeat(shown, shownPin);
    const suspects = shown === undefined ? [] : this.#suspects(shown);
    const places = shown === undefined ? [] : this.#places(shown);
    this.#layRoute(shown, shownPin, suspects, places);
    this.#laySuspects(suspects, shownPin, raisedM);
    this.#stand(pins, shownPin, raisedM, places);
    this.extras = this.#extrasOf(pins, shown, shownPin, raisedM, suspects, places);
  }

  #rowOf(assetId: string): number {
    const { model } = this.#placements;
    return standingRow(this.#table.plant, (row) => model[row] !== undefined, assetId);
  }

  /** Above an asset, where its label would stand. */
  #topOf(row: number, raisedM = 0): Point {
    const { data } = this.#placements;
    const from = row * floatsPerRow;
    const [x = 0, y = 0, z = 0, , , , height = 0] = data.subarray(from, from + 7);
    return [x, y, z + height + labelAboveM + raisedM];
  }

  /** How much higher the pin of the finding stands because a part floats below it, metres. */
  #layHeat(shown: DefectFinding | undefined, pin: Pin | undefined): number {
    const main = shown === undefined ? undefined : mainSpots(shown.spots);
    this.#heat.hide();
    if (main === undefined || pin === undefined) return 0;
    const product = products.find((name) => name === main.product) ?? "part";
    const topM = this.#heat.show(pin.row, product, defectField(main.spots, partSizes[product]));
    return Math.max(0, topM + labelAboveM / 2 - this.#topOf(pin.row)[2]);
  }

  /** Stations among the first suspect's factors, else where parts got it; each with its row. */
  #suspects(shown: DefectFinding): { readonly row: number; readonly info: SuspectInfo }[] {
    const info = shown.suspects[0];
    if (info === undefined) return [];
    const stations = info.factors.filter(({ kind }) => kind === "station");
    const rows = (stations.length > 0 ? stations : info.factors).map(({ kind, level, assetId }) => {
      const row = kind === "station" ? this.#rowOf(level) : -1;
      return row < 0 ? this.#rowOf(assetId) : row;
    });
    return [...new Set(rows)].filter((row) => row >= 0).map((row) => ({ row, info }));
  }

  /** Where affected parts are now, and how they ended, by place. */
  #places(shown: DefectFinding): TaggedPlace[] {
    const counts = new Map<string, { row: number; state: PartPlace["state"]; parts: number }>();
    for (const { now } of shown.affected) {
      const row = now.assetId === undefined ? -1 : this.#rowOf(now.assetId);
      if (row < 0 || now.state === "unknown") continue;
      const isOver = now.state === "shipped" || now.state === "scrapped";
      const key = `${row} ${isOver ? now.state : "in"}`;
      const there = counts.get(key) ?? { row, state: now.state, parts: 0 };
      counts.set(key, { ...there, parts: there.parts + 1 });
    }
    return [...counts.values()].map(({ row, state, parts }) => ({
      row,
      parts,
      face: { text: placeText(state, parts), short: formatCount(parts) },
    }));
  }

  #layRoute(
    shown: DefectFinding | undefined,
    pin: Pin | undefined,
    suspects: readonly { readonly row: number }[],
    places: readonly PartsPlace[],
  ): void {
    // Where bad parts are found says nothing of where they were made.
    const madeAt = suspects[0]?.row ?? (shown?.kind === "quality" ? undefined : pin?.row);
    const { plant, twin } = this.#table;
    this.#route.show(madeAt === undefined ? [] : routeLines(plant, twin.paths, madeAt, places));
  }

  #laySuspects(suspects: readonly { readonly row: number }[], pin: Pin | undefined, raisedM: number): void {
    const arcs: Arc[] = [];
    for (const { row } of suspects) {
      if (pin === undefined || pin.row === row) continue;
      const [from, to] = [this.#topOf(row), this.#topOf(pin.row, raisedM)];
      const spanM = Math.hypot(to[0] - from[0], to[1] - from[1]);
      arcs.push({ from, to, heightM: Math.min(mostArcM, Math.max(leastArcM, arcShare * spanM)) });
    }
    this.#suspect.show(
      suspects.map(({ row }) => row),
      arcs,
    );
  }

  /** Tags, then pins, then the pin of the finding that is looked at: the last lies on top. */
  #stand(
    pins: readonly Pin[],
    shownPin: Pin | undefined,
    raisedM: number,
    places: readonly TaggedPlace[],
  ): void {
    const hits: DefectHit[] = [];
    const standing: Standing[] = [];
    for (const { row, face } of places) {
      hits.push({ row, findingId: undefined });
      standing.push({ at: this.#placeOf(row), face });
    }
    for (const pin of [
      ...pins.filter((each) => each !== shownPin),
      ...(shownPin === undefined ? [] : [shownPin]),
    ]) {
      const isShown = pin === shownPin;
      hits.push({ row: pin.row, findingId: nextOf(pin) });
      standing.push({
        at: this.#topOf(pin.row, isShown ? raisedM : 0),
        face: { kind: pin.kind, count: pin.ids.length, isShown },
      });
    }
    this.#standing = hits;
    this.#pins.show(standing);
  }

  /** On top of what is low; else in the middle of where parts are in it. */
  #placeOf(row: number): Point {
    const { paths } = this.#table.twin;
    if (this.#isLow(row)) return this.#topOf(row);
    const path = (paths.seatsOf[row] ?? 0) > 0 ? undefined : paths.paths[paths.placeOf[row] ?? -1];
    if (path === undefined) return this.#topOf(row);
    const at = pointOnPath(path, 0.5, { x: 0, y: 0, z: 0, headingRad: 0 });
    return [at.x, at.y, at.z + tagAboveM];
  }

  #isLow(row: number): boolean {
    return (this.#placements.data[row * floatsPerRow + 6] ?? 0) < lowM;
  }

  #extrasOf(
    pins: readonly Pin[],
    shown: DefectFinding | undefined,
    shownPin: Pin | undefined,
    raisedM: number,
    suspects: readonly { readonly row: number; readonly info: SuspectInfo }[],
    places: readonly TaggedPlace[],
  ): LabelExtras {
    const notes = new Map<number, string>();
    for (const { row, info } of suspects)
      notes.set(row, suspectText(info, this.#table.plant.assets[row]?.id ?? ""));
    if (shown !== undefined && shownPin !== undefined) notes.set(shownPin.row, findingText(shown));
    const lifts = new Map<number, LabelLift>();
    for (const { row } of places) if (this.#isLow(row)) lifts.set(row, { metres: 0, px: tagBox.height });
    for (const pin of pins) {
      const isShown = pin === shownPin;
      const px = pinBox.tipY * (isShown ? pinBox.shown : 1);
      lifts.set(pin.row, { metres: isShown ? raisedM : 0, px });
    }
    return { notes, mainRow: shownPin?.row ?? -1, lifts };
  }
}
