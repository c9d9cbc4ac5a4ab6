// @vitest-environment happy-dom
// The list of what does not run never says of a station in it that it runs.
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { stateCode } from "#shared/frame/layout.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { LiveTableContext } from "../../live/live-context.ts";
import { LiveTable } from "../../live/live-table.ts";
import { Overview } from "./Overview.tsx";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("list and states are of the same moment, however short the stops", () => {
  const plant = resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "p",
      name: "P",
      timeZone: "UTC",
      assets: ["A", "B"].map((id) => ({ id, name: id, level: "station" })),
    }),
  );
  const table = new LiveTable(plant, new ManualClock());
  table.assetState.fill(stateCode("blocked"));
  const holder = document.createElement("div");
  const root = createRoot(holder);
  act(() =>
    root.render(
      <LiveTableContext value={table}>
        <Overview plant={plant} />
      </LiveTableContext>,
    ),
  );
  const seen = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    table.assetState[step % 2] = stateCode(step % 7 < 3 ? "run" : "starved");
    act(() => void vi.advanceTimersByTime(130));
    for (const word of holder.querySelectorAll(".live-state__word")) seen.add(word.textContent);
  }
  act(() => root.unmount());
  expect([...seen].sort()).toEqual(["Blocked", "Starved"]);
});
