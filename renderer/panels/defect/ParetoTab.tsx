// Bad parts by class, station, tool or lot, most first, with what they are together and how sure each rate is; and first-pass yield.
import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import {
  type DefectReport,
  type EstimateInfo,
  paretoBy,
  type ParetoBy,
} from "#shared/model/defect-schema.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatCount } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { percentText } from "../bottleneck/constraint-words.ts";
import { resourceName } from "../bottleneck/resources.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { classText, intervalText, rateText, valueText } from "./defect-words.ts";
import { goToFinding } from "./go-to-finding.ts";
import { findingOf, type ParetoBar, paretoBars, rateScale, yieldAxisLow } from "./pareto-bars.ts";
import { WindowText } from "./WindowText.tsx";

export interface ParetoTabProps {
  readonly report: DefectReport;
  readonly control: PlayheadControl;
}

export function ParetoTab({ report, control }: ParetoTabProps) {
  const [by, setBy] = useState<ParetoBy>("class");
  const bars = paretoBars(report.pareto[by] ?? []);
  const bad = bars.reduce((sum, { row }) => sum + row.bad, 0);
  const word = t(`pareto.by.${by}`).toLowerCase();
  return (
    <div className="scroll defect-pareto">
      <div className="defects__bar">
        <Segmented
          label={t("pareto.by")}
          values={paretoBy}
          value={by}
          text={(each) => t(`pareto.by.${each}`)}
          onChange={setBy}
        />
        <WindowText window={report.window} />
      </div>
      {bars.length === 0 ? (
        <p className="muted defects__hint">
          {by === "class" ? t("pareto.none") : t("pareto.noneBy", { by: word })}
        </p>
      ) : (
        <>
          <p className="small muted defects__hint live-value">{t("pareto.sum", { bad: formatCount(bad) })}</p>
          <Bars bars={bars} report={report} label={t("pareto.bars", { by: word })} control={control} />
          <p className="small muted defects__hint">{t("pareto.legend")}</p>
        </>
      )}
      <FirstPass report={report} />
    </div>
  );
}

/** What a row is called: its class in words, else its asset, else the tool or lot. */
function rowName(plant: Plant, { row }: ParetoBar): string {
  if (row.class !== undefined) return classText(plant, row.class);
  return row.assetId === row.key ? resourceName(plant, row.key) : row.key;
}

interface BarsProps extends ParetoTabProps {
  readonly bars: readonly ParetoBar[];
  readonly label: string;
}

function Bars({ bars, report, label, control }: BarsProps) {
  const { plant } = useLiveTable();
  const end = rateScale(bars.map(({ row }) => row.rate));
  return (
    <div className="pareto-chart">
      <ol aria-label={label}>
        {bars.map((bar) => {
          const { row, length, together } = bar;
          const name = rowName(plant, bar);
          const finding = findingOf(row, report.findings);
          const words = t("pareto.rowHint", {
            name,
            bad: row.bad,
            judged: row.judged,
            rate: `${valueText(row.rate, rateText)} (${intervalText(row.rate, rateText)})`,
            percent: percentText(together),
          });
          const goes =
            finding !== undefined || (row.assetId !== undefined && assetOf(plant, row.assetId) !== undefined);
          return (
            <li key={row.key}>
              <button
                type="button"
                className="pareto-row"
                title={words}
                aria-label={
                  finding === undefined
                    ? t("pareto.goAsset", { row: words })
                    : t("pareto.goFinding", { row: words })
                }
                disabled={!goes}
                onClick={() => {
                  if (finding !== undefined) goToFinding(plant, control, finding);
                  else useSelection.getState().selectAsset(row.assetId);
                }}
              >
                <span className="small pareto-row__name">
                  {finding === undefined ? undefined : <ShieldAlert aria-label={t("pareto.hasFinding")} />}
                  {name}
                  {row.class === undefined && row.assetId !== undefined && row.assetId !== row.key ? (
                    <span className="muted"> {row.assetId}</span>
                  ) : undefined}
                </span>
                <span className="pareto-row__track" aria-hidden="true">
                  <span style={{ width: `${length * 100}%` }} />
                </span>
                <span className="pareto-row__figures">
                  <span className="number small live-value">
                    {t("pareto.count", { bad: formatCount(row.bad), judged: formatCount(row.judged) })}
                  </span>
                  <Whisker rate={row.rate} low={0} high={end} />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <Together bars={bars} />
    </div>
  );
}

/** The share of all, added up from row to row: one line over the tracks of all rows. Hundredths. */
function Together({ bars }: Pick<BarsProps, "bars">) {
  const places = bars.map(
    ({ together }, index) =>
      `${(together * 100).toFixed(2)} ${(((index + 0.5) / bars.length) * 100).toFixed(2)}`,
  );
  return (
    <div className="pareto-chart__sum" aria-hidden="true">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        <path className="pareto-chart__line" d={`M${places.join("L")}`} />
        <path className="pareto-chart__dots" d={places.map((place) => `M${place}h0`).join("")} />
      </svg>
    </div>
  );
}

interface WhiskerProps {
  readonly rate: EstimateInfo;
  /** The ends of its axis. */
  readonly low: number;
  readonly high: number;
}

/** A rate as a point with its interval, and in figures. */
function Whisker({ rate, low, high }: WhiskerProps) {
  const place = (value: number): number => Math.min(1, Math.max(0, (value - low) / (high - low))) * 100;
  return (
    <span className="whisker">
      <span className="whisker__track" aria-hidden="true">
        <span
          className="whisker__interval"
          style={{ left: `${place(rate.lo)}%`, width: `${place(rate.hi ?? high) - place(rate.lo)}%` }}
        />
        {rate.value === undefined ? undefined : (
          <span className="whisker__value" style={{ left: `${place(rate.value)}%` }} />
        )}
      </span>
      <span className="number small live-value">{valueText(rate, rateText)}</span>
    </span>
  );
}

function FirstPass({ report: { firstPass } }: Pick<ParetoTabProps, "report">) {
  const { plant } = useLiveTable();
  const judged = firstPass.filter((row) => row.judged > 0).sort((a, b) => a.lineOrder - b.lineOrder);
  const low = yieldAxisLow(judged.map(({ rate }) => rate));
  return (
    <section className="first-pass" aria-label={t("firstPass.title")}>
      <h4>{t("firstPass.title")}</h4>
      {judged.length === 0 ? <p className="muted">{t("firstPass.none")}</p> : undefined}
      <ul>
        {judged.map(({ assetId, rate, judged: of }) => {
          const words = t("firstPass.row", {
            asset: resourceName(plant, assetId),
            rate: `${valueText(rate, rateText)} (${intervalText(rate, rateText)})`,
            judged: of,
          });
          return (
            <li key={assetId}>
              <button
                type="button"
                className="first-pass__row"
                title={words}
                aria-label={words}
                disabled={assetOf(plant, assetId) === undefined}
                onClick={() => useSelection.getState().selectAsset(assetId)}
              >
                <span className="first-pass__name">{resourceName(plant, assetId)}</span>
                <span className="number small muted live-value">{formatCount(of)}</span>
                <Whisker rate={rate} low={low} high={1} />
              </button>
            </li>
          );
        })}
      </ul>
      {judged.length === 0 ? undefined : (
        <p className="small muted">{t("firstPass.hint", { low: rateText(low) })}</p>
      )}
    </section>
  );
}
