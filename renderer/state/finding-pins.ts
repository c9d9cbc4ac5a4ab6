// Which pins stand at which assets at a time, and how long that stays so: for scene and schematic alike. Pure; knows rows and
// findings, nothing of drawing.
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import type { Plant } from "#shared/model/plant.ts";

/** One pin: all findings of one asset. */
export interface Pin {
  readonly row: number;
  /** Of the finding that is looked at, else of the rarest. */
  readonly kind: DefectFinding["kind"];
  /** Ids of the findings there, the rarest first. */
  readonly ids: readonly string[];
  /** One of them is looked at. */
  readonly shownId: string | undefined;
}

/** From when until before when the same findings hold, plant time. */
export interface SteadySpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The pins of findings: one for each asset that stands somewhere, in the order of their rows. `rowOf` < 0 = it stands nowhere. */
export function pinsOf(
  findings: readonly DefectFinding[],
  shownId: string | undefined,
  rowOf: (assetId: string) => number,
): Pin[] {
  const byRow = new Map<number, DefectFinding[]>();
  for (const finding of findings) {
    const row = rowOf(finding.assetId);
    if (row < 0) continue;
    const there = byRow.get(row);
    if (there === undefined) byRow.set(row, [finding]);
    else there.push(finding);
  }
  return [...byRow]
    .sort(([one], [other]) => one - other)
    .map(([row, there]) => {
      const rarestFirst = there.sort((one, other) => other.oneInShifts - one.oneInShifts);
      const shown = there.find(({ id }) => id === shownId);
      return {
        row,
        kind: (shown ?? rarestFirst[0])?.kind ?? "condition",
        ids: rarestFirst.map(({ id }) => id),
        shownId: shown?.id,
      };
    });
}

/** The stretch around `timeMs` in which no finding is detected and none ends. */
export function steadySpan(findings: readonly DefectFinding[], timeMs: number): SteadySpan {
  let [fromMs, toMs] = [-Infinity, Infinity];
  for (const { detectedMs, endMs } of findings)
    // A finding holds at its very end; the next millisecond is after it.
    for (const changeMs of endMs === undefined ? [detectedMs] : [detectedMs, endMs + 1])
      if (changeMs <= timeMs) fromMs = Math.max(fromMs, changeMs);
      else toMs = Math.min(toMs, changeMs);
  return { fromMs, toMs };
}

/** The finding a click on a pin opens: the rarest, and the next one each time the one that is looked at is among them. */
export function nextOf({ ids, shownId }: Pick<Pin, "ids" | "shownId">): string | undefined {
  const at = shownId === undefined ? -1 : ids.indexOf(shownId);
  return ids[(at + 1) % ids.length];
}

/** The row of what stands in a picture for an asset: itself, else the first of its stations; -1 = nothing does. */
export function standingRow(plant: Plant, stands: (row: number) => boolean, assetId: string): number {
  const waiting = [plant.assetRowById.get(assetId) ?? -1];
  for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
    if (row < 0) continue;
    if (stands(row)) return row;
    waiting.push(...(plant.assets[row]?.childRows ?? []));
  }
  return -1;
}
