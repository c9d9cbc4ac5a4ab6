import { expect, test } from "vitest";
import { demoPlant } from "../../../tests/support/demo-run.ts";
import { buildPaths, pointOnPath } from "#shared/twin/paths.ts";
import { strips } from "./route-mesh.ts";
import { routeLines, type RouteLine } from "./route.ts";

const plant = demoPlant();
const paths = buildPaths(plant);
const row = (id: string): number => plant.assetRowById.get(id) ?? -1;
const middleOf = (id: string): readonly [number, number] => {
  const path = paths.paths[paths.placeOf[row(id)] ?? -1];
  if (path === undefined) throw new Error(`no place ${id}`);
  const { x, y } = pointOnPath(path, 0.5, { x: 0, y: 0, z: 0, headingRad: 0 });
  return [x, y];
};
const end = (line: RouteLine | undefined): readonly [number, number] => {
  const last = line?.at(-1);
  return [last?.x ?? Number.NaN, last?.y ?? Number.NaN];
};
const near = (one: readonly [number, number], other: readonly [number, number]): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1]);
/** How near a line comes to a place. */
const passes = (line: RouteLine | undefined, id: string): number =>
  Math.min(...(line ?? []).map(({ x, y }) => near([x, y], middleOf(id))));

test("one line leads from where parts were made to where they are, through what lies between", () => {
  const lines = routeLines(plant, paths, row("B10b"), [{ row: row("C10-in"), parts: 4 }]);
  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(near([line?.[0]?.x ?? 0, line?.[0]?.y ?? 0], middleOf("B10b"))).toBeLessThan(1e-4);
  expect(near(end(line), middleOf("C10-in"))).toBeLessThan(1e-4);
  for (const id of ["B20", "B40", "B50"]) expect(passes(line, id)).toBeLessThan(2);
  expect(passes(line, "B30")).toBeGreaterThan(3);
  // Metres of way, never fewer.
  const along = line?.map(({ alongM }) => alongM) ?? [];
  expect(along).toEqual([...along].sort((one, other) => one - other));
  expect(along[0]).toBe(0);
});

test("lines part where parts went different ways, and each says how many passed", () => {
  const lines = routeLines(plant, paths, row("B10b"), [
    { row: row("B30-in"), parts: 3 },
    { row: row("D10-modules"), parts: 5 },
    { row: row("C10-in"), parts: 2 },
  ]);
  expect(lines).toHaveLength(2);
  const [first, other] = lines;
  expect(near(end(first), middleOf("D10-modules"))).toBeLessThan(1e-4);
  expect(near(end(other), middleOf("B30-in"))).toBeLessThan(1e-4);
  expect(first?.[0]?.parts).toBe(10);
  expect(first?.at(-1)?.parts).toBe(5);
  expect(other?.every(({ parts }) => parts === 3)).toBe(true);
  // It begins where it leaves the first.
  const begins = other?.[0];
  expect(
    first?.some(({ x, y, alongM }) => x === begins?.x && y === begins.y && alongM === begins.alongM),
  ).toBe(true);
});

test("rework is taken only where nothing else leads there", () => {
  // From B50 back to B10a there is no way but rework.
  const back = routeLines(plant, paths, row("B50"), [{ row: row("B10a"), parts: 1 }]);
  expect(passes(back[0], "B30")).toBeLessThan(2);
  const onward = routeLines(plant, paths, row("B10b"), [{ row: row("B50"), parts: 1 }]);
  expect(passes(onward[0], "B30")).toBeGreaterThan(3);
});

test("what cannot be reached has no line, and parts that never left have none", () => {
  expect(routeLines(plant, paths, row("D20"), [{ row: row("A10"), parts: 2 }])).toEqual([]);
  expect(routeLines(plant, paths, row("D20"), [{ row: row("D20"), parts: 2 }])).toEqual([]);
});

test("a strip has two corners at each point and two triangles between two points, none between two lines", () => {
  const lines = routeLines(plant, paths, row("B10b"), [
    { row: row("B30-in"), parts: 3 },
    { row: row("C10-in"), parts: 2 },
  ]);
  const { positions, along, indices } = strips(lines);
  const points = lines.reduce((sum, line) => sum + line.length, 0);
  expect(positions).toHaveLength(points * 6);
  expect(indices).toHaveLength((points - lines.length) * 6);
  const lineOf = (corner: number): number => (corner < (lines[0]?.length ?? 0) * 2 ? 0 : 1);
  for (let at = 0; at < indices.length; at += 3)
    expect(new Set([...indices.subarray(at, at + 3)].map(lineOf)).size).toBe(1);
  expect(Math.max(...indices)).toBe(points * 2 - 1);
  expect([along[2], along[5]]).toEqual([-1, 1]);
});
