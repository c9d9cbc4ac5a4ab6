// From a finding to its moment and its machine, and to its card. One place, for buttons, rows and keys alike.
import type { DefectFinding, FactorInfo } from "#shared/model/defect-schema.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { useDefects } from "../../state/defects.ts";
import { openFinding } from "../../state/open-finding.ts";
import { useSelection } from "../../state/selection.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { neighbour, toVisit } from "./findings.ts";

/** Selects an asset and frames it, where the plant has it; with a time, goes there too. */
export function goToAsset(plant: Plant, control: PlayheadControl, assetId: string, timeMs?: number): void {
  if (assetOf(plant, assetId) !== undefined) {
    useSelection.getState().selectAsset(assetId);
    useSelection.getState().requestFrame();
  }
  if (timeMs !== undefined) control.seek(timeMs);
}

/** Goes to where a finding was flagged, and opens its card. */
export function goToFinding(plant: Plant, control: PlayheadControl, finding: DefectFinding): void {
  // First: what it has floating over the machine is framed with it.
  openFinding(finding.id);
  goToAsset(plant, control, finding.assetId, finding.detectedMs);
}

/** The finding detected first, or the one after the shown; those that were dismissed are passed over. */
export function goToFindingInTurn(plant: Plant, control: PlayheadControl, which: "first" | "next"): void {
  const { report, shown, verdicts } = useDefects.getState();
  const visited = toVisit(report?.findings ?? [], verdicts);
  const finding = which === "first" ? visited[0] : neighbour(visited, shown, 1);
  if (finding !== undefined) goToFinding(plant, control, finding);
}

/** The asset of a factor: of a station itself, else where parts got it. */
export function assetOfFactor(plant: Plant, { kind, assetId, level }: FactorInfo): string {
  return kind === "station" && assetOf(plant, level) !== undefined ? level : assetId;
}
