// Frames of the defects: list, card, Pareto, charts and alarms in every state, at the widths of the right dock.
import { useEffect, useMemo } from "react";
import { useHost, useLiveTable } from "../live/live-context.ts";
import { t } from "../messages/t.ts";
import { DefectPanel } from "../panels/defect/DefectPanel.tsx";
import { createPlayheadControl } from "../panels/timeline/playhead-control.ts";
import { useConnection } from "../state/connection.ts";
import { useDefects } from "../state/defects.ts";
import { usePeople } from "../state/people.ts";
import { type DefectTab, useRightDock } from "../state/right-dock.ts";
import { useSelection } from "../state/selection.ts";
import { docked, type Frame } from "./frame.tsx";
import { earlierFinding, machineFinding, qualityFinding, sensorFinding } from "./fixture-defect-findings.ts";
import { type FixtureDefectsName, fixtureDefects } from "./fixture-defect-panels.ts";
import { fixtureNowMs } from "./fixture-plant.ts";

export const defectFrameNames = [
  "findings",
  "findingsNarrow",
  "findingsLearning",
  "findingsQuiet",
  "findingsUnlearnt",
  "findingsLoading",
  "findingsRefused",
  "findingQuality",
  "findingMachine",
  "findingSensor",
  "findingDismissed",
  "findingReadOnly",
  "findingNarrow",
  "findingMachineNarrow",
  "defectPareto",
  "defectParetoNarrow",
  "defectParetoNone",
  "defectCharts",
  "defectChartsNarrow",
  "defectAlarms",
  "defectAlarmsNarrow",
] as const;

/** The defects, as wide as the right dock in a window of full HD; undefined = no report has come. */
const defectFrame = (
  tab: DefectTab,
  report: FixtureDefectsName | undefined,
  more: Partial<Frame> & { readonly shown?: string; readonly asset?: string } = {},
): Frame => ({
  width: 24,
  height: 52,
  show: () => docked(t("panel.defects"), <Defects />),
  ...more,
  before: () => {
    const { forget, tell, show } = useDefects.getState();
    forget();
    if (report !== undefined) tell(fixtureDefects[report]);
    show(more.shown);
    useSelection.getState().selectAsset(more.asset);
    useRightDock.getState().showDefects(tab);
    more.before?.();
  },
});

/** As wide as the right dock in a window of 1280 pixels. */
const narrow = { width: 19.5, height: 36 } as const;

export const defectFrames: Readonly<Record<(typeof defectFrameNames)[number], Frame>> = {
  findings: defectFrame("findings", "full"),
  findingsNarrow: defectFrame("findings", "full", narrow),
  findingsLearning: defectFrame("findings", "learning", { height: 36 }),
  findingsQuiet: defectFrame("findings", "quiet", { height: 36 }),
  findingsUnlearnt: defectFrame("findings", "unlearnt", { height: 24 }),
  findingsLoading: defectFrame("findings", undefined, { height: 24 }),
  findingsRefused: defectFrame("findings", undefined, {
    height: 24,
    before: () => useDefects.getState().refuse("The recording has no parts that were judged."),
  }),
  findingQuality: defectFrame("findings", "full", { shown: qualityFinding.id, height: 92 }),
  findingMachine: defectFrame("findings", "full", { shown: machineFinding.id, height: 92 }),
  findingSensor: defectFrame("findings", "full", { shown: sensorFinding.id, height: 72 }),
  findingDismissed: defectFrame("findings", "full", { shown: earlierFinding.id }),
  findingReadOnly: defectFrame("findings", "full", {
    shown: qualityFinding.id,
    before: () => useConnection.getState().opened({ right: "view", version: "gallery" }),
  }),
  findingMachineNarrow: defectFrame("findings", "full", { ...narrow, shown: machineFinding.id, height: 92 }),
  findingNarrow: defectFrame("findings", "full", { ...narrow, shown: qualityFinding.id, height: 92 }),
  defectPareto: defectFrame("pareto", "full"),
  defectParetoNarrow: defectFrame("pareto", "full", { ...narrow, height: 52 }),
  defectParetoNone: defectFrame("pareto", "unlearnt", { height: 24 }),
  defectCharts: defectFrame("charts", "full", { asset: "B50", height: 72 }),
  defectChartsNarrow: defectFrame("charts", "full", { ...narrow, asset: "B50" }),
  defectAlarms: defectFrame("alarms", "full", { height: 44 }),
  defectAlarmsNarrow: defectFrame("alarms", "full", narrow),
};

function Defects() {
  const [host, table] = [useHost(), useLiveTable()];
  const control = useMemo(() => createPlayheadControl(host, table), [host, table]);
  const version = usePeople((s) => s.version);
  useEffect(() => {
    void host
      .call("people.list", { fromMs: 0, toMs: fixtureNowMs, kind: "verdict" })
      .then(({ records }) =>
        useDefects.getState().tellVerdicts(records.filter((record) => record.kind === "verdict")),
      );
  }, [host, version]);
  return <DefectPanel control={control} />;
}
