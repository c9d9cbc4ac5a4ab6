// Control charts of one station's characteristics with capability, and what changes of tool and program did to its bad parts.
import type { ChangeEffect, DefectReport } from "#shared/model/defect-schema.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { shownFinding, useDefects } from "../../state/defects.ts";
import { useSelection } from "../../state/selection.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { ControlChartView } from "./ControlChartView.tsx";
import { AssetLink } from "./DefectMarks.tsx";
import { classText, intervalText, pText, rateText, valueText } from "./defect-words.ts";
import { assetOfFactor, goToAsset } from "./go-to-finding.ts";
import { useAsked } from "./use-asked.ts";
import { WindowText } from "./WindowText.tsx";

export interface ChartsTabProps {
  readonly report: DefectReport;
  readonly control: PlayheadControl;
}

/** The selected asset, else where the shown or the first finding leads: its suspect that measures, else its own asset. */
function chartedAsset(plant: Plant, report: DefectReport, selected: string | undefined): string | undefined {
  if (selected !== undefined && assetOf(plant, selected) !== undefined) return selected;
  const finding = shownFinding(useDefects.getState()) ?? report.findings[0];
  if (finding === undefined) return undefined;
  const suspects = finding.suspects.flatMap(({ factors }) =>
    factors.map((factor) => assetOfFactor(plant, factor)),
  );
  const measures = (id: string): boolean => (assetOf(plant, id)?.characteristics.length ?? 0) > 0;
  return suspects.find(measures) ?? finding.assetId;
}

export function ChartsTab({ report, control }: ChartsTabProps) {
  const { plant } = useLiveTable();
  const assetId = useSelection((s) => chartedAsset(plant, report, s.assetId));
  const { value, problem } = useAsked(
    "defect.charts",
    assetId === undefined ? undefined : { asset: assetId },
    report.window.toMs,
  );
  if (assetId === undefined) return <p className="notice">{t("charts.choose")}</p>;
  return (
    <div className="scroll defect-charts">
      <div className="defects__bar">
        <p className="defect-charts__of">
          <AssetLink assetId={assetId} />
        </p>
        <WindowText window={report.window} />
      </div>
      {value === undefined ? (
        <p className="notice" role="status">
          {problem === undefined ? t("charts.loading") : t("charts.unavailable", { message: problem })}
        </p>
      ) : value.charts.length === 0 ? (
        <div className="notice">
          <strong>{t("charts.none", { asset: assetId })}</strong>
          <p>{t("charts.choose")}</p>
        </div>
      ) : (
        <>
          {value.charts.map((chart) => (
            <ControlChartView
              key={`${chart.assetId} ${chart.characteristic} ${chart.variant ?? ""}`}
              chart={chart}
              control={control}
            />
          ))}
          <p className="small muted defects__hint">{t("charts.legend")}</p>
        </>
      )}
      {value === undefined ? undefined : <Changes changes={value.changes} control={control} />}
    </div>
  );
}

interface ChangesProps {
  readonly changes: readonly ChangeEffect[];
  readonly control: PlayheadControl;
}

function Changes({ changes, control }: ChangesProps) {
  const { plant } = useLiveTable();
  return (
    <section className="finding__part" aria-label={t("changes.title")}>
      <h4>{t("changes.title")}</h4>
      {changes.length === 0 ? <p className="muted">{t("changes.none")}</p> : undefined}
      <ul>
        {changes.map((change) => {
          const { assetId, timeMs, what, to, before, after, p } = change;
          const name = t(`changes.${what}`, { to });
          const time = formatMinute(timeMs, plant.file.timeZone);
          return (
            <li key={`${timeMs} ${what} ${to} ${change.class.id}`} className="change">
              <p className="change__head">
                <button
                  type="button"
                  className="link"
                  aria-label={t("changes.go", { what: name, time })}
                  onClick={() => goToAsset(plant, control, assetId, timeMs)}
                >
                  {name}
                </button>
                <span className="small muted live-value">
                  {assetId} · {time}
                </span>
              </p>
              <p className="small">{classText(plant, change.class)}</p>
              <table className="change__table small">
                <tbody>
                  {(["before", "after"] as const).map((key) => {
                    const { bad, judged, rate } = key === "before" ? before : after;
                    return (
                      <tr key={key}>
                        <th scope="row">{t(`changes.${key}`)}</th>
                        <td className="number live-value">{t("defect.cellOf", { bad, judged })}</td>
                        <td className="number live-value">
                          <strong>{valueText(rate, rateText)}</strong>
                        </td>
                        <td className="number muted live-value">{intervalText(rate, rateText)}</td>
                        <td className="number muted live-value">{key === "after" ? pText(p) : ""}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
