// Defects in the right dock: findings with their evidence, bad parts by class and place, control charts, load of alarms.
// What is flagged comes from one report (state/defects.ts); charts and alarms are asked for when they are looked at.
import type { DefectReport } from "#shared/model/defect-schema.ts";
import { t } from "../../messages/t.ts";
import { shownFinding, useDefects } from "../../state/defects.ts";
import { type DefectTab, defectTabs, useRightDock } from "../../state/right-dock.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { AlarmsTab } from "./AlarmsTab.tsx";
import { ChartsTab } from "./ChartsTab.tsx";
import { FindingCard } from "./FindingCard.tsx";
import { FindingsTab } from "./FindingsTab.tsx";
import { ParetoTab } from "./ParetoTab.tsx";
import "./defect-charts.css";
import "./defect.css";

export function DefectPanel({ control }: { readonly control: PlayheadControl }) {
  const tab = useRightDock((s) => s.defectTab);
  const showDefects = useRightDock((s) => s.showDefects);
  return (
    <div className="defects">
      <Segmented
        className="defects__tabs"
        label={t("defects.tabs")}
        values={defectTabs}
        value={tab}
        text={(each) => t(`defects.tab.${each}`)}
        onChange={showDefects}
        fill
      />
      {tab === "alarms" ? <AlarmsTab /> : <OfReport tab={tab} control={control} />}
    </div>
  );
}

interface OfReportProps {
  readonly tab: Exclude<DefectTab, "alarms">;
  readonly control: PlayheadControl;
}

function OfReport({ tab, control }: OfReportProps) {
  const report = useDefects((s) => s.report);
  const problem = useDefects((s) => s.problem);
  if (report === undefined)
    return (
      <p className="notice" role="status">
        {problem === undefined ? t("defects.loading") : t("defects.unavailable", { message: problem })}
      </p>
    );
  return (
    <>
      {problem === undefined ? undefined : (
        <p className="small defects__problem" role="status">
          {t("defects.stale", { message: problem })}
        </p>
      )}
      <Tab tab={tab} report={report} control={control} />
    </>
  );
}

function Tab({ tab, report, control }: OfReportProps & { readonly report: DefectReport }) {
  const finding = useDefects(shownFinding);
  switch (tab) {
    case "findings":
      return finding === undefined ? (
        <FindingsTab report={report} control={control} />
      ) : (
        <FindingCard key={finding.id} report={report} finding={finding} control={control} />
      );
    case "pareto":
      return <ParetoTab report={report} control={control} />;
    case "charts":
      return <ChartsTab report={report} control={control} />;
  }
}
