// The shift on one or two sheets of A4: plan and actual, where the difference comes from, what limited when, the costliest stops,
// what is worth trying first. The same report and the same advice as on the screen; printed by the browser.
import { Printer, X } from "lucide-react";
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatDay, formatMinute } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { constraintStretches, useBottleneck } from "../../state/bottleneck.ts";
import { useConnection } from "../../state/connection.ts";
import { useRecordings } from "../../state/recordings.ts";
import { useView } from "../../state/view.ts";
import { useWhatIf } from "../../state/what-if.ts";
import { byGain, changeText } from "./change-words.ts";
import {
  agreement,
  byCost,
  candidates,
  intervalText,
  minutesText,
  percentText,
  provisionalFromMs,
  rankedOf,
  signedUnits,
  unitsText,
} from "./constraint-words.ts";
import { lossChart } from "./loss-bars.ts";
import { LossTable } from "./LossWaterfall.tsx";
import { PhaseBand } from "./Phases.tsx";
import { resourceName } from "./resources.ts";
import { useAdvice } from "./use-reruns.ts";
import "./bottleneck.css";
import "./report.css";

const mostLosses = 10;
const mostStops = 8;
const topActions = 3;

export function ShiftReport() {
  useAdvice();
  const info = useBottleneck((s) => s.info);
  const problem = useBottleneck((s) => s.problem);
  return (
    <div className="report-page scroll" role="region" aria-label={t("report.title")}>
      <div className="report-page__bar">
        <h2>{t("report.title")}</h2>
        <button
          type="button"
          className="button button--primary"
          disabled={info === undefined}
          onClick={() => window.print()}
        >
          <Printer aria-hidden="true" /> {t("report.print")}
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t("report.close")}
          data-tip={t("report.close")}
          onClick={() => useView.getState().openPage(undefined)}
        >
          <X />
        </button>
      </div>
      {info === undefined ? (
        <p className="notice" role="status">
          {problem === undefined
            ? t("constraint.loading")
            : t("constraint.unavailable", { message: problem })}
        </p>
      ) : (
        <Sheet info={info} />
      )}
    </div>
  );
}

/** Paper is light in every theme. */
function Sheet({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const { waterfall, provenance } = info;
  return (
    <article className="report" data-theme="light">
      <Heading info={info} />
      <Figures info={info} />
      <Finding info={info} />
      {waterfall === undefined ? undefined : (
        <section>
          <h3>{t("report.losses")}</h3>
          <LossTable chart={lossChart(waterfall, mostLosses)} unitName={info.unitName} plant={plant} />
          <p className="small muted">{t("bars.residualHint")}</p>
        </section>
      )}
      <PhaseTable info={info} />
      <StopTable info={info} />
      <Actions info={info} />
      <footer className="small muted report__foot">
        {t("constraint.coverage", { percent: percentText(info.coverage) })} · {tWord("evidence", info.level)}
        <br />
        {t("constraint.provenance", {
          engine: provenance.engine,
          seed: provenance.seed,
          hash: provenance.inputHash,
        })}
      </footer>
    </article>
  );
}

function Heading({ info }: { readonly info: BottleneckInfo }) {
  const table = useLiveTable();
  const { file } = table.plant;
  const shiftName = useConnection((s) => s.output?.shiftName);
  const isLiveSimulated = useConnection((s) => s.sources.some(({ simulated }) => simulated));
  const isSimulated = useRecordings((s) => s.shown?.simulated ?? isLiveSimulated);
  const { fromMs, toMs } = info.window;
  return (
    <header className="report__head">
      <div>
        <p className="muted">{t("report.title")}</p>
        <h2>{file.name}</h2>
      </div>
      <div className="report__when">
        <p>
          {shiftName === undefined ? undefined : <strong>{t("report.shift", { shift: shiftName })} </strong>}
          {t("report.window", {
            day: formatDay(fromMs, file.timeZone),
            from: formatMinute(fromMs, file.timeZone),
            to: formatMinute(toMs, file.timeZone),
          })}
        </p>
        {table.following ? (
          <p className="small muted">{t("report.running", { time: formatMinute(toMs, file.timeZone) })}</p>
        ) : undefined}
        {isSimulated ? <p className="small muted">{t("report.computed")}</p> : undefined}
      </div>
    </header>
  );
}

function Figures({ info }: { readonly info: BottleneckInfo }) {
  const { waterfall, unitName } = info;
  const made = waterfall?.actualUnits ?? info.window.units;
  const figures = [
    { name: t("report.plan"), value: waterfall === undefined ? undefined : unitsText(waterfall.planUnits) },
    { name: t("report.made"), value: unitsText(made) },
    {
      name: t("report.difference"),
      value:
        waterfall === undefined ? undefined : signedUnits(Math.round(made) - Math.round(waterfall.planUnits)),
    },
  ];
  return (
    <dl className="report__figures">
      {figures.map(({ name, value }) => (
        <div key={name}>
          <dt className="small muted">{name}</dt>
          <dd>
            {value ?? t("value.none")} <span className="small muted">{unitName}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Finding({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const names = candidates(info);
  const [first] = names;
  const ranked = rankedOf(info, first);
  if (first === undefined || ranked === undefined)
    return (
      <section className="report__finding">
        <p>
          <strong>{t("constraint.unknownTitle")}</strong>
        </p>
        <p>{info.why ?? t("constraint.unknownHint")}</p>
      </section>
    );
  return (
    <section className="report__finding">
      <p>
        {t("report.constraint")}: <strong>{names.map((name) => resourceName(plant, name)).join(", ")}</strong>
        ,{" "}
        {t("constraint.sure", {
          word: tWord("constraintWord", info.word),
          percent: percentText(ranked.pBest),
        })}
        {info.methods.length === 0 ? undefined : <> · {t("constraint.agree", agreement(info))}</>}
      </p>
      {ranked.gain10 === undefined ? undefined : (
        <p>
          {t("constraint.stake")}: {signedUnits(ranked.gain10.mean)}{" "}
          {t("constraint.perHour", { unit: info.unitName })}, {t("constraint.stakeOf")} (
          {intervalText(ranked.gain10)})
        </p>
      )}
    </section>
  );
}

function PhaseTable({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const zone = plant.file.timeZone;
  const untilMs = provisionalFromMs(info);
  return (
    <section>
      <h3>{t("report.phases")}</h3>
      <PhaseBand info={info} />
      <ol className="report__phases">
        {constraintStretches(info).map((stretch) => (
          <li key={stretch.fromMs}>
            <span className="number">
              {formatMinute(stretch.fromMs, zone)}–{formatMinute(stretch.toMs, zone)}
            </span>{" "}
            {resourceName(plant, stretch.resource)}
            {stretch.provisional ? <span className="muted"> {t("constraint.provisional")}</span> : undefined}
          </li>
        ))}
      </ol>
      <p className="small muted">
        {untilMs === undefined
          ? t("constraint.allSettled", { until: formatMinute(info.window.toMs, zone) })
          : t("constraint.settled", { until: formatMinute(untilMs, zone) })}
      </p>
    </section>
  );
}

function StopTable({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const stops = byCost(info.stops).slice(0, mostStops);
  return (
    <section>
      <h3>{t("report.stops")}</h3>
      {stops.length === 0 ? (
        <p className="muted">{t("costs.none")}</p>
      ) : (
        <table className="report__stops">
          <thead className="small muted">
            <tr>
              <th scope="col">{t("report.stopAt")}</th>
              <th scope="col">{t("report.stopOf")}</th>
              <th scope="col">{t("report.stopReason")}</th>
              <th scope="col" className="number">
                {t("report.stopTime")}
              </th>
              <th scope="col" className="number">
                {t("report.stopCost")}
              </th>
            </tr>
          </thead>
          <tbody>
            {stops.map((stop) => (
              <tr key={`${stop.assetId} ${stop.fromMs} ${stop.code}`}>
                <td>{formatMinute(stop.fromMs, plant.file.timeZone)}</td>
                <th scope="row">{resourceName(plant, stop.assetId)}</th>
                <td>
                  {stop.text === "" ? stop.code : stop.text}
                  {stop.open ? <span className="muted"> ({t("costs.open").toLowerCase()})</span> : undefined}
                </td>
                <td className="number">{minutesText((stop.toMs - stop.fromMs) / 60_000)}</td>
                <td className="number">
                  {stop.unitsLost === undefined
                    ? t("costs.pending")
                    : t("costs.short", {
                        units: unitsText(Math.max(0, stop.unitsLost)),
                        unit: info.unitName,
                      })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="small muted">{t("costs.hint")}</p>
    </section>
  );
}

function Actions({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const advice = useWhatIf((s) => s.advice);
  const problem = useWhatIf((s) => s.adviceProblem);
  return (
    <section>
      <h3>{t("report.actions")}</h3>
      {advice === undefined || advice.length === 0 ? (
        <p className="muted">
          {problem !== undefined
            ? t("whatIf.adviceProblem", { message: problem })
            : advice === undefined
              ? t("whatIf.adviceComputing")
              : t("whatIf.adviceNone")}
        </p>
      ) : (
        <ol className="report__actions">
          {byGain(advice)
            .slice(0, topActions)
            .map(({ change, gainPerHour, nextConstraint }) => (
              <li key={changeText(plant, change)}>
                <strong>{changeText(plant, change)}</strong>: {signedUnits(gainPerHour.mean)}{" "}
                {t("constraint.perHour", { unit: info.unitName })} ({intervalText(gainPerHour)})
                {nextConstraint === undefined ? undefined : (
                  <span className="muted">, {t("whatIf.then", { resource: nextConstraint })}</span>
                )}
              </li>
            ))}
        </ol>
      )}
      <p className="small muted">{t("report.gains")}</p>
    </section>
  );
}
