// All resources by what they would give: confidence, gain and share beside each other, so that a person can disagree.
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { percentText, signedUnits } from "./constraint-words.ts";
import { resourceName } from "./resources.ts";
import { showMe } from "./ShowMe.tsx";

/** Less than this of the time is not worth a line. */
const leastShare = 0.005;

interface RankingProps {
  readonly info: BottleneckInfo;
  readonly control: PlayheadControl;
  readonly isOpen: boolean;
}

export function Ranking({ info, control, isOpen }: RankingProps) {
  const { plant } = useLiveTable();
  const shown = info.ranking.filter(({ share, pBest }) => share >= leastShare || pBest >= leastShare);
  const most = Math.max(...shown.map(({ share }) => share), 1e-9);
  return (
    <details className="section" open={isOpen}>
      <summary>
        <span className="section__title">{t("constraint.ranking")}</span>
        <span className="section__count">{shown.length}</span>
      </summary>
      <ul className="ranking">
        {shown.map(({ resource, members, share, pBest, gain10 }) => (
          <li key={resource}>
            <button
              type="button"
              className="ranking__row"
              title={t("constraint.tieRow", { percent: percentText(pBest), share: percentText(share) })}
              onClick={() => showMe(plant, control, resource, members)}
            >
              <span className="ranking__name" title={resourceName(plant, resource)}>
                {resourceName(plant, resource)}
              </span>
              <span className="ranking__track" aria-hidden="true">
                <span style={{ width: `${(share / most) * 100}%` }} />
              </span>
              <span className="number live-value">{percentText(share)}</span>
              <span className="number muted live-value">
                {gain10 === undefined ? "" : signedUnits(gain10.mean)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="small muted finding__foot">
        {t("constraint.shareHint")} · {t("constraint.perHour", { unit: info.unitName })},{" "}
        {t("constraint.stakeOf")}
      </p>
    </details>
  );
}
