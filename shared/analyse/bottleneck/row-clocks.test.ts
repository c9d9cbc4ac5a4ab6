// Clocks are told apart by what neighbours say of one moment; a way that only takes long is no clock.
import { expect, test } from "vitest";
import { serialLine } from "../../simulate/line.ts";
import type { EventRow, RowEvent } from "./event-rows.ts";
import { clocksOfRows } from "./row-clocks.ts";

const line = serialLine({ cycleS: [60, 60], buffers: [3] });

/** Parts through both stations, `lateS` between the buffer and the second one; a clock is `aheadS` before the others. */
function rowsWith(lateS: number, ahead: string, aheadS: number): EventRow[] {
  const buffer = line.buffers[0]?.id ?? "";
  return Array.from({ length: 40 }, (_, part) => {
    const at = (timeS: number, resource: string, event: RowEvent): EventRow => ({
      timeS: part * 60 + timeS + (resource === ahead ? aheadS : 0),
      resource,
      event,
      part: String(part),
      state: -1,
      reason: "",
    });
    return [
      at(0, "M1", "start"),
      at(60, "M1", "depart"),
      at(60, buffer, "arrive"),
      at(90, buffer, "depart"),
      at(90 + lateS, "M2", "start"),
    ];
  }).flat();
}

test("a clock that is ahead is found", () => {
  const { aheadS } = clocksOfRows(line, rowsWith(0, line.buffers[0]?.id ?? "", 4));
  expect((aheadS.get(line.buffers[0]?.id ?? "") ?? 0) - (aheadS.get("M1") ?? 0)).toBeCloseTo(4, 9);
});

test("loading that takes long is no clock", () => {
  expect(clocksOfRows(line, rowsWith(5, "", 0))).toEqual({ aheadS: new Map(), noiseS: 0 });
});
