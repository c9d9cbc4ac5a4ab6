// @vitest-environment happy-dom
// A trend is drawn in steps: between two values far from each other the first one held.
import { expect, test, vi } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { themes } from "../../ui/tokens.ts";

/** Places to which the lines of one path go. */
class Path {
  static readonly all: Path[] = [];
  readonly places: [x: number, y: number][] = [];
  constructor(path?: Path) {
    this.places.push(...(path?.places ?? []));
    Path.all.push(this);
  }
  moveTo(x: number, y: number): void {
    this.places.push([x, y]);
  }
  lineTo(x: number, y: number): void {
    this.places.push([x, y]);
  }
  rect(): void {
    // Clips are no lines.
  }
}

/** A canvas that draws nothing: what is drawn are the paths. */
const context = new Proxy(
  {},
  { get: (_, name) => () => (name === "measureText" ? { width: 10 } : undefined) },
);

test("the line of a number goes across to the next value, and there up or down to it", async () => {
  vi.stubGlobal("Path2D", Path);
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
  // Both ask for the browser when they are loaded.
  const { default: uPlot } = await import("uplot");
  const { trendOptions } = await import("./trend-chart.ts");
  const asset = { id: "M1", name: "M1", level: "station", signals: [{ name: "load" }] };
  const plant = resolvePlant(
    plantSchema.parse({ schema: 1, id: "p", name: "P", timeZone: "UTC", assets: [asset] }),
  );
  const options = trendOptions({
    signal: plant.signals[0] ?? expect.fail(),
    theme: themes.light,
    zone: "UTC",
    rem: 16,
    width: 400,
    height: 100,
    timeMs: 0,
  });
  new uPlot(options, [
    [0, 10, 20],
    [1, 5, 2],
  ]);
  await Promise.resolve();
  // The first is the line; others are made of it.
  const drawn = Path.all.find(({ places }) => places.length > 2)?.places ?? [];
  const corners = drawn.filter(([x, y], index) => String([x, y]) !== String(drawn[index - 1]));
  const [[x0, y0] = [], [x1, y1] = [], [x2, y2] = [], [x3, y3] = [], [x4, y4] = []] = corners;
  expect(corners.length).toBe(5);
  expect([y1, x2, y3, x4]).toEqual([y0, x1, y2, x3]);
  expect([Number(x1) > Number(x0), Number(y2) < Number(y1), Number(y4) > Number(y3)]).toEqual([
    true,
    true,
    true,
  ]);
});
