// One panel of the interface alone, in a frame of the size it usually has. The panel is the app's own; only what is
// selected, and what the link says, is set here.
import { type ReactNode, useEffect, useMemo } from "react";
import { feedBottleneck } from "../live/bottleneck-feed.ts";
import {
  HostContext,
  type HostCaller,
  LiveTableContext,
  useHost,
  useLiveTable,
} from "../live/live-context.ts";
import type { LiveTable } from "../live/live-table.ts";
import { t } from "../messages/t.ts";
import { AssetTree } from "../panels/assets/AssetTree.tsx";
import { ConstraintPanel } from "../panels/bottleneck/ConstraintPanel.tsx";
import { ShiftReport } from "../panels/bottleneck/ShiftReport.tsx";
import { Inspector } from "../panels/inspector/Inspector.tsx";
import { KeysPage } from "../panels/keys/KeysPage.tsx";
import { LinkBanner } from "../panels/link/LinkBanner.tsx";
import { LossesPanel } from "../panels/losses/LossesPanel.tsx";
import { Schematic } from "../panels/schematic/Schematic.tsx";
import { ViewBar } from "../panels/schematic/ViewBar.tsx";
import { SourcesPage } from "../panels/sources/SourcesPage.tsx";
import { createPlayheadControl } from "../panels/timeline/playhead-control.ts";
import { TimelinePanel } from "../panels/timeline/TimelinePanel.tsx";
import { TimelineView } from "../panels/timeline/timeline-view.ts";
import { TopBar } from "../panels/topbar/TopBar.tsx";
import { useBottleneck } from "../state/bottleneck.ts";
import { ValidationPage } from "../panels/validation/ValidationPage.tsx";
import { useConnection } from "../state/connection.ts";
import { type ConstraintTab, type LossTab, useRightDock } from "../state/right-dock.ts";
import { useSelection } from "../state/selection.ts";
import { useWhatIf } from "../state/what-if.ts";
import { defectFrameNames, defectFrames } from "./defect-frames.tsx";
import { docked, type Frame } from "./frame.tsx";
import { clearReport, fixtureAdvice, type FixtureReportName, fixtureReports } from "./fixture-constraint.ts";
import { fixtureNowMs } from "./fixture-plant.ts";
import "../App.css";
import "./gallery.css";

const inspector = (): ReactNode => docked(t("panel.inspector"), <Inspector />);

export const panelNames = [
  "topbar",
  "topbarNarrow",
  "viewbar",
  "tree",
  "treeSelected",
  "overview",
  "asset",
  "assetDown",
  "buffer",
  "part",
  "gone",
  "losses",
  "lossesOfStation",
  "hours",
  "stops",
  "notes",
  "constraint",
  "constraintTied",
  "constraintUnknown",
  "constraintComputing",
  "constraintNothing",
  "constraintLoading",
  "constraintRefused",
  "constraintNarrow",
  "constraintWaterfall",
  "constraintStops",
  "constraintStopsComputing",
  "whatIf",
  "whatIfResult",
  ...defectFrameNames,
  "report",
  "timeline",
  "schematic",
  "sources",
  "keys",
  "validation",
  "lost",
  "notice",
] as const;
export type PanelName = (typeof panelNames)[number];

/** The losses, as wide as the right dock in a small window. */
const lossFrame = (tab: LossTab): Frame => ({
  width: 19.5,
  height: 32,
  show: () => docked(t("panel.losses"), <Losses />),
  before: () => useRightDock.getState().showLosses(tab),
});

/** The constraint, as wide as the right dock in a window of full HD; undefined = no report has come. */
const constraintFrame = (
  tab: ConstraintTab,
  report: FixtureReportName | undefined,
  more: Partial<Frame> = {},
): Frame => ({
  width: 24,
  height: 64,
  show: () => docked(t("panel.constraint"), <Constraint />),
  ...more,
  before: () => {
    useBottleneck.getState().forget();
    if (report !== undefined) useBottleneck.getState().report(fixtureReports[report], fixtureNowMs);
    useRightDock.setState({ stopsOf: undefined });
    useRightDock.getState().showConstraint(tab);
    more.before?.();
  },
});

const frames: Readonly<Record<PanelName, Frame>> = {
  topbar: { width: 118, height: 3.5, show: () => <TopBar /> },
  topbarNarrow: { width: 78, height: 3.5, show: () => <TopBar /> },
  viewbar: {
    width: 56,
    height: 2.25,
    show: () => <ViewBar />,
    before: () => useSelection.getState().selectAsset("B10a"),
  },
  tree: { width: 20, height: 48, show: () => docked(t("panel.assets"), <AssetTree />) },
  treeSelected: {
    width: 16,
    height: 30,
    show: () => docked(t("panel.assets"), <AssetTree />),
    before: () => useSelection.getState().selectAsset("D60"),
  },
  overview: { width: 22, height: 30, show: inspector },
  asset: {
    width: 22,
    height: 56,
    show: inspector,
    before: () => useSelection.getState().selectAsset("B10a"),
  },
  assetDown: {
    width: 22,
    height: 56,
    show: inspector,
    before: () => useSelection.getState().selectAsset("D60"),
  },
  buffer: {
    width: 22,
    height: 30,
    show: inspector,
    before: () => useSelection.getState().selectAsset("B10-in"),
  },
  part: {
    width: 22,
    height: 48,
    show: inspector,
    before: () => useSelection.getState().selectPart("P01200"),
  },
  gone: {
    width: 22,
    height: 16,
    show: inspector,
    before: () => useSelection.getState().selectAsset("no such asset"),
  },
  losses: lossFrame("oee"),
  lossesOfStation: {
    ...lossFrame("oee"),
    before: () => {
      useSelection.getState().selectAsset("B10a");
      useRightDock.getState().showLosses("oee");
    },
  },
  hours: lossFrame("hours"),
  stops: lossFrame("stops"),
  notes: lossFrame("notes"),
  constraint: constraintFrame("finding", "clear"),
  constraintTied: constraintFrame("finding", "tied"),
  constraintUnknown: constraintFrame("finding", "unknown"),
  constraintComputing: constraintFrame("finding", "computing"),
  constraintNothing: constraintFrame("finding", "nothing", { height: 24 }),
  constraintLoading: constraintFrame("finding", undefined, { height: 24 }),
  constraintRefused: constraintFrame("finding", undefined, {
    height: 24,
    before: () => useBottleneck.getState().refuse("The plant has no links, so that nothing can be followed."),
  }),
  constraintNarrow: constraintFrame("finding", "tied", { width: 16 }),
  constraintWaterfall: constraintFrame("waterfall", "clear", { height: 38 }),
  constraintStops: constraintFrame("costs", "clear", { height: 40 }),
  constraintStopsComputing: constraintFrame("costs", "computing", { width: 19.5, height: 40 }),
  whatIf: constraintFrame("whatIf", "clear", { width: 19.5, height: 40 }),
  whatIfResult: constraintFrame("whatIf", "clear", {
    height: 56,
    before: () => {
      const { add, run } = useWhatIf.getState();
      for (const { change } of fixtureAdvice.slice(1, 3)) add(change);
      run();
    },
  }),
  ...defectFrames,
  report: {
    width: 60,
    height: 90,
    show: () => <ShiftReport />,
    before: () => useBottleneck.getState().report(clearReport, fixtureNowMs),
  },
  timeline: { width: 90, height: 22, show: () => <Timeline /> },
  schematic: { width: 72, height: 36, show: () => <Schematic /> },
  sources: { width: 64, height: 40, show: () => <SourcesPage /> },
  keys: { width: 56, height: 36, show: () => <KeysPage /> },
  validation: { width: 72, height: 48, show: () => <ValidationPage /> },
  lost: {
    width: 90,
    height: 2.25,
    show: () => <LinkBanner />,
    before: () => useConnection.getState().setLink({ kind: "lost", asOfMs: undefined }),
  },
  notice: {
    width: 90,
    height: 2.25,
    show: () => <LinkBanner />,
    before: () => useConnection.getState().say(t("view.contextLost")),
  },
};

export interface PanelFrameProps {
  readonly name: PanelName;
  readonly table: LiveTable;
  readonly host: HostCaller;
}

export function PanelFrame({ name, table, host }: PanelFrameProps) {
  const frame = frames[name];
  useMemo(() => frame.before?.(), [frame]);
  return (
    <LiveTableContext value={table}>
      <HostContext value={host}>
        <div className="panel-frame" style={{ width: `${frame.width}rem`, height: `${frame.height}rem` }}>
          {frame.show()}
        </div>
      </HostContext>
    </LiveTableContext>
  );
}

function Losses() {
  const [host, table] = [useHost(), useLiveTable()];
  const control = useMemo(() => createPlayheadControl(host, table), [host, table]);
  return <LossesPanel control={control} />;
}

function Constraint() {
  const [host, table] = [useHost(), useLiveTable()];
  const control = useMemo(() => createPlayheadControl(host, table), [host, table]);
  return <ConstraintPanel control={control} />;
}

function Timeline() {
  const [host, table] = [useHost(), useLiveTable()];
  const control = useMemo(() => createPlayheadControl(host, table), [host, table]);
  const view = useMemo(() => new TimelineView(table), [table]);
  useEffect(() => {
    const feed = feedBottleneck(host, table);
    return () => feed[Symbol.dispose]();
  }, [host, table]);
  return <TimelinePanel control={control} view={view} />;
}
