// Plants of any size for tests, benchmarks and the gallery: lines of stations with a buffer before each, every kind in turn.
// Deterministic by seed; valid plant files. Knows no scene.
import { seededRandom } from "#shared/base/random.ts";
import { type AssetKind, type PlantFile, plantSchema } from "#shared/model/plant-schema.ts";

export interface GeneratedPlantOptions {
  readonly stations: number;
  readonly seed?: number;
  /** Stations in a row; the default makes the plant about twice as wide as deep. */
  readonly perLine?: number;
  /** From line to line, metres. */
  readonly lineM?: number;
}

const kinds: readonly AssetKind[] = [
  "robotCell",
  "inspection",
  "oven",
  "press",
  "laserCell",
  "manualBench",
  "testCell",
  "gantry",
  "machiningCentre",
  "lathe",
  "unknown",
];
/** From station to station, and usually from line to line, metres. */
const pitchM = 8;
const usualLineM = 9;

/** A plant of lines: supply, then buffer and station in turn, then the way out. */
export function generatedPlant(options: GeneratedPlantOptions): PlantFile {
  const { stations, seed = 1, lineM = usualLineM } = options;
  const random = seededRandom(seed);
  const perLine = options.perLine ?? Math.max(4, Math.ceil(Math.sqrt((stations * 2 * lineM) / pitchM)));
  const lines = Math.ceil(stations / perLine);
  const assets: unknown[] = [{ id: "works", name: "Works", level: "site" }];
  const links: unknown[] = [];
  for (let line = 0; line < lines; line += 1) {
    const area = `L${line + 1}`;
    const y = line * lineM;
    assets.push({ id: area, name: `Line ${line + 1}`, level: "area", parent: "works" });
    assets.push({
      id: `${area}-in`,
      name: `Supply of line ${line + 1}`,
      level: "supply",
      kind: "supply",
      parent: area,
      pose: { x: 0, y },
      size: { length: 4, width: 3, height: 1.6 },
    });
    let before = `${area}-in`;
    const inLine = Math.min(perLine, stations - line * perLine);
    for (let place = 0; place < inLine; place += 1) {
      const number = line * perLine + place;
      const kind = kinds[(number + Math.floor(random.next() * 3)) % kinds.length];
      const x = (place + 1) * pitchM;
      const id = `S${number + 1}`;
      assets.push({
        id: `${id}-q`,
        name: `Buffer before ${id}`,
        level: "buffer",
        kind: "conveyor",
        parent: area,
        capacity: 4,
        pose: { x: x - 3.4, y },
        size: { length: 2.4, width: 0.84, height: 0.9 },
      });
      assets.push({
        id,
        name: `Station ${number + 1}`,
        level: "station",
        kind,
        parent: area,
        capacity: 1,
        idealCycleS: 20,
        pose: { x, y },
        size: { length: 3.2, width: 2.6, height: 2.2 + random.next() * 0.7 },
        signals: [{ name: "load", unit: "%", featured: true }],
      });
      links.push({ from: before, to: `${id}-q`, transferS: 3 }, { from: `${id}-q`, to: id, transferS: 2 });
      before = id;
    }
    const x = (inLine + 1) * pitchM;
    assets.push({
      id: `${area}-out`,
      name: `Way out of line ${line + 1}`,
      level: "demand",
      kind: "demand",
      parent: area,
      pose: { x, y },
      size: { length: 4, width: 3, height: 2.4 },
    });
    links.push({ from: before, to: `${area}-out`, transferS: 4 });
  }
  return plantSchema.parse({
    schema: 1,
    id: `generated-${stations}`,
    name: `Generated plant of ${stations} stations`,
    timeZone: "Europe/Berlin",
    variants: [
      { id: "one", name: "One", color: "#4f7cac" },
      { id: "two", name: "Two", color: "#b08a4f" },
      { id: "three", name: "Three", color: "#6a9a78" },
    ],
    assets,
    links,
  });
}
