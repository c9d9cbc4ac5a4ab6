// Under an asset that the pointer rests on: which findings are there at the time shown, and what of it. Rendered when another asset
// is met or the report changes.
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { findingsAt, shownFinding, useDefects } from "../../state/defects.ts";
import { useView } from "../../state/view.ts";
import { findingMarks } from "../../ui/tokens.ts";

/** Signals named in a line at most. */
const mostSignals = 2;

export function FindingLines({ assetId }: { readonly assetId: string }) {
  const table = useLiveTable();
  const isOn = useView((s) => s.layers.defects);
  const defects = useDefects();
  if (!isOn) return undefined;
  const { timeZone } = table.plant.file;
  const here = findingsAt(defects, table.timeMs()).filter((finding) => finding.assetId === assetId);
  const affected = shownFinding(defects)?.affected.filter(({ now }) => now.assetId === assetId) ?? [];
  return (
    <>
      {here.map((finding) => (
        <p key={finding.id} className="small hover-tip__finding">
          <FindingMark kind={finding.kind} />
          <span>
            <strong>{tWord("finding", finding.kind)}</strong> {findingSubject(table.plant, finding)}{" "}
            <span className="muted">
              {t("finding.since", { time: formatMinute(finding.onsetMs, timeZone) })}
            </span>
          </span>
        </p>
      ))}
      {affected.length === 0 ? undefined : (
        <p className="small hover-tip__finding">{tCount("finding.affectedHere", affected.length)}</p>
      )}
    </>
  );
}

/** The mark of a kind of finding, as in its pin. */
export function FindingMark({ kind }: { readonly kind: DefectFinding["kind"] }) {
  return (
    <svg className="finding-mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d={findingMarks[kind].path} />
    </svg>
  );
}

/** The signals that are off, or what is wrong with the bad parts and how many they are. */
export function findingSubject(
  plant: Plant,
  { kind, signals, class: wrong, bad, judged }: DefectFinding,
): string {
  if (kind !== "quality")
    return signals
      .slice(0, mostSignals)
      .map(({ signal }) => plant.signals[plant.signalRowById.get(signal) ?? -1]?.label ?? signal)
      .join(", ");
  const measured =
    wrong === undefined
      ? undefined
      : assetOf(plant, wrong.assetId)?.characteristics.find(({ name }) => name === wrong.characteristic);
  const name = measured?.label ?? wrong?.characteristic ?? "";
  return bad === undefined || judged === undefined ? name : `${name}, ${t("finding.bad", { bad, judged })}`;
}
