// Which signals a flag rests on: each with its share, what was seen against what was expected, and its course with the usual band.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { DefectFinding, SignalEvidence } from "#shared/model/defect-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { percentText } from "../bottleneck/constraint-words.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { normalText, observedText, signalOf, signalText } from "./defect-words.ts";
import { courseWindow } from "./course-window.ts";
import { EvidenceTrend } from "./EvidenceTrend.tsx";

export interface SignalEvidenceListProps {
  readonly finding: DefectFinding;
  /** Of the report. */
  readonly window: TimeSpan;
  readonly control: PlayheadControl;
}

export function SignalEvidenceList({ finding, window, control }: SignalEvidenceListProps) {
  return (
    <section className="finding__part" aria-label={t("defect.signals")}>
      <h4>{t("defect.signals")}</h4>
      {finding.signals.length === 0 ? (
        <p className="muted">{t("defect.signalsNone")}</p>
      ) : (
        <>
          <ol className="evidence-list">
            {finding.signals.map((evidence) => (
              <li key={evidence.signal}>
                <Signal evidence={evidence} finding={finding} window={window} control={control} />
              </li>
            ))}
          </ol>
          <p className="small muted evidence-legend">
            <span className="evidence-legend__band" aria-hidden="true" />
            {t("defect.trendLegend")}
            <span className="evidence-legend__line" data-moment="onset" aria-hidden="true" />
            {t("defect.onset").toLowerCase()}
            <span className="evidence-legend__line" data-moment="detected" aria-hidden="true" />
            {t("defect.detected").toLowerCase()}
          </p>
        </>
      )}
    </section>
  );
}

function Signal({
  evidence,
  finding,
  window,
  control,
}: SignalEvidenceListProps & { readonly evidence: SignalEvidence }) {
  const { plant } = useLiveTable();
  const name = signalText(plant, evidence.signal);
  const signal = signalOf(plant, evidence.signal);
  const isOut = evidence.observed < evidence.normalLow || evidence.observed > evidence.normalHigh;
  return (
    <>
      <div className="evidence-signal">
        <button
          type="button"
          className="evidence-signal__name"
          title={evidence.signal}
          onClick={() => useSelection.getState().selectSignal(evidence.signal)}
        >
          {name}
        </button>
        <span className="evidence-signal__track" aria-hidden="true">
          <span style={{ width: `${evidence.share * 100}%` }} />
        </span>
        <span
          className="number small live-value"
          aria-label={t("defect.share", { percent: percentText(evidence.share) })}
        >
          {percentText(evidence.share)}
        </span>
      </div>
      <p className="evidence-values small">
        <span data-out={isOut}>{observedText(evidence)}</span>
        <span className="muted">{normalText(evidence)}</span>
      </p>
      {signal === undefined ? undefined : (
        <EvidenceTrend
          signal={signal}
          evidence={evidence}
          finding={finding}
          window={courseWindow(finding, window)}
          control={control}
        />
      )}
    </>
  );
}
