// @vitest-environment happy-dom
// The viewer says where its picture comes from, what was measured and, when asked, what differs; a part without a picture has none.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import type { PartResult } from "./camera-views.ts";
import { ImageViewer } from "./ImageViewer.tsx";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [
      {
        id: "B20",
        name: "Weld vision",
        level: "station",
        camera: "weldSeam",
        characteristics: [
          { name: "seamWidth", label: "Narrowest seam width" },
          { name: "spatter", label: "Spatter area" },
        ],
      },
      { id: "B50", name: "Module test", level: "station" },
    ],
  }),
);
const measured = (characteristic: string, value: number, verdict: PartResult["verdict"]): PartResult => ({
  serial: "M7",
  asset: "B20",
  step: "B20",
  characteristic,
  value,
  unit: characteristic === "seamWidth" ? "mm" : "mm2",
  verdict,
  attempt: 1,
  timeMs: Date.UTC(2026, 0, 5, 6),
  ...(characteristic === "spatter" ? { usl: 2 } : {}),
  ...(verdict === "notOk" ? { spot: [0.9, 0.8, 0.93] as const } : {}),
});

let holder: HTMLElement;
let root: Root;
beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  // There are no pixels here: what is drawn is looked at in the gallery.
  vi.stubGlobal(
    "ImageData",
    class {
      readonly width: number;
      readonly height: number;
      readonly data: Uint8ClampedArray;
      constructor(width: number, height: number) {
        this.width = width;
        this.height = height;
        this.data = new Uint8ClampedArray(4 * width * height);
      }
    },
  );
  holder = document.createElement("div");
  root = createRoot(holder);
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

const button = (name: string): HTMLButtonElement =>
  [...holder.querySelectorAll("button")].find((one) => one.textContent === name)!;

test("a drawn picture is marked as such, with values, limits and the place of the flaw", () => {
  const results = [measured("seamWidth", 0.99, "notOk"), measured("spatter", 0.3, "ok")];
  act(() => root.render(<ImageViewer plant={plant} results={results} product="module" />));
  const text = holder.textContent;
  for (const word of ["Picture of M7", "Simulated camera", "no camera took it", "terminal 11, row 2"])
    expect(text).toContain(word);
  expect(
    [...holder.querySelectorAll("li")].map((row) => [
      row.dataset["verdict"],
      row.textContent.replace(/\u202f/g, " "),
    ]),
  ).toEqual([
    ["notOk", "Narrowest seam width0.9900 mmNot OK"],
    ["ok", "Spatter area0.3000 mm²at most 2.000 mm²OK"],
  ]);
});

test("differences are worked out when somebody asks, and not before", () => {
  const results = [measured("seamWidth", 0.99, "notOk")];
  act(() => root.render(<ImageViewer plant={plant} results={results} />));
  expect(holder.textContent).not.toContain("differ from the template");
  act(() => button("Areas").click());
  expect(holder.textContent).toMatch(/\d+ places? differs? from the template/);
  expect(holder.querySelector("ol button")?.textContent).toMatch(/mm²$/);
});

test("a part that no camera saw has no viewer", () => {
  act(() =>
    root.render(
      <ImageViewer plant={plant} results={[{ ...measured("seamWidth", 1, "ok"), asset: "B50" }]} />,
    ),
  );
  expect(holder.textContent).toBe("");
});
