// Draws the pin of a finding, and the tag that counts parts, on a 2-D canvas: what the schematic shows and what the scene's pins
// are cut from. Knows colours and shapes; what is found, and where, is told.
import { contrast, findingMarks, type FindingToken, type ThemeTokens } from "./tokens.ts";

/** A pin: its box, and where in it the point of the pin is, CSS pixels. One that is looked at is `shown` times as large. */
export const pinBox = { width: 34, height: 42, tipX: 17, tipY: 40, shown: 1.25 } as const;
/** A tag with a count: its height with the point, CSS pixels. */
export const tagBox = { height: 22, tipPx: 4 } as const;
const tagPadPx = 7;
const tagFont = '600 12px "Inter Variable", system-ui, sans-serif';
const head = { x: 17, y: 17, radius: 12 } as const;

export interface PinFace {
  readonly kind: FindingToken;
  /** Findings at the place: written from two on. */
  readonly count: number;
  readonly isShown: boolean;
}

/** Draws a pin whose point is at `x`, `y`, `scale` times as large as usual. */
export function paintFindingPin(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  face: PinFace,
  at: { readonly x: number; readonly y: number; readonly scale: number },
): void {
  const scale = at.scale * (face.isShown ? pinBox.shown : 1);
  const fill = theme.shareHigh;
  const { raised, text } = theme;
  const ink = contrast(raised, fill) > contrast(text, fill) ? raised : text;
  const outline = bodyPath(face.kind);
  context.save();
  context.translate(at.x, at.y);
  context.scale(scale, scale);
  context.translate(-pinBox.tipX, -pinBox.tipY);
  context.lineJoin = "round";
  context.lineCap = "round";
  // What is looked at has a second line around it.
  if (face.isShown) stroked(context, outline, fill, 7.5);
  stroked(context, outline, ink, 4);
  context.fillStyle = fill;
  context.fill(outline);
  context.save();
  context.translate(head.x - 7.2, head.y - 7.2);
  context.scale(0.9, 0.9);
  stroked(context, new Path2D(findingMarks[face.kind].path), ink, face.kind === "condition" ? 2 : 2.4);
  context.restore();
  if (face.count > 1) paintCount(context, face.count, fill, ink);
  context.restore();
}

/** Width of a tag with a text, CSS pixels. */
export function tagWidth(context: CanvasRenderingContext2D, text: string): number {
  context.font = tagFont;
  return Math.ceil(context.measureText(text).width) + 2 * tagPadPx;
}

/** Draws a tag whose point is at `x`, `y`. */
export function paintTag(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  text: string,
  x: number,
  y: number,
): void {
  const width = tagWidth(context, text);
  const bottom = y - tagBox.tipPx - 1;
  const top = y - tagBox.height + 1;
  context.save();
  context.beginPath();
  context.roundRect(x - width / 2 + 1, top, width - 2, bottom - top, (bottom - top) / 2);
  context.moveTo(x - 5, bottom - 0.5);
  context.lineTo(x, y - 0.5);
  context.lineTo(x + 5, bottom - 0.5);
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = theme.shareHigh;
  context.stroke();
  context.fillStyle = theme.raised;
  context.fill();
  context.font = tagFont;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = theme.finding;
  context.fillText(text, x, (top + bottom) / 2 + 0.5);
  context.restore();
}

/** Head and point as one outline. */
function bodyPath(kind: FindingToken): Path2D {
  const { x, y, radius } = head;
  const path = new Path2D();
  switch (findingMarks[kind].head) {
    case "disc":
      path.arc(x, y, radius, 0, 2 * Math.PI);
      break;
    case "diamond": {
      const far = radius * 1.28;
      path.moveTo(x, y - far);
      for (const [dx, dy] of [
        [far, 0],
        [0, far],
        [-far, 0],
      ] as const)
        path.lineTo(x + dx, y + dy);
      path.closePath();
      break;
    }
    case "square":
      path.roundRect(x - radius + 0.5, y - radius + 0.5, 2 * radius - 1, 2 * radius - 1, 4);
  }
  // The same way round as the heads: what lies in both is filled.
  path.moveTo(x + 6, y + radius - 3);
  path.lineTo(pinBox.tipX, pinBox.tipY - 3);
  path.lineTo(x - 6, y + radius - 3);
  path.closePath();
  return path;
}

/** How many there are, in a disc at the upper right of the head; from ten on it is many. */
function paintCount(context: CanvasRenderingContext2D, count: number, fill: string, ink: string): void {
  const [x, y] = [head.x + radiusOut, head.y - radiusOut];
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fillStyle = ink;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = fill;
  context.stroke();
  context.fillStyle = fill;
  context.font = `700 ${count > 9 ? 9 : 11}px "Inter Variable", system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(count > 9 ? "9+" : String(count), x, y + 0.5);
}
const radiusOut = 8.8;

function stroked(context: CanvasRenderingContext2D, path: Path2D, color: string, width: number): void {
  context.lineWidth = width;
  context.strokeStyle = color;
  context.stroke(path);
}
