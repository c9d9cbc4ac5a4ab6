import { expect, test } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import demoFile from "../../../assets/plants/demo/plant.json?raw";
import type { Pin } from "../../state/finding-pins.ts";
import { layoutSchematic } from "./schematic-layout.ts";
import { pinAt, placePins } from "./schematic-pins.ts";

const plant = resolvePlant(plantSchema.parse(JSON.parse(demoFile)));
const layout = layoutSchematic(plant, 2);
const row = (id: string): number => plant.assetRowById.get(id) ?? -1;
const pin = (id: string, isShown = false): Pin => ({
  row: row(id),
  kind: "condition",
  ids: [id],
  shownId: isShown ? id : undefined,
});

test("a pin stands in the corner of its block at every zoom, and is met there", () => {
  for (const scale of [6, 22, 60]) {
    const camera = { scale, left: 3, top: 1 };
    const pins = placePins(layout, camera, [pin("B10b"), pin("C10", true)]);
    for (const { pin: placed, x, y } of pins) {
      const block = layout.blockOfRow.get(placed.row);
      if (block === undefined) throw new Error("no block");
      expect(x).toBeGreaterThan((block.x - camera.left) * scale);
      expect(x).toBeLessThanOrEqual((block.x + block.width - camera.left) * scale);
      expect(y).toBeGreaterThan((block.y - camera.top) * scale);
      expect(y).toBeLessThan((block.y + block.height - camera.top) * scale);
      expect(pinAt(pins, x, y - 6)?.row).toBe(placed.row);
      expect(pinAt(pins, x, y + 3)).toBeUndefined();
    }
    expect(pins).toHaveLength(2);
  }
});

test("of pins over each other the one on top is met, and what has no block has no pin", () => {
  const camera = { scale: 20, left: 0, top: 0 };
  const pins = placePins(layout, camera, [
    pin("B10b"),
    { ...pin("B10b"), ids: ["other"] },
    { ...pin("B10b"), row: -1 },
  ]);
  expect(pins).toHaveLength(2);
  expect(pinAt(pins, pins[0]?.x ?? 0, (pins[0]?.y ?? 0) - 10)?.ids).toEqual(["other"]);
});
