// Models that people brought to this plant: what each judges, and if it flags nothing, why and what to do.
import { Ban, Check, Hourglass } from "lucide-react";
import type { DefectFinding, DefectReport, OwnModel } from "#shared/model/defect-schema.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { useDefects } from "../../state/defects.ts";
import { AssetLink } from "./DefectMarks.tsx";

export function OwnModels({ models }: { readonly models: DefectReport["ownModels"] }) {
  if (models.length === 0) return undefined;
  return (
    <details className="section" open={models.some(({ state }) => state !== "watching")}>
      <summary>
        <span className="section__title">{t("defects.ownModels")}</span>
        <span className="section__count">{models.length}</span>
      </summary>
      <ul className="own-models">
        {models.map((model) => (
          <li key={`${model.name} ${model.version}`} data-state={model.state}>
            <OneModel model={model} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function OneModel({
  model: { name, version, assetId, state, why, hint, model },
}: {
  readonly model: OwnModel;
}) {
  const Icon = state === "watching" ? Check : state === "notReady" ? Hourglass : Ban;
  return (
    <>
      <p className="own-models__head">
        <Icon aria-hidden="true" />
        <strong>
          {name} {version}
        </strong>
        {assetId === undefined ? undefined : <AssetLink assetId={assetId} />}
        <span className="small muted">{tWord("ownModel", state)}</span>
      </p>
      {why === undefined ? undefined : <p className="small">{why}</p>}
      {hint === undefined ? undefined : <p className="small muted">{hint}</p>}
      {model === undefined || state !== "watching" ? undefined : (
        <p className="small muted">
          {model.trainedOn} · {tCount("defect.blocksOf", model.blocks)}
        </p>
      )}
    </>
  );
}

/** Which model made a finding, where people brought it: ` · press-ae`; else nothing. */
export function ByOwnModel({ model }: Pick<DefectFinding, "model">) {
  const isOwn = useDefects((s) => s.report?.ownModels.some((own) => own.model?.sha256 === model.sha256));
  return isOwn === true ? ` · ${model.name}` : undefined;
}
