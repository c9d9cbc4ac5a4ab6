// Who can be the constraint: stations, with equal ones as one; operators, fleets, supplies and demands. Ways and buffers take their
// time on the path too, and count as themselves.
import type { LineLog } from "./line-log.ts";

export interface Contender {
  readonly id: string;
  readonly kind: "station" | "buffer" | "operator" | "fleet" | "supply" | "demand";
  /** Resources of the log that it stands for. */
  readonly resources: readonly number[];
}

/** The contenders of a line, and for each resource of its log the contender that it belongs to. */
export interface Contenders {
  readonly list: readonly Contender[];
  readonly ofResource: Int32Array;
}

export function contendersOf(log: LineLog): Contenders {
  const { line, names, offsets } = log;
  const list: { id: string; kind: Contender["kind"]; resources: number[] }[] = [];
  const ofResource = new Int32Array(names.length).fill(-1);
  const byId = new Map<string, number>();
  const add = (id: string, kind: Contender["kind"], resource: number): void => {
    let at = byId.get(id);
    if (at === undefined) {
      at = list.push({ id, kind, resources: [] }) - 1;
      byId.set(id, at);
    }
    list[at]?.resources.push(resource);
    ofResource[resource] = at;
  };
  const fleets = line.fleets.flatMap((fleet) => fleet.vehicles.map(() => fleet.vehicles.join("+")));
  names.forEach((name, resource) => {
    if (resource < offsets.buffer) add(line.stations[resource]?.group ?? name, "station", resource);
    else if (resource < offsets.operator) add(name, "buffer", resource);
    else if (resource < offsets.vehicle) add(name, "operator", resource);
    else if (resource < offsets.supply) add(fleets[resource - offsets.vehicle] ?? name, "fleet", resource);
    else add(name, resource < offsets.demand ? "supply" : "demand", resource);
  });
  return { list, ofResource };
}
