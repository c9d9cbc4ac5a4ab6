// A plant of one machine on the floor, or of all of them on parade, and a feed that holds them in one state at one phase.
// Valid plant files through the real encoder and decoder: the turntable shows what the app would show.
import { assetKinds, assetModels, type PlantFile, plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { wallClock } from "#shared/base/clock.ts";
import { LiveTable } from "../../live/live-table.ts";
import type { ModelName } from "../../scene/machines/models.ts";
import { GalleryFeed } from "../gallery-feed.ts";
import { kitSize } from "./catalogue.ts";

/** Ideal cycle of the assets on the turntable, seconds. */
export const kitCycleS = 20;
/**
 * From machine to machine on parade, metres: so far that none is in another's picture. Of the pitches round twenty metres
 * this one puts the fewest columns of the hall before a machine.
 */
const paradePitchM = { x: 21, y: 22 };
const paradeColumns = 7;

/** Where the machine of an index stands, metres. */
export function kitPlace(index: number): { readonly x: number; readonly y: number } {
  return {
    x: (index % paradeColumns) * paradePitchM.x,
    y: 0 - Math.floor(index / paradeColumns) * paradePitchM.y,
  };
}

/** The plant file with one asset for each name, its id. */
export function kitPlantFile(names: readonly ModelName[]): PlantFile {
  return plantSchema.parse({
    schema: 1,
    id: "kit",
    name: "Turntable",
    timeZone: "Europe/Berlin",
    variants: [{ id: "one", name: "One", color: "#4f7cac" }],
    assets: [
      { id: "works", name: "Works", level: "site" },
      ...names.map((name, index) => {
        const model = assetModels.find((known) => known === name);
        return {
          id: name,
          name,
          level: name === "operator" ? "operator" : "station",
          kind: assetKinds.find((known) => known === name) ?? "unknown",
          ...(model === undefined ? {} : { model }),
          parent: "works",
          capacity: 1,
          idealCycleS: kitCycleS,
          pose: kitPlace(index),
          size: kitSize(name),
        };
      }),
    ],
    links: [],
  });
}

/** The turntable's table and the hand that moves it. */
export class KitFeed {
  readonly table: LiveTable;
  readonly #feed: GalleryFeed;
  readonly #names: readonly ModelName[];

  constructor(names: readonly ModelName[], withPart: boolean) {
    this.#names = names;
    const plant = resolvePlant(kitPlantFile(names));
    this.table = new LiveTable(plant, wallClock, 16);
    this.#feed = new GalleryFeed(this.table, withPart ? 1 : 0);
  }

  /** Shows the machines in a state with `phase` (0..1) of their cycle done; time stands still. */
  show(state: string, phase: number): void {
    const feed = this.#feed;
    for (const name of this.#names) {
      const row = this.table.plant.assetRowById.get(name) ?? 0;
      feed.setState(name, state);
      feed.assetCycleS[row] = phase * kitCycleS;
      feed.assetIdealS[row] = kitCycleS;
    }
    feed.send(0, true);
  }

  /** Lets plant time go on by so many seconds, in which nothing happens but the work under way. */
  pass(seconds: number): void {
    this.#feed.timeMs += seconds * 1000;
    this.#feed.send(0, true);
  }
}
