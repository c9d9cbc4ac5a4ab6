// Defects: where they arise and where they are noticed. Chance belongs to the part, so the order of parts changes none.
import { randomAt } from "../base/random.ts";
import type { LineState } from "./line-state.ts";
import { kinds } from "./sink.ts";

/** A number that belongs to the part and a purpose, so that it does not depend on the order of parts. */
function partUniform(line: LineState, part: number, use: number): number {
  const parts = line.parts;
  const index = parts.number[part]! * 16 + parts.product[part]! * 4 + Math.min(3, parts.attempt[part]!);
  return randomAt(line.keyA[0]! ^ Math.imul(use + 1, 0x9e3779b1), line.keyB[0]!, index);
}

/** Leaves a defect at the part a station has finished, by the rules of the line. */
export function leaveDefects(line: LineState, station: number, part: number): void {
  if (line.parts.defect[part]! > 0) return;
  const tables = line.tables;
  for (const number of tables.defectsAt[station]!) {
    const rule = tables.line.defects[number]!;
    const lot = line.parts.lot[part]!;
    if (rule.lot >= 0 && rule.lot !== lot) continue;
    const fouled = line.fouled[station]! > 0;
    const badLot = lot >= 0 && line.lotBad[lot]! > 0;
    const probability = fouled ? (badLot ? rule.both : rule.fouled) : badLot ? rule.badLot : rule.base;
    // One number for a class at equal stations: which of them it was may not change a part's luck.
    if (partUniform(line, part, tables.classNumber.get(rule.defectClass) ?? 0) >= probability) continue;
    line.parts.defect[part] = number + 1;
    if (line.sink !== undefined) line.sink.emit(kinds.defect, line.timeS, station, part, number, 0);
    return;
  }
}

/** The inspection rule by which a station will notice the part's open defect; -1 = none, it passes. */
export function findingRule(line: LineState, station: number, part: number): number {
  const defect = line.parts.defect[part]!;
  if (defect === 0) return -1;
  const tables = line.tables;
  const defectClass = tables.line.defects[defect - 1]!.defectClass;
  for (const number of tables.inspectionsAt[station]!) {
    const rule = tables.line.inspections[number]!;
    if (rule.defectClass === defectClass && partUniform(line, part, 64 + number) < rule.probability)
      return number;
  }
  return -1;
}
