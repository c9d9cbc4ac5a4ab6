// A signal's newest value as text with its age and how far it can be trusted. Pure, read from the live table.
import { qualityOfCode } from "#shared/frame/layout.ts";
import type { Signal } from "#shared/model/plant.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { unitSymbol } from "#shared/model/units.ts";
import { formatAge, formatAmount, formatValue } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { breachOf, limitsAt } from "./limits.ts";

/** How a value is marked: `none` missing, `stale` too old, `bad` not to be trusted, `out` beyond a limit, `` fine. */
export type ReadingMark = "" | "none" | "stale" | "bad" | "out";

/** Milliseconds since the value was true at its source, by plant time. */
export function ageMsOf(table: LiveTable, row: number): number {
  return Math.max(0, table.timeMs() - (table.signalTimeMs[row] ?? 0));
}

export function markOf(table: LiveTable, signal: Signal): ReadingMark {
  const quality = qualityOfCode(table.signalQuality[signal.row] ?? 0);
  if (quality === "missing") return "none";
  if (table.stale || quality === "stale" || isOld(table, signal)) return "stale";
  if (quality === "bad" || quality === "uncertain") return "bad";
  if (signal.type !== "number") return "";
  const value = table.signalValue[signal.row] ?? 0;
  return breachOf(value, limitsAt(signal.limits, table.frameTimeMs, undefined)) === undefined ? "" : "out";
}

function isOld(table: LiveTable, signal: Signal): boolean {
  return signal.staleAfterS !== undefined && ageMsOf(table, signal.row) > signal.staleAfterS * 1000;
}

/** The value without its unit; a missing one says so. */
export function valueText(table: LiveTable, signal: Signal): string {
  if (markOf(table, signal) === "none") return t("value.none");
  const value = table.signalValue[signal.row] ?? 0;
  switch (signal.type) {
    case "number":
      return formatAmount(value, signal.unit);
    case "enum":
      return signal.labels?.[value] ?? String(value);
    case "text":
      return table.strings[value] ?? "";
  }
}

/** The unit's symbol beside a number; nothing beside words or a missing value. */
export function unitText(table: LiveTable, signal: Signal): string {
  return signal.type === "number" && markOf(table, signal) !== "none" ? unitSymbol(signal.unit) : "";
}

/** Age in one short word; a signal that never had a value has none. */
export function ageText(table: LiveTable, signal: Signal): string {
  if ((table.signalTimeMs[signal.row] ?? 0) <= 0) return "";
  // Without the link nobody knows how old it is by now.
  if (table.stale) return t("value.staleShort");
  const ageMs = ageMsOf(table, signal.row);
  return ageMs < 1000 ? t("value.fresh") : formatAge(ageMs);
}

/** Everything in one sentence, for the tooltip: limit broken, quality, age. */
export function readingHint(table: LiveTable, signal: Signal): string {
  const mark = markOf(table, signal);
  const age = formatAge(ageMsOf(table, signal.row));
  switch (mark) {
    case "none":
      return (table.signalTimeMs[signal.row] ?? 0) > 0 ? t("value.noneSince", { age }) : t("value.none");
    case "stale":
      return t("value.stale", { age });
    case "bad":
      return qualityOfCode(table.signalQuality[signal.row] ?? 0) === "bad"
        ? t("value.bad")
        : t("value.uncertain");
    case "out": {
      const breach = breachOf(
        table.signalValue[signal.row] ?? 0,
        limitsAt(signal.limits, table.frameTimeMs, undefined),
      );
      if (breach === undefined) return t("value.within");
      return t(breach.side === "above" ? "value.above" : "value.below", {
        kind: tWord("limit", breach.kind),
        limit: formatValue(breach.limit, signal.unit),
      });
    }
    case "":
      return t("value.age", { age });
  }
}
