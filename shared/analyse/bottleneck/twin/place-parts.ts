// Parts in buffers and on their way at a moment of a log; supplies, demands and operators that are not there then.
import { firstAfter } from "../../../base/sorted.ts";
import type { LineState } from "../../../simulate/line-state.ts";
import { reasonNumber } from "../../../simulate/sink.ts";
import type { PartsAt } from "./parts-at.ts";
import type { Recorded } from "./recorded.ts";

/** Closed supplies and demands, operators who are away. */
export function placeOutages(recorded: Recorded, state: LineState, atS: number): void {
  for (const outage of recorded.supplyOutages)
    if (outage.fromS <= atS && outage.toS > atS) state.supplyClosed[outage.number] = 1;
  for (const outage of recorded.demandOutages)
    if (outage.fromS <= atS && outage.toS > atS) state.demandClosed[outage.number] = 1;
  for (const absence of recorded.absences) {
    if (absence.fromS > atS || absence.toS <= atS) continue;
    state.operatorAway[absence.number] = (state.operatorAway[absence.number] ?? 0) + 1;
    for (const station of state.tables.stationsOfOperator[absence.number] ?? []) {
      state.operatorsMissing[station] = (state.operatorsMissing[station] ?? 0) + 1;
      state.missingReason[station] = absence.isBreak ? reasonNumber.break : reasonNumber.operatorAway;
    }
  }
}

/** Puts parts into buffers and on their hops, and tells since when stations are idle. */
export function placeParts(
  state: LineState,
  places: PartsAt,
  rowFor: (part: number) => number,
  recorded: Recorded,
  atS: number,
): void {
  const { tables } = state;
  for (const { buffer, part } of places.inBuffer)
    if ((state.queues.level[buffer] ?? 0) < Math.max(1, tables.line.buffers[buffer]?.capacity ?? 1))
      state.queues.push(buffer, rowFor(part));
  for (const { from, buffer, part, dueS } of places.onHop) {
    const own = [tables.outputHop[from] ?? -1, tables.reworkHop[from] ?? -1];
    const hop =
      own.find((entry) => entry >= 0 && tables.hopBuffer[entry] === buffer) ??
      tables.hopBuffer.indexOf(buffer);
    const row = rowFor(part);
    const size = Math.max(1, tables.line.buffers[buffer]?.capacity ?? 1);
    if (hop < 0 || (state.hopParts.level[hop] ?? 0) >= size) {
      if ((state.queues.level[buffer] ?? 0) < size) state.queues.push(buffer, row);
      continue;
    }
    state.reserved[buffer] = (state.reserved[buffer] ?? 0) + 1;
    state.parts.dueS[row] = Math.max(atS, dueS);
    if (state.hopParts.level[hop] === 0) state.timers.set(tables.timer.hop + hop, Math.max(atS, dueS));
    state.hopParts.push(hop, row);
  }
  tables.line.stations.forEach((_, station) => {
    const went = recorded.log.wentFrom[station] ?? [];
    const last = went[firstAfter(went, atS, (visit) => recorded.log.leaveS[visit] ?? 0) - 1];
    state.idleSinceS[station] = last === undefined ? -Infinity : (recorded.log.leaveS[last] ?? 0);
  });
}
