// What would have moved with it, had the process changed: what did not is the argument that one sensor is wrong.
import { Minus, MoveVertical } from "lucide-react";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { intervalText, shiftText, valueText, witnessText } from "./defect-words.ts";

/** The scale reaches at least so far, standard deviations. */
const leastReach = 3;

export function Witnesses({ finding: { witnesses } }: { readonly finding: DefectFinding }) {
  const { plant } = useLiveTable();
  if (witnesses.length === 0) return undefined;
  const reach = Math.max(
    leastReach,
    ...witnesses.flatMap(({ shift: { lo, hi = lo } }) => [Math.abs(lo), Math.abs(hi)]),
  );
  const place = (shift: number): number => 50 + (Math.max(-reach, Math.min(reach, shift)) / reach) * 50;
  return (
    <section className="finding__part" aria-label={t("defect.witnesses")}>
      <h4 data-tip={t("defect.witnessHint")}>{t("defect.witnesses")}</h4>
      <ul className="witnesses">
        {witnesses.map((witness) => {
          const { assetId, name, measures, shift, hasMoved } = witness;
          const text = witnessText(plant, witness);
          return (
            <li key={`${assetId} ${measures} ${name}`} data-moved={hasMoved}>
              <button
                type="button"
                className="witness__name"
                title={`${assetId} ${text}`}
                onClick={() =>
                  measures === "signal"
                    ? useSelection.getState().selectSignal(`${assetId}/${name}`)
                    : useSelection.getState().selectAsset(assetId)
                }
              >
                <strong>{assetId}</strong> {text}
              </button>
              <span className="witness__moved small">
                {hasMoved ? <MoveVertical aria-hidden="true" /> : <Minus aria-hidden="true" />}
                {t(hasMoved ? "defect.witness.moved" : "defect.witness.still")}
              </span>
              <span className="witness__track" aria-hidden="true">
                <span
                  className="witness__interval"
                  style={{
                    left: `${place(shift.lo)}%`,
                    width: `${place(shift.hi ?? reach) - place(shift.lo)}%`,
                  }}
                />
                {shift.value === undefined ? undefined : (
                  <span className="witness__value" style={{ left: `${place(shift.value)}%` }} />
                )}
              </span>
              <span className="number small live-value">
                {valueText(shift, shiftText)}{" "}
                <span className="muted">({intervalText(shift, shiftText)})</span>
              </span>
            </li>
          );
        })}
      </ul>
      <p className="small muted">{t("defect.witnessHint")}</p>
    </section>
  );
}
