// Where the points, limits and broken rules of a control chart lie. Places are fractions of the picture from its left and its top. Pure.
import type { ControlChart } from "#shared/model/defect-schema.ts";

export interface ChartLine {
  readonly name: "centre" | "lcl" | "ucl" | "lsl" | "usl";
  readonly value: number;
  /** From the top, 0 to 1. */
  readonly y: number;
}

export interface ChartLayout {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Points that are part of a broken rule. */
  readonly broken: readonly number[];
  readonly lines: readonly ChartLine[];
  /** Specification limits too far away to draw without squeezing the points. */
  readonly beyond: readonly Pick<ChartLine, "name" | "value">[];
}

/** A specification limit farther from the picture than its height is left out. */
const farHeights = 1;
/** Room above and below, of the height. */
const margin = 0.08;

/** Points in their order, not by time: the run rules count points. */
export function chartLayout(chart: ControlChart): ChartLayout {
  const values = chart.points.map(({ value }) => value);
  let low = Math.min(chart.lcl, ...values);
  let high = Math.max(chart.ucl, ...values);
  const height = high - low || Math.abs(high) || 1;
  const spec = (["lsl", "usl"] as const).flatMap((name) => {
    const value = chart[name];
    return value === undefined ? [] : [{ name, value }];
  });
  const isFar = ({ value }: { readonly value: number }): boolean =>
    value > high + height * farHeights || value < low - height * farHeights;
  const [beyond, drawn] = [spec.filter(isFar), spec.filter((limit) => !isFar(limit))];
  for (const { value } of drawn) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const room = (high - low || height) * margin;
  const yOf = (value: number): number => (high + room - value) / (high - low + 2 * room);
  const lines = [
    { name: "centre", value: chart.centre },
    { name: "lcl", value: chart.lcl },
    { name: "ucl", value: chart.ucl },
    ...drawn,
  ] as const;
  const broken = new Set<number>();
  for (const { fromPoint, toPoint } of chart.breaks)
    for (let point = fromPoint; point <= Math.min(toPoint, values.length - 1); point += 1) broken.add(point);
  return {
    x: values.map((_, index) => (index + 0.5) / values.length),
    y: values.map(yOf),
    broken: [...broken].sort((a, b) => a - b),
    lines: lines.map((line) => ({ ...line, y: yOf(line.value) })),
    beyond,
  };
}

/** The point nearest to a place, a fraction from the left; undefined without points. */
export function pointAt(count: number, x: number): number | undefined {
  return count === 0 ? undefined : Math.min(count - 1, Math.max(0, Math.floor(x * count)));
}

/** The line through points as an SVG path in a picture `size` wide and high. */
export function linePath({ x, y }: Pick<ChartLayout, "x" | "y">, size: number): string {
  return x
    .map(
      (each, index) =>
        `${index === 0 ? "M" : "L"}${(each * size).toFixed(1)} ${((y[index] ?? 0) * size).toFixed(1)}`,
    )
    .join("");
}

/** Points as an SVG path of dots: lines of no length, drawn by their round or square ends. */
export function dotsPath(
  { x, y }: Pick<ChartLayout, "x" | "y">,
  indices: readonly number[],
  size: number,
): string {
  return indices
    .map((index) => `M${((x[index] ?? 0) * size).toFixed(1)} ${((y[index] ?? 0) * size).toFixed(1)}h0`)
    .join("");
}
