// What the finding rests on: the other methods and their picks, how much of the time is explained, and how to get it again.
import { Check, TriangleAlert, X } from "lucide-react";
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t, tWord } from "../../messages/t.ts";
import { agreement, belongsTo, candidates, percentText } from "./constraint-words.ts";
import { resourceName } from "./resources.ts";

/** Below this share no ranking is trusted. */
const leastCoverage = 0.95;

export function Evidence({ info }: { readonly info: BottleneckInfo }) {
  const { coverage, level, thin, warnings, provenance } = info;
  const isLow = coverage < leastCoverage;
  return (
    <section className="finding__part evidence" aria-label={t("constraint.evidence")}>
      <h4>{t("constraint.evidence")}</h4>
      <Methods info={info} />
      <p className={isLow ? "flagged" : ""}>
        {isLow ? <TriangleAlert aria-hidden="true" /> : undefined}
        <span>{t("constraint.coverage", { percent: percentText(coverage) })}</span>
      </p>
      {isLow ? <p className="small">{t("constraint.coverageLow")}</p> : undefined}
      <p>{tWord("evidence", level)}</p>
      {thin.map((each) => (
        <p key={each.resource} className="small muted">
          {t("constraint.thin", { resource: each.resource, percent: percentText(each.coverage) })}
        </p>
      ))}
      {warnings.map((warning) => (
        <p key={warning} className="small evidence__warning">
          {warning}
        </p>
      ))}
      <p className="small muted evidence__provenance" data-tip={t("constraint.provenanceHint")}>
        {t("constraint.provenance", {
          engine: provenance.engine,
          seed: provenance.seed,
          hash: provenance.inputHash,
        })}
      </p>
    </section>
  );
}

function Methods({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  if (info.methods.length === 0) return <p className="muted">{t("constraint.agreeComputing")}</p>;
  const names = candidates(info);
  return (
    <details className="methods">
      <summary className="methods__sum">
        {names.length === 0
          ? t("constraint.agreeNone", { total: info.methods.length })
          : t("constraint.agree", agreement(info))}
      </summary>
      <table className="methods__table">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t("constraint.method")}</th>
            <th scope="col">{t("constraint.methodPick")}</th>
          </tr>
        </thead>
        <tbody>
          {info.methods.map(({ name, pick }) => {
            const agrees = pick !== undefined && names.some((each) => belongsTo(info, pick, each));
            return (
              <tr key={name} data-agrees={agrees}>
                <th scope="row">{tWord("method", name)}</th>
                <td>
                  {agrees ? <Check aria-hidden="true" /> : <X aria-hidden="true" />}
                  <span className="visually-hidden">
                    {t(agrees ? "constraint.methodSame" : "constraint.methodOther")}:{" "}
                  </span>
                  {pick === undefined ? t("constraint.methodNone") : resourceName(plant, pick)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="small muted">{t("constraint.methodsHint")}</p>
    </details>
  );
}
