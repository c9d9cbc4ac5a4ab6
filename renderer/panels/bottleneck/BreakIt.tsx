// A visitor breaks a simulated line: stops a station or holds back material, where the countdown of open stops can be watched.
// There is nothing of it on a line that is not simulated, nor in a recording.
import { type ReactNode, useState } from "react";
import { Hand, PackageX } from "lucide-react";
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatClock } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { usePlayback } from "../../state/playback.ts";
import { useRecordings } from "../../state/recordings.ts";
import { useRightDock } from "../../state/right-dock.ts";
import { type InjectionKind, injectionOf, injectionTargets } from "../sources/inject-targets.ts";
import { candidates, rankedOf } from "./constraint-words.ts";

const minutesOffered = [2, 5, 10, 20] as const;
const firstMinutes = 5;

export function BreakIt({ info }: { readonly info: BottleneckInfo }) {
  const isSimulated = useConnection((s) => s.sources.some(({ simulated }) => simulated));
  const isRecorded = useRecordings((s) => s.shown !== undefined);
  if (!isSimulated || isRecorded) return undefined;
  return <BreakForm info={info} />;
}

function BreakForm({ info }: { readonly info: BottleneckInfo }) {
  const table = useLiveTable();
  const { plant } = table;
  const host = useHost();
  const mayOperate = useConnection((s) => s.right === "operate");
  const isFollowing = usePlayback((s) => s.playhead?.mode === "following");
  const [minutes, setMinutes] = useState<number>(firstMinutes);
  const [answer, setAnswer] = useState("");
  const [stationId, setStationId] = useState<string>();
  const [supplyId, setSupplyId] = useState<string>();
  const stations = injectionTargets(plant, "stop");
  const supplies = injectionTargets(plant, "delaySupply");
  const [named] = candidates(info);
  const first = [...(rankedOf(info, named)?.members ?? []), named].find(
    (id) => id !== undefined && stations.includes(id),
  );
  const station = stationId ?? first ?? stations[0];
  const supply = supplyId ?? supplies.at(-1);

  const inject = async (kind: InjectionKind, target: string): Promise<void> => {
    try {
      await host.call("simulation.inject", injectionOf(kind, target, minutes * 60));
      setAnswer("");
      useConnection
        .getState()
        .say(t("break.done", { time: formatClock(table.timeMs(), plant.file.timeZone) }));
      useRightDock.getState().showStopsOf(undefined);
    } catch (failure) {
      setAnswer(failureText(failure));
    }
  };
  return (
    <section className="finding__part break" aria-label={t("break.title")}>
      <h4>{t("break.title")}</h4>
      <p className="small muted">
        {!mayOperate ? t("break.noRight") : isFollowing ? t("break.hint") : t("break.liveOnly")}
      </p>
      <fieldset disabled={!mayOperate || !isFollowing}>
        <label>
          <span>{t("break.minutes")}</span>
          <select
            className="select"
            value={minutes}
            onChange={(event) => setMinutes(Number(event.target.value))}
          >
            {minutesOffered.map((each) => (
              <option key={each} value={each}>{`${each} min`}</option>
            ))}
          </select>
        </label>
        <Choice label={t("break.station")} ids={stations} id={station} onChoose={setStationId}>
          <button
            type="button"
            className="button"
            disabled={station === undefined}
            onClick={() => station !== undefined && void inject("stop", station)}
          >
            <Hand aria-hidden="true" /> {t("break.stop", { asset: station ?? "" })}
          </button>
        </Choice>
        <Choice label={t("break.supply")} ids={supplies} id={supply} onChoose={setSupplyId}>
          <button
            type="button"
            className="button"
            disabled={supply === undefined}
            onClick={() => supply !== undefined && void inject("delaySupply", supply)}
          >
            <PackageX aria-hidden="true" /> {t("break.delay", { asset: supply ?? "" })}
          </button>
        </Choice>
      </fieldset>
      <p className="small" role="status">
        {answer}
      </p>
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly ids: readonly string[];
  readonly id: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, ids, id, onChoose, children }: ChoiceProps) {
  return (
    <div className="break__row">
      <select
        className="select"
        aria-label={label}
        value={id ?? ""}
        disabled={ids.length === 0}
        onChange={(event) => onChoose(event.target.value)}
      >
        {ids.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      {children}
    </div>
  );
}
