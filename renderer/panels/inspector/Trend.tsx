// Trend of the chosen signal over the last ten minutes before the playhead, drawn by uPlot outside React.
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { qualityOfCode } from "#shared/frame/layout.ts";
import type { Signal } from "#shared/model/plant.ts";
import { SignalHistory } from "../../live/history.ts";
import { type HostCaller, useHost, useLiveTable } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { everyTick } from "../../live/ticker.ts";
import { failureText } from "../../live/use-answer.ts";
import { unitSymbol } from "#shared/model/units.ts";
import { t } from "../../messages/t.ts";
import { useView } from "../../state/view.ts";
import { type ThemeTokens, themes } from "../../ui/tokens.ts";
import { trendOptions } from "../common/trend-chart.ts";
import { remPixels } from "../common/use-virtual-rows.ts";

const windowMs = 10 * 60_000;
const maxPoints = 1200;
/** Faster than this, sampling four times a second would skip too much; the host is asked instead. */
const appendUpToSpeed = 2;

export function Trend({ signal }: { readonly signal: Signal }) {
  const holder = useRef<HTMLDivElement>(null);
  const table = useLiveTable();
  const host = useHost();
  const theme = useView((s) => s.theme);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const trend = startTrend(element, signal, table, host, themes[theme]);
    return () => {
      trend();
    };
  }, [signal, table, host, theme]);
  const symbol = unitSymbol(signal.unit);
  const name = signal.label ?? signal.name;
  return (
    <figure className="trend" aria-label={t("inspect.trend", { signal: name })}>
      <figcaption className="trend__caption">
        <span>{symbol === "" ? name : `${name} · ${symbol}`}</span>
        <span className="muted">{t("inspect.trendWindow")}</span>
      </figcaption>
      <div ref={holder} className="trend__chart" />
      <p className="trend__problem small muted" hidden />
    </figure>
  );
}

/** Builds the chart, keeps it filled, returns how to stop. */
function startTrend(
  holder: HTMLDivElement,
  signal: Signal,
  table: LiveTable,
  host: HostCaller,
  theme: ThemeTokens,
): () => void {
  const history = new SignalHistory(4096);
  const options = trendOptions({
    signal,
    theme,
    zone: table.plant.file.timeZone,
    rem: remPixels(),
    width: holder.clientWidth,
    height: Math.max(50, holder.clientHeight),
    timeMs: table.frameTimeMs,
  });
  const chart = new uPlot(options, [[], []], holder);
  const problem = holder.nextElementSibling;
  let asking = false;
  let filledForMs = Number.NEGATIVE_INFINITY;
  let shownVersion = -1;
  let stopped = false;

  const fill = async (): Promise<void> => {
    if (asking || table.stale) return;
    asking = true;
    const toMs = table.timeMs();
    try {
      const series = await host.call("timeline.samples", {
        signal: signal.id,
        fromMs: toMs - windowMs,
        toMs,
        maxPoints,
      });
      if (stopped) return;
      history.fill(series.timeMs, series.value);
      filledForMs = toMs;
      if (problem instanceof HTMLElement) problem.hidden = true;
      shownVersion = -1;
      draw();
    } catch (failure) {
      filledForMs = toMs;
      if (problem instanceof HTMLElement) {
        problem.hidden = false;
        problem.textContent = failureText(failure);
      }
    } finally {
      asking = false;
    }
  };
  const follow = (): void => {
    const nowMs = table.timeMs();
    const jumped = nowMs < filledForMs - 1000 || nowMs > filledForMs + windowMs / 4;
    if (jumped) void fill();
    else if (Math.abs(table.speed) <= appendUpToSpeed) {
      const missing = qualityOfCode(table.signalQuality[signal.row] ?? 0) === "missing";
      const sampleMs = table.signalTimeMs[signal.row] ?? 0;
      history.push(sampleMs, missing ? undefined : table.signalValue[signal.row]);
      if (nowMs > filledForMs) filledForMs = nowMs;
    }
  };
  const draw = (): void => {
    if (table.version === shownVersion) return;
    shownVersion = table.version;
    const toMs = table.timeMs();
    const { timeS, value } = history.window(toMs - windowMs, toMs);
    const newest = value.at(-1);
    // A value holds until the next: the line goes on to the playhead, unless it is stale.
    if (timeS.length > 0 && newest !== undefined && !table.stale) {
      timeS.push(toMs / 1000);
      value.push(newest);
    }
    chart.setData([timeS, value], false);
    chart.setScale("x", { min: (toMs - windowMs) / 1000, max: toMs / 1000 });
  };

  void fill();
  const ticking = [
    everyTick(2, () => {
      follow();
      draw();
    }),
    everyTick(0.5, () => {
      if (Math.abs(table.speed) > appendUpToSpeed) void fill();
    }),
  ];
  const resized = new ResizeObserver(() => {
    chart.setSize({ width: holder.clientWidth, height: holder.clientHeight });
  });
  resized.observe(holder);
  return () => {
    stopped = true;
    for (const each of ticking) each[Symbol.dispose]();
    resized.disconnect();
    chart.destroy();
  };
}
