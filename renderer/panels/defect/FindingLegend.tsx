// While a finding is looked at: what its colours and lines in the picture mean, in the corner of the picture. Rendered when
// another finding is looked at or the report changes.
import { X } from "lucide-react";
import { useLiveTable } from "../../live/live-context.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { shownFinding, useDefects } from "../../state/defects.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { FindingMark, findingSubject } from "./FindingLines.tsx";
import "./finding-legend.css";

export function FindingLegend() {
  const { plant } = useLiveTable();
  const finding = useDefects(shownFinding);
  const show = useDefects((s) => s.show);
  const isOn = useView((s) => s.layers.defects && s.mode === "scene" && s.sceneProblem === undefined);
  if (finding === undefined || !isOn) return undefined;
  const { affected, spots, suspects } = finding;
  const [suspect] = suspects;
  return (
    <div className="finding-corner">
      <section className="finding-legend" aria-label={t("finding.legend")}>
        <p className="finding-legend__title">
          <FindingMark kind={finding.kind} />
          <span>
            <strong>{finding.assetId}</strong> {tWord("finding", finding.kind)}
          </span>
          <IconButton label={t("finding.hide")} onClick={() => show(undefined)}>
            <X />
          </IconButton>
        </p>
        <ul className="small">
          <li>
            <span className="finding-legend__pin" aria-hidden="true" />
            {findingSubject(plant, finding)}
          </li>
          {affected.length === 0 ? undefined : (
            <li>
              <span className="finding-legend__way" aria-hidden="true" />
              {tCount("finding.way", affected.length)}
            </li>
          )}
          {suspect === undefined ? undefined : (
            <li>
              <span className="finding-legend__case" aria-hidden="true" />
              {t("finding.suspectOf", { factors: suspect.factors.map(({ level }) => level).join(" × ") })}
            </li>
          )}
          {spots.length === 0 ? undefined : (
            <li>
              <span className="finding-legend__heat" aria-hidden="true" />
              {t("finding.scale", { defects: tCount("finding.defects", spots.length) })}
            </li>
          )}
        </ul>
      </section>
    </div>
  );
}
