// What if: changes put together, the recorded shift run again with them, what was beside what would have been, and what the host
// finds worth trying. Expected, never certain; and nothing of the plant is changed.
import { Play, X } from "lucide-react";
import type { BottleneckInfo, LineChangeInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatFixed } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useWhatIf } from "../../state/what-if.ts";
import { DueStop } from "./DueStop.tsx";
import { ChangeForm } from "./ChangeForm.tsx";
import { byGain, changeText } from "./change-words.ts";
import { candidates, intervalText, signedUnits, unitsText } from "./constraint-words.ts";
import { resourceName } from "./resources.ts";
import { useAdvice, useWhatIfRuns } from "./use-reruns.ts";

export function WhatIfTab() {
  useAdvice();
  useWhatIfRuns();
  const info = useBottleneck((s) => s.info);
  if (info === undefined) return undefined;
  return (
    <div className="scroll what-if">
      <p className="what-if__safe">{t("whatIf.safe")}</p>
      <ChangeForm info={info} />
      <Chosen />
      <Result info={info} />
      <Advice info={info} />
      <DueStop info={info} />
    </div>
  );
}

function Chosen() {
  const { plant } = useLiveTable();
  const changes = useWhatIf((s) => s.changes);
  const isRunning = useWhatIf((s) => s.isRunning);
  const problem = useWhatIf((s) => s.problem);
  const { remove, clear, run } = useWhatIf.getState();
  if (changes.length === 0) return <p className="muted what-if__none">{t("whatIf.noneChosen")}</p>;
  return (
    <section className="finding__part" aria-label={t("whatIf.chosen")}>
      <h4>{t("whatIf.chosen")}</h4>
      <ul className="chosen">
        {changes.map((change, index) => {
          const text = changeText(plant, change);
          return (
            <li key={text} className="chosen__row">
              <span title={text}>{text}</span>
              <button
                type="button"
                className="icon-button"
                aria-label={t("whatIf.remove", { change: text })}
                onClick={() => remove(index)}
              >
                <X aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ul>
      <div className="what-if__do">
        <button type="button" className="button button--primary" disabled={isRunning} onClick={run}>
          <Play aria-hidden="true" /> {isRunning ? t("whatIf.running") : t("whatIf.run")}
        </button>
        <button type="button" className="button" onClick={clear}>
          {t("whatIf.clear")}
        </button>
      </div>
      {problem === undefined ? undefined : (
        <p className="small constraint__problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function isSame(a: readonly LineChangeInfo[], b: readonly LineChangeInfo[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function Result({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const result = useWhatIf((s) => s.result);
  const changes = useWhatIf((s) => s.changes);
  if (result === undefined) return undefined;
  const { unitsPerHour, units, baseUnits, nextConstraint } = result.value;
  const { base, changed } = unitsPerHour;
  const gain = { mean: changed.mean - base, lo: changed.lo - base, hi: changed.hi - base };
  const isInNoise = gain.lo <= 0 && gain.hi >= 0;
  const named = candidates(info);
  return (
    <section className="finding__part what-if__result" aria-label={t("whatIf.result")} aria-live="polite">
      <h4>{t("whatIf.result")}</h4>
      {isSame(result.changes, changes) ? undefined : (
        <p className="small constraint__problem">{t("whatIf.outdated")}</p>
      )}
      <p className="finding__gain live-value">
        {signedUnits(gain.mean)} <span>{t("constraint.perHour", { unit: info.unitName })}</span>
      </p>
      <p className="small muted live-value">
        {t("constraint.stakeInterval", { interval: intervalText(gain) })}
      </p>
      <Rates base={base} changed={changed} unitName={info.unitName} />
      <p className="finding__next">
        {nextConstraint === undefined
          ? t("whatIf.nextNone")
          : named.includes(nextConstraint)
            ? t("whatIf.nextSame", { resource: resourceName(plant, nextConstraint) })
            : t("whatIf.next", { resource: resourceName(plant, nextConstraint) })}
      </p>
      <p className="live-value">
        {t("whatIf.units", {
          units: unitsText(units.mean),
          base: unitsText(baseUnits),
          unit: info.unitName,
        })}
      </p>
      <p className="small muted">{isInNoise ? t("whatIf.inNoise") : t("whatIf.expected")}</p>
    </section>
  );
}

interface RatesProps {
  readonly base: number;
  readonly changed: { readonly mean: number; readonly lo: number; readonly hi: number };
  readonly unitName: string;
}

/** What was beside what would have been, on one scale: a bar each, and the interval as a whisker. */
function Rates({ base, changed, unitName }: RatesProps) {
  const most = Math.max(base, changed.hi, 1e-9) * 1.04;
  const at = (rate: number): string => `${Math.min(100, Math.max(0, (rate / most) * 100))}%`;
  const rows = [
    { name: t("whatIf.was"), rate: base, interval: undefined },
    { name: t("whatIf.would"), rate: changed.mean, interval: changed },
  ];
  return (
    <dl className="rates">
      {rows.map(({ name, rate, interval }) => (
        <div key={name} className="rates__row" data-changed={interval !== undefined}>
          <dt className="small">{name}</dt>
          <dd>
            <span className="rates__track" aria-hidden="true">
              <span className="rates__bar" style={{ width: at(rate) }} />
              {interval === undefined ? undefined : (
                <span
                  className="rates__whisker"
                  style={{ left: at(interval.lo), right: `calc(100% - ${at(interval.hi)})` }}
                />
              )}
            </span>
            <span className="number live-value">
              {t("whatIf.rate", { rate: formatFixed(rate, 1), unit: unitName })}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Advice({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const advice = useWhatIf((s) => s.advice);
  const problem = useWhatIf((s) => s.adviceProblem);
  const apply = useWhatIf((s) => s.apply);
  const most = Math.max(...(advice ?? []).map(({ gainPerHour }) => gainPerHour.hi), 1e-9);
  return (
    <section className="finding__part" aria-label={t("whatIf.advice")}>
      <h4>{t("whatIf.advice")}</h4>
      {problem !== undefined ? (
        <p className="small constraint__problem">{t("whatIf.adviceProblem", { message: problem })}</p>
      ) : advice === undefined ? (
        <p className="muted" role="status">
          {t("whatIf.adviceComputing")}
        </p>
      ) : advice.length === 0 ? (
        <p className="muted">{t("whatIf.adviceNone")}</p>
      ) : (
        <>
          <p className="small muted">{t("whatIf.adviceHint")}</p>
          <ol className="advice">
            {byGain(advice).map((each) => {
              const text = changeText(plant, each.change);
              const gain = signedUnits(each.gainPerHour.mean);
              return (
                <li key={text}>
                  <button
                    type="button"
                    className="advice__row"
                    aria-label={t("whatIf.adviceRow", { change: text, gain, unit: info.unitName })}
                    onClick={() => apply(each.change)}
                  >
                    <span className="advice__what">{text}</span>
                    <span className="number live-value">
                      {gain}
                      <span className="small muted"> {intervalText(each.gainPerHour)}</span>
                    </span>
                    <span className="advice__track" aria-hidden="true">
                      <span style={{ width: `${(Math.max(0, each.gainPerHour.mean) / most) * 100}%` }} />
                    </span>
                    <span className="small muted advice__then">
                      {each.nextConstraint === undefined
                        ? ""
                        : t("whatIf.then", { resource: each.nextConstraint })}
                    </span>
                  </button>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}
