// The load of alarms beside what ISA-18.2-2016 and IEC 62682 call acceptable and at most manageable for one operator. Pure.
import type { AlarmLoad } from "#shared/model/defect-schema.ts";
import { formatCount, formatFixed } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { rateText } from "./defect-words.ts";

export type AlarmVerdict = "acceptable" | "manageable" | "tooMany";

export interface AlarmRow {
  readonly key:
    "perDay" | "perHour" | "perTen" | "mostInTen" | "floods" | "topTen" | "chattering" | "fleeting" | "stale";
  readonly value: string;
  readonly acceptable: string;
  /** Empty where the standard names one limit only. */
  readonly manageable: string;
  readonly verdict: AlarmVerdict;
}

const judge = (value: number, acceptable: number, manageable: number): AlarmVerdict =>
  value <= acceptable ? "acceptable" : value <= manageable ? "manageable" : "tooMany";

/** The measures of a window, each with its limits; the numbers of both as commonly quoted from the standards. */
export function alarmRows(load: AlarmLoad): AlarmRow[] {
  const { perHour, periods, floods, mostInTenMinutes, topTenShare, chattering, fleeting, stale } = load;
  const floodShare = periods === 0 ? 0 : floods / periods;
  const rate = (
    key: AlarmRow["key"],
    value: number,
    acceptable: number,
    manageable: number,
    decimals: number,
  ): AlarmRow => ({
    key,
    value: decimals === 0 ? formatCount(value) : formatFixed(value, decimals),
    acceptable: formatCount(acceptable),
    manageable: formatCount(manageable),
    verdict: judge(value, acceptable, manageable),
  });
  /** Wished to be none, with a plan for each there is. */
  const none = (key: AlarmRow["key"], value: number): AlarmRow => ({
    key,
    value: formatCount(value),
    acceptable: "0",
    manageable: "",
    verdict: judge(value, 0, 0),
  });
  return [
    rate("perDay", perHour * 24, 150, 300, 0),
    rate("perHour", perHour, 6, 12, 1),
    rate("perTen", perHour / 6, 1, 2, 1),
    { ...none("mostInTen", mostInTenMinutes), acceptable: "10", verdict: judge(mostInTenMinutes, 10, 10) },
    {
      key: "floods",
      value: rateText(floodShare),
      acceptable: t("alarms.below", { count: "1 %" }),
      manageable: "",
      verdict: floodShare < 0.01 ? "acceptable" : "tooMany",
    },
    {
      key: "topTen",
      value: rateText(topTenShare),
      acceptable: t("alarms.within", { low: "1", high: "5 %" }),
      manageable: "5 %",
      verdict: judge(topTenShare, 0.05, 0.05),
    },
    none("chattering", chattering),
    none("fleeting", fleeting),
    {
      key: "stale",
      value: formatCount(stale),
      acceptable: t("alarms.below", { count: "5" }),
      manageable: "",
      verdict: stale < 5 ? "acceptable" : "tooMany",
    },
  ];
}
