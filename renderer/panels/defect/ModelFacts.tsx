// What a flag was made with: model, version and hash, what it was trained and calibrated on, and how often people found it right.
import type { ModelInfo } from "#shared/model/defect-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatCount } from "../../messages/format.ts";
import { t, tCount } from "../../messages/t.ts";
import { useDefects } from "../../state/defects.ts";
import { percentText } from "../bottleneck/constraint-words.ts";
import { intervalText, ratioText, trainedText } from "./defect-words.ts";
import { precisionOf } from "./findings.ts";

interface ModelProps {
  readonly model: ModelInfo;
}

/** In one line, under the list. */
export function ModelLine({ model }: ModelProps) {
  return (
    <div className="model-line small muted">
      <p>
        {model.name} {model.version} · {model.trainedOn}
        <Simulated model={model} /> · {tCount("defect.blocksOf", model.blocks)}
      </p>
      <p>
        {t("defect.precision")}: <PrecisionText model={model} />
      </p>
    </div>
  );
}

/** All of it, on the card. */
export function ModelFacts({ model }: ModelProps) {
  const { timeZone } = useLiveTable().plant.file;
  const trained = trainedText(model, timeZone);
  return (
    <section className="finding__part" aria-label={t("defect.model")}>
      <h4>{t("defect.model")}</h4>
      <dl className="model-facts">
        <dt>{t("defect.modelName")}</dt>
        <dd>
          {model.name} {model.version}
        </dd>
        <dt>{t("defect.modelHash")}</dt>
        <dd className="model-facts__hash" title={model.sha256}>
          {model.sha256.slice(0, 16)}
        </dd>
        <dt>{t("defect.trainedOn")}</dt>
        <dd>
          {model.trainedOn}
          <Simulated model={model} />
        </dd>
        {trained === undefined ? undefined : (
          <>
            <dt>{t("defect.trainedRange")}</dt>
            <dd>{trained}</dd>
          </>
        )}
        {model.agreed === undefined ? undefined : (
          <>
            <dt>{t("defect.agreed")}</dt>
            <dd>{t("defect.agreedOf", model.agreed)}</dd>
          </>
        )}
        <dt>{t("defect.rows")}</dt>
        <dd>{formatCount(model.rows)}</dd>
        <dt>{t("defect.blocks")}</dt>
        <dd>{tCount("defect.blocksOf", model.blocks)}</dd>
        <dt>{t("defect.budget")}</dt>
        <dd>{t("defect.budgetOf", { count: ratioText(model.falsePerShift) })}</dd>
        <dt>{t("defect.precision")}</dt>
        <dd>
          <PrecisionText model={model} />
        </dd>
      </dl>
    </section>
  );
}

/** Nobody may take what was learnt from a computed plant for experience. */
function Simulated({ model }: ModelProps) {
  return model.isSimulated ? (
    <>
      {" "}
      <span className="simulated-mark" data-tip={t("defect.simulatedHint")}>
        {t("defect.simulated")}
      </span>
    </>
  ) : undefined;
}

/** How often people found it right, and over which findings that is: those that chance chose, or those that people chose themselves. */
function PrecisionText({ model }: ModelProps) {
  const verdicts = useDefects((s) => s.verdicts);
  const { over, right, judged, share } = precisionOf(verdicts, model.sha256);
  return (
    <span data-tip={t(`defect.precisionHint.${over}`)}>
      {share.value === undefined
        ? t("defect.precisionNone")
        : t(`defect.precisionOf.${over}`, {
            percent: percentText(share.value),
            interval: intervalText(share, percentText),
            right,
            judged,
          })}
    </span>
  );
}
