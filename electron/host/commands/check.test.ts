// `gemba check` and `gemba schema`: exit codes, what is printed where, JSON errors with line and column.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { check, schema, schemaText } from "./check.ts";
import { UsageError } from "./command.ts";
import { runOf } from "../../../tests/support/run-command.ts";

const demo = "assets/plants/demo";
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "gemba-check-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = runOf(check);

it("finds the demo plant good", async () => {
  expect(await run(demo)).toMatchObject({ code: 0, err: "" });
});

describe("refuses, with exit code 1,", () => {
  it("a folder without plant.json", async () => {
    const { code, out } = await run(dir);
    expect(code).toBe(1);
    expect(out).toContain("plant.json does not exist");
  });
  it("a folder that is not there", async () => expect((await run(join(dir, "nowhere"))).code).toBe(1));
  it("a file that is not JSON, with line and column", async () => {
    await writeFile(join(dir, "plant.json"), '{\n  "schema": 1,\n  "id": "x",,\n}');
    const { code, out } = await run(dir);
    expect(code).toBe(1);
    expect(out).toContain("line 3, column 13");
  });
  it("a file that was cut", async () => {
    await writeFile(join(dir, "plant.json"), '{\n  "schema": 1,\n  "id":');
    expect((await run(dir)).out).toMatch(/line 3, column \d+: it ends too early/);
  });
  it("broken behaviour beside a good plant", async () => {
    await writeFile(join(dir, "plant.json"), await readFile(join(demo, "plant.json")));
    await writeFile(join(dir, "behaviour.json"), "{ nonsense");
    expect(await run(dir)).toMatchObject({ code: 1 });
  });
  it("behaviour of a station that the plant does not have", async () => {
    await writeFile(join(dir, "plant.json"), await readFile(join(demo, "plant.json")));
    await writeFile(join(dir, "behaviour.json"), JSON.stringify({ schema: 1, stations: { NOWHERE: {} } }));
    const { code, out } = await run(dir);
    expect(code).toBe(1);
    expect(out).toContain("behaviour.json");
    expect(out).toContain("NOWHERE");
  });
  it("a plant with capacity 0, naming path and remedy", async () => {
    const plant = JSON.parse(await readFile(join(demo, "plant.json"), "utf8")) as {
      assets: { id: string; level: string; capacity?: number }[];
    };
    const buffer = plant.assets.find((asset) => asset.level === "buffer");
    if (buffer === undefined) throw new Error("the demo has buffers");
    buffer.capacity = 0;
    await writeFile(join(dir, "plant.json"), JSON.stringify(plant));
    const { code, out } = await run(dir);
    expect(code).toBe(1);
    expect(out).toContain(`plant.json › assets › ${buffer.id} › capacity`);
    expect(out).toContain("-> Give the number of parts it holds");
  });
});

interface DemoPlant {
  timeZone: string;
  calendars: { shifts: { from: string }[] }[];
  assets: {
    id: string;
    level: string;
    parent?: string;
    capacity?: number;
    pose?: { x: number; y: number };
    signals?: { unit: string }[];
  }[];
  links: { from: string; to: string }[];
  plan: { countAt: string };
}
const stationOf = (plant: DemoPlant) => {
  const station = plant.assets.find(
    (asset) => asset.level === "station" && asset.pose !== undefined && (asset.signals ?? []).length > 0,
  );
  if (station === undefined) throw new Error("the demo has stations");
  return station;
};
const without = (plant: DemoPlant, id: string) =>
  plant.links.filter((link) => link.from !== id && link.to !== id);

/** Ways to break the demo plant: what to change, what the place contains, what the remedy contains. */
const breaks: readonly [string, (plant: DemoPlant) => void, string, string][] = [
  ["a duplicate id", (p) => p.assets.push({ ...stationOf(p) }), "assets", "Give each its own id."],
  [
    "an unknown parent",
    (p) => (stationOf(p).parent = "nowhere.at-all"),
    "parent",
    "Add the asset, or refer to one that exists.",
  ],
  [
    "an unknown end of a link",
    (p) => p.links.push({ from: stationOf(p).id, to: "nowhere.at-all" }),
    "links",
    "refer to one that exists",
  ],
  ["an unreachable station", (p) => (p.links = without(p, stationOf(p).id)), "assets", "Add a link with"],
  [
    "capacity 0",
    (p) => p.assets.filter((asset) => asset.level === "buffer").forEach((asset) => (asset.capacity = 0)),
    "capacity",
    "at least 1",
  ],
  [
    "an unknown unit",
    (p) => stationOf(p).signals?.forEach((signal) => (signal.unit = "rpm")),
    "unit",
    'Write "{rev}/min".',
  ],
  [
    "a station inside another",
    (p) => p.assets.forEach((asset) => asset.level === "station" && (asset.pose = { x: 0, y: 0 })),
    "pose",
    "Move one of them by",
  ],
  [
    "a hole in the calendar",
    (p) =>
      p.calendars[0]?.shifts.push({
        ...p.calendars[0].shifts[0],
        name: "Late",
        from: "14:30",
        to: "22:00",
        breaks: [],
      } as never),
    "calendars",
    "write the pause as a break",
  ],
  ["a bad time zone", (p) => (p.timeZone = "Europe/Berlyn"), "timeZone", "Write an IANA name"],
  [
    "a plan that counts nowhere",
    (p) => (p.plan.countAt = "nowhere.at-all"),
    "plan › countAt",
    "refer to one that exists",
  ],
  [
    "a circle of parents",
    (p) => p.assets.forEach((asset) => asset.parent === undefined && (asset.parent = stationOf(p).id)),
    "parent",
    "Give one of them another parent",
  ],
];

describe("exits with 1 and names place and remedy of the demo plant with", () => {
  it.each(breaks)("%s", async (_name, change, place, remedy) => {
    const plant = JSON.parse(await readFile(join(demo, "plant.json"), "utf8")) as DemoPlant;
    change(plant);
    await writeFile(join(dir, "plant.json"), JSON.stringify(plant));
    const { code, out } = await run(dir);
    expect(code).toBe(1);
    const lines = out.split("\n");
    const at = lines.findIndex(
      (line, index) =>
        line.startsWith("error: plant.json") &&
        line.includes(place) &&
        (lines[index + 1] ?? "").includes(remedy),
    );
    expect(at, out).toBeGreaterThanOrEqual(0);
  });
});

it("prints one JSON document and nothing else with --json", async () => {
  const good = await run(demo, "--json");
  expect(JSON.parse(good.out)).toMatchObject({ ok: true, plant: { links: expect.any(Number) as number } });
  const bad = await run(dir, "--json");
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.out)).toMatchObject({
    ok: false,
    problems: [{ id: "not-found", severity: "error" }],
  });
});

it("wants exactly one folder", async () => {
  await expect(run()).rejects.toThrow(UsageError);
  await expect(run(demo, dir)).rejects.toThrow(UsageError);
});

describe("the JSON Schema", () => {
  it("is committed as it is generated", async () => {
    expect(await readFile("assets/plants/plant.schema.json", "utf8")).toBe(schemaText());
  });
  it("is printed, or written where it is told to", async () => {
    let out = "";
    await schema.run([], { out: (text) => void (out += text), err: () => undefined });
    expect(out).toBe(schemaText());
    const path = join(dir, "deep", "plant.schema.json");
    expect(await schema.run(["--out", path], { out: () => undefined, err: () => undefined })).toBe(0);
    expect(await readFile(path, "utf8")).toBe(schemaText());
  });
  it("asks only for what has no default", () => {
    const text = JSON.parse(schemaText()) as { required: string[]; properties: Record<string, unknown> };
    expect(text.required.sort()).toEqual(["assets", "id", "name", "schema", "timeZone"]);
  });
});
