// Whose losses are shown: the line end (or all stations), or the station that is selected. And the notices that tabs share.
import { assetOf } from "#shared/model/plant.ts";
import { isStation } from "#shared/model/asset-roles.ts";
import { useState } from "react";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { Segmented } from "../../ui/Segmented.tsx";

/** The selected station, as long as the person wants its losses; undefined = the whole. */
export function useScope(): {
  readonly selected: string | undefined;
  readonly scope: string | undefined;
  readonly widen: (whole: boolean) => void;
} {
  const { plant } = useLiveTable();
  const [whole, setWhole] = useState(true);
  const assetId = useSelection((s) => s.assetId);
  const asset = assetId === undefined ? undefined : assetOf(plant, assetId);
  const selected = asset !== undefined && isStation(asset) ? asset.id : undefined;
  return { selected, scope: whole ? undefined : selected, widen: setWhole };
}

interface ScopeSwitchProps {
  readonly wholeLabel: string;
  readonly selected: string | undefined;
  readonly scope: string | undefined;
  readonly onWiden: (whole: boolean) => void;
}

export function ScopeSwitch({ wholeLabel, selected, scope, onWiden }: ScopeSwitchProps) {
  return (
    <Segmented
      label={t("losses.scope")}
      values={selected === undefined ? ["whole"] : ["whole", "selected"]}
      value={scope === undefined ? "whole" : "selected"}
      text={(each) => (each === "whole" ? wholeLabel : (selected ?? ""))}
      onChange={(each) => onWiden(each === "whole")}
    />
  );
}

/** Which time the figures are of. */
export function WindowText({
  fromMs,
  toMs,
  shiftName,
}: {
  readonly fromMs: number;
  readonly toMs: number;
  readonly shiftName: string | undefined;
}) {
  const { timeZone } = useLiveTable().plant.file;
  const between = { from: formatMinute(fromMs, timeZone), to: formatMinute(toMs, timeZone) };
  return (
    <p className="small muted losses__window">
      {shiftName === undefined
        ? t("losses.noShift", between)
        : t("losses.shift", { shift: shiftName, ...between })}
    </p>
  );
}

/** Instead of figures: the host is still adding, or says why there are none. */
export function NoFigures({ problem }: { readonly problem: string | undefined }) {
  return (
    <p className="notice" role="status">
      {problem === undefined ? t("losses.loading") : t("losses.unavailable", { message: problem })}
    </p>
  );
}
