// A station with a part in it and the operators it needs: who is called, who is free again, who waited longest.
// Begins operations through operation.ts; takes and sends no parts.
import { phase, type LineState } from "./line-state.ts";
import { beginOperation, setState } from "./operation.ts";
import { isAble } from "./sets.ts";
import { kinds, reasonNumber, stateCode } from "./sink.ts";

/** Shows why an operator is missing. */
export function showMissing(line: LineState, station: number): void {
  const reason = line.missingReason[station]!;
  setState(line, station, reason === reasonNumber.break ? stateCode.planned : stateCode.waitOperator, reason);
}

/** Puts a part into a station and begins, or waits for its operators. */
export function load(line: LineState, station: number, part: number): void {
  line.part[station] = part;
  if (line.tables.line.stations[station]!.operators.length === 0) beginOperation(line, station);
  else {
    line.phase[station] = phase.waitOperator;
    line.waitCounter += 1;
    line.waitingSince[station] = line.waitCounter;
    tryBegin(line, station);
  }
}

/** Begins once all operators of the station are free. */
export function tryBegin(line: LineState, station: number): void {
  const operators = line.tables.line.stations[station]!.operators;
  for (const operator of operators)
    if (line.operatorBusy[operator]! >= 0) {
      setState(line, station, stateCode.waitOperator, reasonNumber.operatorAway);
      return;
    }
  line.waitingSince[station] = 0;
  for (const operator of operators) {
    line.operatorBusy[operator] = station;
    if (line.sink !== undefined)
      line.sink.emit(
        kinds.serveStart,
        line.timeS,
        line.tables.offsets.operator + operator,
        line.part[station]!,
        station,
        0,
      );
  }
  beginOperation(line, station);
}

/** The operators of a station have done their part. */
export function releaseOperators(line: LineState, station: number): void {
  const tables = line.tables;
  for (const operator of tables.line.stations[station]!.operators) {
    line.operatorBusy[operator] = -1;
    if (line.sink !== undefined)
      line.sink.emit(
        kinds.serveFinish,
        line.timeS,
        tables.offsets.operator + operator,
        line.part[station]!,
        station,
        0,
      );
  }
}

/** Stations that wait for an operator who became free, longest waiting first. */
export function callWaitingStations(line: LineState, station: number): void {
  for (const operator of line.tables.line.stations[station]!.operators) {
    const served = line.tables.stationsOfOperator[operator]!;
    if (served.length < 2) continue;
    for (;;) {
      let chosen = -1;
      for (const other of served)
        if (
          line.phase[other] === phase.waitOperator &&
          isAble(line, other) &&
          (chosen < 0 || line.waitingSince[other]! < line.waitingSince[chosen]!)
        )
          chosen = other;
      if (chosen < 0 || line.operatorBusy[operator]! >= 0) break;
      tryBegin(line, chosen);
      if (line.phase[chosen] === phase.waitOperator) break;
    }
  }
}
