// Plant + behaviour -> line that can be simulated. Scenarios are compiled in compile-scenario.ts.
import type { Outcome, Problem } from "../base/problem.ts";
import { assetOf, type Plant } from "../model/plant.ts";
import type { BehaviourFile, StationBehaviour } from "./behaviour-schema.ts";
import { compileFlow } from "./compile-flow.ts";
import type { DefectRule, Inspection, Line, Spread, Station } from "./line.ts";

/** Lays the behaviour over the plant's flow. Every reference that leads nowhere is a Problem with its path. */
export function compileLine(plant: Plant, behaviour: BehaviourFile): Outcome<Line> {
  const flow = compileFlow(plant);
  if (!flow.ok) return flow;
  const problems: Problem[] = [];
  const complain = (path: readonly string[], id: string, message: string, hint: string): void => {
    problems.push({ path, id, severity: "error", message, hint });
  };

  for (const id of Object.keys(behaviour.stations))
    if (assetOf(plant, id) === undefined)
      complain(
        ["behaviour.json", "stations", id],
        "unknown-station",
        `The plant has no station "${id}".`,
        "Correct the id or remove the entry.",
      );
  const stations = flow.value.stations.map((station): Station => {
    if (station.cycleS.some((cycle) => cycle <= 0))
      complain(
        ["plant.json", "assets", station.id, "idealCycleS"],
        "no-cycle",
        `"${station.id}" has no cycle for every variant.`,
        "Give idealCycleS in seconds, above 0.",
      );
    const parent = assetOf(plant, station.id)?.parent;
    const own =
      behaviour.stations[station.id] ?? (parent === undefined ? undefined : behaviour.stations[parent]);
    return own === undefined ? station : behaving(station, own);
  });
  const lots = [...new Set(Object.values(behaviour.stations).flatMap((entry) => entry.lots?.names ?? []))];

  const stationsNamed = (id: string, path: readonly string[]): number[] => {
    const found = stations.flatMap((station, index) =>
      station.id === id || station.group === id ? [index] : [],
    );
    if (found.length === 0)
      complain(path, "unknown-station", `The plant has no station "${id}".`, "Correct the id.");
    return found;
  };
  const defects = behaviour.defects.flatMap((rule) =>
    stationsNamed(rule.station, ["behaviour.json", "defects", rule.id]).map((station): DefectRule => ({
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
    stationsNamed(rule.station, ["behaviour.json", "inspections", rule.station]).map(
      (station): Inspection => ({
        station,
        defectClass: rule.class,
        probability: rule.probability,
      }),
    ),
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

  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { ...flow.value, stations, lots, defects, inspections }, problems: [] };
}

/** A station of the flow with what it does by chance. */
function behaving(station: Station, { failure, microStop, lots, ...own }: StationBehaviour): Station {
  const spread: Spread = own.exponential
    ? { kind: "exponential" }
    : own.cv > 0
      ? { kind: "bell", cv: own.cv }
      : { kind: "fixed" };
  return {
    ...station,
    spread,
    ...(failure === undefined ? {} : { failure }),
    ...(microStop === undefined ? {} : { microStop }),
    ...(lots === undefined ? {} : { lots }),
  };
}
