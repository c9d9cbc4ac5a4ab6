// How far behind live a playhead is, in words. Pure.
import { formatDuration } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";

/** `At live` within a second of it, else `Live − 14 min`: never just `Live`, for it does not follow. */
export function behindText(table: { readonly endMs: number; timeMs(): number }): string {
  const behindMs = table.endMs - table.timeMs();
  return behindMs < 1000 ? t("where.atLive") : t("where.behind", { duration: formatDuration(behindMs) });
}
