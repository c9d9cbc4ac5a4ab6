// line.json -> line, by the rules of compile-flow.ts: a way straight into a station is a buffer without places.
// What the file leaves open at the edges is implied: stations without a way in or out have a supply or demand of their own.
import type { Outcome, Problem } from "../../base/problem.ts";
import { BufferList } from "../../simulate/buffer-list.ts";
import { type Fleet, type Line, plainStation, resourceNames, type Station } from "../../simulate/line.ts";
import { checkLineFile } from "./check-line-file.ts";
import type { LineFile, LineFileResource, LineFileRoute } from "./line-file-schema.ts";

/** Builds the line; a value may come with warnings. */
export function compileLineFile(lineFile: LineFile, file: string): Outcome<Line> {
  const problems = checkLineFile(lineFile, file);
  if (hasError(problems)) return { ok: false, problems };
  const compiler = new LineFileCompiler(lineFile, file, problems);
  const line = compiler.compile();
  return hasError(problems) ? { ok: false, problems } : { ok: true, value: line, problems };
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** Where a station's parts go: a buffer or a demand, by number. */
type Exit = Station["output"];

class LineFileCompiler {
  readonly #file: string;
  readonly #problems: Problem[];
  readonly #resources: ReadonlyMap<string, LineFileResource>;
  readonly #into = new Map<string, LineFileRoute[]>();
  readonly #outOf = new Map<string, LineFileRoute[]>();
  readonly #variants: readonly string[];
  readonly #buffers: BufferList;
  readonly #operators: readonly string[];
  /** Named ones first, then those implied. */
  readonly #supplies: string[];
  readonly #demands: string[];

  /** `lineFile` has passed `checkLineFile`; what is found here is added to `problems`. */
  constructor(lineFile: LineFile, file: string, problems: Problem[]) {
    this.#file = file;
    this.#problems = problems;
    this.#resources = new Map(lineFile.resources.map((resource) => [resource.id, resource]));
    for (const id of this.#resources.keys()) {
      this.#into.set(id, []);
      this.#outOf.set(id, []);
    }
    for (const route of lineFile.routes) {
      this.#into.get(route.to)?.push(route);
      this.#outOf.get(route.from)?.push(route);
    }
    const variants = lineFile.resources.flatMap(({ idealCycleS }) =>
      typeof idealCycleS === "object" ? Object.keys(idealCycleS) : [],
    );
    this.#variants = variants.length > 0 ? [...new Set(variants)] : ["standard"];
    this.#buffers = new BufferList(this.#ofKind("buffer").map(({ id, capacity }) => ({ id, capacity })));
    this.#operators = this.#ofKind("operator").map(({ id }) => id);
    this.#supplies = this.#ofKind("supply").map(({ id }) => id);
    this.#demands = this.#ofKind("demand").map(({ id }) => id);
  }

  compile(): Line {
    this.#checkBuffers();
    const line: Line = {
      variants: this.#variants,
      products: ["part"],
      stations: this.#ofKind("station").map((resource) => this.#station(resource)),
      fleets: this.#fleets(),
      // After the stations and fleets, whose ways imply some.
      buffers: this.#buffers.list,
      operators: this.#operators,
      supplies: this.#supplies,
      demands: this.#demands,
      lots: [],
      defects: [],
      inspections: [],
    };
    if (!line.stations.some((station) => station.supply !== undefined))
      this.#complain(
        ["resources"],
        "no-supply",
        "No part can enter the line: each station takes from another.",
        'Add a resource with "kind": "supply" and its way to the first station.',
      );
    if (!line.stations.some((station) => "demand" in station.output))
      this.#complain(
        ["resources"],
        "no-demand",
        "No part can leave the line: each station gives to another.",
        'Add a resource with "kind": "demand" and the way to it from the last station.',
      );
    const names = resourceNames(line);
    for (const name of new Set(names.filter((one, index) => names.indexOf(one) < index)))
      this.#complain(
        ["resources", name],
        "implied-id",
        `"${name}" is also the name of a place that the ways imply.`,
        "Give the resource another id, or add the buffer, supply or demand that is missing.",
      );
    return line;
  }

  #station(resource: LineFileResource): Station {
    const { id, idealCycleS, operators = [] } = resource;
    const supply = this.#supplyOf(resource);
    const outgoing = this.#outOf.get(id) ?? [];
    const flow = outgoing.filter((route) => route.kind === "flow");
    const back = outgoing.filter((route) => route.kind === "rework");
    // What a station that prepares rework has done goes back; of others only what they reject.
    const isRework = flow.length === 0 && this.#preparesRework(id);
    const output = this.#exitBy(isRework ? back : flow, resource);
    const rework = isRework ? undefined : this.#exitBy(back, resource);
    return plainStation(id, {
      group: groupOf(resource),
      inputs: this.#inputs(resource),
      ...(supply === undefined ? {} : { supply }),
      output: output ?? { demand: numberIn(this.#demands, `${groupOf(resource)}.demand`) },
      ...(rework !== undefined && "buffer" in rework ? { rework } : {}),
      cycleS: this.#variants.map((variant) => cycleSOf(idealCycleS, variant)),
      operators: [...new Set(operators)].map((operator) => this.#operators.indexOf(operator)),
      product: "part",
    });
  }

  /** The supply that feeds a station; one is implied where no way leads in. */
  #supplyOf(station: LineFileResource): number | undefined {
    const into = this.#into.get(station.id) ?? [];
    if (into.length === 0) return numberIn(this.#supplies, `${groupOf(station)}.supply`);
    const supplies = into.filter((route) => this.#kindOf(route.from) === "supply");
    if (supplies.length > 1)
      this.#complain(
        ["resources", station.id],
        "several-supplies",
        `"${station.id}" takes from ${String(supplies.length)} supplies, but the line knows one.`,
        "Keep the one that parts come from, or put a station before each.",
      );
    const [first] = supplies;
    return first === undefined ? undefined : this.#supplies.indexOf(first.from);
  }

  /** What a station takes for one part of its own: from each buffer before it, and from those that feed it directly. */
  #inputs(station: LineFileResource): Station["inputs"] {
    const quantities = new Map<number, number>();
    for (const route of this.#waysIn(station.id)) {
      const buffer = this.#takenBy(route);
      if (!quantities.has(buffer)) quantities.set(buffer, route.quantity ?? 1);
    }
    return [...quantities].map(([buffer, quantity]) => ({ buffer, quantity }));
  }

  /** Ways by which a station is fed from within the line; parts to rework are what it works on only if it gets no others. */
  #waysIn(station: string): LineFileRoute[] {
    const into = this.#into.get(station) ?? [];
    const flow = into.filter((route) => route.kind === "flow");
    return flow.length > 0 ? flow.filter((route) => this.#kindOf(route.from) !== "supply") : into;
  }

  /** Whether all that a station gets was rejected elsewhere, straight or by a buffer of its own. */
  #preparesRework(station: string): boolean {
    const into = this.#into.get(station) ?? [];
    const isBack = (route: LineFileRoute): boolean => route.kind === "rework";
    const fromBack = ({ from }: LineFileRoute): boolean =>
      this.#kindOf(from) === "buffer" && (this.#into.get(from) ?? []).every(isBack);
    return into.length > 0 && into.every((route) => isBack(route) || fromBack(route));
  }

  /** The one place to which ways out of a station lead; undefined when there are none. */
  #exitBy(routes: readonly LineFileRoute[], station: LineFileResource): Exit | undefined {
    const exits = routes.map((route): Exit => {
      if (this.#kindOf(route.to) === "demand") return { demand: this.#demands.indexOf(route.to) };
      return { buffer: this.#enteredBy(route), hopS: route.transferS };
    });
    const places = new Set(exits.map((exit) => ("demand" in exit ? `demand ${exit.demand}` : exit.buffer)));
    if (places.size > 1)
      this.#complain(
        ["resources", station.id],
        "several-ways-out",
        `From "${station.id}" parts go to ${routes.map((route) => `"${route.to}"`).join(" and ")}, but the line knows one way.`,
        "Lead it to one buffer that they take from, give equal stations one group, or make the way of rejected parts a rework way; leave out where scrap goes.",
      );
    return exits[0];
  }

  /** The buffer that a way out of a station or transport leads into. */
  #enteredBy(route: LineFileRoute): number {
    const to = this.#kindOf(route.to);
    if (to === "buffer") return this.#buffers.numberOf(route.to) ?? -1;
    if (to === "transport")
      return this.#buffers.implied(`${route.to}.entry`, this.#resources.get(route.to)?.capacity);
    const [first] = this.#waysIn(route.to);
    if (route.kind === "flow" || first === route || first?.kind === "rework") return this.#takenBy(route);
    // Parts that come back stand where the station's others come from.
    if (first !== undefined) return this.#takenBy(first);
    this.#complain(
      ["resources", route.to],
      "no-place-for-rework",
      `Parts come back to "${route.to}", which takes only from a supply.`,
      "Lead the rework way to the buffer behind it, or add the station that prepares its parts.",
    );
    return -1;
  }

  /** The buffer from which a station takes what comes by a way: a named one, or one that stands for the way. */
  #takenBy(route: LineFileRoute): number {
    const from = this.#resources.get(route.from);
    if (from === undefined || from.kind === "buffer") return this.#buffers.numberOf(route.from) ?? -1;
    const ways = this.#waysIn(route.to);
    const isComponent = ways.some((way) => way.quantity !== undefined);
    const isOneOfSeveral = isComponent || ways.some((way) => this.#kindOf(way.from) === "buffer");
    const id = `${this.#entranceOf(route.to)}.entry${isComponent ? `.${groupOf(from)}` : ""}`;
    // One part is handed over without a place; a component waits for the others, and a transport puts down its load.
    const places = Math.max(
      isOneOfSeveral ? (route.quantity ?? 1) : 0,
      from.kind === "transport" ? from.capacity : 0,
    );
    return this.#buffers.implied(id, places);
  }

  /** Equal stations that one station or transport feeds directly have one entrance: whichever is free takes the part. */
  #entranceOf(station: string): string {
    const group = this.#groupOf(station);
    const isShared = [...this.#outOf].some(([id, routes]) => {
      const kind = this.#kindOf(id);
      const feeds = routes.filter((route) => this.#groupOf(route.to) === group);
      return (kind === "station" || kind === "transport") && feeds.length > 1;
    });
    return isShared ? group : station;
  }

  /** Transports between the same places that carry as much in the same time are one fleet. */
  #fleets(): Fleet[] {
    const fleets = new Map<string, Fleet & { vehicles: string[] }>();
    for (const { id, capacity } of this.#ofKind("transport")) {
      const into = this.#into.get(id) ?? [];
      const outOf = this.#outOf.get(id) ?? [];
      const from = new Set(into.map((route) => this.#buffers.numberOf(route.from) ?? this.#enteredBy(route)));
      const to = new Set(outOf.map((route) => this.#enteredBy(route)));
      const [first] = from;
      const [last] = to;
      if (first === undefined || last === undefined || from.size > 1 || to.size > 1) {
        this.#complain(
          ["resources", id],
          "transport-ways",
          `The transport "${id}" goes from ${String(from.size)} places to ${String(to.size)}.`,
          "Give it one way in and one way out; one at the edge of the line is of kind supply or demand.",
        );
        continue;
      }
      const tripS = (into[0]?.transferS ?? 0) + (outOf[0]?.transferS ?? 0);
      const key = [first, last, capacity, tripS].join(" ");
      const known = fleets.get(key);
      if (known !== undefined) known.vehicles.push(id);
      else
        fleets.set(key, {
          from: first,
          to: last,
          batch: capacity,
          tripS,
          roundTripS: tripS * 2,
          vehicles: [id],
        });
    }
    return [...fleets.values()];
  }

  #checkBuffers(): void {
    for (const { id } of this.#ofKind("buffer")) {
      if (this.#into.get(id)?.length === 0)
        this.#complain(
          ["resources", id],
          "no-way-in",
          `No way leads into the buffer "${id}".`,
          'Add one, or make it "kind": "supply" if its parts come from outside the line.',
        );
      if (this.#outOf.get(id)?.length === 0)
        this.#complain(
          ["resources", id],
          "no-way-out",
          `No way leads out of the buffer "${id}".`,
          'Add one, or make it "kind": "demand" if its parts leave the line.',
        );
    }
  }

  #ofKind(kind: LineFileResource["kind"]): LineFileResource[] {
    return [...this.#resources.values()].filter((resource) => resource.kind === kind);
  }

  #kindOf(id: string): LineFileResource["kind"] | undefined {
    return this.#resources.get(id)?.kind;
  }

  #groupOf(id: string): string {
    return this.#resources.get(id)?.group ?? id;
  }

  #complain(path: readonly string[], id: string, message: string, hint: string): void {
    this.#problems.push({ path: [this.#file, ...path], id, severity: "error", message, hint });
  }
}

function groupOf(resource: LineFileResource): string {
  return resource.group ?? resource.id;
}

/** 0 = not known. */
function cycleSOf(idealCycleS: LineFileResource["idealCycleS"], variant: string): number {
  if (typeof idealCycleS === "number") return idealCycleS;
  return new Map(Object.entries(idealCycleS ?? {})).get(variant) ?? 0;
}

/** Position of an id in a list; added at the end the first time. */
function numberIn(ids: string[], id: string): number {
  const known = ids.indexOf(id);
  return known >= 0 ? known : ids.push(id) - 1;
}
