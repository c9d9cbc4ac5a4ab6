// The hourly board as it hangs on the shop floor: plan, actual, difference, running sum, and what cost most.
import { useLiveTable } from "../../live/live-context.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { formatAge, formatCount, formatFixed } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { localTimeLabel } from "#shared/model/calendar.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { NoFigures } from "./Scope.tsx";

export function HoursTab({ control }: { readonly control: PlayheadControl }) {
  const { timeZone } = useLiveTable().plant.file;
  const { value, problem } = useAnswer("losses.hours", {}, { hz: 0.5 });
  if (value === undefined) return <NoFigures problem={problem} />;
  if (value.why !== undefined) {
    return (
      <div className="notice" role="status">
        <strong>{t("losses.notComputed")}</strong>
        <p>{value.why}</p>
      </div>
    );
  }
  const station = value.assets.join(", ");
  return (
    <div className="scroll losses__body">
      <table className="board">
        <thead>
          <tr>
            <th scope="col">{t("hours.hour")}</th>
            <th scope="col" className="number">
              {t("hours.plan")}
            </th>
            <th scope="col" className="number">
              {t("hours.actual")}
            </th>
            <th scope="col" className="number" title={t("hours.differenceHint")}>
              {t("hours.difference")}
            </th>
            <th scope="col" className="number" title={t("hours.cumulatedHint")}>
              {t("hours.cumulated")}
            </th>
            <th scope="col" title={t("hours.mainLossOf", { asset: station })}>
              {t("hours.mainLoss")}
            </th>
          </tr>
        </thead>
        <tbody>
          {value.hours.map((hour) => {
            const label = localTimeLabel(timeZone, hour.fromMs);
            const begun = hour.planSoFar < hour.plan && hour.actual !== undefined;
            return (
              <tr key={hour.fromMs} data-now={begun} data-future={hour.actual === undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="board__hour"
                    aria-label={t("hours.go", { time: label })}
                    onClick={() => control.seek(hour.fromMs)}
                  >
                    {label}
                  </button>
                </th>
                <td className="number">{formatCount(hour.plan)}</td>
                <td className="number live-value board__actual">
                  {hour.actual === undefined ? "–" : formatCount(hour.actual)}
                </td>
                <td className="number live-value" data-behind={(hour.difference ?? 0) < 0}>
                  {signed(hour.difference)}
                </td>
                <td className="number live-value" data-behind={(hour.cumulated ?? 0) < 0}>
                  {signed(hour.cumulated)}
                </td>
                <td className="board__loss">
                  {hour.mainLoss === undefined ? undefined : (
                    <>
                      {tWord("loss", hour.mainLoss.bucket)}{" "}
                      <span className="muted live-value">{formatAge(hour.mainLoss.lostMs)}</span>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="small muted">
        {t("hours.takt", { unit: capital(value.unitName), takt: formatFixed(value.taktS ?? 0, 0) })}
        {station === "" ? undefined : <> · {t("hours.mainLossOf", { asset: station })}</>}
      </p>
    </div>
  );
}

/** A difference with its sign; the minus of the type, as long as the plus. */
function signed(count: number | undefined): string {
  if (count === undefined) return "–";
  return count < 0 ? `−${formatCount(-count)}` : count > 0 ? `+${formatCount(count)}` : "0";
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
