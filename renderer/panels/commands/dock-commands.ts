// Commands of the right dock's panels on the constraint and on defects: a tab is shown and put away by the same command.
import { listedCommand } from "#shared/commands/command-table.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useDefects } from "../../state/defects.ts";
import { useLayout } from "../../state/layout.ts";
import { type ConstraintTab, type DefectTab, useRightDock } from "../../state/right-dock.ts";
import { useView } from "../../state/view.ts";
import type { Command } from "./command.ts";

export interface ConstraintContext {
  /** Selects and frames what limits the line. */
  readonly goToConstraint: () => void;
}

export interface DefectContext {
  /** Goes to the first defect finding, or to the one after what is shown, and opens its card. */
  readonly goToFinding: (which: "first" | "next") => void;
}

/** A panel of the right dock by one of its tabs: shown, or where it is shown already the inspector again. */
function dockCommand(id: string, isTab: () => boolean, show: () => void): Command {
  const isShown = (): boolean => isTab() && !useLayout.getState().collapsed.right;
  return {
    ...listedCommand(id),
    run: () => {
      const wasShown = isShown();
      useLayout.getState().unfold("right");
      if (wasShown) useRightDock.getState().show("inspector");
      else show();
    },
    checked: isShown,
  };
}

/** The constraint: its tabs, the way to it, and the report to print. */
export function constraintCommands({ goToConstraint }: ConstraintContext): Command[] {
  const dock = useRightDock.getState;
  const show = (id: string, tab: ConstraintTab): Command =>
    dockCommand(
      id,
      () => dock().panel === "constraint" && dock().constraintTab === tab,
      () => dock().showConstraint(tab),
    );
  const view = useView.getState;
  return [
    show("desk.constraint", "finding"),
    {
      ...listedCommand("constraint.show"),
      run: goToConstraint,
      enabled: () => useBottleneck.getState().info?.ranking[0] !== undefined,
    },
    show("constraint.waterfall", "waterfall"),
    show("constraint.costs", "costs"),
    show("constraint.whatIf", "whatIf"),
    {
      ...listedCommand("desk.report"),
      run: () => view().openPage(view().page === "report" ? undefined : "report"),
      checked: () => view().page === "report",
    },
  ];
}

/** The defects: their tabs, and the way from finding to finding. */
export function defectCommands({ goToFinding }: DefectContext): Command[] {
  const dock = useRightDock.getState;
  const show = (id: string, tab: DefectTab): Command =>
    dockCommand(
      id,
      () => dock().panel === "defects" && dock().defectTab === tab,
      () => dock().showDefects(tab),
    );
  const go = (which: "first" | "next"): Command => ({
    ...listedCommand(`defects.${which}`),
    run: () => goToFinding(which),
    enabled: () => (useDefects.getState().report?.findings.length ?? 0) > 0,
  });
  return [
    show("desk.defects", "findings"),
    go("first"),
    go("next"),
    show("defects.pareto", "pareto"),
    show("defects.charts", "charts"),
    show("defects.alarms", "alarms"),
    {
      ...listedCommand("defects.baseline"),
      run: () => useView.getState().openPage(useView.getState().page === "baseline" ? undefined : "baseline"),
      checked: () => useView.getState().page === "baseline",
    },
  ];
}
