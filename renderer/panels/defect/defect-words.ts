// What a report says, in the terms that panels print: names of classes, factors and places, how rare, how sure. Pure; no React.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type {
  DefectClass,
  DefectFinding,
  EstimateInfo,
  FactorInfo,
  ModelInfo,
  PartPlace,
  SignalEvidence,
  SuspectInfo,
  Witness,
} from "#shared/model/defect-schema.ts";
import { assetOf, type Plant, type Signal } from "#shared/model/plant.ts";
import {
  formatCount,
  formatDay,
  formatFixed,
  formatMinute,
  formatNumber,
  formatValue,
} from "../../messages/format.ts";
import { t } from "../../messages/t.ts";

const dayMs = 86_400_000;

/** A number with about three digits, and a true minus: `0.42`, `5.1`, `23.8`, `1,240`. */
export function ratioText(value: number): string {
  const size = Math.abs(value);
  const text =
    size >= 99.95
      ? formatCount(Math.round(size))
      : formatFixed(size, size >= 9.995 ? 1 : size >= 0.995 ? 1 : 2);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A share as a percentage with two digits where it is small: `0 %`, `0.8 %`, `3.4 %`, `28 %`. */
export function rateText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return "<0.1 %";
  if (percent < 100 && percent > 99.95) return ">99.9 %";
  const isWhole = percent === 0 || percent === 100 || (percent >= 9.95 && percent <= 90.05);
  return `${formatFixed(percent, isWhole ? 0 : 1)} %`;
}

/** An index of capability, with the two decimals that its limits of 1.33 and 1.67 need. */
export function capabilityText(index: number): string {
  return formatFixed(index, 2).replace("-", "−");
}

/** The ends of an interval in the words of `text`; without an upper end, from where on. */
export function intervalText({ lo, hi }: EstimateInfo, text: (value: number) => string): string {
  return hi === undefined
    ? t("estimate.from", { lo: text(lo) })
    : t("estimate.interval", { lo: text(lo), hi: text(hi) });
}

/** `23.8`, or where the estimate has no value `5.1 or more`. */
export function valueText(estimate: EstimateInfo, text: (value: number) => string): string {
  return estimate.value === undefined ? intervalText(estimate, text) : text(estimate.value);
}

/** A probability: never 0. */
export function pText(p: number): string {
  if (p < 0.0001) return "p < 0.0001";
  return `p ${formatFixed(p, p < 0.001 ? 4 : p < 0.0995 ? 3 : 2)}`;
}

/**
 * How rare a finding is in clean shifts: `1 in 40 shifts`; more than one a shift: `2.5 in a shift`; where clean shifts brought nothing
 * like it, `rarer than 1 in 7.9 shifts`.
 */
export function rareText(finding: Pick<DefectFinding, "oneInShifts" | "isRarer">): string {
  const often = oftenText(finding);
  return finding.isRarer === true ? t("defect.rare.rarer", { often }) : often;
}

function oftenText({ oneInShifts }: Pick<DefectFinding, "oneInShifts">): string {
  if (oneInShifts < 1.05) return t("defect.rare.often", { count: Math.round(10 / oneInShifts) / 10 });
  if (oneInShifts < 9.95) return t("defect.rare.shifts", { count: Math.round(oneInShifts * 10) / 10 });
  // Two digits are all that calibration bears.
  const digit = 10 ** (Math.floor(Math.log10(oneInShifts)) - 1);
  return t("defect.rare.shifts", { count: formatCount(Math.round(oneInShifts / digit) * digit) });
}

/** A characteristic in the plant's own words; that of a cell of equal stations is that of the first of them. */
function characteristicOf(plant: Plant, assetId: string, name: string): { label: string; unit: string } {
  const asset = assetOf(plant, assetId);
  const members = (asset?.childRows ?? []).flatMap((row) => plant.assets[row] ?? []);
  const found = [asset, ...members]
    .flatMap((each) => each?.characteristics ?? [])
    .find((each) => each.name === name);
  return { label: found?.label ?? name, unit: found?.unit ?? "" };
}

/** What people call a characteristic of a station. */
export function characteristicText(plant: Plant, assetId: string, name: string): string {
  return characteristicOf(plant, assetId, name).label;
}

/** `Joint resistance too high`. */
export function classText(plant: Plant, { assetId, characteristic, side }: DefectClass): string {
  return t(`defect.class.${side}`, { what: characteristicText(plant, assetId, characteristic) });
}

export function signalOf(plant: Plant, id: string): Signal | undefined {
  return plant.signals[plant.signalRowById.get(id) ?? -1];
}

/** What people call a signal; where the plant does not know it, its name. */
export function signalText(plant: Plant, id: string): string {
  const signal = signalOf(plant, id);
  return signal?.label ?? signal?.name ?? id.slice(id.indexOf("/") + 1);
}

/** What a finding is, in one line. */
export function findingTitle(plant: Plant, finding: DefectFinding): string {
  if (finding.class !== undefined) return classText(plant, finding.class);
  const [first] = finding.signals;
  if (first === undefined) return t(`defectKind.${finding.kind}`);
  const what = signalText(plant, first.signal);
  if (finding.kind === "sensor") return t("defect.sensorAlone", { what });
  return t(first.observed < first.expected ? "defect.below" : "defect.above", { what });
}

/** Since when, or from when to when: `since 06:31`, `06:12 to 06:52`. */
export function periodText(
  { onsetMs, endMs }: Pick<DefectFinding, "onsetMs" | "endMs">,
  timeZone: string,
): string {
  const from = formatMinute(onsetMs, timeZone);
  return endMs === undefined
    ? t("finding.since", { time: from })
    : t("finding.between", { from, to: formatMinute(endMs, timeZone) });
}

/** A moment as a clock time, or with its day where it lies outside the window that is looked at. */
export function momentText(timeMs: number, window: TimeSpan, timeZone: string): string {
  const time = formatMinute(timeMs, timeZone);
  return timeMs >= window.fromMs && timeMs <= window.toMs ? time : `${formatDay(timeMs, timeZone)}, ${time}`;
}

/** `31.2 % instead of 18.0 %`. */
export function observedText({ observed, expected, unit }: SignalEvidence): string {
  return t("defect.instead", {
    observed: formatValue(observed, unit),
    expected: formatValue(expected, unit),
  });
}

/** `usually 12.1 to 22.4 %`. */
export function normalText({ normalLow, normalHigh, unit }: SignalEvidence): string {
  return t("defect.normal", { low: formatNumber(normalLow), high: formatValue(normalHigh, unit) });
}

/** The name of a witness as the plant says it. */
export function witnessText(plant: Plant, { assetId, name, measures }: Witness): string {
  return measures === "signal"
    ? signalText(plant, `${assetId}/${name}`)
    : characteristicText(plant, assetId, name);
}

/** A shift with its sign: `+0.2`, `−1.4`, `0.0`. */
export function shiftText(shift: number): string {
  const text = formatFixed(Math.abs(shift), 1);
  return text === "0.0" ? text : `${shift < 0 ? "−" : "+"}${text}`;
}

/** One factor: `made at B10b`, `lot L2 at A50`. */
export function factorText(plant: Plant, { kind, assetId, level, low, high }: FactorInfo): string {
  switch (kind) {
    case "station":
      return t("factor.station", { level });
    case "variant":
      return t("factor.variant", {
        level: plant.file.variants.find(({ id }) => id === level)?.name ?? level,
      });
    case "lot":
    case "tool":
    case "program":
    case "component":
      return t(`factor.${kind}`, { level, asset: assetId });
    case "measured": {
      const { label, unit } = characteristicOf(plant, assetId, level);
      const at = { level: label, asset: assetId };
      if (low !== undefined && high !== undefined)
        return t("factor.measured.between", { ...at, low: formatNumber(low), high: formatValue(high, unit) });
      if (low !== undefined) return t("factor.measured.above", { ...at, low: formatValue(low, unit) });
      if (high !== undefined) return t("factor.measured.below", { ...at, high: formatValue(high, unit) });
      return t("factor.measured.any", at);
    }
  }
}

/** One factor where little room is: `B10b`, `L2`, the name of what was measured. */
export function factorShort(plant: Plant, { kind, assetId, level }: FactorInfo): string {
  return kind === "measured" ? characteristicText(plant, assetId, level) : level;
}

/** Its factors together: `made at B10b and lot L2 at A50`. */
export function suspectText(plant: Plant, { factors }: Pick<SuspectInfo, "factors">): string {
  return factors
    .map((factor) => factorText(plant, factor))
    .reduce((first, second) => t("defect.and", { first, second }));
}

/** Where a part is: `in D10-modules`, `on its way from C20`, `shipped`. */
export function placeText({ state, assetId, into }: PartPlace): string {
  if (into !== undefined) return t("place.into", { serial: into });
  switch (state) {
    case "in":
      return assetId === undefined ? t("place.unknown") : t("place.in", { asset: assetId });
    case "moving":
      return assetId === undefined ? t("place.movingBare") : t("place.moving", { asset: assetId });
    case "held":
      return assetId === undefined ? t("place.heldBare") : t("place.held", { asset: assetId });
    case "shipped":
    case "scrapped":
    case "unknown":
      return t(`place.${state}`);
  }
}

/** From when to when a model was trained: days, or within one day times. Simulated shifts have no date that means anything: undefined. */
export function trainedText(
  { isSimulated, trainedFromMs, trainedToMs }: ModelInfo,
  timeZone: string,
): string | undefined {
  if (isSimulated || trainedFromMs === undefined || trainedToMs === undefined) return undefined;
  const fromDay = formatDay(trainedFromMs, timeZone);
  const toDay = formatDay(trainedToMs, timeZone);
  const isOneDay = fromDay === toDay && trainedToMs - trainedFromMs <= dayMs;
  if (!isOneDay) return t("estimate.interval", { lo: fromDay, hi: toDay });
  return t("defect.trainedWithin", {
    day: fromDay,
    from: formatMinute(trainedFromMs, timeZone),
    to: formatMinute(trainedToMs, timeZone),
  });
}
