// Plant -> line as parts flow through it: structure and rules, without anything random. Where ids become numbers.
// Analyses of a real line need no more; what its stations do when simulated is laid over it by compile.ts.
import type { Outcome, Problem } from "../base/problem.ts";
import type { LinkFile } from "../model/plant-schema.ts";
import { assetOf, idealCycleS, type Asset, type Plant } from "../model/plant.ts";
import { BufferList } from "./buffer-list.ts";
import type { Fleet, Line, Station } from "./line.ts";

/** Name of what a station makes when the plant does not say. */
const plainProduct = "part";

/**
 * Builds the line of a plant: every operation takes its ideal cycle (0 = the plant gives none), nothing fails and nothing is defective.
 * Every reference that leads nowhere is a Problem with its path.
 */
export function compileFlow(plant: Plant): Outcome<Line> {
  const compiler = new FlowCompiler(plant);
  const line = compiler.compile();
  const { problems } = compiler;
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: line, problems: [] };
}

class FlowCompiler {
  readonly problems: Problem[] = [];
  readonly #plant: Plant;
  readonly #variants: readonly string[];
  readonly #stationIds: readonly string[];
  readonly #operators: readonly string[];
  readonly #supplies: readonly string[];
  readonly #demands: readonly string[];
  readonly #buffers: BufferList;

  constructor(plant: Plant) {
    this.#plant = plant;
    const idsOf = (level: string): string[] => this.#ofLevel(level).map((asset) => asset.id);
    this.#variants =
      plant.file.variants.length > 0 ? plant.file.variants.map((variant) => variant.id) : ["standard"];
    this.#stationIds = idsOf("station");
    this.#operators = idsOf("operator");
    this.#supplies = idsOf("supply");
    this.#demands = idsOf("demand");
    this.#buffers = new BufferList(
      this.#ofLevel("buffer").map((asset) => ({ id: asset.id, capacity: asset.capacity ?? 1 })),
    );
  }

  compile(): Line {
    const { maxInProcess } = this.#plant.file;
    const makes = this.#plant.assets.flatMap((asset) => asset.makes ?? []);
    return {
      variants: this.#variants,
      products: [...new Set([...makes, plainProduct])],
      stations: this.#ofLevel("station").map((asset) => this.#station(asset)),
      // After the stations, whose ways imply some.
      buffers: this.#buffers.list,
      operators: this.#operators,
      fleets: this.#fleets(),
      supplies: this.#supplies,
      demands: this.#demands,
      lots: [],
      defects: [],
      inspections: [],
      ...(maxInProcess === undefined ? {} : { maxInProcess }),
    };
  }

  #station(asset: Asset): Station {
    const path = ["plant.json", "assets", asset.id];
    const parent = asset.parent === undefined ? undefined : assetOf(this.#plant, asset.parent);
    const cell = parent?.level === "cell" ? parent : undefined;
    const incoming = this.#plant.links.filter((link) => link.to === asset.id);
    const outgoing = this.#plant.links.filter((link) => link.from === asset.id);
    const supplyLink = incoming.find((link) => this.#supplies.includes(link.from));
    const inputs = this.#inputs(
      asset,
      incoming.filter((link) => link !== supplyLink),
    );
    const out = outgoing.find((link) => link.kind === "flow");
    const back = outgoing.find((link) => link.kind === "rework");
    // A way back is a station's only exit when it prepares rework.
    const exit = out ?? back;
    const exitDemand = exit === undefined ? -1 : this.#demands.indexOf(exit.to);
    const exitBuffer = exit === undefined || exitDemand >= 0 ? undefined : this.#enteredBy(exit);
    if (exitDemand < 0 && exitBuffer === undefined)
      this.#complain(
        path,
        "no-way-out",
        `Parts cannot leave "${asset.id}".`,
        "Add a flow link to a buffer, a station or a demand.",
      );
    const backBuffer = back === undefined || back === exit ? undefined : this.#enteredBy(back);
    const follows = asset.follows ?? cell?.follows;
    const followed = follows === undefined ? -1 : this.#stationIds.indexOf(follows.station);
    if (follows !== undefined && followed < 0)
      this.#complain(
        [...path, "follows"],
        "unknown-station",
        `The plant has no station "${follows.station}".`,
        "Name the station whose parts are counted.",
      );
    const openTimeS = asset.openTimeS ?? cell?.openTimeS;
    return {
      id: asset.id,
      group: cell?.id ?? asset.id,
      inputs,
      ...(supplyLink === undefined ? {} : { supply: this.#supplies.indexOf(supplyLink.from) }),
      output:
        exitDemand >= 0 ? { demand: exitDemand } : { buffer: exitBuffer ?? 0, hopS: exit?.transferS ?? 0 },
      ...(backBuffer === undefined ? {} : { rework: { buffer: backBuffer, hopS: back?.transferS ?? 0 } }),
      cycleS: this.#variants.map((variant) => idealCycleS(asset, variant) ?? 0),
      ...(asset.reworkCycleS === undefined ? {} : { reworkCycleS: asset.reworkCycleS }),
      spread: { kind: "fixed" },
      setupS: this.#setupS(asset),
      microStopMaxS: asset.microStopMaxS,
      operators: this.#operatorsOf(asset.operators ?? cell?.operators ?? [], path),
      product: asset.makes ?? cell?.makes ?? plainProduct,
      perOrderUnit: asset.perOrderUnit ?? cell?.perOrderUnit ?? 1,
      first: asset.first ?? cell?.first ?? false,
      ...(follows === undefined ? {} : { follows: { station: followed, quantity: follows.quantity } }),
      ...(openTimeS === undefined ? {} : { openTimeS }),
    };
  }

  /** What a station takes: all that it assembles, or the one buffer before it. */
  #inputs(asset: Asset, incoming: readonly LinkFile[]): Station["inputs"] {
    const inputs =
      asset.assembles?.map((part) => ({
        buffer: this.#buffers.numberOf(part.from) ?? -1,
        quantity: part.quantity,
      })) ??
      incoming
        .filter((link) => link.kind !== "scrap")
        .map((link) => ({
          buffer: this.#buffers.numberOf(link.from) ?? this.#enteredBy(link) ?? -1,
          quantity: 1,
        }))
        .slice(0, 1);
    if (inputs.some((input) => input.buffer < 0))
      this.#complain(
        ["plant.json", "assets", asset.id, "assembles"],
        "unknown-buffer",
        `"${asset.id}" takes from a buffer that the plant does not have.`,
        "Name assets of level buffer.",
      );
    return inputs;
  }

  /** The buffer that a link leads into. A link straight to a station is a buffer without places. */
  #enteredBy(link: LinkFile): number | undefined {
    return this.#stationIds.includes(link.to)
      ? this.#buffers.implied(`${link.to}.entry`)
      : this.#buffers.numberOf(link.to);
  }

  #operatorsOf(ids: readonly string[], path: readonly string[]): number[] {
    return ids.map((id) => {
      const operator = this.#operators.indexOf(id);
      if (operator < 0)
        this.#complain(
          [...path, "operators"],
          "unknown-operator",
          `The plant has no operator position "${id}".`,
          "Name assets of level operator.",
        );
      return operator;
    });
  }

  #setupS(asset: Asset): number[][] {
    const { setupS } = asset;
    if (setupS === undefined) return [];
    return this.#variants.map((from) =>
      this.#variants.map((to) =>
        from === to ? 0 : typeof setupS === "number" ? setupS : (setupS[from]?.[to] ?? 0),
      ),
    );
  }

  #fleets(): Fleet[] {
    return this.#plant.links
      .filter((link) => link.kind === "vehicle")
      .map((link) => {
        const from = this.#buffers.numberOf(link.from) ?? -1;
        const to = this.#buffers.numberOf(link.to) ?? -1;
        const vehicles = link.vehicles ?? [];
        if (from < 0 || to < 0 || vehicles.length === 0)
          this.#complain(
            ["plant.json", "links"],
            "vehicle-link",
            "A vehicle link needs a buffer at both ends and at least one vehicle.",
            "Name buffers and vehicles.",
          );
        const { batch = 1, transferS: tripS, roundTripS = tripS * 2 } = link;
        return { from, to, batch, tripS, roundTripS, vehicles };
      });
  }

  #ofLevel(level: string): Asset[] {
    return this.#plant.assets.filter((asset) => asset.level === level);
  }

  #complain(path: readonly string[], id: string, message: string, hint: string): void {
    this.problems.push({ path, id, severity: "error", message, hint });
  }
}
