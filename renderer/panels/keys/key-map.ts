// Which key does what, once: the handler and the list of keys read the same table. Camera keys belong to the scene.
import type { HelpKey } from "../../messages/t.ts";
import { useLayout } from "../../state/layout.ts";
import { useSelection } from "../../state/selection.ts";
import { useView } from "../../state/view.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";

/** What the list of keys shows. */
export const keyHelp: readonly { readonly keys: readonly string[]; readonly help: HelpKey }[] = [
  { keys: ["Space"], help: "keys.play" },
  { keys: ["J"], help: "keys.slower" },
  { keys: ["K"], help: "keys.stop" },
  { keys: ["L"], help: "keys.faster" },
  { keys: [",", "."], help: "keys.step" },
  { keys: ["[", "]"], help: "keys.mark" },
  { keys: ["End", "Esc"], help: "keys.live" },
  { keys: ["S"], help: "keys.schematic" },
  { keys: ["/"], help: "keys.search" },
  { keys: ["F"], help: "keys.frame" },
  { keys: ["H"], help: "keys.home" },
  { keys: ["1", "…", "9"], help: "keys.views" },
  { keys: ["\\"], help: "keys.layout" },
  { keys: ["?"], help: "keys.help" },
];

/** True where a key belongs to what is being typed into, or to a control that uses it itself. */
function belongsToTarget(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target.isContentEditable)
    return true;
  if (target instanceof HTMLSelectElement) return true;
  return (event.key === " " || event.key === "Enter") && target.closest("button, summary, a") !== null;
}

/** Listens for keys until the returned function is called. */
export function listenForKeys(control: PlayheadControl): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || belongsToTarget(event))
      return;
    if (handleKey(event.key, control)) event.preventDefault();
  };
  document.addEventListener("keydown", onKeyDown);
  return () => {
    document.removeEventListener("keydown", onKeyDown);
  };
}

/** Does what `key` stands for; false when it stands for nothing here. */
export function handleKey(key: string, control: PlayheadControl): boolean {
  const view = useView.getState();
  const assetId = useSelection.getState().assetId;
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case " ":
      control.toggle();
      return true;
    case "j":
      control.faster(-1);
      return true;
    case "k":
      control.pause();
      return true;
    case "l":
      control.faster(1);
      return true;
    case ",":
      control.step(-1, assetId);
      return true;
    case ".":
      control.step(1, assetId);
      return true;
    case "End":
      control.live();
      return true;
    case "Escape":
      if (view.page === undefined) control.live();
      else view.openPage(undefined);
      return true;
    case "s":
      view.setMode(view.mode === "scene" ? "schematic" : "scene");
      return true;
    case "f":
      // In the scene the camera's own keys answer.
      if (view.mode === "scene" && view.sceneProblem === undefined) return false;
      useSelection.getState().requestFrame();
      return true;
    case "/":
      useLayout.setState((now) => ({ collapsed: { ...now.collapsed, left: false } }));
      requestAnimationFrame(() => document.getElementById("tree-search")?.focus());
      return true;
    case "[":
      control.step(-1, undefined);
      return true;
    case "]":
      control.step(1, undefined);
      return true;
    case "\\":
      useLayout.getState().toggleAll();
      return true;
    case "?":
      view.openPage(view.page === "keys" ? undefined : "keys");
      return true;
    default:
      return false;
  }
}
