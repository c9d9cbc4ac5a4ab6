// Plant + behaviour -> line, and scenario -> script. The only place where ids become numbers.
import { defined } from "../base/assert.ts";
import type { Outcome, Problem } from "../base/problem.ts";
import type { LinkFile } from "../model/plant-schema.ts";
import { assetOf, idealCycleS, type Asset, type Plant } from "../model/plant.ts";
import type { BehaviourFile, StationBehaviour } from "./behaviour-schema.ts";
import type { Buffer, Fleet, Line, Station } from "./line.ts";
import type { OrderSpec, ScriptStep } from "./script.ts";
import { secondsFromStart, secondsOfDay, type ScenarioFile, type ScriptedEvent } from "./scenario-schema.ts";

const plainBehaviour: StationBehaviour = {
  cv: 0,
  exponential: false,
  operators: [],
  perOrderUnit: 1,
  first: false,
};

/** Builds the line. Every reference that leads nowhere is a Problem with its path. */
export function compileLine(plant: Plant, behaviour: BehaviourFile): Outcome<Line> {
  const problems: Problem[] = [];
  const complain = (path: readonly string[], id: string, message: string, hint: string): void => {
    problems.push({ path, id, severity: "error", message, hint });
  };
  const of = (level: string): Asset[] => plant.assets.filter((asset) => asset.level === level);
  const stationAssets = of("station");
  const bufferAssets = of("buffer");
  const operators = of("operator").map((asset) => asset.id);
  const supplies = of("supply").map((asset) => asset.id);
  const demands = of("demand").map((asset) => asset.id);
  const variants =
    plant.file.variants.length > 0 ? plant.file.variants.map((variant) => variant.id) : ["standard"];
  const buffers: Buffer[] = bufferAssets.map((asset) => ({ id: asset.id, capacity: asset.capacity ?? 1 }));
  const bufferIndex = new Map(buffers.map((buffer, index) => [buffer.id, index]));
  const stationIndex = new Map(stationAssets.map((asset, index) => [asset.id, index]));

  const behaviourOf = (asset: Asset): StationBehaviour =>
    behaviour.stations[asset.id] ??
    (asset.parent === undefined ? undefined : behaviour.stations[asset.parent]) ??
    plainBehaviour;
  for (const id of Object.keys(behaviour.stations))
    if (assetOf(plant, id) === undefined)
      complain(
        ["behaviour.json", "stations", id],
        "unknown-station",
        `The plant has no station "${id}".`,
        "Correct the id or remove the entry.",
      );

  // A link straight from station to station is a buffer without places.
  const enteredFrom = (link: LinkFile): number | undefined => {
    if (stationIndex.has(link.to)) {
      const id = `${link.to}.entry`;
      const known = bufferIndex.get(id);
      if (known !== undefined) return known;
      buffers.push({ id, capacity: 0 });
      bufferIndex.set(id, buffers.length - 1);
      return buffers.length - 1;
    }
    return bufferIndex.get(link.to);
  };

  const products = [
    ...new Set([...Object.values(behaviour.stations).flatMap((entry) => entry.makes ?? []), "part"]),
  ];
  const lots = [...new Set(Object.values(behaviour.stations).flatMap((entry) => entry.lots?.names ?? []))];

  const stations = stationAssets.map((asset): Station => {
    const path = ["plant.json", "assets", asset.id];
    const own = behaviourOf(asset);
    const parent = asset.parent === undefined ? undefined : assetOf(plant, asset.parent);
    const incoming = plant.links.filter((link) => link.to === asset.id);
    const outgoing = plant.links.filter((link) => link.from === asset.id);
    const supplyLink = incoming.find((link) => supplies.includes(link.from));
    const out = outgoing.find((link) => link.kind === "flow");
    const back = outgoing.find((link) => link.kind === "rework");
    const inputs =
      asset.assembles !== undefined
        ? asset.assembles.map((part) => ({
            buffer: bufferIndex.get(part.from) ?? -1,
            quantity: part.quantity,
          }))
        : incoming
            .filter((link) => link !== supplyLink && link.kind !== "scrap")
            .map((link) => ({
              buffer: (bufferIndex.has(link.from) ? bufferIndex.get(link.from) : enteredFrom(link)) ?? -1,
              quantity: 1,
            }))
            .filter((input, index, all) => all.findIndex((other) => other.buffer === input.buffer) === index)
            .slice(0, 1);
    if (inputs.some((input) => input.buffer < 0))
      complain(
        [...path, "assembles"],
        "unknown-buffer",
        `"${asset.id}" takes from a buffer that the plant does not have.`,
        "Name assets of level buffer.",
      );
    // A way back is a station's only exit when it prepares rework.
    const exit = out ?? back;
    const exitDemand = exit === undefined ? -1 : demands.indexOf(exit.to);
    const exitBuffer = exit === undefined || exitDemand >= 0 ? undefined : enteredFrom(exit);
    if (exitDemand < 0 && exitBuffer === undefined)
      complain(
        [...path],
        "no-way-out",
        `Parts cannot leave "${asset.id}".`,
        "Add a flow link to a buffer, a station or a demand.",
      );
    const backBuffer = back === undefined || back === exit ? undefined : enteredFrom(back);
    const cycleS = variants.map((variant) => idealCycleS(asset, variant) ?? -1);
    if (cycleS.some((cycle) => cycle <= 0))
      complain(
        [...path, "idealCycleS"],
        "no-cycle",
        `"${asset.id}" has no cycle for every variant.`,
        "Give idealCycleS in seconds, above 0.",
      );
    for (const operator of own.operators)
      if (!operators.includes(operator))
        complain(
          ["behaviour.json", "stations", asset.id, "operators"],
          "unknown-operator",
          `The plant has no operator position "${operator}".`,
          "Name assets of level operator.",
        );
    const followed = own.follows === undefined ? -1 : (stationIndex.get(own.follows.station) ?? -1);
    if (own.follows !== undefined && followed < 0)
      complain(
        ["behaviour.json", "stations", asset.id, "follows"],
        "unknown-station",
        `The plant has no station "${own.follows.station}".`,
        "Name the station whose parts are counted.",
      );
    const setup = asset.setupS;
    const setupS =
      setup === undefined
        ? []
        : variants.map((from) =>
            variants.map((to) =>
              from === to ? 0 : typeof setup === "number" ? setup : (setup[from]?.[to] ?? 0),
            ),
          );
    return {
      id: asset.id,
      group: parent !== undefined && parent.level === "cell" ? parent.id : asset.id,
      inputs,
      ...(supplyLink === undefined ? {} : { supply: supplies.indexOf(supplyLink.from) }),
      output:
        exitDemand >= 0 ? { demand: exitDemand } : { buffer: exitBuffer ?? 0, hopS: exit?.transferS ?? 0 },
      ...(backBuffer === undefined ? {} : { rework: { buffer: backBuffer, hopS: back?.transferS ?? 0 } }),
      cycleS,
      ...(own.reworkCycleS === undefined ? {} : { reworkCycleS: own.reworkCycleS }),
      spread: own.exponential
        ? { kind: "exponential" }
        : own.cv > 0
          ? { kind: "bell", cv: own.cv }
          : { kind: "fixed" },
      setupS,
      ...(own.failure === undefined ? {} : { failure: own.failure }),
      ...(own.microStop === undefined ? {} : { microStop: own.microStop }),
      microStopMaxS: asset.microStopMaxS,
      operators: own.operators.map((operator) => operators.indexOf(operator)),
      product: own.makes ?? "part",
      perOrderUnit: own.perOrderUnit,
      first: own.first,
      ...(followed < 0 ? {} : { follows: { station: followed, quantity: own.follows?.quantity ?? 1 } }),
      ...(own.lots === undefined ? {} : { lots: own.lots }),
    };
  });

  const fleets = plant.links
    .filter((link) => link.kind === "vehicle")
    .map((link): Fleet => ({
      from: bufferIndex.get(link.from) ?? -1,
      to: bufferIndex.get(link.to) ?? -1,
      batch: link.batch ?? 1,
      tripS: link.transferS,
      roundTripS: behaviour.roundTripS[link.from] ?? link.transferS * 2,
      vehicles: link.vehicles ?? [],
    }));
  for (const fleet of fleets)
    if (fleet.from < 0 || fleet.to < 0 || fleet.vehicles.length === 0)
      complain(
        ["plant.json", "links"],
        "vehicle-link",
        "A vehicle link needs a buffer at both ends and at least one vehicle.",
        "Name buffers and vehicles.",
      );

  const stationsNamed = (id: string, path: readonly string[]): number[] => {
    const found = stations.flatMap((station, index) =>
      station.id === id || station.group === id ? [index] : [],
    );
    if (found.length === 0)
      complain(path, "unknown-station", `The plant has no station "${id}".`, "Correct the id.");
    return found;
  };
  const defects = behaviour.defects.flatMap((rule) =>
    stationsNamed(rule.station, ["behaviour.json", "defects", rule.id]).map((station) => ({
      id: rule.id,
      defectClass: rule.class,
      station,
      lot: rule.lot === undefined ? -1 : lots.indexOf(rule.lot),
      base: rule.base,
      fouled: rule.fouled ?? rule.base,
      badLot: rule.badLot ?? rule.base,
      both: rule.both ?? rule.badLot ?? rule.fouled ?? rule.base,
    })),
  );
  const inspections = behaviour.inspections.flatMap((rule) =>
    stationsNamed(rule.station, ["behaviour.json", "inspections", rule.station]).map((station) => ({
      station,
      defectClass: rule.class,
      probability: rule.probability,
    })),
  );
  behaviour.signals.forEach((process, index) => {
    if (!plant.signalRowById.has(process.signal))
      complain(
        ["behaviour.json", "signals", String(index)],
        "unknown-signal",
        `The plant has no signal "${process.signal}".`,
        "Name a signal as asset/name.",
      );
  });

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    problems: [],
    value: {
      variants,
      products,
      stations,
      buffers,
      operators,
      fleets,
      supplies,
      demands,
      lots,
      defects,
      inspections,
    },
  };
}

/** A scripted event in seconds from the start of the run. */
export interface TimedEvent {
  readonly event: ScriptedEvent;
  readonly fromS: number;
  readonly toS: number;
}

/** A scenario ready to run: orders and steps by number, and the events they come from. */
export interface Script {
  readonly orders: readonly OrderSpec[];
  readonly loopOrders: boolean;
  readonly events: readonly TimedEvent[];
  readonly steps: readonly ScriptStep[];
}

/** Compiles a scenario for a line; `breaks` are steps that belong to no event; events from `endS` on are left out. */
export function compileScenario(
  line: Line,
  scenario: ScenarioFile,
  breaks: readonly ScriptStep[] = [],
  endS = Infinity,
): Outcome<Script> {
  const problems: Problem[] = [];
  const orders = scenario.orders.flatMap((order): OrderSpec[] => {
    const variant = line.variants.indexOf(order.variant);
    if (variant >= 0) return [{ id: order.id, variant, quantity: order.quantity }];
    problems.push({
      path: ["scenario.json", "orders", order.id],
      id: "unknown-variant",
      severity: "error",
      message: `The plant has no variant "${order.variant}".`,
      hint: `Use one of ${line.variants.join(", ")}.`,
    });
    return [];
  });
  const events = scenario.events.flatMap((event): TimedEvent[] => {
    const fromS = secondsFromStart(scenario, event.at);
    return fromS < endS ? [{ event, fromS, toS: fromS + event.durationS }] : [];
  });
  const steps = events.flatMap((timed, number) => {
    const made = stepsOf(line, timed, number);
    if (made.length === 0)
      problems.push({
        path: ["scenario.json", "events", timed.event.id],
        id: "unknown-resource",
        severity: "error",
        message: `The line has no "${timed.event.resource}" on which ${timed.event.kind} could happen.`,
        hint: "Stations break down and foul, supplies starve, operators leave, lots go bad.",
      });
    return made;
  });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    problems: [],
    value: { orders, loopOrders: scenario.loopOrders, events, steps: [...steps, ...breaks] },
  };
}

/** The engine's steps of one event; empty when the line lacks what it names. */
export function stepsOf(line: Line, timed: TimedEvent, number: number): ScriptStep[] {
  const { event, fromS, toS } = timed;
  const station = line.stations.findIndex((entry) => entry.id === event.resource);
  switch (event.kind) {
    case "breakdown":
      return station < 0
        ? []
        : [
            {
              timeS: fromS,
              event: number,
              kind: "stop",
              station,
              durationS: toS - fromS,
              reason: event.reason,
            },
          ];
    case "starvedSupply": {
      const supply = line.supplies.indexOf(event.resource);
      if (supply < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "supply", supply, open: false },
        { timeS: toS, event: number, kind: "supply", supply, open: true },
      ];
    }
    case "fouling":
      if (station < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "foul", station, on: true },
        { timeS: toS, event: number, kind: "foul", station, on: false },
      ];
    case "badLot": {
      const lot = line.lots.indexOf(event.lot);
      if (lot < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "badLot", lot, on: true },
        { timeS: toS, event: number, kind: "badLot", lot, on: false },
      ];
    }
    case "sensorFault":
      if (station < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "mark", on: true },
        { timeS: toS, event: number, kind: "mark", on: false },
      ];
    case "operatorAway": {
      const operator = line.operators.indexOf(event.resource);
      if (operator < 0) return [];
      return [
        { timeS: fromS, event: number, kind: "operator", operator, present: false, reason: "operatorAway" },
        { timeS: toS, event: number, kind: "operator", operator, present: true, reason: "operatorAway" },
      ];
    }
  }
}

/**
 * The breaks of operator positions from their calendars, between `fromS` and `toS` of a run that begins at the local
 * time of day `startOfDayS`. Days are taken as 24 h long: a run over a change of clocks is off by that hour.
 */
export function breakSteps(
  plant: Plant,
  line: Line,
  startOfDayS: number,
  fromS: number,
  toS: number,
): ScriptStep[] {
  const steps: ScriptStep[] = [];
  line.operators.forEach((id, operator) => {
    const calendarId = defined(assetOf(plant, id), id).calendar;
    const calendar = calendarId === undefined ? undefined : plant.calendarById.get(calendarId);
    for (const shift of calendar?.shifts ?? [])
      for (const pause of shift.breaks) {
        const lengthS = (secondsOfDay(pause.to) - secondsOfDay(pause.from) + 86_400) % 86_400;
        let beginS = secondsOfDay(pause.from) - startOfDayS;
        while (beginS < fromS) beginS += 86_400;
        for (; beginS < toS; beginS += 86_400) {
          steps.push({
            timeS: beginS,
            event: -1,
            kind: "operator",
            operator,
            present: false,
            reason: "break",
          });
          steps.push({
            timeS: beginS + lengthS,
            event: -1,
            kind: "operator",
            operator,
            present: true,
            reason: "break",
          });
        }
      }
  });
  return steps;
}
