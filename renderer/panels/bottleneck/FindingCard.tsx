// The finding: who limits the line, how sure that is, since when, what is at stake, and where its time went.
import { ChevronRight } from "lucide-react";
import type { BottleneckInfo, RankedInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { useLiveValue } from "../../live/use-live-value.ts";
import { formatMinute } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { constraintAt, useBottleneck } from "../../state/bottleneck.ts";
import { useRightDock } from "../../state/right-dock.ts";
import { useWhatIf } from "../../state/what-if.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { BreakIt } from "./BreakIt.tsx";
import {
  candidates,
  intervalText,
  minutesText,
  percentText,
  provisionalFromMs,
  rankedOf,
  signedUnits,
  sinceMsOf,
  unitsText,
} from "./constraint-words.ts";
import { Evidence } from "./Evidence.tsx";
import { Forecast } from "./Forecast.tsx";
import { Phases } from "./Phases.tsx";
import { Ranking } from "./Ranking.tsx";
import { resourceName } from "./resources.ts";
import { ShowMe } from "./ShowMe.tsx";
import { TieNotes } from "./TieNotes.tsx";
import { useAdvice } from "./use-reruns.ts";

/** Reasons on the card; the rest is one line. */
const topReasons = 3;

export function FindingCard({ control }: { readonly control: PlayheadControl }) {
  useAdvice();
  const info = useBottleneck((s) => s.info);
  if (info === undefined) return undefined;
  const names = candidates(info);
  const lead = rankedOf(info, names[0]) ?? info.ranking[0];
  return (
    <div className="scroll finding">
      <Head info={info} names={names} control={control} />
      {names.length > 1 ? <TieNotes info={info} names={names} control={control} /> : undefined}
      {names.length === 1 && lead !== undefined ? (
        <>
          <Stake info={info} lead={lead} />
          <Reasons info={info} lead={lead} />
        </>
      ) : undefined}
      <Phases info={info} control={control} />
      <Forecast info={info} />
      <Ranking info={info} control={control} isOpen={names.length === 0} />
      <Evidence info={info} />
      <BreakIt info={info} />
    </div>
  );
}

interface HeadProps {
  readonly info: BottleneckInfo;
  readonly names: readonly string[];
  readonly control: PlayheadControl;
}

function Head({ info, names, control }: HeadProps) {
  const { plant } = useLiveTable();
  const [first, second] = names;
  if (first === undefined)
    return (
      <header className="finding__head" data-word={info.word}>
        <p className="finding__mark">{t("constraint.title")}</p>
        <h3 className="finding__name">{t("constraint.unknownTitle")}</h3>
        <p className="muted">{info.why ?? t("constraint.unknownHint")}</p>
      </header>
    );
  const ranked = rankedOf(info, first);
  const sinceMs = second === undefined ? sinceMsOf(info, first) : undefined;
  return (
    <header className="finding__head" data-word={info.word}>
      <div className="finding__top">
        <p className="finding__mark">{t("constraint.title")}</p>
        {second === undefined ? (
          <ShowMe control={control} resource={first} members={ranked?.members} timeMs={sinceMs} />
        ) : undefined}
      </div>
      <h3 className="finding__name">
        {second === undefined
          ? resourceName(plant, first)
          : t("constraint.or", { first, second: names.slice(1).join(", ") })}
      </h3>
      {second === undefined && ranked?.members !== undefined && ranked.members.length > 1 ? (
        <p className="small muted">{t("constraint.members", { members: ranked.members.join(", ") })}</p>
      ) : undefined}
      <Confidence word={info.word} share={ranked?.pBest ?? 0} />
      <Since info={info} sinceMs={sinceMs} />
      <AtPlayhead info={info} named={names} />
    </header>
  );
}

/** In words and as a number, with a bar that says the same. */
function Confidence({ word, share }: { readonly word: BottleneckInfo["word"]; readonly share: number }) {
  return (
    <p className="finding__sure" data-tip={t("constraint.sureHint")}>
      <span className="visually-hidden">{t("constraint.confidence")}: </span>
      <strong>{tWord("constraintWord", word)}</strong>
      <span className="finding__gauge" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="number live-value">{percentText(share)}</span>
    </p>
  );
}

function Since({ info, sinceMs }: { readonly info: BottleneckInfo; readonly sinceMs: number | undefined }) {
  const { timeZone } = useLiveTable().plant.file;
  const untilMs = provisionalFromMs(info);
  return (
    <p className="small muted live-value">
      {sinceMs === undefined ? undefined : (
        <>{t("constraint.since", { time: formatMinute(sinceMs, timeZone) })} · </>
      )}
      {untilMs === undefined
        ? t("constraint.allSettled", { until: formatMinute(info.window.toMs, timeZone) })
        : t("constraint.settled", { until: formatMinute(untilMs, timeZone) })}
    </p>
  );
}

/** Where the playhead stands at another time, who it was then. */
function AtPlayhead({ info, named }: { readonly info: BottleneckInfo; readonly named: readonly string[] }) {
  const { plant } = useLiveTable();
  const text = useLiveValue(
    (table) => {
      const timeMs = table.timeMs();
      const stretch = table.following ? undefined : constraintAt(info, timeMs);
      return stretch === undefined || named.includes(stretch.resource)
        ? ""
        : t("constraint.atPlayhead", {
            time: formatMinute(timeMs, plant.file.timeZone),
            resource: resourceName(plant, stretch.resource),
          });
    },
    { hz: 1 },
  );
  return text === "" ? undefined : <p className="finding__then live-value">{text}</p>;
}

interface LeadProps {
  readonly info: BottleneckInfo;
  readonly lead: RankedInfo;
}

/** What it costs, by replay; and who would limit then. */
function Stake({ info, lead }: LeadProps) {
  const { plant } = useLiveTable();
  const next = useWhatIf(({ advice }) =>
    advice?.find(({ change }) => change.kind === "cycle" && change.resource === lead.resource),
  );
  const { gain10 } = lead;
  return (
    <section className="finding__stake" aria-label={t("constraint.stake")}>
      <p className="small muted">{t("constraint.stake")}</p>
      {gain10 === undefined ? (
        <p className="finding__pending">{t("constraint.computing")}</p>
      ) : (
        <>
          <p className="finding__gain live-value">
            {signedUnits(gain10.mean)} <span>{t("constraint.perHour", { unit: info.unitName })}</span>
          </p>
          <p className="small muted live-value">
            {t("constraint.stakeOf")} · {t("constraint.stakeInterval", { interval: intervalText(gain10) })}
          </p>
        </>
      )}
      {next === undefined ? undefined : (
        <p className="finding__next">
          {next.nextConstraint === undefined || next.nextConstraint === lead.resource
            ? t("constraint.nextSame")
            : t("constraint.next", { resource: resourceName(plant, next.nextConstraint) })}
        </p>
      )}
    </section>
  );
}

/** Top reasons in minutes and units, in the machine's own words; each goes to its stops. */
function Reasons({ info, lead }: LeadProps) {
  const showStopsOf = useRightDock((s) => s.showStopsOf);
  const ideal = lead.lost.find(({ reason }) => reason === "ideal");
  const losses = lead.lost.filter(({ reason }) => reason !== "ideal").sort((a, b) => b.minutes - a.minutes);
  const most = Math.max(...losses.map(({ minutes }) => minutes), 1e-9);
  const rest = losses.slice(topReasons);
  return (
    <section className="finding__part" aria-label={t("constraint.reasons")}>
      <h4 data-tip={t("constraint.reasonsHint")}>{t("constraint.reasons")}</h4>
      {losses.length === 0 ? <p className="muted">{t("constraint.noLosses")}</p> : undefined}
      <ul className="reason-bars">
        {losses.slice(0, topReasons).map(({ reason, code, text, minutes, parts }) => {
          const kind = tWord("pathReason", reason);
          const name = text === undefined || text === "" ? kind : text;
          const units = `${unitsText(parts)} ${info.unitName}`;
          return (
            <li key={`${reason} ${code ?? ""}`}>
              <button
                type="button"
                className="reason-bar"
                data-reason={reason}
                aria-label={t("constraint.reasonGo", { reason: name, minutes: minutesText(minutes), units })}
                onClick={() => showStopsOf(lead.resource)}
              >
                <span
                  className="reason-bar__name"
                  title={[name, kind, code].filter((each) => each !== undefined).join(" · ")}
                >
                  {name}
                  {name === kind ? undefined : <span className="muted small"> {kind}</span>}
                </span>
                <span className="number live-value">{minutesText(minutes)}</span>
                <span className="number live-value">{units}</span>
                <ChevronRight aria-hidden="true" />
                <span className="reason-bar__track" aria-hidden="true">
                  <span style={{ width: `${(minutes / most) * 100}%` }} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="small muted finding__rest live-value">
        {rest.length === 0
          ? undefined
          : `${t("constraint.moreReasons", {
              minutes: minutesText(rest.reduce((sum, { minutes }) => sum + minutes, 0)),
            })} · `}
        {ideal === undefined
          ? undefined
          : `${t("constraint.ideal")}: ${minutesText(ideal.minutes)}, ${unitsText(ideal.parts)} ${info.unitName}`}
      </p>
    </section>
  );
}
