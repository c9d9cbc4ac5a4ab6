// Where the playhead is, always in the same corner: live, so far behind live, or in which recording and when.
import { useLiveTable } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { formatDay } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { linkIsStale, useConnection } from "../../state/connection.ts";
import { useRecordings } from "../../state/recordings.ts";
import { usePlayback } from "../../state/playback.ts";
import { LiveText } from "../common/LiveText.tsx";
import { exactClock } from "./time-axis.ts";
import { behindText } from "./where.ts";

export function WhereYouAre() {
  const { plant } = useLiveTable();
  const zone = plant.file.timeZone;
  const mode = usePlayback((s) => s.playhead?.mode);
  const open = usePlayback((s) => s.playhead?.range.open ?? true);
  const recording = useRecordings((s) => s.shown?.name.replace(/\.mcap$/, ""));
  const stale = useConnection((s) => linkIsStale(s.link));
  const dayAndTime = (table: LiveTable): string =>
    `${formatDay(table.timeMs(), zone)} ${exactClock(table.timeMs(), zone)}`;
  if (stale)
    return (
      <p className="where" data-where="stale">
        <strong>{t("where.stale")}</strong>
        <LiveText hz={1} read={dayAndTime} />
      </p>
    );
  if (recording !== undefined || !open)
    return (
      <p className="where" data-where="file">
        <strong className="where__name" title={recording ?? t("where.ended")}>
          {recording ?? t("where.ended")}
        </strong>
        <LiveText hz={4} read={dayAndTime} className="figures" />
      </p>
    );
  return (
    <p className="where" data-where={mode === "following" ? "live" : "behind"}>
      <strong>
        {mode === "following" ? t("where.live") : <LiveText hz={1} read={(table) => behindText(table)} />}
      </strong>
      <LiveText hz={0.5} read={(table) => formatDay(table.timeMs(), zone)} />
    </p>
  );
}
