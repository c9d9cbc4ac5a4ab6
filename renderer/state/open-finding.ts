// A finding was chosen, wherever: it is the one looked at, and its card comes to the right dock where there is one for it.
import { useDefects } from "./defects.ts";
import { rightPanels, useRightDock } from "./right-dock.ts";

/** Looks at a finding. */
export function openFinding(findingId: string): void {
  useDefects.getState().show(findingId);
  const panel = rightPanels.find((name: string) => name === "defects");
  if (panel !== undefined) useRightDock.getState().show(panel);
}
