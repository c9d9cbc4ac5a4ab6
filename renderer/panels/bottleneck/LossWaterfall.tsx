// From plan to actual, as a chart that is a table: each row a bar that begins where the one above ended. Never without the residual.
import { useState } from "react";
import type { Plant } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useConnection } from "../../state/connection.ts";
import { useRightDock } from "../../state/right-dock.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { barMinutes, barName, barSide, barUnits } from "./bar-words.ts";
import { rankedOf, unitsText } from "./constraint-words.ts";
import { type LossBar, type LossChart, lossChart, shareOnAxis } from "./loss-bars.ts";
import { resourceName } from "./resources.ts";
import { showMe } from "./ShowMe.tsx";

/** Losses with a bar of their own. */
const mostLosses = 12;

export function LossWaterfall({ control }: { readonly control: PlayheadControl }) {
  const { plant } = useLiveTable();
  const info = useBottleneck((s) => s.info);
  const showStopsOf = useRightDock((s) => s.showStopsOf);
  const [isWhole, setWhole] = useState(false);
  if (info === undefined) return undefined;
  if (info.waterfall === undefined) return <p className="notice">{t("bars.none")}</p>;
  const go = (resource: string): void => {
    showMe(plant, control, resource, rankedOf(info, resource)?.members);
    showStopsOf(resource);
  };
  return (
    <div className="scroll bars">
      <LossTable
        chart={lossChart(info.waterfall, isWhole ? Infinity : mostLosses)}
        unitName={info.unitName}
        plant={plant}
        onGo={go}
        onMore={() => setWhole(true)}
      />
      <p className="small muted">
        {t("bars.hint")} · {t("bars.residualHint")}
      </p>
      <BoardDiffers madeUnits={info.waterfall.actualUnits} />
    </div>
  );
}

export interface LossTableProps {
  readonly chart: LossChart;
  readonly unitName: string;
  readonly plant: Plant;
  /** A bar goes to its resource; absent on paper. */
  readonly onGo?: (resource: string) => void;
  /** The sum of the small ones opens into each of them. */
  readonly onMore?: () => void;
}

/** The chart, the same on the screen and on paper. */
export function LossTable({ chart, unitName, plant, onGo, onMore }: LossTableProps) {
  return (
    <table className="bars__table">
      <caption className="small muted">
        {t("bars.title", { unit: unitName })}
        {chart.lowUnits === 0 ? undefined : (
          <> · {t("bars.axis", { low: unitsText(chart.lowUnits), unit: unitName })}</>
        )}
      </caption>
      <colgroup>
        <col className="bars__names" />
        <col />
        <col className="bars__units" />
        <col className="bars__minutes" />
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t("bars.column")}</th>
          <td />
          <th scope="col">{t("bars.unitsColumn", { unit: unitName })}</th>
          <th scope="col">{t("bars.minutesColumn")}</th>
        </tr>
      </thead>
      <tbody>
        {chart.bars.map((bar, index) => (
          <tr
            key={`${bar.kind} ${bar.resource ?? ""} ${bar.reason ?? ""} ${bar.code ?? ""}`}
            data-side={barSide(bar)}
            data-reason={bar.reason}
          >
            <th scope="row" title={barHint(plant, bar)}>
              <BarName bar={bar} unitName={unitName} onGo={onGo} onMore={onMore} />
            </th>
            <td className="bars__track">
              <BarMark chart={chart} bar={bar} isLast={index === chart.bars.length - 1} />
            </td>
            <td className="number live-value">{barUnits(bar)}</td>
            <td className="number small muted live-value">{barMinutes(bar)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function barHint(plant: Plant, bar: LossBar): string {
  if (bar.kind === "stock") return t("bars.stockHint");
  if (bar.kind === "residual") return t("bars.residualHint");
  return bar.resource === undefined || bar.kind !== "loss"
    ? barName(bar)
    : `${resourceName(plant, bar.resource)}: ${barName(bar)}`;
}

interface BarNameProps {
  readonly bar: LossBar;
  readonly unitName: string;
  readonly onGo: LossTableProps["onGo"];
  readonly onMore: LossTableProps["onMore"];
}

function BarName({ bar, unitName, onGo, onMore }: BarNameProps) {
  const name = barName(bar);
  const { resource } = bar;
  if (bar.kind === "more" && onMore !== undefined)
    return (
      <button type="button" className="bars__go" aria-label={t("bars.showMore")} onClick={onMore}>
        {name} …
      </button>
    );
  if (bar.kind !== "loss" || resource === undefined) return <span>{name}</span>;
  if (onGo === undefined)
    return (
      <span>
        <strong>{resource}</strong> {name}
      </span>
    );
  return (
    <button
      type="button"
      className="bars__go"
      aria-label={t("bars.go", {
        name: `${resource}, ${name}`,
        units: barUnits(bar),
        unit: unitName,
        minutes: barMinutes(bar),
      })}
      onClick={() => onGo(resource)}
    >
      <strong>{resource}</strong> {name}
    </button>
  );
}

/** The board of the top bar is told more often than a report; where they are apart by more than that explains, it is said. */
function BoardDiffers({ madeUnits }: { readonly madeUnits: number }) {
  const table = useLiveTable();
  const output = useConnection((s) => s.output);
  if (!table.following || output?.actual === undefined || Math.abs(output.actual - madeUnits) <= 1)
    return undefined;
  return (
    <p className="small constraint__problem" role="status">
      {t("bars.differs", {
        actual: unitsText(output.actual),
        plan: output.plan === undefined ? t("value.none") : unitsText(output.plan),
        unit: output.unitName,
        time: formatMinute(table.timeMs(), table.plant.file.timeZone),
      })}
    </p>
  );
}

interface BarMarkProps {
  readonly chart: LossChart;
  readonly bar: LossBar;
  readonly isLast: boolean;
}

/** The bar of a row, and the line from its end down to the next. Hundredths of the axis and of the row. */
function BarMark({ chart, bar, isLast }: BarMarkProps) {
  const side = barSide(bar);
  const from = side === "sum" ? 0 : shareOnAxis(chart, bar.fromUnits) * 100;
  const to = shareOnAxis(chart, bar.toUnits) * 100;
  const left = Math.min(from, to);
  const width = Math.max(Math.abs(to - from), 0.6);
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {isLast || side === "sum" ? undefined : (
        <line className="bars__join" x1={from} x2={from} y1={0} y2={20} />
      )}
      <rect className="bars__bar" x={Math.min(left, 99.4)} y={20} width={width} height={60} />
      {side === "sum" && chart.lowUnits > 0 ? (
        <path className="bars__break" d="M4 12 L6.5 37 L4 62 L6.5 88" />
      ) : undefined}
      {isLast ? undefined : <line className="bars__join" x1={to} x2={to} y1={80} y2={100} />}
      {isLast ? <line className="bars__join" x1={to} x2={to} y1={0} y2={20} /> : undefined}
    </svg>
  );
}
