// @vitest-environment happy-dom
// From a finding's parts to their pictures: only of those that a camera saw, as known at the report's end, and from one to the next.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import type { RequestArgs } from "#shared/host-api/requests.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { qualityFinding } from "../../gallery/fixture-defect-findings.ts";
import { HostContext, type HostCaller, LiveTableContext } from "../../live/live-context.ts";
import { LiveTable } from "../../live/live-table.ts";
import { AffectedUnits } from "./AffectedUnits.tsx";
import type { PartResult } from "./camera-views.ts";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [{ id: "B20", name: "Weld vision", level: "station", camera: "weldSeam" }],
  }),
);
/** Of two attempts: the second is after rework. */
const result = (serial: string, attempt: number): PartResult => ({
  serial,
  asset: "B20",
  step: "B20",
  characteristic: "seamWidth",
  value: 1,
  unit: "mm",
  verdict: attempt === 1 ? "notOk" : "ok",
  attempt,
  timeMs: attempt * 10,
});
const asked: unknown[] = [];
const host: HostCaller = {
  call: (_, args) => {
    asked.push(args);
    const { serial = "" } = args as RequestArgs<"part.detail">;
    const part = { serial, variant: "", product: "module", components: [], lots: [], events: [] };
    return Promise.resolve({ part: { ...part, results: [result(serial, 2), result(serial, 1)] } }) as never;
  },
};

let holder: HTMLElement;
let root: Root;
/** Draws, and lets what was promised come. */
async function settled(work: () => void): Promise<void> {
  await act(async () => {
    work();
    await Promise.resolve();
  });
}
const button = (name: string): HTMLButtonElement | undefined =>
  [...holder.querySelectorAll("button")].find(
    (each) => each.getAttribute("aria-label") === name || each.textContent?.trim() === name,
  );
const press = (name: string): Promise<void> =>
  settled(() => (button(name) ?? expect.fail(`no button ${name}`)).click());

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal(
    "ImageData",
    class {
      readonly data: Uint8ClampedArray;
      constructor(width: number, height: number) {
        this.data = new Uint8ClampedArray(4 * width * height);
      }
    },
  );
  asked.length = 0;
  holder = document.createElement("div");
  document.body.append(holder);
  root = createRoot(holder);
  const affected = ["M1", "M2", "M3"].map((serial, index) => ({
    serial,
    product: "module",
    madeMs: index,
    status: "found" as const,
    ...(serial === "M2" ? {} : { pictureAt: "B20" }),
    ...(serial === "M3" ? { result: { assetId: "B20", characteristic: "c", value: 1, timeMs: 15 } } : {}),
    now: { state: "unknown" as const },
  }));
  const spots = [{ product: "module", at: [0.3, 0.5, 1] as [number, number, number], serial: "M1" }];
  await settled(() =>
    root.render(
      <LiveTableContext value={new LiveTable(plant, new ManualClock())}>
        <HostContext value={host}>
          <AffectedUnits finding={{ ...qualityFinding, affected, spots }} asOfMs={99} />
        </HostContext>
      </LiveTableContext>,
    ),
  );
});
afterEach(() => {
  act(() => root.unmount());
  holder.remove();
  vi.unstubAllGlobals();
});

test("a part that a camera saw has a picture, as known at the report's end, and the next part with one follows", async () => {
  expect(button("Open the picture of M2 at B20")).toBeUndefined();
  await press("Open the picture of M3 at B20");
  expect(asked).toEqual([{ serial: "M3", asOfMs: 99 }]);
  expect(holder.querySelector("dialog h3")?.textContent).toContain("Picture of M3");
  // As it looked when it was judged, and of a part that nobody judged the newest.
  expect(holder.querySelector("dialog")?.textContent).not.toContain("attempt 2");
  await press("Next part");
  expect(asked.at(-1)).toEqual({ serial: "M1", asOfMs: 99 });
  expect(holder.querySelector("dialog h3")?.textContent).toContain("Picture of M1");
  expect(holder.querySelector("dialog")?.textContent).toContain("attempt 2");
  await press("Close the picture");
  expect(holder.querySelector("dialog")).toBeNull();
});

test("the defects that have a place lead to the pictures of their parts alone", async () => {
  await press("Their pictures");
  expect(asked).toEqual([{ serial: "M1", asOfMs: 99 }]);
  expect(button("Next part")).toBeUndefined();
});
