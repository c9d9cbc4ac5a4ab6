// A small line whose parts are told fact by fact, for tests: a cell of two welders, two testers, and an assembly of four to one.
import { seededRandom } from "#shared/base/random.ts";
import type { Fact, PartEvent, Result } from "#shared/model/fact.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import type { CleanRates } from "./clean-rates-schema.ts";

/** A whole hour, so that times in tests read well. */
export const startMs = Date.UTC(2026, 2, 16, 5);

/** IN -> W (Wa, Wb) -> T1 -> T2 -> PACK -> T3 -> OUT, with a way back from T2 to W. */
export function testLine(): Plant {
  const station = (id: string, names: readonly string[] = [], parent = "line"): unknown => ({
    id,
    name: id,
    level: "station",
    parent,
    characteristics: names.map((name) => ({ name, unit: "mm", limits: [{ kind: "spec", low: 1, high: 3 }] })),
  });
  return resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "test",
      name: "Test line",
      timeZone: "UTC",
      variants: [
        { id: "A", name: "A" },
        { id: "B", name: "B" },
      ],
      assets: [
        { id: "line", name: "Line", level: "line" },
        station("OUT"),
        station("IN"),
        { id: "W", name: "Welders", level: "cell", parent: "line" },
        station("Wa", ["power"], "W"),
        station("Wb", ["power"], "W"),
        station("T1", ["width"]),
        station("T2", ["joint"]),
        station("PACK"),
        station("T3", ["seal"]),
      ],
      links: [
        { from: "IN", to: "Wa" },
        { from: "IN", to: "Wb" },
        { from: "Wa", to: "T1" },
        { from: "Wb", to: "T1" },
        { from: "T1", to: "T2" },
        { from: "T2", to: "Wa", kind: "rework" },
        { from: "T2", to: "PACK" },
        { from: "PACK", to: "T3" },
        { from: "T3", to: "OUT" },
      ],
    }),
  );
}

/** Rates as after many clean shifts: 1 in 400 at both testers, 100 parts an hour. */
export function testRates(): CleanRates {
  const one = { bad: 50, judged: 20_000 };
  return {
    trainedOn: "25 clean shifts",
    isSimulated: true,
    fromMs: 0,
    toMs: 1,
    hours: 200,
    classes: { "T1/width/low": one, "T2/joint/high": one, "T3/seal/high": one },
  };
}

/** Tells facts of the line; every call is one fact. */
export class LineTeller {
  readonly facts: Fact[] = [];
  readonly #plant: Plant;

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  part(
    verb: PartEvent["verb"],
    serial: string,
    asset: string,
    timeMs: number,
    more: Partial<PartEvent> = {},
  ): void {
    const assetRow = this.#plant.assetRowById.get(asset) ?? -1;
    this.facts.push({
      kind: "part",
      receivedMs: timeMs,
      assetRow,
      event: { verb, serial, asset, timeMs, ...more },
    });
  }

  /** A stay at a station. */
  stay(serial: string, asset: string, fromMs: number, toMs: number, to?: string): void {
    this.part("enter", serial, asset, fromMs);
    this.part("leave", serial, asset, toMs, to === undefined ? {} : { to });
  }

  result(
    serial: string,
    asset: string,
    characteristic: string,
    value: number,
    timeMs: number,
    more: Partial<Result> = {},
  ): void {
    const [lsl, usl] = [1, 3];
    this.facts.push({
      kind: "result",
      receivedMs: timeMs,
      assetRow: this.#plant.assetRowById.get(asset) ?? -1,
      result: {
        serial,
        asset,
        step: asset,
        characteristic,
        value,
        unit: "mm",
        verdict: value < lsl || value > usl ? "notOk" : "ok",
        lsl,
        usl,
        attempt: 1,
        timeMs,
        ...more,
      },
    });
  }

  /** All facts in order of time, equal times as told. */
  sorted(): Fact[] {
    return this.facts.toSorted((a, b) => a.receivedMs - b.receivedMs);
  }
}

/** How a part of a simulated run is made. */
export interface MadePart {
  readonly serial: string;
  readonly number: number;
  readonly welder: "Wa" | "Wb";
  readonly lot: string;
  readonly variant: string;
  readonly madeMs: number;
}

/**
 * Parts every 36 s, from both welders and two lots by chance: welded, judged at T1 half a minute later and at T2 five minutes later.
 * `defectOf` says with which probability a part is bad; T1 notices one in four of those (narrow), T2 the rest (high).
 */
export function madeParts(
  teller: LineTeller,
  count: number,
  seed: number,
  defectOf: (part: MadePart) => number,
): MadePart[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, number) => {
    const madeMs = startMs + 60_000 + number * 36_000;
    const serial = `P${String(number).padStart(5, "0")}`;
    const part: MadePart = {
      serial,
      number,
      welder: random.next() < 0.5 ? "Wa" : "Wb",
      lot: random.next() < 0.5 ? "L1" : "L2",
      variant: random.next() < 0.5 ? "A" : "B",
      madeMs,
    };
    const isDefect = random.next() < defectOf(part);
    const isSeen = random.next() < 0.25;
    teller.part("create", serial, "IN", madeMs - 50_000, { variant: part.variant, product: "module" });
    teller.part("consume", serial, "IN", madeMs - 45_000, { lot: part.lot });
    teller.stay(serial, part.welder, madeMs - 40_000, madeMs, "T1");
    teller.result(serial, part.welder, "power", 2 + 0.2 * (random.next() - 0.5), madeMs - 1);
    teller.result(serial, "T1", "width", isDefect && isSeen ? 0.5 : 2, madeMs + 30_000);
    if (isDefect && isSeen) teller.part("scrap", serial, "T1", madeMs + 31_000, { reason: "narrow" });
    else teller.result(serial, "T2", "joint", isDefect ? 4 : 2, madeMs + 300_000);
    return part;
  });
}
