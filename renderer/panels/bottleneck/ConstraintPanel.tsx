// The constraint in the right dock: the finding with its evidence, the losses from plan to actual, what stops cost, and what if.
// All of it reads one report (state/bottleneck.ts); what is not in it yet is said to be on its way.
import { Printer } from "lucide-react";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { type ConstraintTab, constraintTabs, useRightDock } from "../../state/right-dock.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { FindingCard } from "./FindingCard.tsx";
import { LossWaterfall } from "./LossWaterfall.tsx";
import { StopCosts } from "./StopCosts.tsx";
import { WhatIfTab } from "./WhatIfTab.tsx";
import "./bottleneck.css";

export function ConstraintPanel({ control }: { readonly control: PlayheadControl }) {
  const tab = useRightDock((s) => s.constraintTab);
  const showConstraint = useRightDock((s) => s.showConstraint);
  return (
    <div className="constraint">
      <Segmented
        className="constraint__tabs"
        label={t("constraint.tabs")}
        values={constraintTabs}
        value={tab}
        text={(each) => t(`constraint.tab.${each}`)}
        onChange={showConstraint}
        fill
      />
      <Body tab={tab} control={control} />
    </div>
  );
}

function Body({ tab, control }: { readonly tab: ConstraintTab; readonly control: PlayheadControl }) {
  const { timeZone } = useLiveTable().plant.file;
  const info = useBottleneck((s) => s.info);
  const problem = useBottleneck((s) => s.problem);
  if (info === undefined)
    return (
      <p className="notice" role="status">
        {problem === undefined ? t("constraint.loading") : t("constraint.unavailable", { message: problem })}
      </p>
    );
  if (info.why !== undefined && info.ranking.length === 0)
    return (
      <div className="notice" role="status">
        <strong>{t("constraint.nothingTitle")}</strong>
        <p>{info.why}</p>
      </div>
    );
  return (
    <>
      <div className="constraint__window small muted">
        <span className="live-value">
          {t("constraint.window", {
            from: formatMinute(info.window.fromMs, timeZone),
            to: formatMinute(info.window.toMs, timeZone),
          })}
        </span>
        <IconButton label={t("report.open")} onClick={() => useView.getState().openPage("report")}>
          <Printer />
        </IconButton>
      </div>
      {problem === undefined ? undefined : (
        <p className="small constraint__problem" role="status">
          {t("constraint.stale", { message: problem })}
        </p>
      )}
      <Tab tab={tab} control={control} />
    </>
  );
}

function Tab({ tab, control }: { readonly tab: ConstraintTab; readonly control: PlayheadControl }) {
  switch (tab) {
    case "finding":
      return <FindingCard control={control} />;
    case "waterfall":
      return <LossWaterfall control={control} />;
    case "costs":
      return <StopCosts control={control} />;
    case "whatIf":
      return <WhatIfTab />;
  }
}
