// The card of a finding: what, where, when, which signals and units, what goes with it, who says so. Nothing is flagged without it.
import { ArrowLeft, ChevronLeft, ChevronRight, Crosshair } from "lucide-react";
import type { DefectFinding, DefectReport } from "#shared/model/defect-schema.ts";
import { assetOf } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { openFinding } from "../../state/open-finding.ts";
import { useDefects } from "../../state/defects.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { minutesText } from "../bottleneck/constraint-words.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { GoButton } from "../common/GoButton.tsx";
import { AffectedUnits } from "./AffectedUnits.tsx";
import { AssetLink, Judged, KindMark, PinButton } from "./DefectMarks.tsx";
import {
  findingTitle,
  momentText,
  periodText,
  pText,
  rareText,
  rateText,
  ratioText,
} from "./defect-words.ts";
import { neighbour, similarTo, stateOf, toVisit } from "./findings.ts";
import { goToAsset, goToFinding } from "./go-to-finding.ts";
import { Judge } from "./Judge.tsx";
import { ModelFacts } from "./ModelFacts.tsx";
import { ByOwnModel } from "./OwnModels.tsx";
import { SignalEvidenceList } from "./SignalEvidenceList.tsx";
import { Suspects } from "./Suspects.tsx";
import { Witnesses } from "./Witnesses.tsx";

export interface FindingCardProps {
  readonly report: DefectReport;
  readonly finding: DefectFinding;
  readonly control: PlayheadControl;
}

export function FindingCard({ report, finding, control }: FindingCardProps) {
  return (
    <div className="finding-card">
      <Turn report={report} finding={finding} control={control} />
      <div className="scroll finding">
        <Head finding={finding} control={control} />
        <Suspects finding={finding} control={control} />
        <SignalEvidenceList finding={finding} window={report.window} control={control} />
        <Witnesses finding={finding} />
        <AffectedUnits finding={finding} asOfMs={report.window.toMs} />
        <Similar report={report} finding={finding} />
        <ModelFacts model={finding.model} />
      </div>
      <Judge finding={finding} />
    </div>
  );
}

/** Back to the list, and from one finding to the next. */
function Turn({ report, finding, control }: FindingCardProps) {
  const { plant } = useLiveTable();
  const verdicts = useDefects((s) => s.verdicts);
  const visited = toVisit(report.findings, verdicts);
  const index = visited.findIndex(({ id }) => id === finding.id);
  const go = (step: 1 | -1): void => {
    const other = neighbour(visited, finding.id, step);
    if (other !== undefined) goToFinding(plant, control, other);
  };
  const isAlone = visited.length === 0 || (visited.length === 1 && index === 0);
  return (
    <nav className="finding-turn">
      <IconButton
        label={t("defect.back")}
        text={t("defect.back")}
        onClick={() => useDefects.getState().show(undefined)}
      >
        <ArrowLeft />
      </IconButton>
      <span className="small muted live-value">
        {index < 0 ? "" : t("defect.of", { index: index + 1, count: visited.length })}
      </span>
      <IconButton label={t("defect.previous")} disabled={isAlone} onClick={() => go(-1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton label={t("defect.next")} keys="N" disabled={isAlone} onClick={() => go(1)}>
        <ChevronRight />
      </IconButton>
    </nav>
  );
}

function Head({ finding, control }: Pick<FindingCardProps, "finding" | "control">) {
  const { plant } = useLiveTable();
  const verdicts = useDefects((s) => s.verdicts);
  const { assetId, onsetMs, bad, judged, usualRate } = finding;
  const label = t("defect.showAt", {
    asset: assetId,
    time: formatMinute(onsetMs, plant.file.timeZone),
  });
  return (
    <header className="finding__head" data-finding={stateOf(finding, verdicts)}>
      <div className="finding__top">
        <p className="finding__mark finding-kind">
          <KindMark kind={finding.kind} />
          {tWord("defectKind", finding.kind)}
          <ByOwnModel model={finding.model} />
        </p>
        <GoButton
          label={label}
          text={t("defect.show")}
          disabled={assetOf(plant, assetId) === undefined}
          onGo={() => goToAsset(plant, control, assetId, onsetMs)}
        >
          <Crosshair aria-hidden="true" />
        </GoButton>
      </div>
      <h3 className="finding__name">{findingTitle(plant, finding)}</h3>
      <p className="finding-place">
        <AssetLink assetId={assetId} />
        <PinButton assetId={assetId} />
      </p>
      <p className="finding-rare live-value" data-tip={rareHint(finding)}>
        <strong>{rareText(finding)}</strong>
        <span className="muted">
          {pText(finding.p)} · {t("defect.score", { score: ratioText(finding.score) })}
        </span>
      </p>
      {bad === undefined || judged === undefined ? undefined : (
        <p className="live-value">
          {t("defect.badOf", { bad, judged })} ({rateText(judged === 0 ? 0 : bad / judged)})
          {usualRate === undefined ? "" : `, ${t("defect.usually", { rate: rateText(usualRate) })}`}
        </p>
      )}
      <When finding={finding} />
      {finding.alsoAt.map((also) => (
        <p key={`${also.assetId} ${also.onsetMs}`} className="small muted">
          {t("defect.alsoAt", {
            asset: also.assetId,
            time: formatMinute(also.onsetMs, plant.file.timeZone),
          })}
        </p>
      ))}
    </header>
  );
}

function rareHint({ isRarer, model }: DefectFinding): string {
  return isRarer === true
    ? t("defect.rarerHint", { blocks: tCount("defect.blocksOf", model.blocks) })
    : t("defect.rareHint");
}

/** Three moments beside each other: since when, when it was seen, and whether it goes on. */
function When({ finding }: Pick<FindingCardProps, "finding">) {
  const { timeZone } = useLiveTable().plant.file;
  const { onsetMs, detectedMs, endMs } = finding;
  return (
    <dl className="finding-when">
      <div>
        <dt>{t("defect.onset")}</dt>
        <dd>{formatMinute(onsetMs, timeZone)}</dd>
      </div>
      <div>
        <dt>{t("defect.detected")}</dt>
        <dd>{formatMinute(detectedMs, timeZone)}</dd>
      </div>
      <div>
        <dt>{t("defect.delay")}</dt>
        <dd>{minutesText((detectedMs - onsetMs) / 60_000)}</dd>
      </div>
      <div>
        <dt>{t("defect.end")}</dt>
        <dd>{endMs === undefined ? t("defect.goesOn") : formatMinute(endMs, timeZone)}</dd>
      </div>
    </dl>
  );
}

/** What was like it before, and what was said of that. */
function Similar({ report, finding }: Pick<FindingCardProps, "report" | "finding">) {
  const { plant } = useLiveTable();
  const { timeZone } = plant.file;
  const verdicts = useDefects((s) => s.verdicts);
  const similar = similarTo(finding, report.findings, verdicts);
  return (
    <section className="finding__part" aria-label={t("defect.similar")}>
      <h4>{t("defect.similar")}</h4>
      {similar.length === 0 ? <p className="muted">{t("defect.similarNone")}</p> : undefined}
      <ul>
        {similar.map(({ id, onsetMs, finding: other, said, assetId }) => {
          const time = momentText(onsetMs, report.window, timeZone);
          const title = other === undefined ? assetId : findingTitle(plant, other);
          return (
            <li key={id} className="similar-row">
              {other === undefined ? (
                <span className="similar-row__what">{title}</span>
              ) : (
                <button
                  type="button"
                  className="link similar-row__what"
                  aria-label={t("defect.similarGo", { title, time })}
                  onClick={() => openFinding(other.id)}
                >
                  {title}
                </button>
              )}
              <span className="small muted live-value">
                {other === undefined ? time : periodText(other, timeZone)}
              </span>
              <Judged said={said} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
