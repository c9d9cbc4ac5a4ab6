// All findings of the shift; what is only worth watching while the limits are learnt; what could not be judged, and who says all this.
import { Download, GraduationCap, TrendingUp, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { WantedWhy } from "#shared/analyse/defect/ask-for-verdicts.ts";
import type { DefectFinding, DefectReport } from "#shared/model/defect-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t, tCount } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { openFinding } from "../../state/open-finding.ts";
import { useDefects } from "../../state/defects.ts";
import { useSelection } from "../../state/selection.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { download } from "../common/download.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { AssetLink, Judged, KindMark, WantedMark } from "./DefectMarks.tsx";
import { findingTitle, periodText, rareText, ratioText, signalText } from "./defect-words.ts";
import { type FindingOrder, findingOrders, inOrder, stateOf, wantedOf } from "./findings.ts";
import { goToAsset } from "./go-to-finding.ts";
import { labelsCsv, labelsJson, verdictLabels } from "./lists-to-save.ts";
import { ModelLine } from "./ModelFacts.tsx";
import { ByOwnModel, OwnModels } from "./OwnModels.tsx";
import { WindowText } from "./WindowText.tsx";

export interface FindingsTabProps {
  readonly report: DefectReport;
  readonly control: PlayheadControl;
}

const nothingWanted: ReturnType<typeof wantedOf> = new Map();

export function FindingsTab({ report, control }: FindingsTabProps) {
  const verdicts = useDefects((s) => s.verdicts);
  const [order, setOrder] = useState<FindingOrder>("newest");
  const sorted = inOrder(report.findings, order);
  const kept = sorted.filter((finding) => stateOf(finding, verdicts) !== "dismissed");
  const dismissed = sorted.filter((finding) => stateOf(finding, verdicts) === "dismissed");
  // Nobody is asked for what he may not say.
  const operates = useConnection((s) => s.right === "operate");
  const wanted = operates ? wantedOf(report.findings, verdicts) : nothingWanted;
  return (
    <div className="scroll findings">
      <div className="defects__bar">
        {sorted.length < 2 ? undefined : (
          <Segmented
            label={t("defects.order")}
            values={findingOrders}
            value={order}
            text={(each) => t(`defects.order.${each}`)}
            onChange={setOrder}
          />
        )}
        <WindowText window={report.window} />
      </div>
      <Learning report={report} />
      {kept.length === 0 ? <Nothing report={report} /> : <Rows findings={kept} wanted={wanted} />}
      {dismissed.length === 0 ? undefined : (
        <details className="section">
          <summary>
            <span className="section__title muted">{tCount("defects.dismissed", dismissed.length)}</span>
          </summary>
          <Rows findings={dismissed} wanted={wanted} />
        </details>
      )}
      <Watch report={report} control={control} />
      <NotJudged report={report} />
      <OwnModels models={report.ownModels} />
      {report.model === undefined ? undefined : <ModelLine model={report.model} />}
      <LearnAnew />
      <Labels report={report} />
    </div>
  );
}

function Learning({ report: { learning } }: Pick<FindingsTabProps, "report">) {
  if (learning === undefined) return undefined;
  return (
    <section className="learning" role="status">
      <p className="learning__head live-value">{t("defects.learning", learning)}</p>
      <span className="learning__track" aria-hidden="true">
        <span style={{ width: `${Math.min(1, learning.blocks / Math.max(1, learning.needed)) * 100}%` }} />
      </span>
      <p className="small muted">{t("defects.learningHint")}</p>
    </section>
  );
}

function Nothing({ report: { window, model, learning } }: Pick<FindingsTabProps, "report">) {
  const { timeZone } = useLiveTable().plant.file;
  // While it learns, that is said above.
  if (learning !== undefined) return undefined;
  return (
    <div className="notice">
      <strong>{model === undefined ? t("defects.noModel") : t("defects.none")}</strong>
      <p>
        {model === undefined
          ? t("defects.noModelHint")
          : t("defects.noneHint", {
              from: formatMinute(window.fromMs, timeZone),
              to: formatMinute(window.toMs, timeZone),
            })}
      </p>
    </div>
  );
}

interface RowsProps {
  readonly findings: readonly DefectFinding[];
  readonly wanted: ReturnType<typeof wantedOf>;
}

function Rows({ findings, wanted }: RowsProps) {
  return (
    <ul aria-label={t("defects.list")}>
      {findings.map((finding) => (
        <li key={finding.id}>
          <Row finding={finding} why={wanted.get(finding.id)} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly finding: DefectFinding;
  /** Why a verdict is wanted. */
  readonly why: WantedWhy | undefined;
}

function Row({ finding, why }: RowProps) {
  const { plant } = useLiveTable();
  const { timeZone } = plant.file;
  const verdicts = useDefects((s) => s.verdicts);
  const isSelected = useSelection((s) => s.assetId === finding.assetId);
  const state = stateOf(finding, verdicts);
  const title = findingTitle(plant, finding);
  const said = verdicts.get(finding.id);
  const words = {
    title,
    asset: finding.assetId,
    when: periodText(finding, timeZone),
    rare: rareText(finding),
    state: t(`findingState.${state}`),
  };
  return (
    <button
      type="button"
      className="finding-row"
      data-finding={state}
      data-selected={isSelected}
      aria-label={
        why === undefined
          ? t("defects.go", words)
          : t("defects.goWanted", { go: t("defects.go", words), why: t(`judge.wantedWhy.${why}`) })
      }
      onClick={() => {
        useSelection.getState().selectAsset(finding.assetId);
        openFinding(finding.id);
      }}
    >
      <KindMark kind={finding.kind} />
      <span className="finding-row__lines">
        <span className="finding-row__line">
          <strong>{title}</strong>
          <span className="small muted">{words.state}</span>
        </span>
        <span className="finding-row__line small">
          <span className="muted">
            <strong>{finding.assetId}</strong> <span className="live-value">{words.when}</span>
            <ByOwnModel model={finding.model} />
          </span>
          <span className="live-value">{words.rare}</span>
        </span>
        {said === undefined ? undefined : (
          <span className="small">
            <Judged said={said} />
          </span>
        )}
        {why === undefined ? undefined : (
          <span className="small">
            <WantedMark why={why} />
          </span>
        )}
      </span>
    </button>
  );
}

/** What is most unusual without being rare enough to say so. */
function Watch({ report, control }: FindingsTabProps) {
  const { plant } = useLiveTable();
  if (report.watch.length === 0) return undefined;
  const most = Math.max(...report.watch.map(({ score }) => score), 1e-9);
  return (
    <details className="section" open={report.learning !== undefined}>
      <summary>
        <span className="section__title">{t("defects.watch")}</span>
        <span className="section__count">{report.watch.length}</span>
      </summary>
      <p className="small muted defects__hint">{t("defects.watchHint")}</p>
      <ol>
        {report.watch.map(({ assetId, timeMs, score, risesSinceMs, signals: [first] }) => {
          const signal = first === undefined ? "" : signalText(plant, first.signal);
          const time = formatMinute(timeMs, plant.file.timeZone);
          return (
            <li key={`${assetId} ${timeMs}`}>
              <button
                type="button"
                className="watch-row"
                aria-label={t("defects.watchGo", { asset: assetId, signal, time })}
                onClick={() => goToAsset(plant, control, assetId, timeMs)}
              >
                <span className="watch-row__what" title={signal}>
                  <strong>{assetId}</strong> {signal}
                </span>
                <span className="small muted live-value">{time}</span>
                <span className="watch-row__track" aria-hidden="true">
                  <span style={{ width: `${(Math.max(0, score) / most) * 100}%` }} />
                </span>
                <span className="number small live-value">{ratioText(score)}</span>
              </button>
              {risesSinceMs === undefined ? undefined : (
                <p className="small watch-row__rise">
                  <TrendingUp aria-hidden="true" />
                  {t("defects.rises", { since: formatMinute(risesSinceMs, plant.file.timeZone) })}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {report.watch.some(({ risesSinceMs }) => risesSinceMs !== undefined) ? (
        <p className="small muted defects__hint">{t("defects.risesHint")}</p>
      ) : undefined}
    </details>
  );
}

function NotJudged({ report: { notJudged } }: Pick<FindingsTabProps, "report">) {
  if (notJudged.length === 0) return undefined;
  return (
    <details className="section">
      <summary>
        <TriangleAlert aria-hidden="true" />
        <span className="section__title">{t("defects.notJudged")}</span>
        <span className="section__count">{notJudged.length}</span>
      </summary>
      <dl className="not-judged">
        {notJudged.map(({ assetId, why }) => (
          <div key={`${assetId} ${why}`}>
            <dt>
              <AssetLink assetId={assetId} />
            </dt>
            <dd className="small muted">{why}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The way to the page on which what is usual is learnt. */
function LearnAnew() {
  return (
    <div className="defects__labels">
      <IconButton
        label={t("baseline.open")}
        text={t("baseline.open")}
        onClick={() => useView.getState().openPage("baseline")}
      >
        <GraduationCap />
      </IconButton>
    </div>
  );
}

/** What people said, as a file to train the next model with. */
function Labels({ report }: Pick<FindingsTabProps, "report">) {
  const verdicts = useDefects((s) => s.verdicts);
  const { plant } = useLiveTable();
  if (verdicts.size === 0) return undefined;
  const save = (as: "csv" | "json"): void => {
    const labels = verdictLabels(verdicts, report.findings);
    const day = new Date(report.window.fromMs).toISOString().slice(0, 10);
    const name = `${plant.file.id} verdicts ${day}.${as}`;
    download(
      as === "csv"
        ? new Blob([labelsCsv(labels)], { type: "text/csv" })
        : new Blob([labelsJson(labels)], { type: "application/json" }),
      name,
    );
    useConnection.getState().say(t("defects.saved", { name }));
  };
  return (
    <div className="defects__labels" data-tip={t("defects.labelsHint")}>
      <span className="small muted">{t("defects.labels")}</span>
      {(["csv", "json"] as const).map((as) => (
        <IconButton
          key={as}
          label={`${t("defects.labels")}: ${t(as === "csv" ? "defects.labelsCsv" : "defects.labelsJson")}`}
          text={t(as === "csv" ? "defects.labelsCsv" : "defects.labelsJson")}
          onClick={() => save(as)}
        >
          <Download />
        </IconButton>
      ))}
    </div>
  );
}
