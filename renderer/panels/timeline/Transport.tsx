// The transport: play, pause, steps, speed, back to live. Buttons call the same control as the keys.
import {
  ChevronFirst,
  ChevronLast,
  FastForward,
  Pause,
  Play,
  Radio,
  Rewind,
  SkipForward,
} from "lucide-react";
import { useLiveTable } from "../../live/live-context.ts";
import { formatClock, formatDuration } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { linkIsStale, useConnection } from "../../state/connection.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { LiveText } from "../common/LiveText.tsx";
import { type PlayheadControl, speeds } from "./playhead-control.ts";

export function Transport({ control }: { readonly control: PlayheadControl }) {
  const { plant } = useLiveTable();
  const mode = usePlayback((s) => s.playhead?.mode);
  const speed = usePlayback((s) => s.playhead?.speed ?? 1);
  // A recording that has ended has an end instead of a now.
  const open = usePlayback((s) => s.playhead?.range.open ?? true);
  const assetId = (): string | undefined => useSelection.getState().assetId;
  const moving = mode !== "paused";
  // Without the link the playhead cannot be moved, and nothing may look live.
  const stale = useConnection((s) => linkIsStale(s.link));
  return (
    <div className="transport">
      <IconButton
        disabled={stale}
        label={t("transport.previous")}
        keys=","
        onClick={() => control.step(-1, assetId())}
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
        onClick={() => control.step(1, assetId())}
      >
        <ChevronLast />
      </IconButton>
      <select
        disabled={stale}
        className="select"
        aria-label={t("transport.speed")}
        value={
          stale ? "stale" : mode === "playing" ? String(speed) : mode === "following" ? "live" : "paused"
        }
        onChange={(event) => {
          if (event.target.value === "live") control.live();
          else control.setSpeed(Number(event.target.value));
        }}
      >
        {stale ? <option value="stale">–</option> : undefined}
        {mode === "following" ? <option value="live">{t("transport.liveSpeed")}</option> : undefined}
        {mode === "paused" ? <option value="paused">{t("transport.pausedSpeed")}</option> : undefined}
        {(speeds.includes(speed) || mode !== "playing" ? speeds : [speed, ...speeds]).map((each) => (
          <option key={each} value={String(each)}>
            {t("mode.speed", { speed: each })}
          </option>
        ))}
      </select>
      <LiveText
        hz={4}
        className="transport__time live-value"
        read={(table) => formatClock(table.timeMs(), plant.file.timeZone)}
        title={t("transport.time")}
      />
      {mode === "following" ? undefined : (
        <>
          <LiveText
            hz={1}
            className="muted"
            read={(table) => {
              const behindMs = table.endMs - table.timeMs();
              return behindMs < 1000 ? "" : t("mode.behind", { duration: formatDuration(behindMs) });
            }}
          />
          <button
            type="button"
            disabled={stale}
            className="button button--primary button--live"
            onClick={control.live}
          >
            {open ? <Radio aria-hidden="true" /> : <SkipForward aria-hidden="true" />}
            {open ? t("lanes.backToLive") : t("lanes.toEnd")}
          </button>
        </>
      )}
    </div>
  );
}
