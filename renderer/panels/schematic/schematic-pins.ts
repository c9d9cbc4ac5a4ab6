// Pins of findings on the schematic: where they are on the canvas, how they are drawn, and which one a point meets.
import type { Pin } from "../../state/finding-pins.ts";
import { paintFindingPin, pinBox } from "../../ui/finding-pin.ts";
import type { ThemeTokens } from "../../ui/tokens.ts";
import type { SchematicLayout } from "./schematic-layout.ts";
import type { Camera } from "./schematic-painter.ts";

/** A pin, and the pixel its point stands on. */
export interface SchematicPin {
  readonly pin: Pin;
  readonly x: number;
  readonly y: number;
  /** Of its usual size. */
  readonly scale: number;
}

/** Pins grow with the blocks between these shares of their usual size, which they have where a unit is so many pixels. */
const [leastScale, mostScale, usualUnitPx] = [0.5, 1, 22] as const;
/** On the right edge of its block, with the head over its corner: so far below the corner, pixels of usual size. */
const belowPx = 18;

/** Where the pins of blocks are; what has no block has no pin. */
export function placePins(layout: SchematicLayout, camera: Camera, pins: readonly Pin[]): SchematicPin[] {
  const scale = Math.min(mostScale, Math.max(leastScale, camera.scale / usualUnitPx));
  return pins.flatMap((pin) => {
    const block = layout.blockOfRow.get(pin.row);
    if (block === undefined) return [];
    const x = (block.x + block.width - camera.left) * camera.scale;
    const y = (block.y - camera.top) * camera.scale + belowPx * scale;
    return [{ pin, x, y, scale }];
  });
}

/** Draws them, the one that is looked at last. */
export function paintPins(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  pins: readonly SchematicPin[],
): void {
  for (const isShown of [false, true])
    for (const { pin, x, y, scale } of pins)
      if ((pin.shownId !== undefined) === isShown)
        paintFindingPin(context, theme, { kind: pin.kind, count: pin.ids.length, isShown }, { x, y, scale });
}

/** The pin under a point of the canvas; of several the one drawn last. */
export function pinAt(pins: readonly SchematicPin[], x: number, y: number): Pin | undefined {
  return pins.findLast((each) => {
    const scale = each.scale * (each.pin.shownId === undefined ? 1 : pinBox.shown);
    const [left, top] = [each.x - pinBox.tipX * scale, each.y - pinBox.tipY * scale];
    return x >= left && x <= left + pinBox.width * scale && y >= top && y <= top + pinBox.tipY * scale;
  })?.pin;
}
