// A plant made from what a file names: stand-in machines in rows, in the order in which they are first told of.
// It invents places, sizes and, from words in the names, what kind of machine each is; nothing else.
import type { AssetKind, AssetLevel } from "../model/plant-schema.ts";
import { IdBook, idOfText } from "./columns.ts";
import type { SignalMapping } from "./mapping-schema.ts";

export interface PlantOfDataOptions {
  readonly name: string;
  readonly timeZone: string;
  /** Assets as the file calls them. */
  readonly assets: Iterable<string>;
  readonly signals: readonly SignalMapping[];
}

interface Guess {
  readonly level: AssetLevel;
  readonly kind: AssetKind;
  readonly size: readonly [number, number, number];
}

const guesses: readonly (readonly [RegExp, Guess])[] = [
  [
    /operator|worker|bediener|werker|\bop[-_]/i,
    { level: "operator", kind: "unknown", size: [0.6, 0.6, 1.8] },
  ],
  [
    /\bagv|\bamr\b|vehicle|forklift|fahrzeug|stapler/i,
    { level: "vehicle", kind: "vehicle", size: [1.8, 1.2, 1.2] },
  ],
  [
    /buffer|puffer|queue|warehouse|lager|storage|\brack|hbw/i,
    { level: "buffer", kind: "rack", size: [4, 1.6, 3] },
  ],
  [/convey|förder|foerder|belt/i, { level: "conveyor", kind: "conveyor", size: [4, 1, 1] }],
  [/lathe|turning|dreh/i, { level: "station", kind: "lathe", size: [3.8, 2.2, 2.1] }],
  [
    /mill|machining|cnc|fräs|fraes|drill|bohr|mazak|dmg/i,
    { level: "station", kind: "machiningCentre", size: [4.2, 3, 2.8] },
  ],
  [/press|punch|stanz/i, { level: "station", kind: "press", size: [3, 3, 4] }],
  [/oven|furnace|ofen|kiln/i, { level: "station", kind: "oven", size: [4, 2.5, 2.5] }],
  [/robot|gripper|\brob|vgr/i, { level: "station", kind: "robotCell", size: [4, 4, 2.6] }],
  [/laser|weld|schwei/i, { level: "station", kind: "laserCell", size: [4, 3, 2.5] }],
  [
    /inspect|vision|camera|prüf|pruef|sort|cmm/i,
    { level: "station", kind: "inspection", size: [2.4, 2.4, 2.8] },
  ],
  [/test/i, { level: "station", kind: "testCell", size: [2.4, 2.4, 2.6] }],
  [
    /manual|human|bench|hand|assembl|montage/i,
    { level: "station", kind: "manualBench", size: [2, 1.2, 1.8] },
  ],
];
const fallback: Guess = { level: "station", kind: "unknown", size: [3, 2.5, 2.2] };

/** What a machine is, guessed from its name. */
export function guessOfName(name: string): Guess {
  return guesses.find(([pattern]) => pattern.test(name))?.[1] ?? fallback;
}

const perRow = 8;
const gapM = 2.5;
const rowPitchM = 8;
/** Where signals go whose names tell no asset. */
export const commonAsset = "data";

/** The plant as JSON, to be checked like any other. Signals keep what the file calls them as their tag. */
export function plantOfData(options: PlantOfDataOptions): object {
  const ids = new IdBook();
  const site = ids.idOf("\u0000site");
  const signalsOf = new Map<string, object[]>();
  for (const asset of options.assets) signalsOf.set(asset, []);
  const namesOf = new Map<string, IdBook>();
  for (const { key, label, type, unit } of options.signals) {
    const slash = key.indexOf("/");
    const asset = slash <= 0 ? commonAsset : key.slice(0, slash);
    const text = slash <= 0 ? key : key.slice(slash + 1);
    const names = namesOf.get(asset) ?? new IdBook();
    namesOf.set(asset, names);
    const signals = signalsOf.get(asset) ?? [];
    signalsOf.set(asset, signals);
    signals.push({
      name: names.idOf(text),
      label: label ?? text,
      type,
      unit,
      tag: key,
      featured: signals.length === 0 && type === "number",
    });
  }
  let atX = 0;
  let lengthM = 8;
  let index = 0;
  const assets = [...signalsOf].map(([text, signals]) => {
    const { level, kind, size } = guessOfName(text);
    const [length, width, height] = size;
    if (index % perRow === 0) atX = 0;
    const pose = { x: atX + length / 2, y: -Math.floor(index / perRow) * rowPitchM };
    atX += length + gapM;
    lengthM = Math.max(lengthM, atX - gapM);
    index += 1;
    const id = ids.idOf(text);
    return { id, name: text, level, kind, parent: site, pose, size: { length, width, height }, signals };
  });
  const depthM = Math.floor((Math.max(1, index) - 1) / perRow) * rowPitchM;
  const reachM = Math.max(lengthM, depthM);
  return {
    schema: 1,
    id: idOfText(options.name),
    name: options.name,
    timeZone: options.timeZone,
    assets: [{ id: site, name: options.name, level: "site" }, ...assets],
    views: [
      {
        name: "All",
        target: [lengthM / 2, -depthM / 2, 1],
        eye: [lengthM / 2 + reachM * 0.25, -depthM / 2 - reachM * 0.8, reachM * 0.55],
      },
    ],
  };
}
