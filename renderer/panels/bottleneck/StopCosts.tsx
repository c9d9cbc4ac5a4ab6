// Stops with what they cost: minutes stopped and units not made are two numbers. Open stops first, with what is left until they cost.
import { useRef, useState } from "react";
import type { BottleneckInfo, StopCost } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { useLiveEffect, useLiveValue } from "../../live/use-live-value.ts";
import { formatClock } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useRightDock } from "../../state/right-dock.ts";
import { useSelection } from "../../state/selection.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { BreakIt } from "./BreakIt.tsx";
import {
  belongsTo,
  byUrgency,
  costText,
  minutesText,
  outlookText,
  stopOutlook,
  unitsText,
} from "./constraint-words.ts";
import { openStopsNow, openStopsText } from "./open-stops-now.ts";
import { showMe } from "./ShowMe.tsx";

/** Rows shown; what is left out is said. */
const mostRows = 150;

export function StopCosts({ control }: { readonly control: PlayheadControl }) {
  const info = useBottleneck((s) => s.info);
  const stopsOf = useRightDock((s) => s.stopsOf);
  const showStopsOf = useRightDock((s) => s.showStopsOf);
  const [order, setOrder] = useState<"cost" | "new">("cost");
  const table = useLiveTable();
  const openText = useLiveValue(openStopsText, { hz: 1 });
  if (info === undefined) return undefined;
  const stops = [...info.stops, ...openStopsNow(openText, table.timeMs(), info.stops)];
  const chosen = stops.filter(({ assetId }) => stopsOf === undefined || belongsTo(info, assetId, stopsOf));
  const sorted =
    order === "cost"
      ? byUrgency(chosen)
      : [...chosen].sort((a, b) => Number(b.open) - Number(a.open) || b.fromMs - a.fromMs);
  return (
    <div className="scroll costs">
      <div className="costs__bar">
        <Segmented
          label={t("stops.order")}
          values={["cost", "new"]}
          value={order}
          text={(each) => (each === "cost" ? t("costs.orderCost") : t("costs.orderNew"))}
          onChange={setOrder}
        />
        {stopsOf === undefined ? undefined : (
          <Segmented
            label={t("losses.scope")}
            values={["one", "all"]}
            value="one"
            text={(each) => (each === "one" ? t("costs.of", { resource: stopsOf }) : t("costs.all"))}
            onChange={(each) => showStopsOf(each === "one" ? stopsOf : undefined)}
          />
        )}
      </div>
      {chosen.length === 0 ? (
        <p className="muted costs__none">
          {stopsOf === undefined ? t("costs.none") : t("costs.noneOf", { resource: stopsOf })}
        </p>
      ) : (
        <>
          <Sum info={info} stops={chosen} />
          <ul aria-label={t("costs.list")}>
            {sorted.slice(0, mostRows).map((stop) => (
              <Row
                key={`${stop.assetId} ${stop.fromMs} ${stop.code}`}
                info={info}
                stop={stop}
                control={control}
              />
            ))}
          </ul>
          {sorted.length > mostRows ? (
            <p className="small muted costs__none">{t("costs.rest", { count: sorted.length - mostRows })}</p>
          ) : undefined}
        </>
      )}
      <BreakIt info={info} />
    </div>
  );
}

function Sum({ info, stops }: { readonly info: BottleneckInfo; readonly stops: readonly StopCost[] }) {
  const minutes = stops.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 60_000, 0);
  const units = stops.reduce((sum, { unitsLost = 0 }) => sum + Math.max(0, unitsLost), 0);
  return (
    <p className="small muted costs__sum live-value" title={t("costs.sumHint")}>
      {t("costs.sum", {
        count: stops.length,
        minutes: minutesText(minutes),
        units: unitsText(units),
        unit: info.unitName,
      })}
      {" · "}
      {t("costs.hint")}
    </p>
  );
}

interface RowProps {
  readonly info: BottleneckInfo;
  readonly stop: StopCost;
  readonly control: PlayheadControl;
}

function Row({ info, stop, control }: RowProps) {
  const { plant } = useLiveTable();
  const isSelected = useSelection((s) => s.assetId === stop.assetId);
  const time = formatClock(stop.fromMs, plant.file.timeZone);
  const reason = stop.text === "" ? stop.code : stop.text;
  const lost = stop.unitsLost === undefined ? undefined : Math.max(0, stop.unitsLost);
  return (
    <li>
      <button
        type="button"
        className="cost"
        data-selected={isSelected}
        data-open={stop.open}
        data-costs={lost !== undefined && lost >= 0.5}
        aria-label={t("costs.go", {
          asset: stop.assetId,
          time,
          reason,
          cost: costText(stop, info.unitName),
        })}
        onClick={() => showMe(plant, control, stop.assetId, undefined, stop.fromMs)}
      >
        <span className="cost__what" title={`${stop.assetId} ${reason} ${stop.code}`}>
          <strong>{stop.assetId}</strong> {reason}
        </span>
        <span className="cost__figures live-value">
          {minutesText((stop.toMs - stop.fromMs) / 60_000)}
          <strong>
            {lost === undefined
              ? stop.open
                ? ""
                : t("costs.pending")
              : t("costs.short", { units: unitsText(lost), unit: info.unitName })}
          </strong>
        </span>
        <span className="small muted">{time}</span>
        {stop.open ? <Countdown stop={stop} unitName={info.unitName} /> : undefined}
      </button>
    </li>
  );
}

/** What an open stop still costs nothing for, second by second; written without rendering. */
function Countdown({ stop, unitName }: { readonly stop: StopCost; readonly unitName: string }) {
  const line = useRef<HTMLSpanElement>(null);
  useLiveEffect(
    (table) => {
      const outlook = stopOutlook(stop, table.timeMs());
      const element = line.current;
      if (element === null) return;
      const text = outlookText(outlook, unitName);
      if (element.textContent !== text) element.textContent = text;
      element.dataset["outlook"] = outlook.kind;
    },
    { hz: 1 },
  );
  return <span ref={line} className="cost__outlook live-value" />;
}
