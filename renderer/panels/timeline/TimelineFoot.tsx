// Below the lanes: where you are, what is selected, and what is shown. The same height whatever it says.
import { ChartLine, Check, Flag, History, Repeat, Scissors, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { Signal } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatDuration } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { linkIsStale, useConnection } from "../../state/connection.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { mostTrends, shownKinds, useTimeline } from "../../state/timeline.ts";
import { Dropdown } from "../../ui/Dropdown.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import type { PlayheadControl } from "./playhead-control.ts";
import { useRangeTimes } from "./range-times.ts";
import { TrimDialog } from "./TrimDialog.tsx";
import { WhereYouAre } from "./WhereYouAre.tsx";

export function TimelineFoot({ control }: { readonly control: PlayheadControl }) {
  const selection = useTimeline((s) => s.selection);
  const knownThen = useTimeline((s) => s.knownThen);
  const setKnownThen = useTimeline((s) => s.setKnownThen);
  return (
    <footer className="timeline__foot">
      <WhereYouAre />
      {selection === undefined ? (
        <p className="timeline__hint small muted" title={t("selection.hint")}>
          {t("selection.hint")}
        </p>
      ) : (
        <SelectionBar selection={selection} control={control} />
      )}
      <IconButton
        label={t(knownThen ? "lanes.asThenHint" : "lanes.asNowHint")}
        text={t(knownThen ? "lanes.asThen" : "lanes.asNow")}
        pressed={knownThen}
        onClick={() => setKnownThen(!knownThen)}
      >
        <History />
      </IconButton>
      <KindsMenu />
      <TrendsMenu />
    </footer>
  );
}

interface SelectionBarProps {
  readonly selection: TimeSpan;
  readonly control: PlayheadControl;
}

/** Duration of the selection, time per state of the asset pointed at, loop, trim, clear. */
function SelectionBar({ selection, control }: SelectionBarProps) {
  const [trimming, setTrimming] = useState(false);
  const looping = usePlayback((s) => s.playhead?.loop !== undefined);
  const mayTrim = useConnection((s) => s.right === "operate");
  const stale = useConnection((s) => linkIsStale(s.link));
  const assetId = useSelection((s) => s.hoverAssetId ?? s.assetId);
  const times = useRangeTimes(selection, assetId);
  const told = times
    .map(({ state, durationMs }) => `${tWord("state", state)} ${formatDuration(durationMs)}`)
    .join(" · ");
  const sentence = assetId === undefined || told === "" ? "" : `${assetId}: ${told}`;
  return (
    <div className="selection" role="group" aria-label={t("selection.title")}>
      <strong className="selection__duration figures">
        {formatDuration(selection.toMs - selection.fromMs)}
      </strong>
      <IconButton
        disabled={stale}
        label={t("selection.loop")}
        keys="O"
        pressed={looping}
        onClick={() => control.setLoop(!looping)}
      >
        <Repeat />
      </IconButton>
      {mayTrim ? (
        <IconButton disabled={stale} label={t("selection.trim")} onClick={() => setTrimming(true)}>
          <Scissors />
        </IconButton>
      ) : undefined}
      <IconButton label={t("selection.clear")} keys="Esc" onClick={() => control.select(undefined)}>
        <X />
      </IconButton>
      <span className="selection__times small muted figures" title={sentence}>
        {sentence}
      </span>
      {trimming ? <TrimDialog selection={selection} onClose={() => setTrimming(false)} /> : undefined}
    </div>
  );
}

function KindsMenu() {
  const [open, setOpen] = useState(false);
  const kinds = useTimeline((s) => s.kinds);
  const toggleKind = useTimeline((s) => s.toggleKind);
  return (
    <Dropdown
      label={t("marks.filter")}
      icon={<Flag />}
      text={t("marks.shown", { count: kinds.length, total: shownKinds.length })}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      role="menu"
    >
      {shownKinds.map((kind) => (
        <Choice key={kind} checked={kinds.includes(kind)} onChoose={() => toggleKind(kind)}>
          {tWord("markKind", kind)}
        </Choice>
      ))}
    </Dropdown>
  );
}

/** Signals of the selected asset, and those already shown, to add and to take away. */
function TrendsMenu() {
  const [open, setOpen] = useState(false);
  const { plant } = useLiveTable();
  const trends = useTimeline((s) => s.trends);
  const toggleTrend = useTimeline((s) => s.toggleTrend);
  const assetId = useSelection((s) => s.assetId);
  const offered = plant.signals.filter(
    ({ id, type }) => type !== "text" && id.startsWith(`${assetId ?? ""}/`),
  );
  const elsewhere = trends.flatMap((id): Signal[] => {
    const signal = plant.signals[plant.signalRowById.get(id) ?? -1];
    return signal === undefined || offered.includes(signal) ? [] : [signal];
  });
  return (
    <Dropdown
      label={t("trends.choose")}
      icon={<ChartLine />}
      text={trends.length === 0 ? t("trends.none") : t("trends.shown", { count: trends.length })}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      role="menu"
    >
      {[...elsewhere, ...offered].map((signal) => {
        const checked = trends.includes(signal.id);
        return (
          <Choice
            key={signal.id}
            checked={checked}
            disabled={!checked && trends.length >= mostTrends}
            onChoose={() => toggleTrend(signal.id)}
          >
            {`${signal.id.slice(0, signal.id.indexOf("/"))} · ${signal.label ?? signal.name}`}
          </Choice>
        );
      })}
      {offered.length === 0 ? (
        <p className="timeline__menu-hint small muted">{t("trends.hint")}</p>
      ) : undefined}
    </Dropdown>
  );
}

interface ChoiceProps {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Choice({ checked, disabled, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      className="menu-item"
      role="menuitemcheckbox"
      aria-checked={checked}
      disabled={disabled}
      onClick={onChoose}
    >
      <Check style={{ visibility: checked ? "visible" : "hidden" }} aria-hidden="true" />
      <span>{children}</span>
    </button>
  );
}
