// When a stop that is due costs least: the live line is run on with the stop now or later. Only where the line goes on.
import { useState } from "react";
import { CalendarClock } from "lucide-react";
import type { BottleneckInfo, DueStopInfo } from "#shared/host-api/bottleneck-schema.ts";
import { isStation } from "#shared/model/asset-roles.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatClock } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useRecordings } from "../../state/recordings.ts";
import { candidates, rankedOf, unitsText } from "./constraint-words.ts";

const minutesOffered = [5, 10, 15, 30, 60] as const;
const firstMinutes = 10;
/** Below this a stop costs nothing worth a word. */
const freeUnits = 0.5;

interface Answer {
  readonly resource: string;
  readonly minutes: number;
  readonly costs: DueStopInfo["costs"];
}

export function DueStop({ info }: { readonly info: BottleneckInfo }) {
  const isRecorded = useRecordings((s) => s.shown !== undefined);
  if (isRecorded) return undefined;
  return <DueForm info={info} />;
}

function DueForm({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const host = useHost();
  const [chosen, setChosen] = useState<string>();
  const [minutes, setMinutes] = useState<number>(firstMinutes);
  const [isAsked, setAsked] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const [problem, setProblem] = useState("");
  const stations = plant.assets.filter(isStation).map(({ id }) => id);
  const [named] = candidates(info);
  const first = rankedOf(info, named)?.members?.[0] ?? named;
  const resource = chosen ?? stations.find((id) => id === first) ?? stations[0];

  const ask = async (): Promise<void> => {
    if (resource === undefined) return;
    setAsked(true);
    setProblem("");
    try {
      const { costs } = await host.call("bottleneck.dueStop", { resource, minutes });
      setAnswer({ resource, minutes, costs });
    } catch (failure) {
      setProblem(failureText(failure));
    }
    setAsked(false);
  };
  return (
    <section className="finding__part due" aria-label={t("dueStop.title")}>
      <h4>{t("dueStop.title")}</h4>
      <p className="small muted">{t("dueStop.hint")}</p>
      <form
        className="due__form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <select
          className="select"
          aria-label={t("dueStop.station")}
          value={resource ?? ""}
          onChange={(event) => setChosen(event.target.value)}
        >
          {stations.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
        <select
          className="select"
          aria-label={t("dueStop.minutes")}
          value={minutes}
          onChange={(event) => setMinutes(Number(event.target.value))}
        >
          {minutesOffered.map((each) => (
            <option key={each} value={each}>{`${each} min`}</option>
          ))}
        </select>
        <button type="submit" className="button" disabled={isAsked || resource === undefined}>
          <CalendarClock aria-hidden="true" /> {isAsked ? t("dueStop.asked") : t("dueStop.ask")}
        </button>
      </form>
      {problem === "" ? undefined : (
        <p className="small constraint__problem" role="alert">
          {problem}
        </p>
      )}
      {answer === undefined ? undefined : <Costs answer={answer} unitName={info.unitName} />}
    </section>
  );
}

/** What the stop costs by when it begins, the cheapest beginning marked; a bar for each. */
function Costs({ answer, unitName }: { readonly answer: Answer; readonly unitName: string }) {
  const { plant } = useLiveTable();
  const { resource, minutes, costs } = answer;
  const most = Math.max(...costs.map(({ unitsLost }) => unitsLost), freeUnits);
  const least = Math.min(...costs.map(({ unitsLost }) => unitsLost));
  const best = costs.find(({ unitsLost }) => unitsLost <= least + freeUnits / 5);
  if (best === undefined) return <p className="small muted">{t("dueStop.unknown")}</p>;
  const timeOf = (timeMs: number): string => formatClock(timeMs, plant.file.timeZone).slice(0, 5);
  return (
    <div aria-live="polite">
      <p className="live-value">
        {t(least < freeUnits ? "dueStop.free" : "dueStop.best", {
          resource,
          minutes: String(minutes),
          time: timeOf(best.atMs),
          units: unitsText(least),
          unit: unitName,
        })}
      </p>
      <table className="due__costs">
        <caption className="visually-hidden">{t("dueStop.title")}</caption>
        <tbody>
          {costs.map(({ atMs, unitsLost }) => (
            <tr key={atMs} data-best={atMs === best.atMs}>
              <th scope="row" className="number live-value">
                {timeOf(atMs)}
              </th>
              <td className="due__track" aria-hidden="true">
                <span style={{ width: `${(unitsLost / most) * 100}%` }} />
              </td>
              <td className="number live-value">
                {t("dueStop.cost", { units: unitsText(unitsLost), unit: unitName })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
