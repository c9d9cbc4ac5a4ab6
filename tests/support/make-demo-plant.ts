// Writes assets/plants/demo/plant.json, and of behaviour.json the signals and the places of defects, from the tables beside it.
// Run it after a change of the tables: npm exec -- node tests/support/make-demo-plant.ts, then prettier on the two files.
import { readFileSync, writeFileSync } from "node:fs";
import type { BehaviourFile } from "#shared/simulate/behaviour-schema.ts";
import { defectSpots } from "./demo-defect-spots.ts";
import { moduleStations } from "./demo-module-stations.ts";
import { packStations } from "./demo-pack-stations.ts";
import { equipmentSignals, type SignalRow, type StationRow } from "./demo-station-row.ts";
import { works } from "./demo-works.ts";

const folder = new URL("../../assets/plants/demo/", import.meta.url);
const module_ = 0.5;
const pack = 2.2;

interface AssetOut {
  id: string;
  [key: string]: unknown;
}
const assets: AssetOut[] = [];
const links: Record<string, unknown>[] = [];
const signalProcesses: Record<string, unknown>[] = [];

function pose(x: number, y: number, headingDeg: number): Record<string, number> {
  return headingDeg === 0 ? { x: round(x), y: round(y) } : { x: round(x), y: round(y), headingDeg };
}
const round = (value: number): number => Math.round(value * 100) / 100;
const size = (length: number, width: number, height: number): Record<string, number> => ({
  length,
  width,
  height,
});
const link = (from: string, to: string, rest: Record<string, unknown> = {}): void => {
  links.push({ from, to, ...rest });
};

/** A conveyor stretch that shows every slot; `slotM` metres a part. */
function buffer(
  id: string,
  name: string,
  parent: string,
  at: [number, number, number],
  slots: number,
  slotM: number,
): void {
  assets.push({
    id,
    name,
    level: "buffer",
    kind: "conveyor",
    parent,
    pose: pose(at[0], at[1], at[2]),
    size: size(round(slots * slotM), slotM === module_ ? 0.7 : 1.6, 0.9),
    capacity: slots,
  });
}

function signalOut(row: SignalRow): Record<string, unknown> {
  const limits = [];
  if (row.range !== undefined) limits.push({ kind: "range", low: row.range[0], high: row.range[1] });
  if (row.alarm !== undefined) limits.push({ kind: "alarm", low: row.alarm[0], high: row.alarm[1] });
  return {
    name: row.name,
    label: row.label,
    unit: row.unit,
    ...(limits.length > 0 ? { limits } : {}),
    ...(row.everyS === undefined ? {} : { staleAfterS: Math.max(30, row.everyS * 5) }),
    ...(row.featured === true ? { featured: true } : {}),
  };
}

function station(
  row: StationRow,
  id: string,
  name: string,
  parent: string,
  at: [number, number, number],
): void {
  const signals = [...row.signals, ...equipmentSignals(row)];
  for (const signal of signals) {
    signalProcesses.push({
      signal: `${id}/${signal.name}`,
      run: signal.run,
      idle: signal.idle,
      sd: signal.sd,
      ...(signal.everyS === undefined ? { perPart: true } : { everyS: signal.everyS }),
      ...(signal.lagS === undefined ? {} : { lagS: signal.lagS }),
    });
  }
  assets.push({
    id,
    name,
    level: "station",
    kind: row.kind,
    model: row.model,
    parent,
    pose: pose(at[0], at[1], at[2]),
    size: size(...row.size),
    capacity: 1,
    idealCycleS:
      typeof row.cycleS === "number"
        ? row.cycleS
        : { "72": row.cycleS[0], "84": row.cycleS[1], "96": row.cycleS[2] },
    ...(row.reworkCycleS === undefined ? {} : { reworkCycleS: row.reworkCycleS }),
    ...(row.setupS > 0 ? { setupS: row.setupS } : {}),
    ...(row.calendar === undefined ? {} : { calendar: row.calendar }),
    ...(row.id === "D10"
      ? {
          assembles: [
            { from: "D10-modules", quantity: 4 },
            { from: "D10-trays", quantity: 1 },
          ],
        }
      : {}),
    ...(row.operatorPositions === undefined ? {} : { operators: operatorIds(row) }),
    ...row.flow,
    signals: signals.map(signalOut),
    characteristics: row.characteristics.map((characteristic) => ({
      name: characteristic.name,
      label: characteristic.label,
      unit: characteristic.unit,
      limits: [
        {
          kind: "spec",
          ...(characteristic.low === undefined ? {} : { low: characteristic.low }),
          ...(characteristic.high === undefined ? {} : { high: characteristic.high }),
          centre: characteristic.centre,
        },
      ],
    })),
    ...(row.camera === undefined ? {} : { camera: row.camera }),
    description: row.recognise,
  });
}

/** Positions at a station, as many as it needs. */
function operatorIds({ id, operatorPositions = 0 }: StationRow): string[] {
  return Array.from({ length: operatorPositions }, (_, index) => `OP-${id}-${index + 1}`);
}

/** JSON with every small object on a line of its own, so that a row reads like a row. */
function pretty(document: unknown): string {
  const text = JSON.stringify(document, undefined, 2);
  return `${text.replace(/[[{][^[\]{}]*[\]}]/g, (small) => {
    const line = small.replace(/\s*\n\s*/g, " ");
    return line.length <= 100 ? line : small;
  })}\n`;
}

const rowOf = new Map([...moduleStations, ...packStations].map((row) => [row.id, row]));
const get = (id: string): StationRow => {
  const row = rowOf.get(id);
  if (row === undefined) throw new Error(`no station ${id}`);
  return row;
};

assets.push({
  id: "works",
  name: "Pack works",
  level: "site",
  pose: pose(45, 22.5, 0),
  size: size(90, 45, 9),
});
assets.push({ id: "line", name: "Battery-pack line", level: "line", parent: "works", calendar: "shift" });
for (const [id, name] of [
  ["A", "Module stacking"],
  ["B", "Module welding and test"],
] as const)
  assets.push({ id, name, level: "area", parent: "line" });
assets.push({
  id: "C",
  name: "Container: thermal paste",
  level: "area",
  kind: "container",
  parent: "line",
  pose: pose(84, 29.9, -90),
  size: size(12.2, 2.4, 2.9),
});
assets.push({ id: "D", name: "Pack assembly and test", level: "area", parent: "line" });

// Lane 1, eastwards: modules. The cursor walks along x; every joint leaves a gap of 0.4 m.
const laneY = 37;
let x = 7;
assets.push({
  id: "SUP-CELLS",
  name: "Cell supply",
  level: "supply",
  kind: "supply",
  model: "cellSupply",
  parent: "A",
  pose: pose(3.8, laneY, 0),
  size: size(4, 4, 1.6),
  capacity: 40,
});
link("SUP-CELLS", "A10");
let before = "";
const along = (length: number): number => {
  const middle = x + length / 2;
  x += length + 0.4;
  return middle;
};
for (const id of ["A10", "A20", "A30", "A40", "A50", "B10", "B20", "B40", "B50"]) {
  const row = get(id);
  const area = id.slice(0, 1);
  if (before !== "") {
    const into = `${id}-in`;
    buffer(into, `Buffer before ${id}`, area, [along(row.buffer * module_), laneY, 0], row.buffer, module_);
    for (const from of before === "B10" ? ["B10a", "B10b"] : [before]) link(from, into, { transferS: 6 });
    for (const to of row.parallel ? [`${id}a`, `${id}b`] : [id]) link(into, to);
  }
  const middle = along(row.size[0]);
  if (row.parallel) {
    assets.push({ id, name: row.name, level: "cell", parent: area });
    station(row, `${id}a`, `${row.name} a`, id, [middle, laneY + 2.3, 0]);
    station(row, `${id}b`, `${row.name} b`, id, [middle, laneY - 2.3, 0]);
  } else station(row, id, row.name, area, [middle, laneY, 0]);
  before = id;
}
const b20x = assets.find((asset) => asset.id === "B20")?.["pose"] as { x: number };
buffer("B30-in", "Buffer before B30", "B", [b20x.x + 0.5, 31.6, 180], 6, module_);
station(get("B30"), "B30", get("B30").name, "B", [b20x.x - 4, 31.6, 180]);
link("B20", "B30-in", {
  kind: "rework",
  transferS: 6,
  via: [
    [round(b20x.x + 2.3), 35],
    [round(b20x.x + 2.3), 31.6],
  ],
});
link("B50", "B30-in", {
  kind: "rework",
  transferS: 20,
  via: [
    [round(x - 2), 33.4],
    [round(b20x.x + 2.8), 31.6],
  ],
});
link("B30-in", "B30");
link("B30", "B10-in", {
  kind: "rework",
  transferS: 12,
  via: [
    [round(b20x.x - 15.05), 31.6],
    [round(b20x.x - 15.05), 36.4],
  ],
});

// The container stands across the lane's end; its buffer leads there.
buffer("C10-in", "Buffer before C10", "C", [77.5, laneY, 0], get("C10").buffer, module_);
link("B50", "C10-in", { transferS: 6 });
link("C10-in", "C10", { via: [[84, laneY]] });
station(get("C10"), "C10", get("C10").name, "C", [84, 32.9, -90]);
buffer("C20-in", "Buffer before C20", "C", [84, 30, -90], get("C20").buffer, module_);
station(get("C20"), "C20", get("C20").name, "C", [84, 26.9, -90]);
link("C10", "C20-in", { transferS: 6 });
link("C20-in", "C20");
buffer("C20-out", "Rack place after C20", "C", [84, 21.6, -90], 12, module_);
link("C20", "C20-out", { transferS: 6 });

// Lane 2, westwards: packs up to the cover seal; lane 3, eastwards: cover, tests, shipping.
const packY = 16;
assets.push({
  id: "SUP-TRAYS",
  name: "Tray supply",
  level: "supply",
  kind: "supply",
  model: "traySupply",
  parent: "D",
  pose: pose(87.6, packY - 4, 0),
  size: size(4, 3, 1.6),
  capacity: 24,
});
link("SUP-TRAYS", "D05");
station(get("D05"), "D05", get("D05").name, "D", [86, packY, 180]);
buffer("D10-trays", "Trays before D10", "D", [74.8, packY, 180], 8, pack);
link("D05", "D10-trays", { transferS: 6 });
link("D10-trays", "D10");
buffer("D10-modules", "Modules before D10", "D", [63, 21.8, -90], get("D10").buffer, module_);
link("C20-out", "D10-modules", {
  kind: "vehicle",
  transferS: 45,
  via: [
    [80.5, 19],
    [80.5, 27],
    [63, 27],
  ],
  vehicles: ["V1", "V2", "V3", "V4"],
  batch: 4,
  roundTripS: 200,
});
link("D10-modules", "D10");
x = 65.4;
before = "";
const westward = (length: number): number => {
  const middle = x - length / 2;
  x -= length + 0.4;
  return middle;
};
for (const id of ["D10", "D20", "D30", "D40", "D50"]) {
  const row = get(id);
  if (before !== "") packBuffer(id, before, [westward(row.buffer * pack), packY, 180]);
  const middle = westward(row.size[0]);
  packStation(row, [middle, packY, 180]);
  before = id;
}
const returnY = 5;
x += 0.4;
for (const id of ["D60", "D65", "D70", "D80", "D90"]) {
  const row = get(id);
  packBuffer(id, before, [along(row.buffer * pack), returnY, 0], before === "D50");
  const middle = along(row.size[0]);
  packStation(row, [middle, returnY, 0]);
  before = id;
}
assets.push({
  id: "SHIP",
  name: "Finished packs",
  level: "demand",
  kind: "demand",
  model: "packDispatch",
  parent: "D",
  pose: pose(x + 2.6, returnY, 0),
  size: size(5, 4, 1.7),
  capacity: 16,
});
link("D90", "SHIP", { transferS: 6 });
assets.push({
  id: "SCRAP",
  name: "Scrap",
  level: "demand",
  kind: "rack",
  model: "scrapRack",
  parent: "B",
  pose: pose(b20x.x + 8, 30.5, 0),
  size: size(2, 1.4, 1.2),
  capacity: 12,
});
link("B20", "SCRAP", { kind: "scrap", via: [[round(b20x.x + 2.3), 34]] });
link("B50", "SCRAP", { kind: "scrap" });

function packBuffer(id: string, from: string, at: [number, number, number], turn = false): void {
  const row = get(id);
  const into = `${id}-in`;
  buffer(into, `Buffer before ${id}`, "D", at, row.buffer, pack);
  const rest = turn
    ? {
        via: [
          [round(at[0] - 3.5), packY],
          [round(at[0] - 3.5), returnY],
        ],
      }
    : {};
  for (const source of get(from).parallel ? [`${from}a`, `${from}b`] : [from])
    link(source, into, { transferS: 6, ...rest });
  for (const to of row.parallel ? [`${id}a`, `${id}b`] : [id]) link(into, to);
}

function packStation(row: StationRow, at: [number, number, number]): void {
  if (!row.parallel) {
    station(row, row.id, row.name, "D", at);
    return;
  }
  assets.push({ id: row.id, name: row.name, level: "cell", parent: "D" });
  station(row, `${row.id}a`, `${row.name} a`, row.id, [at[0], at[1] + 2.1, at[2]]);
  station(row, `${row.id}b`, `${row.name} b`, row.id, [at[0], at[1] - 2.1, at[2]]);
}

const poseOf = (id: string): { x: number; y: number } =>
  assets.find((asset) => asset.id === id)?.["pose"] as { x: number; y: number };
for (const row of rowOf.values())
  operatorIds(row).forEach((id, index) => {
    const at = poseOf(row.id);
    const side = index === 0 ? -1 : 1;
    assets.push({
      id,
      name: `Operator position ${index + 1} at ${row.name}`,
      level: "operator",
      parent: row.id.slice(0, 1),
      pose: pose(at.x, at.y + side * (row.size[1] / 2 + 0.6), side < 0 ? 0 : 180),
      size: size(0.6, 0.6, 1.8),
      calendar: "manual",
    });
  });
for (let number = 1; number <= 4; number += 1) {
  const id = `V${number}`;
  assets.push({
    id,
    name: `Vehicle ${number}`,
    level: "vehicle",
    kind: "vehicle",
    parent: "line",
    pose: pose(76.5 - number * 2.2, 24.5, 0),
    size: size(1.8, 1, 0.5),
    capacity: 4,
    signals: [
      { name: "battery", label: "Battery", unit: "%", limits: [{ kind: "alarm", low: 20 }], staleAfterS: 60 },
      { name: "load", label: "Load", unit: "kg", staleAfterS: 60 },
    ],
  });
  signalProcesses.push({ signal: `${id}/battery`, run: 78, idle: 84, sd: 0.4, everyS: 10, lagS: 900 });
  signalProcesses.push({ signal: `${id}/load`, run: 140, idle: 0, sd: 0.6, everyS: 5, lagS: 1 });
}

const plant = {
  schema: 1,
  id: "demo",
  name: "Gemba pack line",
  ...works,
  assets,
  links,
  plan: { taktS: 96, calendar: "manual", countAt: "SHIP", unitName: "packs" },
  views: [
    { name: "Hall", target: [45, 21, 0], eye: [45, -26, 34] },
    { name: "Modules", target: [18, 37, 1], eye: [14, 22, 11] },
    { name: "Welding", target: [poseOf("B10a").x, 37, 1], eye: [poseOf("B10a").x - 6, 25, 8] },
    { name: "Container", target: [84, 30, 1], eye: [71, 27, 8] },
    { name: "Marriage", target: [63, 18, 1], eye: [71, 8, 9] },
    { name: "Bolting", target: [poseOf("D20").x, packY, 1], eye: [poseOf("D20").x + 7, 6.5, 8] },
    { name: "Harness and leak", target: [poseOf("D40a").x, packY, 1], eye: [poseOf("D40a").x + 9, 6, 9] },
    { name: "End of line", target: [poseOf("D80a").x, returnY, 1], eye: [poseOf("D80a").x - 10, -7, 8] },
    { name: "From above", target: [45, 22, 0], eye: [45, 21, 62] },
  ],
};

writeFileSync(new URL("plant.json", folder), pretty(plant));
const behaviourFile = new URL("behaviour.json", folder);
let behaviour: Partial<BehaviourFile> = {};
try {
  behaviour = JSON.parse(readFileSync(behaviourFile, "utf8")) as Partial<BehaviourFile>;
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
const results = (behaviour.results ?? []).map((result) => ({
  ...result,
  defects: Object.fromEntries(
    Object.entries(result.defects).map(([defectClass, { mean, sd }]) => {
      const spots = defectSpots[defectClass];
      return [defectClass, { mean, sd, ...(spots === undefined ? {} : { spots }) }];
    }),
  ),
}));
writeFileSync(behaviourFile, pretty({ ...behaviour, results, signals: signalProcesses }));
process.stdout.write(
  `${assets.length} assets, ${signalProcesses.length} signals, ${links.length} links; x ends at ${x}\n`,
);
