// Everything that can be done by name or by key, once. Keys, the list of keys, tooltips and the palette read it.
// Names and keys are in shared/commands/command-table.ts, because the desktop's menu shows them too.
// Made anew whenever it is read, because views come and go; making it is a few dozen small objects.
import { listedCommand } from "#shared/commands/command-table.ts";
import { t } from "../../messages/t.ts";
import { useCamera } from "../../state/camera.ts";
import { useConnection } from "../../state/connection.ts";
import { type DockName, useLayout } from "../../state/layout.ts";
import { useOverlay } from "../../state/overlay.ts";
import { useRightDock } from "../../state/right-dock.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { layerNames, themeNames, tierChoices, useView } from "../../state/view.ts";
import { listViews, restoreView, useViews } from "../../state/views.ts";
import { useTimeline } from "../../state/timeline.ts";
import { selectionTo } from "../timeline/lanes-gestures.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { zoomStep } from "../timeline/time-window.ts";
import type { TimelineView } from "../timeline/timeline-view.ts";
import type { Command } from "./command.ts";
import {
  constraintCommands,
  type ConstraintContext,
  defectCommands,
  type DefectContext,
} from "./dock-commands.ts";

export interface CommandContext extends ConstraintContext, DefectContext {
  readonly control: PlayheadControl;
  readonly timeline: TimelineView;
  /** Plant time shown now. */
  readonly timeMs: () => number;
  /** Saves a picture of what is looked at. */
  readonly savePicture: () => void;
  /** Whether the plant still has an asset. */
  readonly hasAsset: (id: string) => boolean;
}

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const docks: readonly DockName[] = ["left", "right", "bottom"];

/** All commands as they are now. The first that fits a key and can be done is done. */
export function commandList(context: CommandContext): readonly Command[] {
  return [
    ...helpCommands(),
    ...cameraCommands(context),
    ...viewCommands(context),
    ...timeCommands(context),
    ...deskCommands(context),
  ];
}

function helpCommands(): Command[] {
  const view = useView.getState;
  return [
    {
      ...listedCommand("palette"),
      run: () => useOverlay.getState().show("palette"),
      unlisted: true,
    },
    {
      id: "page.close",
      group: "help",
      title: t("command.closePage"),
      keys: ["Esc"],
      run: () => view().openPage(undefined),
      enabled: () => view().page !== undefined,
      unlisted: true,
    },
    {
      ...listedCommand("help.keys"),
      run: () => view().openPage(view().page === "keys" ? undefined : "keys"),
      checked: () => view().page === "keys",
    },
    {
      ...listedCommand("help.validation"),
      run: () => view().openPage(view().page === "validation" ? undefined : "validation"),
      checked: () => view().page === "validation",
    },
  ];
}

function cameraCommands({ hasAsset }: CommandContext): Command[] {
  const views = useViews.getState();
  return [
    {
      ...listedCommand("camera.home"),
      run: () => useCamera.getState().go("home"),
    },
    {
      ...listedCommand("camera.frame"),
      run: () => useSelection.getState().requestFrame(),
      enabled: () => useSelection.getState().assetId !== undefined,
    },
    ...listViews(views).map((each): Command => ({
      id: each.own === undefined ? `view.plant.${each.name}` : `view.own.${each.name}`,
      group: "camera",
      title: t(each.own === undefined ? "command.view" : "command.ownView", { name: each.name }),
      keys: each.key === undefined ? [] : [String(each.key)],
      run: () => restoreView(each, hasAsset),
    })),
    {
      ...listedCommand("view.save"),
      run: () => useOverlay.getState().show("views", { naming: true }),
    },
    ...digits.map((digit): Command => ({
      id: `view.save.${digit}`,
      group: "camera",
      title: t("command.saveOn", { digit }),
      keys: [`Shift+${digit}`],
      run: () => saveOn(digit),
      unlisted: true,
    })),
  ];
}

/** Keeps the present view on a digit and says so; a view that was there keeps its name. */
function saveOn(digit: number): void {
  const { own, save } = useViews.getState();
  const name = own.find(({ key }) => key === digit)?.name ?? t("views.newName", { number: own.length + 1 });
  save(name, digit);
  useConnection.getState().say(t("views.saved", { name, digit }));
}

function viewCommands({ savePicture }: CommandContext): Command[] {
  const view = useView.getState;
  const sceneThere = (): boolean => view().sceneProblem === undefined;
  return [
    {
      ...listedCommand("view.schematic"),
      run: () => view().setMode(view().mode === "scene" ? "schematic" : "scene"),
      enabled: sceneThere,
    },
    { ...listedCommand("view.picture"), run: savePicture },
    ...layerNames.map((layer): Command => ({
      ...listedCommand(`layer.${layer}`),
      run: () => view().toggleLayer(layer),
      checked: () => view().layers[layer],
    })),
    ...themeNames.map((theme): Command => ({
      ...listedCommand(`theme.${theme}`),
      run: () => view().setTheme(theme),
      checked: () => view().theme === theme,
    })),
    ...tierChoices.map((tier): Command => ({
      ...listedCommand(`tier.${tier}`),
      run: () => view().setTier(tier),
      checked: () => view().tier === tier,
      enabled: sceneThere,
    })),
  ];
}

function timeCommands({ control, timeline, timeMs }: CommandContext): Command[] {
  const selected = (): string | undefined => useSelection.getState().assetId;
  const choices = useTimeline.getState;
  const time = (id: string, run: () => void, more: Partial<Command> = {}): Command => ({
    ...listedCommand(`time.${id}`),
    run,
    ...more,
  });
  const ofOne = { enabled: () => selected() !== undefined };
  const ofSelection = { enabled: () => choices().selection !== undefined };
  const selectTo = (edge: "from" | "to"): void =>
    control.select(selectionTo(edge, timeMs(), timeline.range(), choices().selection));
  return [
    time("toggle", () => control.toggle()),
    time("backward", () => control.faster(-1)),
    time("pause", () => control.pause()),
    time("forward", () => control.faster(1)),
    time("previous", () => control.step(-1, "event", selected())),
    time("next", () => control.step(1, "event", selected())),
    time("previousMark", () => control.step(-1, "mark", undefined)),
    time("nextMark", () => control.step(1, "mark", undefined)),
    time("previousCycle", () => control.step(-1, "cycle", selected()), ofOne),
    time("nextCycle", () => control.step(1, "cycle", selected()), ofOne),
    time("start", () => control.start()),
    time("live", () => {
      timeline.follow();
      control.live();
    }),
    time("zoomIn", () => timeline.zoom(1 / zoomStep)),
    time("zoomOut", () => timeline.zoom(zoomStep)),
    time("fit", () => timeline.fit()),
    time("selectFrom", () => selectTo("from")),
    time("selectTo", () => selectTo("to")),
    time("loop", () => control.setLoop(usePlayback.getState().playhead?.loop === undefined), {
      ...ofSelection,
      checked: () => usePlayback.getState().playhead?.loop !== undefined,
    }),
    time("clearSelection", () => control.select(undefined), ofSelection),
    time("knownThen", () => choices().setKnownThen(!choices().knownThen), {
      checked: () => choices().knownThen,
    }),
    { ...listedCommand("note.add"), run: beginNote },
  ];
}

/** Opens the field for a note, or says why there is none. */
function beginNote(): void {
  const { right, say } = useConnection.getState();
  if (right === "operate") useOverlay.getState().show("note");
  else say(t("notes.noRight"));
}

function deskCommands(context: CommandContext): Command[] {
  const layout = useLayout.getState;
  return [
    {
      ...listedCommand("desk.search"),
      run: () => {
        layout().unfold("left");
        requestAnimationFrame(() => document.getElementById("tree-search")?.focus());
      },
    },
    {
      ...listedCommand("desk.budget"),
      run: () => layout().toggleBudget(),
      checked: () => layout().budget && !layout().collapsed.bottom,
    },
    {
      ...listedCommand("desk.losses"),
      run: () => {
        layout().unfold("right");
        useRightDock.getState().show(useRightDock.getState().panel === "losses" ? "inspector" : "losses");
      },
      checked: () => useRightDock.getState().panel === "losses" && !layout().collapsed.right,
    },
    ...constraintCommands(context),
    ...defectCommands(context),
    {
      ...listedCommand("desk.recordings"),
      run: () =>
        useView.getState().openPage(useView.getState().page === "recordings" ? undefined : "recordings"),
      checked: () => useView.getState().page === "recordings",
    },
    {
      ...listedCommand("desk.sources"),
      run: () => useView.getState().openPage(useView.getState().page === "sources" ? undefined : "sources"),
      checked: () => useView.getState().page === "sources",
    },
    ...docks.map((dock): Command => ({
      ...listedCommand(`desk.${dock}`),
      run: () => layout().toggle(dock),
      checked: () => !layout().collapsed[dock],
    })),
    {
      ...listedCommand("desk.all"),
      run: () => layout().toggleAll(),
    },
  ];
}
