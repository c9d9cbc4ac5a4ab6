// What bad parts have in common: the two by two table with its counts, how much it is, how sure, and the good parts that have it too.
import { Route } from "lucide-react";
import type { DefectFinding, EstimateInfo, SuspectInfo } from "#shared/model/defect-schema.ts";
import { assetOf } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatCount, formatMinute } from "../../messages/format.ts";
import { t, tCount } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { GoButton } from "../common/GoButton.tsx";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import {
  factorShort,
  intervalText,
  pText,
  rateText,
  ratioText,
  suspectText,
  valueText,
} from "./defect-words.ts";
import { pairCells } from "./findings.ts";
import { assetOfFactor, goToAsset } from "./go-to-finding.ts";

interface SuspectsProps {
  readonly finding: DefectFinding;
  readonly control: PlayheadControl;
}

export function Suspects({ finding, control }: SuspectsProps) {
  const [first, ...weaker] = finding.suspects;
  if (first === undefined)
    // Where no parts are judged bad there is nothing that they could share.
    return finding.bad === undefined ? undefined : (
      <section className="finding__part" aria-label={t("defect.suspects")}>
        <h4>{t("defect.suspects")}</h4>
        <p className="muted">{t("defect.suspectsNone")}</p>
      </section>
    );
  return (
    <section className="finding__part suspects" aria-label={t("defect.suspects")}>
      <div className="finding-part__head">
        <h4>{t("defect.suspects")}</h4>
        <Follow finding={finding} suspect={first} control={control} />
      </div>
      <Suspect suspect={first} />
      <p className="small muted">{t("defect.associated")}</p>
      {weaker.length === 0 ? undefined : (
        <details className="suspects__more">
          <summary>{tCount("defect.suspectMore", weaker.length)}</summary>
          {weaker.map((suspect) => (
            <Suspect key={JSON.stringify(suspect.factors)} suspect={suspect} />
          ))}
        </details>
      )}
    </section>
  );
}

/** Up the line: to where parts got what they share, when it began. */
function Follow({ finding, suspect, control }: SuspectsProps & { readonly suspect: SuspectInfo }) {
  const { plant } = useLiveTable();
  const [factor] = suspect.factors;
  const assetId = factor === undefined ? finding.assetId : assetOfFactor(plant, factor);
  // The first of the parts it is about was made then; before that there is nothing to see.
  const madeMs = Math.min(
    finding.onsetMs,
    ...finding.affected.filter(({ status }) => status !== "atRisk").map((part) => part.madeMs),
  );
  const label = t("defect.followTo", { asset: assetId, time: formatMinute(madeMs, plant.file.timeZone) });
  return (
    <GoButton
      label={label}
      text={t("defect.follow")}
      disabled={assetOf(plant, assetId) === undefined}
      onGo={() => goToAsset(plant, control, assetId, madeMs)}
    >
      <Route aria-hidden="true" />
    </GoButton>
  );
}

function Suspect({ suspect }: { readonly suspect: SuspectInfo }) {
  const { plant } = useLiveTable();
  const { oddsRatio, lift, p, q } = suspect;
  return (
    <div className="suspect">
      <p className="suspect__name">{suspectText(plant, suspect)}</p>
      <TwoByTwo suspect={suspect} />
      <dl className="suspect__figures">
        <div data-tip={t("defect.oddsHint")}>
          <dt>{t("defect.odds")}</dt>
          <dd>
            <Ratio estimate={oddsRatio} />
          </dd>
        </div>
        <div data-tip={t("defect.liftHint")}>
          <dt>{t("defect.lift")}</dt>
          <dd>
            <Ratio estimate={lift} />
          </dd>
        </div>
        <div data-tip={t("defect.qHint", { p: pText(p) })}>
          <dt>{t("defect.q")}</dt>
          <dd>
            <strong>{pText(q).replace(/^p /, "")}</strong>
          </dd>
        </div>
      </dl>
      <Counter suspect={suspect} />
      <Cells suspect={suspect} />
    </div>
  );
}

/** The value with its interval; where there is no value, the interval stands for it. */
function Ratio({ estimate }: { readonly estimate: EstimateInfo }) {
  return (
    <>
      <strong>{valueText(estimate, ratioText)}</strong>
      {estimate.value === undefined ? undefined : (
        <span className="small muted"> {intervalText(estimate, ratioText)}</span>
      )}
    </>
  );
}

function TwoByTwo({ suspect }: { readonly suspect: SuspectInfo }) {
  const { plant } = useLiveTable();
  const { badWith, goodWith, badWithout, goodWithout } = suspect.counts;
  const rows = [
    { key: "with", bad: badWith, good: goodWith },
    { key: "without", bad: badWithout, good: goodWithout },
  ] as const;
  const shares = rows.map(({ bad, good }) => (bad + good === 0 ? 0 : bad / (bad + good)));
  const most = Math.max(...shares, 1e-9);
  return (
    <table className="two-by-two">
      <caption className="visually-hidden">
        {t("defect.table", { factor: suspectText(plant, suspect) })}
      </caption>
      <thead>
        <tr>
          <td className="small muted live-value">
            {t("defect.n", { count: formatCount(badWith + goodWith + badWithout + goodWithout) })}
          </td>
          <th scope="col" className="number">
            {t("defect.bad")}
          </th>
          <th scope="col" className="number">
            {t("defect.good")}
          </th>
          <th scope="col" colSpan={2}>
            {t("defect.badShare")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, bad, good }, index) => (
          <tr key={key}>
            <th scope="row">{t(`defect.${key}`)}</th>
            <td className="number live-value">{formatCount(bad)}</td>
            <td className="number live-value">{formatCount(good)}</td>
            <td className="two-by-two__bar" aria-hidden="true">
              <span style={{ width: `${((shares[index] ?? 0) / most) * 100}%` }} />
            </td>
            <td className="number live-value">{rateText(shares[index] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Good parts that have it: what speaks against it stands beside what speaks for it. */
function Counter({ suspect: { counts, goodWithSerials } }: { readonly suspect: SuspectInfo }) {
  const selectPart = useSelection((s) => s.selectPart);
  if (counts.goodWith === 0) return <p className="small">{t("defect.counterNone")}</p>;
  return (
    <p className="small suspect__counter">
      {tCount("defect.counter", counts.goodWith)}
      {goodWithSerials.length === 0 ? "" : `, ${t("defect.counterSome")} `}
      {goodWithSerials.map((serial) => (
        <button
          key={serial}
          type="button"
          className="link"
          aria-label={t("defect.unitGo", { serial })}
          onClick={() => selectPart(serial)}
        >
          {serial}
        </button>
      ))}
    </p>
  );
}

/** Of a pair: whether it takes both. */
function Cells({ suspect }: { readonly suspect: SuspectInfo }) {
  const { plant } = useLiveTable();
  const cells = pairCells(suspect);
  if (cells.length === 0) return undefined;
  const share = (bad: number, judged: number): number => (judged === 0 ? 0 : bad / judged);
  const most = Math.max(...cells.map(({ bad, judged }) => share(bad, judged)), 1e-9);
  return (
    <table className="two-by-two pair-cells">
      <caption className="small muted">{t("defect.cells")}</caption>
      <tbody>
        {cells.map(({ has, bad, judged }) => {
          const held = suspect.factors.filter((_, index) => has[index] === true);
          const name =
            held.length === 0
              ? t("defect.cellNone")
              : held.map((factor) => factorShort(plant, factor)).join(" + ");
          return (
            <tr key={has.join()}>
              <th scope="row" title={name}>
                {name}
              </th>
              <td className="number small muted live-value">{t("defect.cellOf", { bad, judged })}</td>
              <td className="two-by-two__bar" aria-hidden="true">
                <span style={{ width: `${(share(bad, judged) / most) * 100}%` }} />
              </td>
              <td className="number live-value">{rateText(share(bad, judged))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
