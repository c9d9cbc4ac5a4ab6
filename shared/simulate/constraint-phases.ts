// From gains of reruns to phases of a shift: which resource limited it, since when, and what moved the constraint there.
import { defined } from "../base/assert.ts";
import type { TimedEvent } from "./compile-scenario.ts";
import { resourceNames } from "./line.ts";
import type { EventKind } from "./scenario-schema.ts";
import { beginShift, type ShiftRun } from "./shift-run.ts";
import type { StationGroup } from "./shift-watch.ts";
import { kinds } from "./sink.ts";
import type { ConstraintPhase, Truth, TruthEvent } from "./truth-types.ts";

/**
 * Who limited the shift, window by window: the group whose speed-up pays most over three windows, or what a scripted
 * event or break took away when no speed-up pays.
 */
export function phasesOf(
  run: ShiftRun,
  groups: readonly StationGroup[],
  gains: readonly (readonly number[])[],
  events: readonly TruthEvent[],
  planned: Truth["planned"],
  options: { readonly windowS: number; readonly factor: number },
): ConstraintPhase[] {
  const { line, script } = run;
  const names = resourceNames(line);
  const windows = gains.length;
  // Below this nothing that works can help: something was taken away.
  const leastS = 0.15 * (1 - options.factor) * options.windowS;
  const chosen: { readonly resource: string; readonly causeAtS?: number }[] = [];
  for (let window = 0; window < windows; window += 1) {
    let best = -1;
    let bestGain = leastS;
    groups.forEach((_, group) => {
      let sum = 0;
      let count = 0;
      for (let near = Math.max(0, window - 1); near <= Math.min(windows - 1, window + 1); near += 1) {
        sum += gains[near]?.[group] ?? 0;
        count += 1;
      }
      if (sum / count > bestGain) {
        bestGain = sum / count;
        best = group;
      }
    });
    if (best >= 0) {
      chosen.push({ resource: defined(groups[best], "group").id });
      continue;
    }
    const fromS = window * options.windowS;
    const toS = fromS + options.windowS;
    const taken = [
      ...events.filter(
        (event) => takesAway(event.kind) && event.partsLost > 0 && event.fromS < toS && event.toS > fromS,
      ),
      ...planned.flatMap((pause) =>
        pause.partsLost > 0 && pause.fromS < toS && pause.toS > fromS
          ? [
              {
                ...pause,
                resource: line.operators[0] === undefined ? "break" : breakResource(run, pause.fromS),
              },
            ]
          : [],
      ),
    ].sort((left, right) => right.partsLost - left.partsLost)[0];
    const station = line.stations.find((entry) => entry.id === taken?.resource);
    const resource = station?.group ?? taken?.resource ?? chosen.at(-1)?.resource ?? names[0] ?? "";
    chosen.push({ resource, ...(taken === undefined ? {} : { causeAtS: taken.fromS }) });
  }
  const causes = [
    0,
    ...orderEntries(run),
    ...script.events.map((timed: TimedEvent) => timed.fromS),
    ...planned.map((pause) => pause.fromS),
  ].sort((left, right) => left - right);
  const phases: ConstraintPhase[] = [];
  chosen.forEach(({ resource, causeAtS: known }, window) => {
    const fromS = window * options.windowS;
    const toS = Math.min(run.hours * 3600, fromS + options.windowS);
    const last = phases.at(-1);
    if (last !== undefined && last.resource === resource) {
      phases[phases.length - 1] = { ...last, toS };
      return;
    }
    const causeAtS = known ?? causes.findLast((timeS) => timeS <= fromS) ?? 0;
    const members = groups.find((group) => group.id === resource)?.stations ?? [];
    phases.push({
      fromS,
      toS,
      resource,
      ...(members.length > 1
        ? { members: members.map((station) => defined(line.stations[station], "station").id) }
        : {}),
      causeAtS,
      effectAtS: Math.max(fromS, causeAtS),
    });
  });
  return phases;
}

function takesAway(kind: EventKind): boolean {
  return kind === "breakdown" || kind === "starvedSupply" || kind === "operatorAway";
}

/** The station whose operators' break begins at `fromS` and that lies furthest down the line. */
function breakResource(run: ShiftRun, fromS: number): string {
  const away = run.script.steps.flatMap((step) =>
    step.kind === "operator" && step.timeS === fromS && !step.present ? [step.operator] : [],
  );
  const stations = run.line.stations.filter((station) =>
    station.operators.some((operator) => away.includes(operator)),
  );
  return stations.at(-1)?.id ?? "break";
}

/** Times at which a source begins the next order. */
function orderEntries(run: ShiftRun): number[] {
  const times: number[] = [];
  const simulation = beginShift(run, run.script.steps, {
    emit(kind, timeS) {
      if (kind === kinds.order && timeS > 0) times.push(timeS);
    },
  });
  simulation.runUntil(run.hours * 3600);
  return times;
}
