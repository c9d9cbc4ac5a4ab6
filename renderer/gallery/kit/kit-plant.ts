// A plant of one asset that stands in the middle of the floor, and a feed that holds it in one state at one phase of its cycle.
// Valid plant files through the real encoder and decoder: the turntable shows what the app would show.
import { assetKinds, assetModels, type PlantFile, plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { wallClock } from "#shared/base/clock.ts";
import { LiveTable } from "../../live/live-table.ts";
import type { ModelName } from "../../scene/machines/models.ts";
import { GalleryFeed } from "../gallery-feed.ts";
import { kitSize } from "./catalogue.ts";

/** Id of the asset on the turntable. */
export const shownId = "shown";
/** Ideal cycle of the asset on the turntable, seconds. */
export const kitCycleS = 20;

/** The plant file with one asset of a model or kind. */
export function kitPlantFile(name: ModelName): PlantFile {
  const model = assetModels.find((known) => known === name);
  const kind = assetKinds.find((known) => known === name) ?? "unknown";
  return plantSchema.parse({
    schema: 1,
    id: `kit-${name}`,
    name,
    timeZone: "Europe/Berlin",
    variants: [{ id: "one", name: "One", color: "#4f7cac" }],
    assets: [
      { id: "works", name: "Works", level: "site" },
      {
        id: shownId,
        name,
        level: name === "operator" ? "operator" : "station",
        kind,
        ...(model === undefined ? {} : { model }),
        parent: "works",
        capacity: 1,
        idealCycleS: kitCycleS,
        pose: { x: 0, y: 0 },
        size: kitSize(name),
      },
    ],
    links: [],
  });
}

/** The turntable's table and the hand that moves it. */
export class KitFeed {
  readonly table: LiveTable;
  readonly #feed: GalleryFeed;
  readonly #row: number;

  constructor(name: ModelName, withPart: boolean) {
    const plant = resolvePlant(kitPlantFile(name));
    this.table = new LiveTable(plant, wallClock, 16);
    this.#feed = new GalleryFeed(this.table, withPart ? 1 : 0);
    this.#row = plant.assetRowById.get(shownId) ?? 0;
  }

  /** Shows the asset in a state with `phase` (0..1) of its cycle done; time stands still. */
  show(state: string, phase: number): void {
    const feed = this.#feed;
    feed.setState(shownId, state);
    feed.assetCycleS[this.#row] = phase * kitCycleS;
    feed.assetIdealS[this.#row] = kitCycleS;
    feed.send(0, true);
  }
}
