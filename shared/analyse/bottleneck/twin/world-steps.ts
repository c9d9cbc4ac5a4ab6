// What came to a line from outside, as script steps of the engine: long stops, closed supplies and demands, absent operators.
import type { ScriptStep } from "../../../simulate/script.ts";
import { engineReasons, type ReasonCode } from "../../../simulate/sink.ts";
import type { Recorded, RecordedStop } from "./recorded.ts";
import { reasonOf } from "./told-operations.ts";

const event = -1;

/** Whether a stop comes at its time, whatever the station does then; the others belong to parts. */
export function comesAtItsTime(stop: RecordedStop): boolean {
  return !stop.isWithPart;
}

/** Whether a stop hit no work: what a redrawn line cannot get with its operations. */
export function hitsNoWork(stop: RecordedStop): boolean {
  return stop.operation < 0;
}

/** Steps of what began in (fromS, toS], and the ends of what was under way at `fromS`. */
export function worldSteps(
  recorded: Recorded,
  fromS: number,
  toS: number,
  isMeant: (stop: RecordedStop) => boolean = comesAtItsTime,
): ScriptStep[] {
  const steps: ScriptStep[] = [];
  const isNew = (stretch: { readonly fromS: number }): boolean =>
    stretch.fromS > fromS && stretch.fromS <= toS;
  for (const stop of recorded.stops) if (isMeant(stop) && isNew(stop)) steps.push(stopStep(stop));
  recorded.times.forEach((times, station) => {
    // A calendar of the station's own: where operators are known, their absences say it.
    if ((recorded.line.stations[station]?.operators.length ?? 0) > 0) return;
    for (const closure of times.closures)
      if (isNew(closure)) steps.push(stopStep({ ...closure, station, reason: "break" }));
  });
  for (const outage of recorded.supplyOutages) {
    if (isNew(outage))
      steps.push({ timeS: outage.fromS, event, kind: "supply", supply: outage.number, open: false });
    if (outage.toS > fromS && outage.fromS <= toS && outage.toS < Infinity)
      steps.push({ timeS: outage.toS, event, kind: "supply", supply: outage.number, open: true });
  }
  for (const outage of recorded.demandOutages) {
    if (isNew(outage))
      steps.push({ timeS: outage.fromS, event, kind: "demand", demand: outage.number, open: false });
    if (outage.toS > fromS && outage.fromS <= toS && outage.toS < Infinity)
      steps.push({ timeS: outage.toS, event, kind: "demand", demand: outage.number, open: true });
  }
  for (const absence of recorded.absences) {
    const step = {
      event,
      kind: "operator",
      operator: absence.number,
      reason: absence.isBreak ? "break" : "operatorAway",
    } as const;
    if (isNew(absence)) steps.push({ ...step, timeS: absence.fromS, present: false });
    if (absence.toS > fromS && absence.fromS <= toS && absence.toS < Infinity)
      steps.push({ ...step, timeS: absence.toS, present: true });
  }
  return steps;
}

function stopStep(stop: {
  readonly fromS: number;
  readonly toS: number;
  readonly station: number;
  readonly reason: string;
}): ScriptStep {
  const reason: ReasonCode = engineReasons[reasonOf(stop.reason)]?.code ?? "breakdown";
  return {
    timeS: stop.fromS,
    event,
    kind: "stop",
    station: stop.station,
    durationS: stop.toS - stop.fromS,
    reason,
  };
}
