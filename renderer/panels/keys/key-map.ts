// Listens to the keyboard and does what the list of commands says of a key. Knows no key itself.
import { useOverlay } from "../../state/overlay.ts";
import { commandOf } from "../commands/command.ts";
import type { ListCommands } from "../commands/commands-context.ts";

/** True where a key belongs to what is being typed into, or to a control that uses it itself. */
function belongsToTarget(event: KeyboardEvent): boolean {
  // With Ctrl nothing is typed.
  if (event.ctrlKey || event.metaKey) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target.isContentEditable)
    return true;
  if (target instanceof HTMLSelectElement) return true;
  return (event.key === " " || event.key === "Enter") && target.closest("button, summary, a") !== null;
}

/** Listens for keys until the returned function is called. */
export function listenForKeys(commands: ListCommands): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || belongsToTarget(event)) return;
    // An open palette has the keyboard to itself.
    if (useOverlay.getState().open === "palette") return;
    const command = commandOf(commands(), event);
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  };
  document.addEventListener("keydown", onKeyDown);
  return () => {
    document.removeEventListener("keydown", onKeyDown);
  };
}
