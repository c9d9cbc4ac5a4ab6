// Names and figures of the bars from plan to actual, the same in the dock and in the report. Pure.
import { tWord, t } from "../../messages/t.ts";
import { minutesText, signedUnits, unitsText } from "./constraint-words.ts";
import type { LossBar } from "./loss-bars.ts";

/** What a bar is: of a loss the machine's own words where there are any. */
export function barName(bar: LossBar): string {
  switch (bar.kind) {
    case "plan":
      return t("bars.plan");
    case "actual":
      return t("bars.actual");
    case "stock":
      return t("bars.stock");
    case "pace":
      return bar.units < 0 ? t("bars.paceSlow") : t("bars.pace");
    case "residual":
      return t("bars.residual");
    case "more":
      return t("bars.more", { count: bar.count ?? 0 });
    case "loss":
      return bar.text === undefined || bar.text === ""
        ? tWord("pathReason", bar.reason ?? "unexplained")
        : bar.text;
  }
}

export function barUnits(bar: LossBar): string {
  return bar.kind === "plan" || bar.kind === "actual" ? unitsText(bar.units) : signedUnits(bar.units);
}

export function barMinutes(bar: LossBar): string {
  return bar.minutes === undefined ? "" : minutesText(bar.minutes);
}

/** Takes away from the plan, gives, is what is left over, or is a sum. */
export function barSide(bar: LossBar): "sum" | "less" | "more" | "residual" {
  switch (bar.kind) {
    case "plan":
    case "actual":
      return "sum";
    case "residual":
      return "residual";
    case "loss":
    case "more":
    case "stock":
    case "pace":
      return bar.units < 0 ? "less" : "more";
  }
}
