// What limited when: a band over the window, and the stretches in words, newest first. What may still change is hatched.
import { useState } from "react";
import type { BottleneckInfo, ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { useLiveValue } from "../../live/use-live-value.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { constraintAt, constraintStretches } from "../../state/bottleneck.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { resourceName } from "./resources.ts";
import { showMe } from "./ShowMe.tsx";

const shownAtFirst = 4;

export function Phases({
  info,
  control,
}: {
  readonly info: BottleneckInfo;
  readonly control: PlayheadControl;
}) {
  const { plant } = useLiveTable();
  const [all, setAll] = useState(false);
  const zone = plant.file.timeZone;
  const nowFromMs = useLiveValue((table) => constraintAt(info, table.timeMs())?.fromMs, { hz: 1 });
  const newestFirst = constraintStretches(info).toReversed();
  const shown = all ? newestFirst : newestFirst.slice(0, shownAtFirst);
  return (
    <section className="finding__part" aria-label={t("constraint.phases")}>
      <h4>{t("constraint.phases")}</h4>
      {newestFirst.length === 0 ? <p className="muted">{t("constraint.phasesNone")}</p> : undefined}
      <PhaseBand info={info} />
      <ul className="phases">
        {shown.map((stretch) => (
          <li key={stretch.fromMs}>
            <button
              type="button"
              className="phase"
              data-now={stretch.fromMs === nowFromMs}
              aria-current={stretch.fromMs === nowFromMs ? "time" : undefined}
              title={tieText(stretch, zone)}
              onClick={() => showMe(plant, control, stretch.resource, stretch.members, stretch.fromMs)}
            >
              <span className="live-value">
                {formatMinute(stretch.fromMs, zone)}–{formatMinute(stretch.toMs, zone)}
              </span>
              <span className="phase__name" title={resourceName(plant, stretch.resource)}>
                {resourceName(plant, stretch.resource)}
              </span>
              <span className="small muted">{stretch.provisional ? t("constraint.provisional") : ""}</span>
            </button>
          </li>
        ))}
      </ul>
      {newestFirst.length > shown.length ? (
        <button type="button" className="link finding__more" onClick={() => setAll(true)}>
          {t("constraint.earlier", { count: newestFirst.length - shown.length })}
        </button>
      ) : undefined}
    </section>
  );
}

function tieText({ tieFromMs, tieToMs }: ConstraintStretchInfo, zone: string): string | undefined {
  return tieFromMs === undefined || tieToMs === undefined || tieToMs - tieFromMs < 60_000
    ? undefined
    : t("constraint.phasesTie", { from: formatMinute(tieFromMs, zone), to: formatMinute(tieToMs, zone) });
}

/** Narrower than this a stretch has no name in it, share of the band. */
const leastNamedShare = 0.09;

/** The stretches to scale. Neighbours differ in brightness; what may still change is hatched. */
export function PhaseBand({ info }: { readonly info: BottleneckInfo }) {
  const { fromMs, toMs } = info.window;
  const spanMs = Math.max(toMs - fromMs, 1);
  return (
    <div className="phase-band" aria-hidden="true">
      {constraintStretches(info).map((stretch, index) => {
        const share = (stretch.toMs - stretch.fromMs) / spanMs;
        return (
          <span
            key={stretch.fromMs}
            className="phase-band__part"
            data-odd={index % 2 === 1}
            data-provisional={stretch.provisional}
            style={{ left: `${((stretch.fromMs - fromMs) / spanMs) * 100}%`, width: `${share * 100}%` }}
            title={stretch.resource}
          >
            {share >= leastNamedShare ? stretch.resource : ""}
          </span>
        );
      })}
    </div>
  );
}
