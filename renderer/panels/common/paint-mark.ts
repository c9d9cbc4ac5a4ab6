// Draws a state's mark on a canvas; what is not live is a dashed outline without colour.
import { stateMarks, type StateToken, type ThemeTokens } from "../../ui/tokens.ts";

/** Draws the mark of `state` in a box of `size` pixels whose upper left corner is x, y. */
export function paintStateMark(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  state: StateToken,
  box: { readonly x: number; readonly y: number; readonly size: number },
  stale: boolean,
): void {
  const mark = stateMarks[state];
  const path = new Path2D(mark.path);
  context.save();
  context.translate(box.x, box.y);
  context.scale(box.size / 16, box.size / 16);
  context.lineWidth = mark.hollow ? 1.9 : 1.25;
  context.lineJoin = "round";
  context.strokeStyle = stale ? theme.textMuted : state === "run" ? theme.lineStrong : theme.state[state];
  context.fillStyle = theme.state[state];
  if (stale) context.setLineDash([2, 2]);
  else if (!mark.hollow) context.fill(path);
  context.stroke(path);
  context.restore();
}
