// Gallery page of the interface on fixture data. Knows no host process and no scene but the app's own.
//   (nothing)          the whole desk: `select=B10a`, `part=M02600`, `page=sources|keys|report|validation`, `mode=scene`, `stale`,
//                      `blank` (a scene that draws nothing),
//                      `defects` (the fixture's findings), `finding=ID` (the one looked at)
//   panel=NAME         one panel of panel-frames.tsx in a frame of its usual size
//   view=states        every state as it is drawn, in every theme
// `theme=light|dark|show`; `still` stops the clock, so that two pictures are the same.
import { createRoot } from "react-dom/client";
import "@fontsource-variable/inter/wght.css";
import "../ui/theme.css";
import "../ui/base.css";
import { defined } from "#shared/base/assert.ts";
import { ManualClock, wallClock } from "#shared/base/clock.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import plantUrl from "../../assets/plants/demo/plant.json?url";
import { App, type AppProps } from "../App.tsx";
import { LiveTable } from "../live/live-table.ts";
import { useBottleneck } from "../state/bottleneck.ts";
import { useConnection } from "../state/connection.ts";
import { frameCounters } from "../scene/frame-counters.ts";
import { type FrameReading, useFrameBudget } from "../state/frame-budget.ts";
import { useLayout } from "../state/layout.ts";
import { useDefects } from "../state/defects.ts";
import {
  type ConstraintTab,
  constraintTabs,
  type DefectTab,
  defectTabs,
  useRightDock,
} from "../state/right-dock.ts";
import { useSelection } from "../state/selection.ts";
import { themeNames, useView, type View } from "../state/view.ts";
import { commitCounts } from "../ui/commit-counter.ts";
import { type FixtureReportName, fixtureReports } from "./fixture-constraint.ts";
import { type FixtureDefectsName, fixtureDefects, fixtureVerdicts } from "./fixture-defect-panels.ts";
import { fixtureDefects as sceneDefects } from "./fixture-defects.ts";
import { FixtureHost } from "./fixture-host.ts";
import { fixtureNowMs } from "./fixture-plant.ts";
import { PanelFrame, panelNames } from "./PanelFrame.tsx";
import { StatesPage } from "./StatesPage.tsx";

/** What frames cost where no scene draws any: every figure is there, each as wide as it gets. */
const fixtureReading: FrameReading = {
  cpuMs: [2.4, 3.1, 2.2, 8.9, 2.6],
  medianMs: 2.6,
  worstMs: 8.9,
  framesPerSecond: 30,
  perSecond: { animation: 26, data: 3, ui: 1 },
  gpuMs: 103.4,
  draws: 143,
  triangles: 1_482_310,
  uploadBytes: 57_344,
  pixelRatio: 0.75,
  gpuName: "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
};

const drawnScene: AppProps["scene"] = async () => (await import("../scene/Scene.tsx")).Scene;
/** Nothing is drawn: for what is laid over the picture, where software GL would take minutes. */
const blankScene: AppProps["scene"] = () => Promise.resolve(() => null);

const options = new URLSearchParams(location.search);
const root = createRoot(defined(document.getElementById("root") ?? undefined, "#root"));
let fixtureHost: FixtureHost | undefined;
const theme = themeNames.find((name) => name === options.get("theme")) ?? "light";
document.documentElement.dataset["theme"] = theme;

if (options.get("view") === "states") root.render(<StatesPage />);
else {
  const plant = resolvePlant(plantSchema.parse(await (await fetch(plantUrl)).json()));
  const clock = options.has("still") ? new ManualClock(fixtureNowMs) : wallClock;
  const table = new LiveTable(plant, clock);
  const host = new FixtureHost(plant, table, clock);
  fixtureHost = host;

  useView.setState({ theme });
  useView.getState().setMode(options.get("mode") === "scene" ? "scene" : "schematic");
  if (options.get("tier") === "light") useView.getState().reportTier("light");
  const page = options.get("page");
  if (
    page === "sources" ||
    page === "keys" ||
    page === "report" ||
    page === "validation" ||
    page === "baseline"
  )
    useView.getState().openPage(page);
  useConnection.getState().opened({ right: "operate", version: "gallery" });
  useSelection.getState().selectAsset(options.get("select") ?? undefined);
  if (options.has("defects") || options.has("finding")) {
    host.defects = sceneDefects();
    useDefects.getState().tell(host.defects);
    useDefects.getState().show(options.get("finding") ?? undefined);
  }
  const part = options.get("part");
  if (part !== null) useSelection.getState().selectPart(part);
  host.start(options.has("stale"));
  // A scene brings its own.
  useFrameBudget.setState({ reader: { watch: () => () => undefined, read: () => fixtureReading } });

  const panel = panelNames.find((name) => name === options.get("panel"));
  root.render(
    panel === undefined ? (
      <App table={table} host={host} scene={options.has("blank") ? blankScene : drawnScene} />
    ) : (
      <PanelFrame name={panel} table={table} host={host} />
    ),
  );
  Object.assign(window, {
    gemba: {
      commitCounts,
      table: () => table,
      scene: () => frameCounters,
      screenPlaceOf: async (assetId: string) =>
        (await import("../scene/scene-driver.ts")).SceneDriver.current?.screenPlaceOf(assetId),
    },
  });
}
/** What tests may do to the desk, as a person would with pointer and keys, without the way there. */
const desk = {
  panelNames,
  constraintTabs,
  defectTabs,
  defectNames: Object.keys(fixtureDefects) as FixtureDefectsName[],
  /** Findings of the full report, each with a card of its own. */
  findingIds: fixtureDefects.full.findings.map(({ id }) => id),
  reportNames: Object.keys(fixtureReports) as FixtureReportName[],
  themeNames,
  arrange(
    name: View["theme"],
    collapsed: Record<string, boolean>,
    page: View["page"],
    budget: boolean,
  ): void {
    useView.setState({ theme: name });
    useLayout.setState((now) => ({ collapsed: { ...now.collapsed, ...collapsed }, budget }));
    useView.getState().openPage(page);
  },
  select(id: string): void {
    useSelection.getState().selectAsset(id);
  },
  selectPart(serial: string): void {
    useSelection.getState().selectPart(serial);
  },
  frame(id: string): void {
    useSelection.getState().selectAsset(id);
    useSelection.getState().requestFrame();
  },
  /** The constraint in the right dock, with a report of the fixture. */
  showConstraint(tab: ConstraintTab, report: FixtureReportName): void {
    useBottleneck.getState().report(fixtureReports[report], fixtureNowMs);
    useRightDock.getState().showConstraint(tab);
  },
  /** The defects in the right dock, with a report of the fixture and the card of one of its findings. */
  showDefects(tab: DefectTab, report: FixtureDefectsName, shown: string | undefined): void {
    if (fixtureHost !== undefined) fixtureHost.defects = fixtureDefects[report];
    useDefects.getState().tell(fixtureDefects[report]);
    useDefects.getState().tellVerdicts(report === "full" ? fixtureVerdicts : []);
    useDefects.getState().show(shown);
    useRightDock.getState().showDefects(tab);
  },
  loseLink(): void {
    useConnection.getState().setLink({ kind: "lost", asOfMs: fixtureNowMs });
  },
};
export type Desk = typeof desk;
Object.assign(window, { desk });
