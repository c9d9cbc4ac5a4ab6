// How many alarms one operator had, beside what the standards call acceptable and at most manageable. Flags of the engine stand apart.
import { Check, Equal, TriangleAlert } from "lucide-react";
import type { AlarmLoad } from "#shared/model/defect-schema.ts";
import { assetOf } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { useLiveValue } from "../../live/use-live-value.ts";
import { formatCount } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { alarmRows, type AlarmRow, type AlarmVerdict } from "./alarm-rows.ts";
import { useAsked } from "./use-asked.ts";
import { WindowText } from "./WindowText.tsx";

export function AlarmsTab() {
  // Counted anew once a minute of plant time.
  const minute = useLiveValue((table) => Math.floor(table.timeMs() / 60_000), { hz: 1 });
  const { value, problem } = useAsked("alarm.load", {}, minute);
  if (value === undefined)
    return (
      <p className="notice" role="status">
        {problem === undefined ? t("alarms.loading") : t("alarms.unavailable", { message: problem })}
      </p>
    );
  return (
    <div className="scroll alarm-load">
      <div className="defects__bar">
        <strong className="live-value">{tCount("alarms.count", value.alarms)}</strong>
        <WindowText window={value.window} />
      </div>
      <Measures load={value} />
      <Top load={value} />
      <section className="alarm-load__flags" aria-label={t("alarms.flags")}>
        <p>
          <strong>{t("alarms.flags")}</strong>
          <span className="live-value">{tCount("alarms.flagsOf", value.flags)}</span>
        </p>
        <p className="small muted">{t("alarms.flagsHint")}</p>
      </section>
    </div>
  );
}

const hints: Readonly<Partial<Record<AlarmRow["key"], string>>> = {
  chattering: t("alarms.chatteringHint"),
  fleeting: t("alarms.fleetingHint"),
};

function Measures({ load }: { readonly load: AlarmLoad }) {
  return (
    <section aria-label={t("alarms.title")}>
      <table className="alarm-table">
        <thead>
          <tr>
            <th scope="col">{t("alarms.measure")}</th>
            <th scope="col" className="number">
              {t("alarms.value")}
            </th>
            <td />
            <th scope="col" className="number">
              {t("alarms.acceptable")}
            </th>
            <th scope="col" className="number">
              {t("alarms.manageable")}
            </th>
          </tr>
        </thead>
        <tbody>
          {alarmRows(load).map(({ key, value, acceptable, manageable, verdict }) => (
            <tr key={key} data-verdict={verdict}>
              <th
                scope="row"
                title={
                  key === "floods"
                    ? t("alarms.floodsHint", { floods: load.floods, periods: load.periods })
                    : hints[key]
                }
              >
                {t(`alarms.${key}`)}
              </th>
              <td className="number live-value">{value}</td>
              <td>
                <VerdictMark verdict={verdict} />
              </td>
              <td className="number muted">{acceptable}</td>
              <td className="number muted">{manageable}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" title={t("alarms.levelsHint")}>
              {t("alarms.levels")}
            </th>
            <td className="live-value" colSpan={4}>
              {t("alarms.levelsOf", {
                warning: formatCount(load.levels.warning),
                fault: formatCount(load.levels.fault),
              })}
            </td>
          </tr>
        </tbody>
      </table>
      <p className="small muted defects__hint">{t("alarms.standard")}</p>
    </section>
  );
}

/** A tick, two bars or a triangle: what it is against the limits, without colour. */
function VerdictMark({ verdict }: { readonly verdict: AlarmVerdict }) {
  const Icon = verdict === "acceptable" ? Check : verdict === "manageable" ? Equal : TriangleAlert;
  const word = tWord("alarmVerdict", verdict);
  return (
    <span className="alarm-verdict" title={word}>
      <Icon aria-hidden="true" />
      <span className="visually-hidden">{word}</span>
    </span>
  );
}

function Top({ load: { top } }: { readonly load: AlarmLoad }) {
  const { plant } = useLiveTable();
  const most = Math.max(1, ...top.map(({ alarms }) => alarms));
  return (
    <section className="finding__part" aria-label={t("alarms.top")}>
      <h4>{t("alarms.top")}</h4>
      {top.length === 0 ? <p className="muted">{t("alarms.none")}</p> : undefined}
      <ol>
        {top.map(({ assetId, code, text, alarms }) => {
          const words = text === "" ? code : text;
          return (
            <li key={`${assetId} ${code}`}>
              <button
                type="button"
                className="alarm-top"
                title={`${assetId} ${words} ${code}`}
                aria-label={t("alarms.topGo", {
                  asset: assetId,
                  text: words,
                  alarms: tCount("alarms.count", alarms),
                })}
                disabled={assetOf(plant, assetId) === undefined}
                onClick={() => useSelection.getState().selectAsset(assetId)}
              >
                <span className="alarm-top__what">
                  <strong>{assetId}</strong> {words}
                </span>
                <span className="watch-row__track" aria-hidden="true">
                  <span style={{ width: `${(alarms / most) * 100}%` }} />
                </span>
                <span className="number live-value">{formatCount(alarms)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
