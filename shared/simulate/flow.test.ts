// Small lines whose every second can be worked out by hand: one feature each.
import { describe, expect, test } from "vitest";
import { assetStates } from "../model/state.ts";
import { plainStation, serialLine, type Line } from "./line.ts";
import type { ScriptStep } from "./script.ts";
import { engineReasons, kinds } from "./sink.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

interface Row {
  readonly timeS: number;
  readonly kind: number;
  readonly resource: number;
  readonly part: number;
  readonly a: number;
  readonly b: number;
}

/** Everything a line tells until `untilS`. */
function play(
  line: Line,
  untilS: number,
  options: {
    script?: readonly ScriptStep[];
    orders?: { id: string; variant: number; quantity: number }[];
  } = {},
): { rows: Row[]; simulation: Simulation } {
  const rows: Row[] = [];
  const simulation = createSimulation(
    line,
    { seed: 1, ...options },
    {
      emit(kind, timeS, resource, part, a, b) {
        rows.push({ timeS, kind, resource, part, a, b });
      },
    },
  );
  simulation.runUntil(untilS);
  return { rows, simulation };
}

const times = (rows: readonly Row[], kind: number, resource: number): number[] =>
  rows.filter((row) => row.kind === kind && row.resource === resource).map((row) => row.timeS);
const states = (rows: readonly Row[], resource: number): string[] =>
  rows
    .filter((row) => row.kind === kinds.state && row.resource === resource)
    .map((row) => `${row.timeS} ${assetStates[row.a] ?? ""} ${engineReasons[row.b]?.code ?? ""}`.trim());

const empty = serialLine({ cycleS: [1], buffers: [] });

describe("parallel stations", () => {
  const line: Line = {
    ...empty,
    stations: [
      plainStation("S", { supply: 0, product: "part", cycleS: [5], output: { buffer: 0, hopS: 0 } }),
      plainStation("Pa", {
        group: "P",
        inputs: [{ buffer: 0, quantity: 1 }],
        cycleS: [10],
        output: { demand: 0 },
      }),
      plainStation("Pb", {
        group: "P",
        inputs: [{ buffer: 0, quantity: 1 }],
        cycleS: [10],
        output: { demand: 0 },
      }),
    ],
    buffers: [{ id: "B", capacity: 2 }],
  };

  test("share the parts in turn, the one idle longest first", () => {
    const { rows } = play(line, 40);
    expect(times(rows, kinds.start, 1)).toEqual([5, 15, 25, 35]);
    expect(times(rows, kinds.start, 2)).toEqual([10, 20, 30, 40]);
  });

  test("give a part the same luck at whichever server it comes to", () => {
    const random: Line = {
      ...line,
      stations: line.stations.map((station, index) =>
        index === 0 ? station : { ...station, spread: { kind: "exponential" } },
      ),
    };
    const workOf = (script: readonly ScriptStep[]): Map<number, number> => {
      const begun = new Map<number, number>();
      const work = new Map<number, number>();
      const simulation = createSimulation(
        random,
        { seed: 5, script },
        {
          emit(kind, timeS, resource, part) {
            if (resource === 0 || part < 0) return;
            const number = simulation.state.parts.number[part] ?? 0;
            if (kind === kinds.start) begun.set(number, timeS);
            if (kind === kinds.finish) work.set(number, timeS - (begun.get(number) ?? 0));
          },
        },
      );
      simulation.runUntil(2000);
      return work;
    };
    const quiet = workOf([]);
    const disturbed = workOf([
      { timeS: 4, event: -1, kind: "stop", station: 1, durationS: 3, reason: "stop" },
    ]);
    let compared = 0;
    for (const [number, work] of quiet) {
      const other = disturbed.get(number);
      if (other === undefined) continue;
      expect(other).toBeCloseTo(work, 6);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(200);
  });
});

describe("hops", () => {
  test("take their time, and their place is taken when the part sets out", () => {
    const line: Line = {
      ...empty,
      stations: [
        plainStation("S", { supply: 0, product: "part", cycleS: [1], output: { buffer: 0, hopS: 6 } }),
        plainStation("T", { inputs: [{ buffer: 0, quantity: 1 }], cycleS: [100], output: { demand: 0 } }),
      ],
      buffers: [{ id: "B", capacity: 2 }],
    };
    const { rows, simulation } = play(line, 50);
    // Two set out at 1 and 2; the third waits until the first has left the buffer at 7, the fourth for good.
    expect(times(rows, kinds.depart, 0)).toEqual([1, 2, 7]);
    expect(times(rows, kinds.arrive, 2)).toEqual([7, 8, 13]);
    expect(simulation.state.queues.level[0]).toBe(2);
  });
});

describe("assembly", () => {
  const line: Line = {
    ...empty,
    products: ["module", "tray", "pack"],
    stations: [
      plainStation("M", {
        supply: 0,
        product: "module",
        cycleS: [3],
        perOrderUnit: 4,
        output: { buffer: 0, hopS: 0 },
      }),
      plainStation("T", { supply: 1, product: "tray", cycleS: [5], output: { buffer: 1, hopS: 0 } }),
      plainStation("A", {
        inputs: [
          { buffer: 0, quantity: 4 },
          { buffer: 1, quantity: 1 },
        ],
        product: "pack",
        cycleS: [10],
        output: { demand: 0 },
      }),
    ],
    buffers: [
      { id: "modules", capacity: 8 },
      { id: "trays", capacity: 2 },
    ],
    supplies: ["cells", "trays"],
  };

  test("begins when the last component is there and joins all five into one", () => {
    const { rows } = play(line, 36);
    expect(times(rows, kinds.start, 2)).toEqual([12, 24, 36]);
    const first = rows.filter((row) => row.kind === kinds.join && row.timeS === 12);
    expect(first.length).toBe(5);
    expect(new Set(first.map((row) => row.a)).size).toBe(1);
  });

  test("starves when a supply closes, and names the reason where it closed", () => {
    const script: ScriptStep[] = [
      { timeS: 1, event: 0, kind: "supply", supply: 1, open: false },
      { timeS: 61, event: 0, kind: "supply", supply: 1, open: true },
    ];
    const { rows } = play(line, 100, { script });
    expect(states(rows, 1)).toContain("5 starved lateSupply");
    expect(states(rows, 1)).toContain("61 run");
    // The tray begun before the supply closed still serves the first pack.
    expect(times(rows, kinds.start, 2).slice(0, 2)).toEqual([12, 66]);
  });

  test("a follower makes a tray for every four modules and never one too many", () => {
    const following: Line = {
      ...line,
      stations: line.stations.map((station) =>
        station.id === "T" ? { ...station, follows: { station: 0, quantity: 4 } } : station,
      ),
    };
    const { rows } = play(following, 60);
    expect(times(rows, kinds.create, 1)).toEqual([12, 24, 36, 48, 60]);
  });
});

describe("rework", () => {
  const line: Line = {
    ...empty,
    stations: [
      plainStation("W", {
        supply: 0,
        product: "part",
        cycleS: [10],
        output: { buffer: 0, hopS: 0 },
      }),
      plainStation("V", {
        inputs: [{ buffer: 0, quantity: 1 }],
        cycleS: [2],
        reworkCycleS: 1,
        output: { buffer: 2, hopS: 0 },
        rework: { buffer: 1, hopS: 0 },
      }),
      plainStation("R", {
        inputs: [{ buffer: 1, quantity: 1 }],
        cycleS: [4],
        first: true,
        output: { buffer: 0, hopS: 0 },
      }),
      plainStation("E", { inputs: [{ buffer: 2, quantity: 1 }], cycleS: [1], output: { demand: 0 } }),
    ],
    buffers: [
      { id: "toV", capacity: 2 },
      { id: "toR", capacity: 2 },
      { id: "toE", capacity: 2 },
    ],
    defects: [{ id: "d", defectClass: "bad", station: 1, lot: -1, base: 1, fouled: 1, badLot: 1, both: 1 }],
    inspections: [{ station: 1, defectClass: "bad", probability: 1 }],
  };

  test("happens once; the second failure is scrap", () => {
    const { rows, simulation } = play(line, 19);
    expect(rows.filter((row) => row.kind === kinds.rework).map((row) => row.timeS)).toEqual([12]);
    expect(rows.filter((row) => row.kind === kinds.scrap).map((row) => row.timeS)).toEqual([17]);
    expect(simulation.state.shipped).toBe(0);
    expect(simulation.state.scrapped).toBe(1);
  });

  test("repeats the operation in place where there is no way back", () => {
    const inPlace: Line = {
      ...line,
      stations: line.stations.map((station, index) => {
        if (index !== 1) return station;
        const { rework, ...rest } = station;
        expect(rework).toBeDefined();
        return { ...rest, reworkCycleS: 3 };
      }),
      defects: [{ id: "d", defectClass: "bad", station: 0, lot: -1, base: 1, fouled: 1, badLot: 1, both: 1 }],
    };
    const { rows } = play(inPlace, 20);
    expect(times(rows, kinds.start, 1)).toEqual([10, 12, 20]);
    expect(times(rows, kinds.depart, 1)).toEqual([15]);
  });
});

describe("setup", () => {
  test("comes with a change of variant and takes what the matrix says", () => {
    const line: Line = {
      ...empty,
      variants: ["x", "y"],
      stations: [
        plainStation("S", {
          supply: 0,
          product: "part",
          cycleS: [10, 20],
          setupS: [
            [0, 7],
            [3, 0],
          ],
          output: { demand: 0 },
        }),
      ],
    };
    const orders = [
      { id: "1", variant: 0, quantity: 2 },
      { id: "2", variant: 1, quantity: 1 },
      { id: "3", variant: 0, quantity: 1 },
    ];
    const { rows } = play(line, 200, { orders });
    expect(times(rows, kinds.finish, 0)).toEqual([10, 20, 47, 60]);
    expect(states(rows, 0)).toEqual([
      "0 run",
      "20 setup setup",
      "27 run",
      "47 setup setup",
      "50 run",
      "60 noOrder noOrder",
    ]);
  });
});

describe("stops", () => {
  const line = serialLine({ cycleS: [10, 10], buffers: [1] });

  test("delay the work under way by their length", () => {
    const script: ScriptStep[] = [
      { timeS: 4, event: 0, kind: "stop", station: 0, durationS: 7, reason: "breakdown" },
    ];
    const { rows } = play(line, 30, { script });
    expect(times(rows, kinds.finish, 0)[0]).toBe(17);
    expect(states(rows, 0).slice(0, 3)).toEqual(["0 run", "4 microstop breakdown", "11 run"]);
  });

  test("become down after the station's threshold", () => {
    const script: ScriptStep[] = [
      { timeS: 4, event: 0, kind: "stop", station: 0, durationS: 400, reason: "breakdown" },
    ];
    const { rows } = play(line, 500, { script });
    expect(states(rows, 0).slice(0, 4)).toEqual([
      "0 run",
      "4 microstop breakdown",
      "304 down breakdown",
      "404 run",
    ]);
  });

  test("that overlap end with the later one", () => {
    const script: ScriptStep[] = [
      { timeS: 4, event: 0, kind: "stop", station: 0, durationS: 10, reason: "breakdown" },
      { timeS: 8, event: 1, kind: "stop", station: 0, durationS: 20, reason: "glassChange" },
      { timeS: 9, event: 2, kind: "stop", station: 0, durationS: 1, reason: "jam" },
    ];
    expect(times(play(line, 60, { script }).rows, kinds.finish, 0)[0]).toBe(34);
  });
});

describe("the end of the line", () => {
  test("blocks back to the source while nobody takes parts", () => {
    const script: ScriptStep[] = [
      { timeS: 0, event: 0, kind: "demand", demand: 0, open: false },
      { timeS: 100, event: 0, kind: "demand", demand: 0, open: true },
    ];
    const { rows } = play(serialLine({ cycleS: [10, 10], buffers: [1] }), 120, { script });
    expect(states(rows, 1)).toContain("20 blocked downstream");
    expect(states(rows, 0)).toContain("30 blocked downstream");
    expect(times(rows, kinds.ship, 4)).toEqual([100, 110, 120]);
  });
});

describe("operators", () => {
  const shared: Line = {
    ...empty,
    stations: [
      plainStation("S", {
        supply: 0,
        product: "part",
        cycleS: [10],
        operators: [0],
        output: { buffer: 0, hopS: 0 },
      }),
      plainStation("T", {
        inputs: [{ buffer: 0, quantity: 1 }],
        cycleS: [10],
        operators: [0],
        output: { demand: 0 },
      }),
    ],
    buffers: [{ id: "B", capacity: 1 }],
    operators: ["OP"],
  };

  test("serve one station at a time: two of ten seconds make a part in twenty", () => {
    const { rows } = play(shared, 200);
    const shipped = rows.filter((row) => row.kind === kinds.ship).map((row) => row.timeS);
    const gaps = shipped.slice(1).map((timeS, index) => timeS - (shipped[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(6);
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBe(20);
  });

  test("on a break stop the work and take it up where it was", () => {
    const line: Line = {
      ...shared,
      stations: shared.stations.map((station) => ({ ...station, operators: station.id === "S" ? [0] : [] })),
    };
    const script: ScriptStep[] = [
      { timeS: 13, event: -1, kind: "operator", operator: 0, present: false, reason: "break" },
      { timeS: 43, event: -1, kind: "operator", operator: 0, present: true, reason: "break" },
    ];
    const { rows } = play(line, 60, { script });
    expect(times(rows, kinds.finish, 0)).toEqual([10, 50, 60]);
    expect(states(rows, 0)).toContain("13 planned break");
  });

  test("called away leave the station waiting", () => {
    const script: ScriptStep[] = [
      { timeS: 3, event: 0, kind: "operator", operator: 0, present: false, reason: "operatorAway" },
      { timeS: 8, event: 0, kind: "operator", operator: 0, present: true, reason: "operatorAway" },
    ];
    const { rows } = play(shared, 30, { script });
    expect(states(rows, 0)).toContain("3 waitOperator operatorAway");
    expect(times(rows, kinds.finish, 0)[0]).toBe(15);
  });
});

describe("vehicles", () => {
  const line: Line = {
    ...empty,
    stations: [
      plainStation("S", { supply: 0, product: "part", cycleS: [10], output: { buffer: 0, hopS: 0 } }),
      plainStation("T", { inputs: [{ buffer: 1, quantity: 1 }], cycleS: [1], output: { demand: 0 } }),
    ],
    buffers: [
      { id: "pick", capacity: 8 },
      { id: "drop", capacity: 4 },
    ],
    fleets: [{ from: 0, to: 1, batch: 4, tripS: 45, roundTripS: 200, vehicles: ["V1"] }],
  };

  test("leave with a full batch, arrive after the trip, and are back after the round", () => {
    const { rows } = play(line, 400);
    const trips = rows.filter((row) => row.kind === kinds.travel);
    expect(trips.map((row) => row.timeS).slice(0, 4)).toEqual([40, 85, 240, 285]);
    expect(times(rows, kinds.arrive, 3).slice(0, 5)).toEqual([85, 85, 85, 85, 285]);
  });

  test("one that is away makes the station wait for transport", () => {
    const { rows } = play(line, 239);
    expect(states(rows, 0).at(-1)).toBe("130 waitTransport transport");
  });

  test("carry batches of one variant, and what is left of a finished order is set aside", () => {
    const two: Line = {
      ...line,
      variants: ["x", "y"],
      stations: line.stations.map((station) => ({ ...station, cycleS: [10, 10] })),
    };
    const orders = [
      { id: "1", variant: 0, quantity: 6 },
      { id: "2", variant: 1, quantity: 4 },
    ];
    const { rows, simulation } = play(two, 600, { orders });
    expect(rows.filter((row) => row.kind === kinds.ship).length).toBe(8);
    expect(rows.filter((row) => row.kind === kinds.hold).length).toBe(2);
    expect(simulation.state.held).toBe(2);
    expect(simulation.state.parts.count).toBe(0);
  });
});

describe("open time", () => {
  /** Paste at S is open for 25 s; T assembles two pasted parts, and is stopped for a while. */
  const line: Line = {
    ...empty,
    products: ["module", "pack"],
    stations: [
      plainStation("S", {
        supply: 0,
        product: "module",
        cycleS: [10],
        perOrderUnit: 2,
        openTimeS: 25,
        output: { buffer: 0, hopS: 2 },
      }),
      plainStation("T", {
        inputs: [{ buffer: 0, quantity: 2 }],
        cycleS: [5],
        product: "pack",
        output: { demand: 0 },
      }),
    ],
    buffers: [{ id: "B", capacity: 6 }],
  };
  const stopAt = (timeS: number, durationS: number): ScriptStep[] => [
    { timeS, event: 0, kind: "stop", station: 1, durationS, reason: "stop" },
  ];
  const held = (rows: readonly Row[]): string[] =>
    rows
      .filter((row) => row.kind === kinds.hold)
      .map((row) => `${row.timeS} ${engineReasons[row.a]?.code ?? ""}`);

  test("holds nothing while parts are joined in time", () => {
    expect(held(play(line, 300).rows)).toEqual([]);
  });

  test("holds each part at the moment its time is over, where it waits", () => {
    // Finished at 10 and 20 and joined at 22; finished at 30, 40, 50 and due at 55, 65, 75.
    const { rows, simulation } = play(line, 80, { script: stopAt(25, 45) });
    expect(held(rows)).toEqual(["55 openTime", "65 openTime"]);
    expect(times(rows, kinds.create, 1)).toEqual([22, 72]);
    expect(simulation.state.held).toBe(2);
  });

  test("lets the part that is joined a moment before its end go on", () => {
    expect(held(play(line, 60, { script: stopAt(25, 27) }).rows)).toEqual([]);
  });

  test("holds a part that travelled too long when it arrives", () => {
    const far: Line = {
      ...line,
      stations: line.stations.map((station) =>
        station.id === "S" ? { ...station, output: { buffer: 0, hopS: 30 } } : station,
      ),
    };
    const { rows } = play(far, 65);
    expect(held(rows)).toEqual(["40 openTime", "50 openTime", "60 openTime"]);
  });

  test("makes held parts again while their order is being started, so that it is complete", () => {
    const orders = [{ id: "1", variant: 0, quantity: 6 }];
    const { rows, simulation } = play(line, 600, { orders, script: stopAt(25, 45) });
    expect(rows.filter((row) => row.kind === kinds.ship).length).toBe(6);
    expect(times(rows, kinds.create, 0).length).toBe(6 * 2 + simulation.state.held);
  });

  test("does not lock the line when an order cannot be completed any more", () => {
    const orders = [
      { id: "1", variant: 0, quantity: 2 },
      { id: "2", variant: 0, quantity: 3 },
    ];
    // Of the first order's second pair both are finished, and one of them is over, when the second order is begun.
    const { rows, simulation } = play(line, 600, { orders, script: stopAt(25, 31) });
    expect(held(rows)).toEqual(["55 openTime", "62 orderOver"]);
    expect(rows.filter((row) => row.kind === kinds.ship).length).toBe(4);
    expect(simulation.state.parts.count).toBe(0);
  });

  test("keeps its parts: made = shipped + joined + held + in the line", () => {
    const { state } = play(line, 400, { script: [...stopAt(25, 45), ...stopAt(150, 70)] }).simulation;
    expect(state.held).toBeGreaterThan(3);
    expect(state.created).toBe(state.shipped + state.joined + state.held + state.parts.count);
  });
});
