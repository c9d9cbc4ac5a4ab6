// What labels and tags say of the finding that is looked at. Words come from the catalogue. No drawing.
import type { DefectFinding, PartPlace, SuspectInfo } from "#shared/model/defect-schema.ts";
import { formatFixed } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";

const between = "  ·  ";

/** Under the name of a suspected station: with what, how strongly, of how many. `stationId` is left out of the factors. */
export function suspectText({ factors, counts, oddsRatio }: SuspectInfo, stationId: string): string {
  const others = factors.filter(({ kind, level }) => kind !== "station" || level !== stationId);
  const { badWith, goodWith, badWithout, goodWithout } = counts;
  const count = badWith + goodWith + badWithout + goodWithout;
  const odds =
    oddsRatio.value === undefined
      ? t("finding.oddsAbove", { odds: oddsText(oddsRatio.lo), count })
      : t("finding.odds", { odds: oddsText(oddsRatio.value), count });
  const suspect = [
    t("finding.suspect"),
    ...others.map(({ level }) => t("finding.withFactor", { factor: level })),
  ].join(" ");
  return suspect + between + odds;
}

/** Whole from ten on: nobody knows an odds ratio better. */
function oddsText(odds: number): string {
  return formatFixed(odds, odds < 9.95 ? 1 : 0);
}

/** Under the name of the asset with the finding: what kind, and how much. */
export function findingText(finding: DefectFinding): string {
  const { kind, affected, spots, bad, judged } = finding;
  const much =
    spots.length > 0
      ? tCount("finding.defects", spots.length)
      : bad !== undefined && judged !== undefined
        ? t("finding.bad", { bad, judged })
        : affected.length > 0
          ? tCount("finding.affected", affected.length)
          : "";
  return [tWord("finding", kind), much].filter((text) => text !== "").join(between);
}

/** What parts of one place are, in a tag. */
export function placeText(state: PartPlace["state"], count: number): string {
  if (state === "shipped") return t("finding.shipped", { count });
  return state === "scrapped" ? t("finding.scrapped", { count }) : t("finding.here", { count });
}
