// Plant + behaviour -> line: where ids become numbers. Scenarios are compiled in compile-scenario.ts.
import type { Outcome, Problem } from "../base/problem.ts";
import type { LinkFile } from "../model/plant-schema.ts";
import { assetOf, idealCycleS, type Asset, type Plant } from "../model/plant.ts";
import type { BehaviourFile, StationBehaviour } from "./behaviour-schema.ts";
import type { Buffer, Fleet, Line, Station } from "./line.ts";

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
      ...(asset.reworkCycleS === undefined ? {} : { reworkCycleS: asset.reworkCycleS }),
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
      ...(own.openTimeS === undefined ? {} : { openTimeS: own.openTimeS }),
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
  for (const message of behaviour.messages)
    stationsNamed(message.station, ["behaviour.json", "messages", message.code]);
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
      ...(behaviour.maxInProcess === undefined ? {} : { maxInProcess: behaviour.maxInProcess }),
    },
  };
}
