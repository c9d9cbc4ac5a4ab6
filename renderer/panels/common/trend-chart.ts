// How a signal's course is drawn by uPlot: in steps, for a value holds until the next; limits as a band behind it, colours and type of the theme.
// For the inspector's trend and for those under the lanes. Knows no host and no window of time.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Signal } from "#shared/model/plant.ts";
import { formatClock, formatMinute, formatNumber } from "../../messages/format.ts";
import type { ThemeTokens } from "../../ui/tokens.ts";
import { limitScale, limitsAt } from "../inspector/limits.ts";

export interface TrendChart {
  readonly signal: Signal;
  readonly theme: ThemeTokens;
  readonly zone: string;
  readonly rem: number;
  readonly width: number;
  readonly height: number;
  /** Limits are those that hold now. */
  readonly timeMs: number;
  /** Under the lanes: no time axis of its own, a column of values so wide, and a band from lowest to highest. */
  readonly underLanes?: { readonly valuesWidth: number };
}

/** The chart's options. Data are times in s and values; under the lanes also the lowest and the highest in each place. */
export function trendOptions(chart: TrendChart): uPlot.Options {
  const { signal, theme, zone, rem, underLanes } = chart;
  const font = `${Math.round(rem * 0.75)}px "Inter Variable", system-ui, sans-serif`;
  const scale = limitScale(limitsAt(signal.limits, chart.timeMs, undefined));
  const low = scale === undefined ? undefined : scale.low + scale.okFrom * (scale.high - scale.low);
  const high = scale === undefined ? undefined : scale.low + scale.okTo * (scale.high - scale.low);
  const axis = {
    stroke: theme.textMuted,
    font,
    grid: { stroke: theme.line, width: 1 },
    ticks: { show: false },
  };
  // Steps for numbers as well: most are told when they change, and the height of the line is what is read under the pointer.
  const steps = uPlot.paths.stepped?.({ align: 1 });
  const line = {
    stroke: theme.accent,
    points: { show: false },
    ...(steps === undefined ? {} : { paths: steps }),
  };
  const edge = { ...line, width: 0 };
  return {
    width: Math.max(50, chart.width),
    height: Math.max(40, chart.height),
    cursor:
      underLanes === undefined
        ? { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 6 } }
        : { show: false },
    legend: { show: false },
    padding: underLanes === undefined ? [rem * 0.25, rem * 1, 0, 0] : [rem * 0.375, 0, rem * 0.375, 0],
    scales: {
      x: { time: false },
      y: {
        range: (_chart, dataLow, dataHigh) => {
          const from = Math.min(dataLow ?? low ?? 0, low ?? dataLow ?? 0);
          const to = Math.max(dataHigh ?? high ?? 1, high ?? dataHigh ?? 1);
          const margin = (to - from || Math.abs(to) || 1) * 0.08;
          return [from - margin, to + margin];
        },
      },
    },
    axes: [
      underLanes === undefined
        ? {
            ...axis,
            size: rem * 1.25,
            gap: 2,
            space: rem * 4,
            values: (_chart, splits) => splits.map((s) => formatMinute(s * 1000, zone)),
            incrs: [60, 120, 300],
          }
        : { show: false },
      {
        ...axis,
        size: underLanes?.valuesWidth ?? rem * 3.25,
        gap: 4,
        space: rem * 1.75,
        values: (_chart, splits) => splits.map((value) => formatNumber(value)),
        // A row so low has room for two: the limits where they lie apart, or what is lowest and highest in sight.
        ...(underLanes === undefined
          ? {}
          : {
              splits: (drawn: uPlot, _index: number, from: number, to: number): number[] =>
                low !== undefined &&
                high !== undefined &&
                ((high - low) / (to - from)) * drawn.height >= rem * 0.75
                  ? [low, high]
                  : [from + (to - from) / 14, to - (to - from) / 14],
            }),
      },
    ],
    series: [
      { value: (_chart, value) => formatClock(value * 1000, zone) },
      { ...line, width: 1.5 },
      ...(underLanes === undefined ? [] : [edge, edge]),
    ],
    ...(underLanes === undefined
      ? {}
      : { bands: [{ series: [3, 2] as [number, number], fill: `${theme.accent}40` }] }),
    hooks: {
      drawClear: [
        (drawn) => {
          if (low === undefined || high === undefined) return;
          const top = drawn.valToPos(high, "y", true);
          const bottom = drawn.valToPos(low, "y", true);
          drawn.ctx.fillStyle = theme.limitBand;
          drawn.ctx.globalAlpha = 0.45;
          drawn.ctx.fillRect(drawn.bbox.left, top, drawn.bbox.width, bottom - top);
          drawn.ctx.globalAlpha = 1;
        },
      ],
    },
  };
}
