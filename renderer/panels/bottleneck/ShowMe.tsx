// "Show me": goes to a moment, selects who it is about and frames it. Evidence is one click away from every number.
import { Crosshair } from "lucide-react";
import type { Plant } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useSelection } from "../../state/selection.ts";
import { GoButton } from "../common/GoButton.tsx";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { candidates, rankedOf } from "./constraint-words.ts";
import { assetOfResource } from "./resources.ts";

/** Selects and frames a resource; with a time, goes there too. */
export function showMe(
  plant: Plant,
  control: PlayheadControl,
  resource: string,
  members: readonly string[] | undefined,
  timeMs?: number,
): void {
  const asset = assetOfResource(plant, resource, members);
  if (asset !== undefined) {
    useSelection.getState().selectAsset(asset.id);
    useSelection.getState().requestFrame();
  }
  if (timeMs !== undefined) control.seek(timeMs);
}

/** Selects and frames what limits the line now; the playhead stays. */
export function showConstraint(plant: Plant, control: PlayheadControl): void {
  const { info } = useBottleneck.getState();
  const [name = info?.ranking[0]?.resource] = info === undefined ? [] : candidates(info);
  if (info === undefined || name === undefined) return;
  showMe(plant, control, name, rankedOf(info, name)?.members);
}

export interface ShowMeProps {
  readonly control: PlayheadControl;
  readonly resource: string;
  readonly members?: readonly string[] | undefined;
  /** Absent = the playhead stays. */
  readonly timeMs?: number | undefined;
}

export function ShowMe({ control, resource, members, timeMs }: ShowMeProps) {
  const { plant } = useLiveTable();
  const label =
    timeMs === undefined
      ? t("constraint.showIt", { resource })
      : t("constraint.showOf", { resource, time: formatMinute(timeMs, plant.file.timeZone) });
  return (
    <GoButton
      label={label}
      text={t("constraint.show")}
      onGo={() => showMe(plant, control, resource, members, timeMs)}
    >
      <Crosshair aria-hidden="true" />
    </GoButton>
  );
}
