// The stops of the shift, newest or longest first, with their Pareto by reason and by station. A row goes there.
import { useRef, useState } from "react";
import type { StopList, StopRow } from "#shared/host-api/losses-schema.ts";
import { assetStates } from "#shared/model/state.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { formatClock, formatCount, formatDuration } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useConnection } from "../../state/connection.ts";
import { usePeople } from "../../state/people.ts";
import { useSelection } from "../../state/selection.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { StateIcon } from "../../ui/StateIcon.tsx";
import { costOf, unitsText } from "../bottleneck/constraint-words.ts";
import { useVirtualRows } from "../common/use-virtual-rows.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { ReasonMenu } from "./ReasonMenu.tsx";
import { NoFigures, ScopeSwitch, useScope } from "./Scope.tsx";

const rowRem = 3;
/** Rows asked for; the sums are of all. */
const mostRows = 2000;
/** Lines of a Pareto. */
const mostSums = 8;

export function StopsTab({ control }: { readonly control: PlayheadControl }) {
  const { selected, scope, widen } = useScope();
  const [order, setOrder] = useState<"start" | "duration">("start");
  const version = usePeople((s) => s.version);
  const { value, problem } = useAnswer(
    "losses.stops",
    { ...(scope === undefined ? {} : { asset: scope }), order, limit: mostRows },
    { hz: 0.5, again: version },
  );
  return (
    <>
      <div className="losses__bar">
        <ScopeSwitch wholeLabel={t("losses.plant")} selected={selected} scope={scope} onWiden={widen} />
        <Segmented
          label={t("stops.order")}
          values={["start", "duration"]}
          value={order}
          text={(each) => (each === "start" ? t("stops.newest") : t("stops.longest"))}
          onChange={setOrder}
        />
      </div>
      {value === undefined ? (
        <NoFigures problem={problem} />
      ) : value.count === 0 ? (
        <div className="notice">
          <strong>{t("stops.none")}</strong>
          <p>{t("stops.noneHint")}</p>
        </div>
      ) : (
        <>
          <Paretos list={value} />
          <Rows stops={value.stops} control={control} />
          {value.count > value.stops.length ? (
            <p className="small muted losses__more">
              {t("stops.more", { count: formatCount(value.count - value.stops.length) })}
            </p>
          ) : undefined}
        </>
      )}
    </>
  );
}

function Paretos({ list }: { readonly list: StopList }) {
  const [by, setBy] = useState<"reason" | "asset">("reason");
  const selectAsset = useSelection((s) => s.selectAsset);
  const sums =
    by === "reason"
      ? list.byReason.map((sum) => ({
          ...sum,
          key: `${sum.level} ${sum.code} ${sum.text}`,
          text: sum.text === "" ? t("stops.noReason") : sum.text,
          assetId: undefined,
        }))
      : list.byAsset.map((sum) => ({ ...sum, key: sum.assetId, text: sum.assetId, level: 0 }));
  const longestMs = Math.max(1, ...sums.map(({ lostMs }) => lostMs));
  return (
    <section className="pareto" aria-label={by === "reason" ? t("stops.byReason") : t("stops.byAsset")}>
      <div className="pareto__head">
        <span className="small muted live-value">
          {tCount("stops.sum", list.count)} · {formatDuration(list.lostMs)}
        </span>
        <Segmented
          values={["reason", "asset"]}
          value={by}
          text={(each) => (each === "reason" ? t("stops.byReason") : t("stops.byAsset"))}
          onChange={setBy}
        />
      </div>
      <ul className="pareto__bars scroll">
        {sums.slice(0, by === "reason" ? undefined : mostSums).map((sum) => (
          <li key={sum.key} data-level={sum.level}>
            {sum.assetId === undefined ? (
              <span className="pareto__name" title={sum.text}>
                {sum.text}
              </span>
            ) : (
              <button
                type="button"
                className="pareto__name pareto__link"
                onClick={() => selectAsset(sum.assetId)}
              >
                {sum.text}
              </button>
            )}
            <span className="pareto__track">
              <span className="pareto__bar" style={{ width: `${(sum.lostMs / longestMs) * 100}%` }} />
            </span>
            <span className="number small live-value">
              {formatCount(sum.count)}× {formatDuration(sum.lostMs)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rows({ stops, control }: { readonly stops: readonly StopRow[]; readonly control: PlayheadControl }) {
  const scroller = useRef<HTMLDivElement>(null);
  const range = useVirtualRows(scroller, stops.length, rowRem);
  return (
    <div ref={scroller} className="scroll stops" role="list" aria-label={t("stops.list")}>
      <div className="stops__all" style={{ height: `${stops.length * rowRem}rem` }}>
        {stops.slice(range.first, range.end).map((stop, offset) => (
          <Row
            key={`${stop.assetId} ${stop.fromMs}`}
            stop={stop}
            index={range.first + offset}
            count={stops.length}
            control={control}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly stop: StopRow;
  readonly index: number;
  readonly count: number;
  readonly control: PlayheadControl;
}

function Row({ stop, index, count, control }: RowProps) {
  const { plant } = useLiveTable();
  const selected = useSelection((s) => s.assetId === stop.assetId);
  const operates = useConnection((s) => s.right === "operate");
  const state = assetStates.find((known) => known === stop.state) ?? "unknown";
  const time = formatClock(stop.fromMs, plant.file.timeZone);
  const duration = formatDuration(stop.toMs - stop.fromMs);
  const reason = stop.person?.text ?? stop.machine?.text ?? tWord("state", state);
  const machine = machineText(stop);
  // The other number of a stop: a text, so that a new report renders only the rows whose cost it changes.
  const cost = useBottleneck(({ info }) => {
    const units = costOf(info, stop.assetId, stop.fromMs)?.unitsLost;
    return units === undefined || info === undefined
      ? ""
      : t("costs.short", { units: unitsText(Math.max(0, units)), unit: info.unitName });
  });
  return (
    <div
      className="stops__row"
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={count}
      data-selected={selected}
      style={{ top: `${index * rowRem}rem` }}
    >
      <button
        type="button"
        className="stops__go"
        aria-label={t("stops.go", { asset: stop.assetId, time, duration, reason })}
        onClick={() => {
          useSelection.getState().selectAsset(stop.assetId);
          control.seek(stop.fromMs);
        }}
      >
        <StateIcon state={state} />
        <span className="stops__what">
          <strong>{stop.assetId}</strong> <span data-person={stop.person !== undefined}>{reason}</span>
        </span>
        <span className="number live-value">{duration}</span>
        <span className="small muted stops__when">{time}</span>
        <span className="small muted stops__machine" title={machine}>
          {machine}
        </span>
        <span className="small muted number live-value">{stop.open ? t("stops.open") : cost}</span>
      </button>
      {operates ? <ReasonMenu stop={stop} /> : undefined}
    </div>
  );
}

/** What the machine said itself: its own word, and its reason where a person gave another. */
function machineText({ machine, person, nativeState }: StopRow): string {
  const said = [
    nativeState,
    machine === undefined || machine.code === "" ? undefined : machine.code,
    person === undefined || machine === undefined || machine.text === machine.code ? undefined : machine.text,
  ].filter((text) => text !== undefined && text !== "");
  return said.length === 0 ? "" : t("stops.machineSays", { text: said.join(" · ") });
}
