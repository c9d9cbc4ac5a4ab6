// A plant with stand-in machines from device descriptions alone, for sources that come without a hand-written plant.
// It invents nothing but places and sizes: no links, no plan, no limits.
import type { Problem } from "#shared/base/problem.ts";
import type { AssetKind, PlantFile } from "#shared/model/plant-schema.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import {
  availabilityWords,
  controllerModeWords,
  emergencyStopWords,
  executionWords,
} from "#shared/normalise/mtconnect-state.ts";
import { type DataItem, type Device, vectorLength } from "./device-model.ts";
import { ucumOf } from "./unit-words.ts";

/** What to call the plant, and the zone its local times are in. */
export interface DeriveOptions {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  /** Device file, for problems. */
  readonly file: string;
}

/** Length, width, height in metres of a stand-in. */
const sizes: Partial<Record<AssetKind, readonly [number, number, number]>> = {
  machiningCentre: [4.2, 3, 2.8],
  lathe: [3.8, 2.2, 2.1],
  press: [3, 3, 4],
  robotCell: [4, 4, 2.6],
  laserCell: [4, 3, 2.5],
  inspection: [2.4, 2.4, 2.8],
};
const defaultSize = [3, 2.5, 2.2] as const;
const gapM = 2.5;
const perRow = 8;
const rowPitchM = 8;

/** Words in a description that tell the kind, first match wins. */
const kindWords: readonly (readonly [RegExp, AssetKind])[] = [
  [/quick ?turn|\bqtn?\b|lathe|turning/i, "lathe"],
  [/integrex|machining|\bmill|mikron|\bhpm|\bvmc|\bhmc|variaxis|hurco|\bagie/i, "machiningCentre"],
  [/\bcmm\b|measuring|inspection/i, "inspection"],
  [/robot/i, "robotCell"],
  [/laser/i, "laserCell"],
  [/\bpress(es)?\b|press brake/i, "press"],
];

/** Kind of machine guessed from what it says of itself, else from its axes. */
export function kindOfDevice(device: Device): AssetKind {
  const words = [device.model, device.manufacturer, device.description, device.name].join(" ");
  const byWord = kindWords.find(([pattern]) => pattern.test(words));
  if (byWord !== undefined) return byWord[1];
  const linear = device.items.some((item) => item.component === "Linear");
  const rotary = device.items.some((item) => item.component === "Rotary");
  return linear && rotary ? "machiningCentre" : "unknown";
}

/** Maker and model, which stand beside the device's id; undefined where one of them is not told. */
function typeOfDevice({ manufacturer, model }: Device): string | undefined {
  return manufacturer === undefined || model === undefined ? undefined : `${manufacturer} ${model}`;
}

/** The key readings of a data item carry: `DEVICE:name`, with `.x .y .z` for the parts of a vector. */
export function tagOf(device: Device, item: DataItem, part?: "x" | "y" | "z"): string {
  return `${device.name}:${item.name ?? item.id}${part === undefined ? "" : `.${part}`}`;
}

/** An id of letters, digits, dot, underscore and hyphen, at most `length` long, not empty. */
export function idFrom(text: string, length = 64): string {
  const id = text
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, length);
  return id === "" ? "x" : id;
}

/** Gives each text an id no one else has. */
class Ids {
  readonly #taken = new Set<string>();
  take(text: string, room = 64): string {
    const base = idFrom(text, room);
    let id = base;
    for (let count = 2; this.#taken.has(id); count += 1) id = `${base.slice(0, room - 6)}-${String(count)}`;
    this.#taken.add(id);
    return id;
  }
}

const enumLabels: Partial<Record<string, readonly string[]>> = {
  EXECUTION: executionWords,
  CONTROLLER_MODE: controllerModeWords,
  EMERGENCY_STOP: emergencyStopWords,
  AVAILABILITY: availabilityWords,
  POWER_STATE: ["ON", "OFF"],
  DOOR_STATE: ["OPEN", "CLOSED", "UNLATCHED"],
};
const roles: Partial<Record<string, string>> = {
  EXECUTION: "execution",
  CONTROLLER_MODE: "controllerMode",
  EMERGENCY_STOP: "emergencyStop",
  AVAILABILITY: "availability",
  PART_COUNT: "partCount",
  PROGRAM: "program",
};
const numericEvents: ReadonlySet<string> = new Set(["PART_COUNT", "LINE_NUMBER", "BLOCK_COUNT"]);

/** Type, labels and unit of the signal for one data item. */
function typeOf(item: DataItem): { type: "number" | "enum" | "text"; labels?: readonly string[] } {
  const labels = enumLabels[item.type];
  if (labels !== undefined) return { type: "enum", labels };
  if (item.representation === "DATA_SET" || item.representation === "TABLE") return { type: "text" };
  const isNumber = item.category === "SAMPLE" || item.units !== undefined || numericEvents.has(item.type);
  return { type: isNumber ? "number" : "text" };
}

/** What to call an item on the screen: component, type and subtype in words. */
function labelOf(item: DataItem): string {
  const words = (text: string): string => text.replace(/^x:/, "").replace(/_/g, " ").toLowerCase();
  const owner = item.component === "Linear" || item.component === "Rotary" ? (item.componentName ?? "") : "";
  const sub = item.subType === undefined || item.subType === "ACTUAL" ? "" : ` (${words(item.subType)})`;
  return `${owner} ${words(item.type)}${sub}`.trim();
}

/** The device's own signals: everything but its conditions, which are events. */
function signalsOf(device: Device, problems: Problem[], file: string): object[] {
  const names = new Ids();
  const usedRoles = new Set<string>();
  const featuredLeft = new Map([
    ["ROTARY_VELOCITY", 1],
    ["PATH_FEEDRATE", 1],
    ["TEMPERATURE", 1],
  ]);
  return device.items.flatMap((item): object[] => {
    if (item.category === "CONDITION") return [];
    const unit = ucumOf(item);
    if (unit === undefined) {
      problems.push({
        path: [file, device.name, item.name ?? item.id],
        id: "unknown-unit-word",
        severity: "warning",
        message: `The unit "${(item.units ?? "").slice(0, 40)}" of ${device.name} ${item.name ?? item.id} is not known; its values are shown without unit.`,
        hint: "Use a unit word of the MTConnect standard in the device file.",
        file,
      });
    }
    const role = item.subType === undefined || item.type !== "PROGRAM" ? roles[item.type] : undefined;
    const isFirst = role !== undefined && !usedRoles.has(role);
    if (isFirst) usedRoles.add(role);
    const left = item.category === "SAMPLE" ? (featuredLeft.get(item.type) ?? 0) : 0;
    featuredLeft.set(item.type, left - 1);
    const parts = vectorLength(item) === 3 ? (["x", "y", "z"] as const) : [undefined];
    return parts.map((part) => ({
      name: names.take(`${item.name ?? item.id}${part === undefined ? "" : `.${part}`}`),
      label: `${labelOf(item)}${part === undefined ? "" : ` ${part}`}`,
      ...typeOf(item),
      unit: unit ?? "1",
      tag: tagOf(device, item, part),
      ...(isFirst ? { role } : {}),
      featured: left > 0,
    }));
  });
}

/** The plant of these devices: one station each, in rows of eight, under one site and one area. */
export function derivePlant(
  devices: readonly Device[],
  options: DeriveOptions,
): { plant: PlantFile; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const ids = new Ids();
  const stationIds = devices.map((device) => ids.take(device.name));
  const site = ids.take(options.id);
  const area = ids.take("machines");
  let atX = 0;
  let lengthM = 0;
  const stations = devices.map((device, index) => {
    if (index % perRow === 0) atX = 0;
    const kind = kindOfDevice(device);
    const [length, width, height] = sizes[kind] ?? defaultSize;
    const x = atX + length / 2;
    atX += length + gapM;
    lengthM = Math.max(lengthM, atX - gapM);
    const description = [
      device.description,
      device.serialNumber === undefined ? undefined : `serial number ${device.serialNumber}`,
    ]
      .filter((text) => text !== undefined)
      .join(", ");
    return {
      id: stationIds[index],
      name: typeOfDevice(device) ?? device.name,
      level: "station",
      kind,
      parent: area,
      pose: { x, y: -Math.floor(index / perRow) * rowPitchM },
      size: { length, width, height },
      ...(description === "" ? {} : { description }),
      signals: signalsOf(device, problems, options.file),
    };
  });
  const depthM = Math.floor((Math.max(1, devices.length) - 1) / perRow) * rowPitchM;
  const reachM = Math.max(lengthM, depthM, 8);
  const input: object = {
    schema: 1,
    id: idFrom(options.id),
    name: options.name,
    timeZone: options.timeZone,
    assets: [
      { id: site, name: options.name, level: "site" },
      { id: area, name: "Machines", level: "area", parent: site },
      ...stations,
    ],
    views: [
      {
        name: "Machines",
        target: [lengthM / 2, -depthM / 2, 1],
        eye: [lengthM / 2 + reachM * 0.25, -depthM / 2 - reachM * 0.8, reachM * 0.55],
      },
    ],
  };
  return { plant: plantSchema.parse(input), problems };
}
