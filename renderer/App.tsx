// The shell: top bar, docks and centre, the two contexts, one error boundary for each panel. Renders on choices only,
// never because of a frame.
import { type ComponentType, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { ChevronLeft, ChevronRight, ChevronUp } from "lucide-react";
import { feedBottleneck } from "./live/bottleneck-feed.ts";
import { feedDefects } from "./live/defect-feed.ts";
import { feedFlow } from "./live/flow-feed.ts";
import { HostContext, type HostCaller, LiveTableContext } from "./live/live-context.ts";
import type { LiveTable } from "./live/live-table.ts";
import { spareTicks } from "./live/ticker.ts";
import { formatFixed } from "./messages/format.ts";
import { t } from "./messages/t.ts";
import { AssetTree } from "./panels/assets/AssetTree.tsx";
import { ConstraintPanel } from "./panels/bottleneck/ConstraintPanel.tsx";
import { showConstraint } from "./panels/bottleneck/ShowMe.tsx";
import { ShiftReport } from "./panels/bottleneck/ShiftReport.tsx";
import { FrameBudget } from "./panels/budget/FrameBudget.tsx";
import { commandList } from "./panels/commands/command-list.ts";
import { runNamed } from "./panels/commands/command.ts";
import { CommandsContext } from "./panels/commands/commands-context.ts";
import { Palette } from "./panels/commands/Palette.tsx";
import { DefectPanel } from "./panels/defect/DefectPanel.tsx";
import { goToFindingInTurn } from "./panels/defect/go-to-finding.ts";
import { FindingLegend } from "./panels/defect/FindingLegend.tsx";
import { HoverTip } from "./panels/hover/HoverTip.tsx";
import { Inspector } from "./panels/inspector/Inspector.tsx";
import { listenForKeys } from "./panels/keys/key-map.ts";
import { KeysPage } from "./panels/keys/KeysPage.tsx";
import { LinkBanner } from "./panels/link/LinkBanner.tsx";
import { LossesPanel } from "./panels/losses/LossesPanel.tsx";
import { NoteEditor } from "./panels/notes/NoteEditor.tsx";
import { Schematic } from "./panels/schematic/Schematic.tsx";
import { ViewBar } from "./panels/schematic/ViewBar.tsx";
import { ImportDrop } from "./panels/recordings/ImportDrop.tsx";
import { savePicture } from "./panels/picture/save-picture.ts";
import { RecordingsPage } from "./panels/recordings/RecordingsPage.tsx";
import { SourcesPage } from "./panels/sources/SourcesPage.tsx";
import { createPlayheadControl } from "./panels/timeline/playhead-control.ts";
import { TimelinePanel } from "./panels/timeline/TimelinePanel.tsx";
import { TimelineView } from "./panels/timeline/timeline-view.ts";
import { WhereYouAre } from "./panels/timeline/WhereYouAre.tsx";
import { BaselinePage } from "./panels/defect/BaselinePage.tsx";
import { ValidationPage } from "./panels/validation/ValidationPage.tsx";
import { TopBar } from "./panels/topbar/TopBar.tsx";
import type { SceneEvent, SceneProps } from "./scene/Scene.tsx";
import { linkIsStale, useConnection } from "./state/connection.ts";
import { type DockName, dockLimits, useLayout } from "./state/layout.ts";
import { type RightPanel, rightPanels, useRightDock } from "./state/right-dock.ts";
import { useView } from "./state/view.ts";
import { useCommitCounter } from "./ui/commit-counter.ts";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import { IconButton } from "./ui/IconButton.tsx";
import { Panel } from "./ui/Panel.tsx";
import { Segmented } from "./ui/Segmented.tsx";
import { Splitter } from "./ui/Splitter.tsx";
import { TooltipLayer } from "./ui/TooltipLayer.tsx";
import "./App.css";

/** Lanes at first in the show theme, rem. */
const showBottomRem = 15;

export interface AppProps {
  readonly table: LiveTable;
  readonly host: HostCaller;
  /** Given, so that a page without WebGL never loads it. */
  readonly scene: () => Promise<ComponentType<SceneProps>>;
  /** Commands that come by their id, from a desktop's menu. */
  readonly onNamedCommand?: (run: (id: string) => void) => Disposable;
}

export function App({ table, host, scene, onNamedCommand }: AppProps) {
  useCommitCounter("app");
  const shell = useRef<HTMLDivElement>(null);
  const theme = useView((s) => s.theme);
  const page = useView((s) => s.page);
  const stale = useConnection((s) => linkIsStale(s.link));
  const kept = useLayout((s) => s.size);
  const bottomChosen = useLayout((s) => s.chosen.bottom);
  const collapsed = useLayout((s) => s.collapsed);
  const resize = useLayout((s) => s.resize);
  const toggle = useLayout((s) => s.toggle);
  const control = useMemo(() => createPlayheadControl(host, table), [host, table]);
  const timeline = useMemo(() => new TimelineView(table), [table]);
  const commands = useMemo(
    () => () =>
      commandList({
        control,
        timeline,
        timeMs: () => table.timeMs(),
        savePicture: () => void savePicture(table),
        goToConstraint: () => showConstraint(table.plant, control),
        goToFinding: (which) => goToFindingInTurn(table.plant, control, which),
        hasAsset: (id) => table.plant.assetRowById.has(id),
      }),
    [control, timeline, table],
  );
  const budget = useLayout((s) => s.budget);
  const right = useRightDock((s) => s.panel);
  useEffect(() => listenForKeys(commands), [commands]);
  useEffect(() => {
    const listening = onNamedCommand?.((id) => runNamed(commands(), id));
    return () => listening?.[Symbol.dispose]();
  }, [commands, onNamedCommand]);
  useEffect(() => {
    const feeds = [feedBottleneck(host, table), feedFlow(host, table), feedDefects(host, table)];
    return () => {
      for (const feed of feeds) feed[Symbol.dispose]();
    };
  }, [host, table]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  useEffect(() => {
    const fit = (): void => useLayout.getState().fit(innerWidth, innerHeight);
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, []);
  // In the show theme the hall goes on behind the panels, where something draws it that can afford to.
  const affordable = useView((s) => s.chosenTier !== undefined && s.chosenTier !== "light");
  const inScene = useView((s) => s.mode === "scene" && s.sceneProblem === undefined);
  const behind = theme === "show" && affordable && inScene;
  const drawnInSoftware = useView((s) => s.chosenTier === "light" || s.sceneProblem !== undefined);
  useEffect(() => {
    spareTicks(drawnInSoftware);
  }, [drawnInSoftware]);

  // Those who are shown the plant see more of it, until they ask for more lanes.
  const size =
    theme === "show" && !bottomChosen ? { ...kept, bottom: Math.min(kept.bottom, showBottomRem) } : kept;

  const splitter = (dock: DockName, label: string): ReactNode => (
    <Splitter
      label={t("panel.resize", { panel: label })}
      orientation={dock === "bottom" ? "horizontal" : "vertical"}
      direction={dock === "left" ? 1 : -1}
      sizeRem={size[dock]}
      lowRem={dockLimits[dock].low}
      highRem={dockLimits[dock].high}
      onPreview={(rem) => shell.current?.style.setProperty(`--${dock}`, `${rem}rem`)}
      onResize={(rem) => resize(dock, rem)}
      onToggle={() => toggle(dock)}
    />
  );

  return (
    <LiveTableContext value={table}>
      <HostContext value={host}>
        <CommandsContext value={commands}>
          <div
            ref={shell}
            className="shell"
            data-link={stale ? "stale" : "live"}
            data-behind={behind}
            style={{
              "--left": `${size.left}rem`,
              "--right": `${size.right}rem`,
              "--bottom": `${size.bottom}rem`,
            }}
          >
            <Guarded>
              <TopBar />
            </Guarded>
            <Guarded>
              <LinkBanner />
            </Guarded>
            <div className="shell__middle">
              {collapsed.left ? (
                <Folded dock="left" label={t("panel.assets")} />
              ) : (
                <>
                  <div className="dock dock--left">
                    <Panel title={t("panel.assets")} actions={<Fold dock="left" label={t("panel.assets")} />}>
                      <Guarded>
                        <AssetTree />
                      </Guarded>
                    </Panel>
                  </div>
                  {splitter("left", t("panel.assets"))}
                </>
              )}
              <main className="centre">
                <Guarded>
                  <ViewBar />
                </Guarded>
                <div className="centre__stage">
                  <Stage scene={scene} covered={page !== undefined} />
                  {page === undefined ? (
                    <Guarded>
                      <FindingLegend />
                    </Guarded>
                  ) : (
                    <div className="centre__page">
                      <Guarded key={page}>
                        {page === "sources" ? (
                          <SourcesPage />
                        ) : page === "recordings" ? (
                          <RecordingsPage />
                        ) : page === "report" ? (
                          <ShiftReport />
                        ) : page === "baseline" ? (
                          <BaselinePage />
                        ) : page === "validation" ? (
                          <ValidationPage />
                        ) : (
                          <KeysPage />
                        )}
                      </Guarded>
                    </div>
                  )}
                  <Guarded>
                    <NoteEditor />
                  </Guarded>
                </div>
              </main>
              {collapsed.right ? (
                <Folded dock="right" label={t(`panel.${right}`)} />
              ) : (
                <>
                  {splitter("right", t(`panel.${right}`))}
                  <div className="dock dock--right">
                    <Panel
                      title={t(`panel.${right}`)}
                      heading={<RightTabs shown={right} />}
                      actions={<Fold dock="right" label={t(`panel.${right}`)} />}
                    >
                      <Guarded key={right}>
                        {right === "inspector" ? (
                          <Inspector />
                        ) : right === "losses" ? (
                          <LossesPanel control={control} />
                        ) : right === "constraint" ? (
                          <ConstraintPanel control={control} />
                        ) : (
                          <DefectPanel control={control} />
                        )}
                      </Guarded>
                    </Panel>
                  </div>
                </>
              )}
            </div>
            {collapsed.bottom ? (
              <Folded dock="bottom" label={t("panel.timeline")}>
                <WhereYouAre />
              </Folded>
            ) : (
              <>
                {splitter("bottom", t("panel.timeline"))}
                <div className="dock dock--bottom">
                  <Guarded>
                    <TimelinePanel control={control} view={timeline} />
                  </Guarded>
                  {budget ? (
                    <Guarded>
                      <FrameBudget />
                    </Guarded>
                  ) : undefined}
                </div>
              </>
            )}
            <Guarded>
              <Palette />
            </Guarded>
            <Guarded>
              <ImportDrop />
            </Guarded>
            <HoverTip />
            <TooltipLayer />
          </div>
        </CommandsContext>
      </HostContext>
    </LiveTableContext>
  );
}

/** The scene, or the schematic where a person or the machine prefers it. The scene stays mounted while hidden. */
interface StageProps extends Pick<AppProps, "scene"> {
  /** A page lies over it: what cannot be seen cannot be reached either. */
  readonly covered: boolean;
}

function Stage({ scene, covered }: StageProps) {
  const free = useRef<HTMLDivElement>(null);
  useCommitCounter("stage");
  const mode = useView((s) => s.mode);
  const sceneProblem = useView((s) => s.sceneProblem);
  const reportSceneProblem = useView((s) => s.reportSceneProblem);
  const flat = mode === "schematic" || sceneProblem !== undefined;
  const wanted = useRef(!flat);
  if (!flat) wanted.current = true;
  return (
    <>
      <div ref={free} className="centre__free" />
      {wanted.current && sceneProblem === undefined ? (
        <div className="centre__view centre__view--scene" data-hidden={flat} inert={flat || covered}>
          <Guarded>
            <LoadedScene scene={scene} onProblem={reportSceneProblem} onEvent={heedScene} freeArea={free} />
          </Guarded>
        </div>
      ) : undefined}
      {flat ? (
        <div className="centre__view" inert={covered}>
          <Guarded>
            <Schematic />
          </Guarded>
        </div>
      ) : undefined}
    </>
  );
}

/** The scene as soon as it is loaded. Not `lazy`: React holds back what follows a fallback by 0.3 s. */
function LoadedScene({ scene, ...props }: Pick<AppProps, "scene"> & SceneProps) {
  const [loaded, setLoaded] = useState<
    { readonly Scene: ComponentType<SceneProps> } | { readonly cause: unknown }
  >();
  useEffect(() => {
    let wanted = true;
    scene().then(
      (Scene) => wanted && setLoaded({ Scene }),
      (cause: unknown) => wanted && setLoaded({ cause }),
    );
    return () => {
      wanted = false;
    };
  }, [scene]);
  if (loaded === undefined) return <p className="notice">{t("app.loadingScene")}</p>;
  if ("cause" in loaded) throw loaded.cause;
  return <loaded.Scene {...props} />;
}

/** A lost graphics context is said, and its return too. */
function heedScene(event: SceneEvent): void {
  switch (event.kind) {
    case "contextLost":
      useConnection.getState().say(t("view.contextLost"));
      return;
    case "contextRestored":
      useConnection
        .getState()
        .say(t("view.contextRestored", { seconds: formatFixed(event.afterMs / 1000, 1) }));
      return;
  }
}

function Guarded({ children }: { readonly children: ReactNode }) {
  return (
    <ErrorBoundary title={t("panel.broken")} hint={t("panel.brokenHint")} retry={t("panel.retry")}>
      {children}
    </ErrorBoundary>
  );
}

/** What the right dock shows, to choose from. */
function RightTabs({ shown }: { readonly shown: RightPanel }) {
  const show = useRightDock((s) => s.show);
  return (
    <Segmented
      className="dock__tabs"
      values={rightPanels}
      value={shown}
      text={(panel) => t(`panel.${panel}`)}
      onChange={show}
    />
  );
}

function Fold({ dock, label }: { readonly dock: "left" | "right"; readonly label: string }) {
  const toggle = useLayout((s) => s.toggle);
  return (
    <IconButton label={t("panel.collapse", { panel: label })} onClick={() => toggle(dock)}>
      {dock === "left" ? <ChevronLeft /> : <ChevronRight />}
    </IconButton>
  );
}

interface FoldedProps {
  readonly dock: DockName;
  readonly label: string;
  /** What is worth knowing while it is folded. */
  readonly children?: ReactNode;
}

/** A folded dock: a bar that brings it back. */
function Folded({ dock, label, children }: FoldedProps) {
  const toggle = useLayout((s) => s.toggle);
  return (
    <button
      type="button"
      className={`folded folded--${dock}`}
      aria-label={t("panel.expand", { panel: label })}
      data-tip={t("panel.expand", { panel: label })}
      onClick={() => toggle(dock)}
    >
      {dock === "left" ? <ChevronRight /> : dock === "right" ? <ChevronLeft /> : <ChevronUp />}
      <span>{label}</span>
      {children}
    </button>
  );
}
