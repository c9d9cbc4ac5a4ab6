// @vitest-environment happy-dom
// Fast data reaches React only by sampling, and renders only when the sample differs.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { LiveTableContext } from "./live-context.ts";
import { LiveTable } from "./live-table.ts";
import { useLiveEffect, useLiveValue } from "./use-live-value.ts";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [{ id: "A", name: "A", level: "station" }],
  }),
);
let table: LiveTable;
let root: Root;
let holder: HTMLDivElement;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  table = new LiveTable(plant, new ManualClock());
  holder = document.createElement("div");
  root = createRoot(holder);
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets wall time pass while the count is changed `times` in it. */
function live(totalMs: number, times: number, next: (index: number) => number): void {
  for (let index = 0; index < times; index += 1) {
    table.assetCount[0] = next(index);
    act(() => void vi.advanceTimersByTime(totalMs / times));
  }
}

test("a value that changes 100 times a second renders at the stated rate", () => {
  let renders = 0;
  function Count() {
    renders += 1;
    return <>{useLiveValue((now) => now.assetCount[0] ?? 0, { hz: 2 })}</>;
  }
  act(() =>
    root.render(
      <LiveTableContext value={table}>
        <Count />
      </LiveTableContext>,
    ),
  );
  live(3000, 300, (index) => index + 1);
  expect(renders).toBe(1 + 6);
  expect(Number(holder.textContent)).toBeGreaterThan(250);
});

test("a value that stays renders nothing, however many frames come", () => {
  let renders = 0;
  function Count() {
    renders += 1;
    return <>{useLiveValue((now) => ((now.assetCount[0] ?? 0) > 0 ? "some" : "none"), { hz: 4 })}</>;
  }
  act(() =>
    root.render(
      <LiveTableContext value={table}>
        <Count />
      </LiveTableContext>,
    ),
  );
  live(2000, 200, () => 0);
  expect(renders).toBe(1);
});

test("a live effect writes without any render, and stops when its component leaves", () => {
  let renders = 0;
  const written: number[] = [];
  function Writer() {
    renders += 1;
    useLiveEffect((now) => written.push(now.assetCount[0] ?? 0), { hz: 4 });
    return undefined;
  }
  act(() =>
    root.render(
      <LiveTableContext value={table}>
        <Writer />
      </LiveTableContext>,
    ),
  );
  live(1000, 10, (index) => index);
  expect(renders).toBe(1);
  expect(written).toHaveLength(1 + 4);
  act(() =>
    root.render(
      <LiveTableContext value={table}>
        <></>
      </LiveTableContext>,
    ),
  );
  live(1000, 10, (index) => index);
  expect(written).toHaveLength(5);
});
