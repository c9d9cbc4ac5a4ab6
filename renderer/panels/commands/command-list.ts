// Everything that can be done by name or by key, once. Keys, the list of keys, tooltips and the palette read it.
// Made anew whenever it is read, because views come and go; making it is a few dozen small objects.
import { t, tWord } from "../../messages/t.ts";
import { useCamera } from "../../state/camera.ts";
import { useConnection } from "../../state/connection.ts";
import { type DockName, useLayout } from "../../state/layout.ts";
import { useOverlay } from "../../state/overlay.ts";
import { useSelection } from "../../state/selection.ts";
import { layerNames, themeNames, tierChoices, useView } from "../../state/view.ts";
import { listViews, restoreView, useViews } from "../../state/views.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import type { Command } from "./command.ts";

export interface CommandContext {
  readonly control: PlayheadControl;
  /** Whether the plant still has an asset. */
  readonly hasAsset: (id: string) => boolean;
}

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const docks: readonly {
  readonly dock: DockName;
  readonly label: "panel.assets" | "panel.inspector" | "panel.timeline";
}[] = [
  { dock: "left", label: "panel.assets" },
  { dock: "right", label: "panel.inspector" },
  { dock: "bottom", label: "panel.timeline" },
];

/** All commands as they are now. The first that fits a key and can be done is done. */
export function commandList(context: CommandContext): readonly Command[] {
  return [
    ...helpCommands(),
    ...cameraCommands(context),
    ...viewCommands(),
    ...timeCommands(context.control),
    ...deskCommands(),
  ];
}

function helpCommands(): Command[] {
  const view = useView.getState;
  return [
    {
      id: "palette",
      group: "help",
      title: t("command.palette"),
      keys: ["Ctrl+K"],
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
      id: "help.keys",
      group: "help",
      title: t("command.keys"),
      keys: ["?"],
      run: () => view().openPage(view().page === "keys" ? undefined : "keys"),
      checked: () => view().page === "keys",
    },
  ];
}

function cameraCommands({ hasAsset }: CommandContext): Command[] {
  const views = useViews.getState();
  return [
    {
      id: "camera.home",
      group: "camera",
      title: t("command.home"),
      keys: ["H"],
      run: () => useCamera.getState().go("home"),
    },
    {
      id: "camera.frame",
      group: "camera",
      title: t("command.frame"),
      keys: ["F"],
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
      id: "view.save",
      group: "camera",
      title: t("command.saveView"),
      keys: [],
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

function viewCommands(): Command[] {
  const view = useView.getState;
  const sceneThere = (): boolean => view().sceneProblem === undefined;
  return [
    {
      id: "view.schematic",
      group: "view",
      title: t("command.schematic"),
      keys: ["S"],
      run: () => view().setMode(view().mode === "scene" ? "schematic" : "scene"),
      enabled: sceneThere,
    },
    ...layerNames.map((layer): Command => ({
      id: `layer.${layer}`,
      group: "layer",
      title: t("command.layer", { layer: t(`layer.${layer}`) }),
      keys: [],
      run: () => view().toggleLayer(layer),
      checked: () => view().layers[layer],
    })),
    ...themeNames.map((theme): Command => ({
      id: `theme.${theme}`,
      group: "theme",
      title: t("command.theme", { theme: tWord("theme", theme) }),
      keys: [],
      run: () => view().setTheme(theme),
      checked: () => view().theme === theme,
    })),
    ...tierChoices.map((tier): Command => ({
      id: `tier.${tier}`,
      group: "tier",
      title: t("command.tier", { tier: tWord("tier", tier) }),
      keys: [],
      run: () => view().setTier(tier),
      checked: () => view().tier === tier,
      enabled: sceneThere,
    })),
  ];
}

function timeCommands(control: PlayheadControl): Command[] {
  const selected = (): string | undefined => useSelection.getState().assetId;
  const time = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
    id: `time.${id}`,
    group: "time",
    title,
    keys,
    run,
  });
  return [
    time("toggle", t("command.toggle"), ["Space"], () => control.toggle()),
    time("backward", t("command.backward"), ["J"], () => control.faster(-1)),
    time("pause", t("command.pause"), ["K"], () => control.pause()),
    time("forward", t("command.forward"), ["L"], () => control.faster(1)),
    time("previous", t("command.previous"), [","], () => control.step(-1, selected())),
    time("next", t("command.next"), ["."], () => control.step(1, selected())),
    time("previousOfPlant", t("command.previousOfPlant"), ["["], () => control.step(-1, undefined)),
    time("nextOfPlant", t("command.nextOfPlant"), ["]"], () => control.step(1, undefined)),
    time("live", t("command.live"), ["End", "Esc"], () => control.live()),
  ];
}

function deskCommands(): Command[] {
  const layout = useLayout.getState;
  return [
    {
      id: "desk.search",
      group: "desk",
      title: t("command.search"),
      keys: ["/"],
      run: () => {
        layout().unfold("left");
        requestAnimationFrame(() => document.getElementById("tree-search")?.focus());
      },
    },
    {
      id: "desk.budget",
      group: "desk",
      title: t("command.budget"),
      keys: ["P"],
      run: () => layout().toggleBudget(),
      checked: () => layout().budget && !layout().collapsed.bottom,
    },
    {
      id: "desk.sources",
      group: "desk",
      title: t("command.sources"),
      keys: [],
      run: () => useView.getState().openPage(useView.getState().page === "sources" ? undefined : "sources"),
      checked: () => useView.getState().page === "sources",
    },
    ...docks.map(({ dock, label }): Command => ({
      id: `desk.${dock}`,
      group: "desk",
      title: t("command.dock", { panel: t(label) }),
      keys: [],
      run: () => layout().toggle(dock),
      checked: () => !layout().collapsed[dock],
    })),
    {
      id: "desk.all",
      group: "desk",
      title: t("command.docks"),
      keys: ["\\"],
      run: () => layout().toggleAll(),
    },
  ];
}
