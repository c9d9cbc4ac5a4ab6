// Two candidates: each with its figures, and what a person can look at on the floor to tell them apart.
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { intervalText, percentText, rankedOf, signedUnits } from "./constraint-words.ts";
import { inFlowOrder, resourceName } from "./resources.ts";
import { ShowMe } from "./ShowMe.tsx";

interface TieNotesProps {
  readonly info: BottleneckInfo;
  readonly names: readonly string[];
  readonly control: PlayheadControl;
}

export function TieNotes({ info, names, control }: TieNotesProps) {
  const { plant } = useLiveTable();
  const [a, b] = names;
  const order = a === undefined || b === undefined ? undefined : inFlowOrder(plant, a, b);
  return (
    <section className="finding__part" aria-label={t("constraint.tie")}>
      <h4>{t("constraint.tie")}</h4>
      <ul className="tie">
        {names.map((name) => {
          const ranked = rankedOf(info, name);
          return (
            <li key={name} className="tie__row">
              <div>
                <p className="tie__name">{resourceName(plant, name)}</p>
                {ranked === undefined ? undefined : (
                  <p className="small muted live-value">
                    {t("constraint.tieRow", {
                      percent: percentText(ranked.pBest),
                      share: percentText(ranked.share),
                    })}
                  </p>
                )}
                <p className="live-value">
                  {ranked?.gain10 === undefined
                    ? t("constraint.computing")
                    : `${signedUnits(ranked.gain10.mean)} ${t("constraint.perHour", { unit: info.unitName })} (${intervalText(ranked.gain10)})`}
                </p>
              </div>
              <ShowMe control={control} resource={name} members={ranked?.members} />
            </li>
          );
        })}
      </ul>
      <p className="tie__look">
        {order === undefined
          ? t("constraint.tieParallel")
          : t("constraint.tieBuffers", { first: order[0], second: order[1] })}
        . {t("constraint.tieBoth")}.
      </p>
    </section>
  );
}
