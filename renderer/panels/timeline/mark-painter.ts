// Draws marks on their strip: stops as bars that grow with their number, everything else by its own shape. Knows no time.
import type { ThemeTokens } from "../../ui/tokens.ts";
import type { MarkCluster, MarkShape } from "./mark-clusters.ts";

/** The colour of a shape; of stops that of their most urgent state. */
export function markColor(theme: ThemeTokens, shape: MarkShape, state: MarkCluster["state"]): string {
  switch (shape) {
    case "stop":
      return state === undefined ? theme.lineStrong : theme.state[state];
    case "condition":
      return theme.warning;
    case "finding":
      return theme.finding;
    case "order":
      return theme.textMuted;
    case "note":
      return theme.accent;
  }
}

/** Draws a cluster around `x` on a strip from `top`, `height` pixels high. */
export function paintCluster(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  { x, count, shape, state }: MarkCluster,
  top: number,
  height: number,
  stale: boolean,
): void {
  const color = stale ? theme.textMuted : markColor(theme, shape, state);
  const middle = Math.round(x);
  const base = top + height - 2;
  context.fillStyle = color;
  if (shape === "stop") {
    // One is half the strip, sixteen and more fill it.
    const grown = Math.min(1, 0.5 + Math.log2(count) * 0.125);
    const tall = Math.max(3, Math.round((height - 4) * grown));
    context.fillRect(middle - 1, base - tall, 3, tall);
    return;
  }
  const size = Math.max(6, Math.round((height - 4) * 0.62));
  const centre = top + height / 2;
  context.beginPath();
  paths[shape](context, middle + 0.5, Math.round(centre), size / 2);
  if (shape === "order") {
    context.strokeStyle = color;
    context.lineWidth = 1.5;
    context.stroke();
  } else context.fill();
}

const paths: Readonly<
  Record<
    Exclude<MarkShape, "stop">,
    (context: CanvasRenderingContext2D, x: number, y: number, r: number) => void
  >
> = {
  condition: (context, x, y, r) => {
    context.moveTo(x, y - r);
    context.lineTo(x + r * 1.1, y + r * 0.9);
    context.lineTo(x - r * 1.1, y + r * 0.9);
    context.closePath();
  },
  finding: (context, x, y, r) => {
    context.arc(x, y, r, 0, Math.PI * 2);
  },
  order: (context, x, y, r) => {
    context.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6);
  },
  note: (context, x, y, r) => {
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y - r);
    context.lineTo(x + r, y + r * 0.3);
    context.lineTo(x, y + r * 1.2);
    context.lineTo(x - r, y + r * 0.3);
    context.closePath();
  },
};
