// A change in words, and the choices that the form offers for each kind. Pure.
import type { AdviceInfo, BottleneckInfo, LineChangeInfo } from "#shared/host-api/bottleneck-schema.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { formatFixed, formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { byCost, minutesText } from "./constraint-words.ts";
import { type ChangeKind, changeTargets } from "./resources.ts";

/** `B10: cycle 10 % shorter`. */
export function changeText(plant: Plant, change: LineChangeInfo): string {
  switch (change.kind) {
    case "cycle":
      return t("whatIf.change.cycle", { resource: change.resource, by: factorText(change.factor) });
    case "repair": {
      const resource = change.resource ?? t("whatIf.allStations");
      return change.factor === 0
        ? t("whatIf.change.noStops", { resource })
        : t("whatIf.change.repair", { resource, by: factorText(change.factor) });
    }
    case "buffer":
      return t("whatIf.change.buffer", { resource: change.resource, count: change.capacity });
    case "operators":
      return t("whatIf.change.operators", { resource: change.resource, count: change.count });
    case "parallel":
      return t("whatIf.change.parallel", { resource: change.resource, count: change.count });
    case "removeStop":
      return t("whatIf.change.removeStop", {
        resource: change.resource,
        time: formatMinute(change.fromMs, plant.file.timeZone),
      });
  }
}

/** A factor of durations, as people say it: 0.9 = `10 % shorter`. */
export function factorText(factor: number): string {
  const percent = formatFixed(Math.abs(factor - 1) * 100, 0);
  return factor <= 1 ? t("whatIf.faster", { percent }) : t("whatIf.slower", { percent });
}

/** One line of a list of choices: what it says, and the change or the target it stands for. */
export interface Choice<T> {
  readonly text: string;
  readonly value: T;
}

const cycleFactors = [0.95, 0.9, 0.8, 0.7, 1.05, 1.1, 1.2] as const;
const repairFactors = [0.8, 0.5, 0.25, 0, 1.5] as const;
const moreOf = [1, 2, 3] as const;
/** Places added to, or taken from, a buffer. */
const morePlaces = [1, 2, 4, 8, 16, -1, -2] as const;
/** Stops offered to be undone. */
const mostStops = 40;

/** What a change of a kind can be made to. The text `""` of a repair means all stations. */
export function targetChoices(plant: Plant, kind: ChangeKind, info: BottleneckInfo): Choice<string>[] {
  if (kind === "removeStop")
    return byCost(info.stops)
      .slice(0, mostStops)
      .map(({ assetId, fromMs, toMs }) => ({
        text: `${assetId} ${formatMinute(fromMs, plant.file.timeZone)}, ${minutesText((toMs - fromMs) / 60_000)}`,
        value: `${assetId} ${fromMs}`,
      }));
  const targets = changeTargets(plant, kind, info.ranking).map((id) => {
    const name = assetOf(plant, id)?.name ?? "";
    return { text: name === "" ? id : `${id} ${name}`, value: id };
  });
  return kind === "repair" ? [...targets, { text: t("whatIf.allStations"), value: "" }] : targets;
}

/** By how much, for a target; a stop that did not happen has no more to say. */
export function amountChoices(plant: Plant, kind: ChangeKind, target: string): Choice<LineChangeInfo>[] {
  switch (kind) {
    case "cycle":
      return cycleFactors.map((factor) => ({
        text: factorText(factor),
        value: { kind, resource: target, factor },
      }));
    case "repair":
      return repairFactors.map((factor) => ({
        text: factor === 0 ? t("whatIf.none") : factorText(factor),
        value: { kind, factor, ...(target === "" ? {} : { resource: target }) },
      }));
    case "buffer": {
      const now = assetOf(plant, target)?.capacity ?? 1;
      return morePlaces
        .map((more) => now + more)
        .filter((capacity) => capacity >= 1 && capacity <= 500)
        .map((capacity) => ({
          text: t("whatIf.places", { count: `${capacity} (${now})` }),
          value: { kind, resource: target, capacity },
        }));
    }
    case "operators":
    case "parallel":
      return moreOf.map((count) => ({
        text: t("whatIf.more", { count }),
        value: { kind, resource: target, count },
      }));
    case "removeStop": {
      const [resource = "", fromMs = ""] = target.split(" ");
      return [{ text: t("whatIf.none"), value: { kind, resource, fromMs: Number(fromMs) } }];
    }
  }
}

/** The most units an hour first. */
export function byGain(advice: readonly AdviceInfo[]): AdviceInfo[] {
  return [...advice].sort((a, b) => b.gainPerHour.mean - a.gainPerHour.mean);
}
