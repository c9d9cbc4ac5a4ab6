// Says that the link is lost, since which plant time the picture stands, and what is being done; and single notices.
import { Info, Unplug, X } from "lucide-react";
import { useLiveTable } from "../../live/live-context.ts";
import { formatClock } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import "./link.css";

export function LinkBanner() {
  const { plant } = useLiveTable();
  const link = useConnection((s) => s.link);
  const notice = useConnection((s) => s.notice);
  const say = useConnection((s) => s.say);
  if (link.kind === "lost") {
    return (
      <div className="banner banner--lost" role="alert">
        <Unplug aria-hidden="true" />
        <strong>
          {link.asOfMs === undefined
            ? t("link.lostBare")
            : t("link.lost", { time: formatClock(link.asOfMs, plant.file.timeZone) })}
        </strong>
        <span>{t("link.reconnecting")}</span>
      </div>
    );
  }
  if (link.kind === "failed") {
    return (
      <div className="banner banner--lost" role="alert">
        <Unplug aria-hidden="true" />
        <strong>{link.message}</strong>
        <span>{link.hint}</span>
      </div>
    );
  }
  if (notice === undefined) return undefined;
  return (
    <div className="banner" role="status">
      <Info aria-hidden="true" />
      <span>{notice}</span>
      <IconButton label={t("notice.close")} onClick={() => say(undefined)}>
        <X />
      </IconButton>
    </div>
  );
}
