// Results of parts with verdict and limits, newest first. A verdict is a shape and a word, never a colour alone.
import { Check, Minus, X } from "lucide-react";
import type { RequestResult } from "#shared/host-api/requests.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { formatClock, formatValue } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { limitScale, placeOnScale } from "./limits.ts";

type Result = RequestResult<"asset.detail">["results"][number];

export interface ResultListProps {
  readonly results: readonly Result[];
  readonly plant: Plant;
  /** Which of the two the reader does not know yet: the part, or the station. */
  readonly show: "serial" | "asset";
  readonly onChoose: (result: Result) => void;
}

export function ResultList({ results, plant, show, onChoose }: ResultListProps) {
  if (results.length === 0) return <p className="muted inspector__empty">{t("inspect.noResults")}</p>;
  return (
    <ul className="results">
      {results.map((result) => (
        <li
          key={`${result.serial} ${result.asset} ${result.step} ${result.characteristic} ${result.attempt} ${result.timeMs}`}
        >
          <button
            type="button"
            className="result"
            data-verdict={result.verdict}
            title={labelOf(plant, result)}
            onClick={() => onChoose(result)}
          >
            <Verdict verdict={result.verdict} />
            <span className="result__what">
              <span>{labelOf(plant, result)}</span>
              <span className="small muted">
                {show === "serial" ? result.serial : result.asset}
                {result.attempt > 1 ? ` · ${t("part.attempt", { attempt: result.attempt })}` : ""}
              </span>
            </span>
            <ResultBar result={result} />
            <span className="result__value">
              <span>
                {result.verdict === "notMeasured" ? t("value.none") : formatValue(result.value, result.unit)}
              </span>
              <span className="small muted">{formatClock(result.timeMs, plant.file.timeZone)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What people call the characteristic, as the plant says. */
function labelOf(plant: Plant, result: Result): string {
  const asset = assetOf(plant, result.asset);
  return (
    asset?.characteristics.find((one) => one.name === result.characteristic)?.label ?? result.characteristic
  );
}

function Verdict({ verdict }: { readonly verdict: Result["verdict"] }) {
  const Icon = verdict === "ok" ? Check : verdict === "notOk" ? X : Minus;
  return (
    <span className="verdict" data-verdict={verdict} title={tWord("verdict", verdict)}>
      <Icon aria-hidden="true" />
      <span className="visually-hidden">{tWord("verdict", verdict)}</span>
    </span>
  );
}

function ResultBar({ result }: { readonly result: Result }) {
  const scale = limitScale([
    {
      kind: "spec",
      ...(result.lsl === undefined ? {} : { low: result.lsl }),
      ...(result.usl === undefined ? {} : { high: result.usl }),
    },
  ]);
  if (scale === undefined || result.verdict === "notMeasured") return <span />;
  return (
    <span className="limit-bar" aria-hidden="true">
      <span
        className="limit-bar__ok"
        style={{ left: `${scale.okFrom * 100}%`, width: `${(scale.okTo - scale.okFrom) * 100}%` }}
      />
      <span
        className="limit-bar__value"
        data-mark={result.verdict === "notOk" ? "out" : ""}
        style={{ left: `${placeOnScale(scale, result.value) * 100}%` }}
      />
    </span>
  );
}
