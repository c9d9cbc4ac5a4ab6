// Losses, stops, hours and notes of the fixture's shift, by the product's own sums on its made-up histories. For the gallery only.
import { hourBoard, mainLoss } from "#shared/analyse/losses/hour-board.ts";
import { calendarOf, lineEndStations } from "#shared/analyse/losses/line-end.ts";
import { lostMs, stopsOf, sumByAsset, sumByReason } from "#shared/analyse/losses/stop-list.ts";
import { toStretches } from "#shared/analyse/losses/stretches.ts";
import { lossBuckets } from "#shared/analyse/losses/time-buckets.ts";
import {
  oeeIndices,
  qualityLossMs,
  speedLossMs,
  type TimeElements,
  timeElements,
} from "#shared/analyse/losses/time-elements.ts";
import type { HourBoard, ShiftLosses, StopList } from "#shared/host-api/losses-schema.ts";
import type { PeopleRecord } from "#shared/host-api/people-schema.ts";
import type { LaneSegment } from "#shared/host-api/requests.ts";
import { isStation } from "#shared/model/asset-roles.ts";
import { shiftAt, type Span } from "#shared/model/calendar.ts";
import type { Asset, Plant } from "#shared/model/plant.ts";
import { fixtureNowMs, fixtureStartMs } from "./fixture-plant.ts";

/** Seconds of one part at the fixture's line end, and of each that was not good. */
const partS = 104;
const badEvery = 17;

export class FixtureLosses {
  readonly #plant: Plant;
  readonly #histories: readonly (readonly LaneSegment[])[];
  readonly #window: Span = { fromMs: fixtureStartMs, toMs: fixtureNowMs };
  readonly records: PeopleRecord[] = [
    {
      id: "n1",
      kind: "note",
      atMs: fixtureNowMs,
      by: "desk",
      timeMs: fixtureStartMs + 41 * 60_000,
      assetId: "B10a",
      text: "Glass looks dull; spatter on the holder",
    },
    {
      id: "n2",
      kind: "note",
      atMs: fixtureNowMs,
      by: "OP-D30-1",
      timeMs: fixtureStartMs + 63 * 60_000,
      text: "Trays late again",
    },
  ];

  constructor(plant: Plant, histories: readonly (readonly LaneSegment[])[]) {
    this.#plant = plant;
    this.#histories = histories;
  }

  #elements(asset: Asset, window: Span): TimeElements {
    const produced = Math.floor((window.toMs - window.fromMs) / 1000 / partS);
    const good = produced - Math.floor(produced / badEvery);
    const idealMs = 78_000;
    return timeElements({
      ...window,
      stretches: toStretches(this.#histories[asset.row] ?? []),
      calendar: calendarOf(this.#plant, asset),
      timeZone: this.#plant.file.timeZone,
      counts: {
        produced,
        good,
        idealProducedMs: produced * idealMs,
        idealGoodMs: good * idealMs,
        withoutIdeal: 0,
      },
    });
  }

  shift(id: string | undefined): ShiftLosses {
    const [lineEnd] = lineEndStations(this.#plant);
    const asset = this.#plant.assets.find((each) => each.id === id) ?? lineEnd;
    if (asset === undefined) throw new Error("The fixture has a line end");
    const isLineEnd = asset.id === lineEnd?.id;
    const elements = this.#elements(asset, this.#window);
    const { oee, effectiveness, quality, ...elsewhere } = oeeIndices(elements);
    return {
      ...this.#window,
      shift: {
        name: "Early",
        productionDay: "2026-11-23",
        fromMs: fixtureStartMs,
        toMs: fixtureStartMs + 8 * 3_600_000,
      },
      assets: [asset.id],
      isLineEnd,
      unitName: "packs",
      ...elements,
      losses: lossBuckets.map((bucket) => ({ bucket, lostMs: elements.lossMs[bucket] })),
      speedLossMs: speedLossMs(elements),
      qualityLossMs: qualityLossMs(elements),
      ...elsewhere,
      ...(isLineEnd ? { oee, effectiveness, quality } : {}),
      reasons: [...elements.reasons],
    };
  }

  stops(id: string | undefined, order: "start" | "duration" | undefined, limit: number): StopList {
    const reasons = this.records.filter((record) => record.kind === "reason");
    const stops = this.#plant.assets
      .filter((asset) => isStation(asset) && (id === undefined || asset.id === id))
      .flatMap((asset) =>
        stopsOf(asset.id, toStretches(this.#histories[asset.row] ?? []), this.#window, (fromMs) =>
          reasons.findLast((each) => each.assetId === asset.id && each.fromMs === fromMs),
        ),
      )
      .sort((a, b) => (order === "duration" ? b.toMs - b.fromMs - (a.toMs - a.fromMs) : b.fromMs - a.fromMs));
    return {
      ...this.#window,
      stops: stops.slice(0, limit).map(({ person, ...stop }) => ({
        ...stop,
        open: stop.toMs > fixtureNowMs,
        toMs: Math.min(stop.toMs, fixtureNowMs),
        ...(person === undefined
          ? {}
          : {
              person: {
                code: person.code,
                text: person.text,
                recordId: person.id,
                by: person.by,
                atMs: person.atMs,
              },
            }),
      })),
      count: stops.length,
      lostMs: stops.reduce((sum, stop) => sum + lostMs(stop, this.#window), 0),
      byReason: sumByReason(stops, this.#plant.file.reasons, this.#window),
      byAsset: sumByAsset(stops, this.#window),
    };
  }

  hours(): HourBoard {
    const { plan, timeZone } = this.#plant.file;
    const calendar = this.#plant.calendarById.get(plan?.calendar ?? "");
    const shift = calendar === undefined ? undefined : shiftAt(calendar, timeZone, fixtureNowMs);
    const [lineEnd] = lineEndStations(this.#plant);
    if (plan === undefined || calendar === undefined || shift === undefined || lineEnd === undefined)
      throw new Error("The fixture has a plan");
    const shippedMs: number[] = [];
    for (let timeMs = fixtureStartMs; timeMs <= fixtureNowMs; timeMs += partS * 1000) shippedMs.push(timeMs);
    const board = hourBoard({
      shift,
      calendar,
      timeZone,
      taktS: plan.taktS,
      shippedMs,
      knownFromMs: fixtureStartMs,
      atMs: fixtureNowMs,
    });
    return {
      unitName: plan.unitName,
      shift,
      taktS: plan.taktS,
      assets: [lineEnd.id],
      hours: board.map((hour) => {
        const toMs = Math.min(hour.toMs, fixtureNowMs);
        const loss =
          toMs <= hour.fromMs ? undefined : mainLoss(this.#elements(lineEnd, { fromMs: hour.fromMs, toMs }));
        return loss === undefined ? hour : { ...hour, mainLoss: loss };
      }),
    };
  }
}
