// One control chart: points, centre, limits, what breaks a run rule, and capability or why there is none. A point goes to its part.
import { TriangleAlert } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useMemo, useState } from "react";
import type { ControlChart, EstimateInfo } from "#shared/model/defect-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatCount, formatMinute, formatNumber, formatValue } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { unitSymbol } from "#shared/model/units.ts";
import { useSelection } from "../../state/selection.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { type ChartLayout, chartLayout, dotsPath, linePath, pointAt } from "./control-chart.ts";
import { capabilityText, characteristicText, intervalText, valueText } from "./defect-words.ts";

/** Units of the picture, across and down; it is stretched to its place, and its lines stay as thin as they are. */
const size = 1000;

export interface ControlChartViewProps {
  readonly chart: ControlChart;
  readonly control: PlayheadControl;
}

export function ControlChartView({ chart, control }: ControlChartViewProps) {
  const { plant } = useLiveTable();
  const [shown, setShown] = useState<number>();
  const layout = useMemo(() => chartLayout(chart), [chart]);
  const { points, unit, assetId } = chart;
  const zone = plant.file.timeZone;
  const name = characteristicText(plant, assetId, chart.characteristic);
  const variant = plant.file.variants.find(({ id }) => id === chart.variant)?.name ?? chart.variant;
  const at = shown ?? points.length - 1;
  const point = points[at];
  const go = (index: number | undefined): void => {
    const chosen = index === undefined ? undefined : points[index];
    if (chosen === undefined) return;
    control.seek(chosen.timeMs);
    useSelection.getState().selectPart(chosen.serial, assetId);
  };
  const pointText =
    point === undefined
      ? ""
      : t(point.isBad ? "charts.pointBad" : "charts.point", {
          time: formatMinute(point.timeMs, zone),
          serial: point.serial,
          value: formatValue(point.value, unit),
        });
  const under = (event: MouseEvent<HTMLElement>): number | undefined => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return pointAt(points.length, (event.clientX - left) / width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by !== 0) setShown(Math.min(points.length - 1, Math.max(0, at + by)));
    else if (event.key === "Enter") go(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <figure className="control-chart">
      <figcaption className="control-chart__head">
        <span className="control-chart__name" title={name}>
          {name}
        </span>
        <span className="small muted">
          {[
            unitSymbol(unit),
            variant,
            chart.chart === "xbar" ? t("charts.xbar", { count: chart.subgroup }) : t("charts.individuals"),
          ]
            .filter((text) => text !== undefined && text !== "")
            .join(" · ")}
        </span>
      </figcaption>
      <div className="control-chart__body">
        <div
          className="control-chart__plot"
          role="slider"
          tabIndex={0}
          aria-label={t("charts.chart", { what: name, n: points.length })}
          aria-valuemin={1}
          aria-valuemax={points.length}
          aria-valuenow={at + 1}
          aria-valuetext={pointText}
          onPointerMove={(event) => setShown(under(event))}
          onPointerLeave={() => setShown(undefined)}
          onClick={(event) => go(under(event))}
          onKeyDown={onKeyDown}
        >
          <Picture chart={chart} layout={layout} shown={shown} />
        </div>
        <Scale layout={layout} />
      </div>
      <p className="control-chart__times small muted live-value">
        <span>{points[0] === undefined ? "" : formatMinute(points[0].timeMs, zone)}</span>
        <span className="control-chart__point" data-bad={point?.isBad}>
          {shown === undefined && points.length > 0 ? `${t("charts.newest")} ` : ""}
          {pointText}
        </span>
      </p>
      {layout.beyond.map((limit) => (
        <p key={limit.name} className="small muted">
          {t("charts.beyond", { name: t(`charts.${limit.name}`), value: formatValue(limit.value, unit) })}
        </p>
      ))}
      <Capability chart={chart} />
      <Breaks chart={chart} onGo={go} />
      <p className="small muted">{t("charts.basis", { basis: chart.basis })}</p>
    </figure>
  );
}

interface PictureProps {
  readonly chart: ControlChart;
  readonly layout: ChartLayout;
  readonly shown: number | undefined;
}

function Picture({ chart, layout, shown }: PictureProps) {
  const { lines } = layout;
  const yOf = (name: string): number => (lines.find((line) => line.name === name)?.y ?? 0) * size;
  const all = chart.points.map((_, index) => index);
  const bad = all.filter((index) => chart.points[index]?.isBad === true);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} preserveAspectRatio="none" aria-hidden="true">
      <rect
        className="control-chart__band"
        x={0}
        width={size}
        y={yOf("ucl")}
        height={yOf("lcl") - yOf("ucl")}
      />
      {lines.map(({ name, y }) => (
        <line key={name} data-line={name} x1={0} x2={size} y1={y * size} y2={y * size} />
      ))}
      {shown === undefined ? undefined : (
        <line
          data-line="shown"
          x1={(layout.x[shown] ?? 0) * size}
          x2={(layout.x[shown] ?? 0) * size}
          y1={0}
          y2={size}
        />
      )}
      <path className="control-chart__line" d={linePath(layout, size)} />
      <path className="control-chart__rings" d={dotsPath(layout, layout.broken, size)} />
      <path className="control-chart__holes" d={dotsPath(layout, layout.broken, size)} />
      <path className="control-chart__dots" d={dotsPath(layout, all, size)} />
      <path className="control-chart__bad" d={dotsPath(layout, bad, size)} />
    </svg>
  );
}

/** The least distance of two names beside the picture, of its height. */
const leastGap = 0.12;

/** Names and values of the lines, beside the picture at their height; those that would lie on each other move apart. */
function Scale({ layout: { lines } }: Pick<PictureProps, "layout">) {
  let above = -Infinity;
  const sorted = [...lines].sort((a, b) => a.y - b.y);
  return (
    <ul className="control-chart__scale small">
      {sorted.map(({ name, value, y }) => {
        const place = Math.max(y, above + leastGap);
        above = place;
        return (
          <li key={name} data-line={name} style={{ top: `${place * 100}%` }}>
            <span className="muted">{t(`charts.${name}`)}</span>{" "}
            <span className="number">{formatNumber(value)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Capability({ chart: { cp, cpk, n, noCapability } }: Pick<PictureProps, "chart">) {
  if (noCapability !== undefined)
    return <p className="small">{t("charts.noCapability", { why: tWord("noCapability", noCapability) })}</p>;
  const figure = (name: string, estimate: EstimateInfo | undefined) =>
    estimate === undefined ? undefined : (
      <span>
        {name} <strong>{valueText(estimate, capabilityText)}</strong>{" "}
        <span className="small muted">{intervalText(estimate, capabilityText)}</span>
      </span>
    );
  return (
    <p className="control-chart__capability live-value">
      {figure(t("charts.cp"), cp)}
      {figure(t("charts.cpk"), cpk)}
      <span className="muted">{t("charts.n", { count: formatCount(n) })}</span>
    </p>
  );
}

interface BreaksProps {
  readonly chart: ControlChart;
  readonly onGo: (point: number) => void;
}

function Breaks({ chart: { breaks, points }, onGo }: BreaksProps) {
  const zone = useLiveTable().plant.file.timeZone;
  if (breaks.length === 0) return <p className="small muted">{t("charts.stable")}</p>;
  const time = (point: number): string => formatMinute(points[point]?.timeMs ?? 0, zone);
  return (
    <details className="control-chart__breaks">
      <summary className="small">
        <TriangleAlert aria-hidden="true" />
        {tCount("charts.breaks", breaks.length)}
      </summary>
      <ul>
        {breaks.map(({ rule, fromPoint, toPoint }) => {
          const words = { rule: tWord("runRule", rule), from: time(fromPoint), to: time(toPoint) };
          return (
            <li key={`${rule} ${fromPoint}`}>
              <button
                type="button"
                className="break-row small"
                aria-label={t("charts.breakGo", words)}
                onClick={() => onGo(toPoint)}
              >
                <span>{words.rule}</span>
                <span className="muted live-value">
                  {words.from === words.to ? words.to : `${words.from} – ${words.to}`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
