// The marks of the states as one small texture: a row of sixteen, by state code, drawn from the tokens' paths.
// What the screens of machines show, so that a state is told by its shape too.
import { CanvasTexture, LinearFilter } from "three";
import { defined } from "#shared/base/assert.ts";
import { assetStates } from "#shared/model/state.ts";
import { stateMarks } from "../../ui/tokens.ts";

const markPx = 64;

/** Alpha is the mark. */
export function stateMarkTexture(): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = markPx * 16;
  canvas.height = markPx;
  const context = defined(canvas.getContext("2d", { willReadFrequently: true }) ?? undefined, "2D canvas");
  context.lineWidth = 1.8;
  assetStates.forEach((state, index) => {
    const { path, hollow } = stateMarks[state];
    context.setTransform(markPx / 16, 0, 0, markPx / 16, index * markPx, 0);
    if (hollow) context.stroke(new Path2D(path));
    else context.fill(new Path2D(path), "evenodd");
  });
  const texture = new CanvasTexture(canvas);
  texture.minFilter = LinearFilter;
  texture.generateMipmaps = false;
  return texture;
}
