// A finding was chosen, wherever: it is the one looked at, and its card comes to the right dock.
import { useDefects } from "./defects.ts";
import { useLayout } from "./layout.ts";
import { useRightDock } from "./right-dock.ts";

/** Opens the card of a finding; the playhead stays. */
export function openFinding(findingId: string): void {
  useDefects.getState().show(findingId);
  useRightDock.getState().showDefects("findings");
  useLayout.getState().unfold("right");
}
