// What will limit: each resource now, in 5, 15 and 60 minutes, beside what persistence says; and units at the end of the shift.
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { intervalText, percentText, unitsText } from "./constraint-words.ts";
import { forecastRows } from "./forecast-rows.ts";
import { resourceName } from "./resources.ts";

/** Resources shown. */
const mostRows = 4;
/** Less than this is shown as nothing. */
const leastShown = 0.005;

export function Forecast({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const { forecast } = info;
  // A forecast is made for what goes on; of what is over there is none, and nothing is said.
  if (forecast === undefined) return undefined;
  const rows = forecastRows(forecast, mostRows);
  return (
    <section className="finding__part" aria-label={t("forecast.title")}>
      <h4 data-tip={t("forecast.hint")}>{t("forecast.title")}</h4>
      <table className="forecast">
        <thead>
          <tr>
            <td />
            {forecast.horizons.map(({ horizonS }) => (
              <th key={horizonS} scope="col" className="small muted">
                {t("forecast.ahead", { minutes: Math.round(horizonS / 60) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ resource, cells }) => (
            <tr key={resource}>
              <th scope="row" title={resourceName(plant, resource)}>
                {resource}
              </th>
              {cells.map(({ horizonS, p, persistence }) => (
                <td
                  key={horizonS}
                  aria-label={t("forecast.cell", {
                    percent: percentText(p),
                    persistence: percentText(persistence),
                  })}
                  data-tip={t("forecast.cell", {
                    percent: percentText(p),
                    persistence: percentText(persistence),
                  })}
                >
                  <span className="forecast__bar" aria-hidden="true">
                    <span className="forecast__fill" style={{ width: `${p * 100}%` }} />
                    <span className="forecast__stays" style={{ left: `${persistence * 100}%` }} />
                  </span>
                  <span className="forecast__text live-value">
                    {Math.max(p, persistence) < leastShown ? (
                      <span className="muted">–</span>
                    ) : (
                      <>
                        {percentText(p)} <span className="small muted">{percentText(persistence)}</span>
                      </>
                    )}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted">{t("forecast.hint")}</p>
      {forecast.unitsAtShiftEnd === undefined ? undefined : (
        <p className="forecast__end">
          <span className="muted">{t("forecast.atEnd")} </span>
          <strong className="live-value">
            {t("forecast.atEndUnits", {
              units: unitsText(forecast.unitsAtShiftEnd.mean),
              unit: info.unitName,
              interval: intervalText(forecast.unitsAtShiftEnd),
            })}
          </strong>
        </p>
      )}
    </section>
  );
}
