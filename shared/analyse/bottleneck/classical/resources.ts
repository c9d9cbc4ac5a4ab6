// What can be named: single stations, groups of equal ones, and the world outside as supplies and demands; and the main flow
// through them, which is what the rules for serial lines are applied to.
import type { Line } from "../../../simulate/line.ts";

/**
 * One candidate, named by its group as everywhere in the engine, a single station too. `stations`: its members; of a supply or
 * demand, the stations that it feeds or that feed it.
 */
export interface Resource {
  readonly name: string;
  readonly kind: "station" | "supply" | "demand";
  readonly stations: readonly number[];
}

/** Candidates of a line: groups in order of their first station, then supplies, then demands. */
export function resourcesOf(line: Line): Resource[] {
  const groups = new Map<string, number[]>();
  line.stations.forEach(({ group }, station) => {
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [station]);
    else members.push(station);
  });
  const found: Resource[] = [...groups].map(([group, stations]) => ({
    name: group,
    kind: "station",
    stations,
  }));
  const outside = (kind: "supply" | "demand", names: readonly string[]): void => {
    names.forEach((name, number) => {
      const stations = line.stations.flatMap((station, index) => {
        const own =
          kind === "supply" ? station.supply : "demand" in station.output ? station.output.demand : undefined;
        return own === number ? [index] : [];
      });
      if (stations.length > 0) found.push({ name, kind, stations });
    });
  };
  outside("supply", line.supplies);
  outside("demand", line.demands);
  return found;
}

/** Resources along the flow, and the buffers between each and the next. */
export interface MainFlow {
  /** Positions in the list of resources: a supply first and a demand last, where the line has them. */
  readonly stages: readonly number[];
  /** Buffers between stage k and k + 1, in order of the flow. */
  readonly buffers: readonly (readonly number[])[];
}

/**
 * The longest way back from a demand: a station's first input is the one that goes on (it decides the variant), a vehicle's drop
 * place continues at its pick place, parallel ways count once (the longest, else the first). Feeding branches of an assembly and
 * ways of rework are not on it: rules for serial lines cannot name what is there, and see it as waiting of the station it feeds.
 */
export function mainFlow(line: Line, resources: readonly Resource[]): MainFlow {
  const resourceOfStation = new Map<number, number>();
  resources.forEach(({ kind, stations }, resource) => {
    if (kind === "station") for (const station of stations) resourceOfStation.set(station, resource);
  });
  const fleetTo = new Map(line.fleets.map((fleet) => [fleet.to, fleet]));
  const known = new Map<number, Chain | undefined>();

  /** The longest way from where the line begins to a resource. */
  const chainTo = (resource: number): Chain | undefined => {
    if (known.has(resource)) return known.get(resource);
    // A way that comes back to itself is no way from the beginning.
    known.set(resource, undefined);
    const stations = resources[resource]?.stations ?? [];
    let longest: Chain | undefined;
    for (const station of stations) {
      const spec = line.stations[station];
      if (spec === undefined) continue;
      const input = spec.inputs[0]?.buffer;
      if (input === undefined) {
        const supply = resources.findIndex(
          (found) => found.kind === "supply" && found.stations.includes(station),
        );
        longest ??= supply < 0 ? { stages: [], buffers: [] } : { stages: [supply], buffers: [[]] };
        continue;
      }
      const pick = fleetTo.get(input)?.from;
      const between = pick === undefined ? [input] : [pick, input];
      line.stations.forEach(({ output }, producer) => {
        if (!("buffer" in output) || output.buffer !== between[0]) return;
        const chain = chainTo(resourceOfStation.get(producer) ?? -1);
        if (chain === undefined || chain.stages.length <= (longest?.stages.length ?? -1)) return;
        longest = { stages: chain.stages, buffers: [...chain.buffers, between] };
      });
    }
    const chain =
      longest === undefined ? undefined : { stages: [...longest.stages, resource], buffers: longest.buffers };
    known.set(resource, chain);
    return chain;
  };

  let main: Chain = { stages: [], buffers: [] };
  resources.forEach(({ kind, stations }, demand) => {
    if (kind !== "demand") return;
    for (const station of stations) {
      const chain = chainTo(resourceOfStation.get(station) ?? -1);
      if (chain === undefined || chain.stages.length + 1 <= main.stages.length) continue;
      main = { stages: [...chain.stages, demand], buffers: [...chain.buffers, []] };
    }
  });
  return main;
}

type Chain = MainFlow;
