// The values of an asset: each with bar against its limits, unit and age; choosing one shows its trend.
import { useMemo, useRef } from "react";
import type { Asset, Plant, Signal } from "#shared/model/plant.ts";
import { useLiveEffect } from "../../live/use-live-value.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { LiveText } from "../common/LiveText.tsx";
import { limitScale, limitsAt, placeOnScale } from "./limits.ts";
import { ageText, markOf, readingHint, unitText, valueText } from "./signal-reading.ts";

export function SignalList({ plant, asset }: { readonly plant: Plant; readonly asset: Asset }) {
  const signals = useMemo(() => asset.signalRows.flatMap((row) => plant.signals[row] ?? []), [plant, asset]);
  if (signals.length === 0) return <p className="muted inspector__empty">{t("inspect.noSignals")}</p>;
  return (
    <ul className="signals">
      {signals.map((signal) => (
        <SignalLine key={signal.id} signal={signal} />
      ))}
    </ul>
  );
}

function SignalLine({ signal }: { readonly signal: Signal }) {
  const chosen = useSelection((s) => s.signalId === signal.id);
  const selectSignal = useSelection((s) => s.selectSignal);
  const button = useRef<HTMLButtonElement>(null);
  useLiveEffect(
    (table) => {
      const hint = readingHint(table, signal);
      if (button.current !== null && button.current.title !== hint) button.current.title = hint;
    },
    { hz: 1 },
  );
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="signal"
        aria-pressed={chosen}
        disabled={signal.type === "text"}
        onClick={() => selectSignal(chosen ? undefined : signal.id)}
      >
        <span className="signal__name">{signal.label ?? signal.name}</span>
        <LimitBar signal={signal} />
        <LiveText
          hz={2}
          className="signal__value live-value"
          read={(table) => valueText(table, signal)}
          mark={(table) => markOf(table, signal)}
        />
        <LiveText hz={2} className="signal__unit" read={(table) => unitText(table, signal)} />
        <LiveText hz={1} className="signal__age" read={(table) => ageText(table, signal)} />
      </button>
    </li>
  );
}

/** The value's place between its limits; nothing when it has none. */
function LimitBar({ signal }: { readonly signal: Signal }) {
  const marker = useRef<HTMLSpanElement>(null);
  const scale = useMemo(
    // Which limits hold changes over months, not within a session's view.
    () =>
      signal.type === "number"
        ? limitScale(limitsAt(signal.limits, Number.POSITIVE_INFINITY, undefined))
        : undefined,
    [signal],
  );
  useLiveEffect(
    (table) => {
      const element = marker.current;
      if (element === null || scale === undefined) return;
      const mark = markOf(table, signal);
      element.style.left = `${(placeOnScale(scale, table.signalValue[signal.row] ?? 0) * 100).toFixed(1)}%`;
      if (element.dataset["mark"] !== mark) element.dataset["mark"] = mark;
    },
    { hz: 2 },
  );
  if (scale === undefined) return <span />;
  return (
    <span className="limit-bar" aria-hidden="true">
      <span
        className="limit-bar__ok"
        style={{ left: `${scale.okFrom * 100}%`, width: `${(scale.okTo - scale.okFrom) * 100}%` }}
      />
      <span ref={marker} className="limit-bar__value" />
    </span>
  );
}
