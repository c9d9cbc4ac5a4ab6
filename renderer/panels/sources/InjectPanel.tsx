// What a visitor may do to a simulated plant: stop a station, delay a supply and the like. Needs the operate right.
import { useState } from "react";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatClock } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { useSelection } from "../../state/selection.ts";
import {
  type InjectionKind,
  injectionKinds,
  injectionOf,
  injectionTargets,
  lasts,
} from "./inject-targets.ts";

const minutesOffered = [1, 2, 5, 10, 20, 30];

export function InjectPanel() {
  const table = useLiveTable();
  const host = useHost();
  const mayOperate = useConnection((s) => s.right === "operate");
  const selectedId = useSelection((s) => s.assetId);
  const [kind, setKind] = useState<InjectionKind>("stop");
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [minutes, setMinutes] = useState(5);
  const [answer, setAnswer] = useState("");
  const targets = injectionTargets(table.plant, kind);
  const target = [chosen, selectedId, targets[0]].find((id) => id !== undefined && targets.includes(id));

  const inject = async (): Promise<void> => {
    if (target === undefined) return;
    try {
      await host.call("simulation.inject", injectionOf(kind, target, minutes * 60));
      setAnswer(t("inject.done", { time: formatClock(table.timeMs(), table.plant.file.timeZone) }));
    } catch (failure) {
      setAnswer(failureText(failure));
    }
  };

  return (
    <form
      className="inject"
      onSubmit={(event) => {
        event.preventDefault();
        void inject();
      }}
    >
      <h3>{t("inject.title")}</h3>
      <p className="muted">{mayOperate ? t("inject.hint") : t("inject.noRight")}</p>
      <fieldset disabled={!mayOperate}>
        <label>
          {t("inject.kind")}
          <select
            className="select"
            value={kind}
            onChange={(event) =>
              setKind(injectionKinds.find((each) => each === event.target.value) ?? "stop")
            }
          >
            {injectionKinds.map((each) => (
              <option key={each} value={each}>
                {t(`inject.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {kind === "changeMix" ? t("inject.variant") : t("inject.asset")}
          <select
            className="select"
            value={target ?? ""}
            disabled={targets.length === 0}
            onChange={(event) => setChosen(event.target.value)}
          >
            {targets.map((id) => (
              <option key={id} value={id}>
                {targetName(table.plant, kind, id)}
              </option>
            ))}
          </select>
        </label>
        {lasts(kind) ? (
          <label>
            {t("inject.duration")}
            <select
              className="select"
              value={minutes}
              onChange={(event) => setMinutes(Number(event.target.value))}
            >
              {minutesOffered.map((each) => (
                <option key={each} value={each}>
                  {`${each} min`}
                </option>
              ))}
            </select>
          </label>
        ) : undefined}
        <button type="submit" className="button button--primary" disabled={target === undefined}>
          {t("inject.do")}
        </button>
        <span role="status">{targets.length === 0 ? t("inject.noTarget") : answer}</span>
      </fieldset>
    </form>
  );
}

function targetName(
  plant: ReturnType<typeof useLiveTable>["plant"],
  kind: InjectionKind,
  id: string,
): string {
  if (kind === "changeMix") return plant.file.variants.find((variant) => variant.id === id)?.name ?? id;
  const asset = plant.assets[plant.assetRowById.get(id) ?? -1];
  return asset === undefined ? id : `${id} · ${asset.name}`;
}
