// The search for associations over random lines: is a planted cause ranked first, and is a line without one left in peace?
import { associations, suspectsAmong } from "#shared/analyse/defect/root-cause/associations.ts";
import { type PlantedKind, plantedParts } from "../../support/planted-parts.ts";
import { judged, type ValidationRow } from "../table.ts";

const lines = 200;

/** One row for each kind of cause; the columns are ours, always positive (all factors accused) and a factor by lot. */
export function plantedRows(tell: (text: string) => void): ValidationRow[] {
  return (["tool", "lot", "parameter", "none"] as const).map((kind: PlantedKind) => {
    tell(`planted: ${kind} ...`);
    let hits = 0;
    let byLot = 0;
    for (let seed = 1; seed <= lines; seed += 1) {
      // Other lines than the unit tests look at.
      const { table, labels, column } = plantedParts(kind, 10_000 + seed);
      const suspects = suspectsAmong(associations(table, labels, { seed, shuffles: 1 }));
      if (kind === "none") hits += suspects.length > 0 ? 1 : 0;
      else if (suspects[0]?.columns.length === 1 && suspects[0].columns[0] === column) hits += 1;
      byLot += 1 / table.columns.length / lines;
    }
    const share = (100 * hits) / lines;
    return kind === "none"
      ? judged(
          {
            measure: "planted: lines without a cause that have a suspect",
            values: [share, 100, 100],
            unit: "%",
            cases: lines,
          },
          { most: 5 },
        )
      : judged(
          {
            measure: `planted: cause in a ${kind} ranked first`,
            values: [share, 0, 100 * byLot],
            unit: "%",
            cases: lines,
          },
          { least: 90 },
        );
  });
}
