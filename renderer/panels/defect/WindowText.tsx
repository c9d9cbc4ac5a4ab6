// Which time figures are of.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";

export function WindowText({ window }: { readonly window: TimeSpan }) {
  const { timeZone } = useLiveTable().plant.file;
  return (
    <span className="small muted live-value">
      {t("finding.between", {
        from: formatMinute(window.fromMs, timeZone),
        to: formatMinute(window.toMs, timeZone),
      })}
    </span>
  );
}
