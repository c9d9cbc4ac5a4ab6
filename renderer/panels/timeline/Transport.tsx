// The transport: play, steps, marks, speed, and following live as a mode of its own. Buttons call the same control as the keys.
import {
  ChevronFirst,
  ChevronLast,
  FastForward,
  Pause,
  Play,
  Radio,
  Rewind,
  SkipBack,
  SkipForward,
} from "lucide-react";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { linkIsStale, useConnection } from "../../state/connection.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { LiveText } from "../common/LiveText.tsx";
import type { PlayheadControl } from "./playhead-control.ts";
import { SpeedControl } from "./SpeedControl.tsx";
import { exactClock } from "./time-axis.ts";
import type { TimelineView } from "./timeline-view.ts";

export interface TransportProps {
  readonly control: PlayheadControl;
  readonly view: TimelineView;
}

export function Transport({ control, view }: TransportProps) {
  const { plant } = useLiveTable();
  const mode = usePlayback((s) => s.playhead?.mode);
  // A recording has an end instead of a now.
  const open = usePlayback((s) => s.playhead?.range.open ?? true);
  const assetId = (): string | undefined => useSelection.getState().assetId;
  const moving = mode !== "paused";
  // Without the link the playhead cannot be moved, and nothing may look live.
  const stale = useConnection((s) => linkIsStale(s.link));
  return (
    <div className="transport">
      <IconButton
        disabled={stale}
        label={t("transport.previousMark")}
        keys="["
        onClick={() => control.step(-1, "mark", undefined)}
      >
        <SkipBack />
      </IconButton>
      <IconButton
        disabled={stale}
        label={t("transport.previous")}
        keys=","
        onClick={() => control.step(-1, "event", assetId())}
      >
        <ChevronFirst />
      </IconButton>
      <IconButton disabled={stale} label={t("transport.back")} keys="J" onClick={() => control.faster(-1)}>
        <Rewind />
      </IconButton>
      <IconButton
        disabled={stale}
        keys="Space"
        label={moving ? t("transport.pause") : t("transport.play")}
        onClick={control.toggle}
      >
        {moving ? <Pause /> : <Play />}
      </IconButton>
      <IconButton disabled={stale} label={t("transport.forward")} keys="L" onClick={() => control.faster(1)}>
        <FastForward />
      </IconButton>
      <IconButton
        disabled={stale}
        label={t("transport.next")}
        keys="."
        onClick={() => control.step(1, "event", assetId())}
      >
        <ChevronLast />
      </IconButton>
      <IconButton
        disabled={stale}
        label={t("transport.nextMark")}
        keys="]"
        onClick={() => control.step(1, "mark", undefined)}
      >
        <SkipForward />
      </IconButton>
      <LiveText
        hz={4}
        className="transport__time live-value"
        read={(table) => exactClock(table.timeMs(), plant.file.timeZone)}
        title={t("transport.time")}
      />
      <SpeedControl control={control} disabled={stale} />
      <button
        type="button"
        className="button button--live"
        disabled={stale}
        aria-pressed={open ? mode === "following" : undefined}
        data-tip={t(open ? "transport.followHint" : "transport.endHint")}
        data-keys="End"
        onClick={() => {
          view.follow();
          control.live();
        }}
      >
        {open ? <Radio aria-hidden="true" /> : <SkipForward aria-hidden="true" />}
        {open ? t("transport.follow") : t("transport.end")}
      </button>
    </div>
  );
}
