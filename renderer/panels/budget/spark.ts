// The last frames as bars, newest at the right, with the line of the budget. Draws on a 2D canvas in the theme's colours.

/** Frames shown. */
const bars = 120;

/** Paints milliseconds per frame; the height of the canvas is twice the budget. */
export function paintSpark(canvas: HTMLCanvasElement, cpuMs: readonly number[], budgetMs: number): void {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const { clientWidth: width, clientHeight: height } = canvas;
  if (context === null || width === 0 || height === 0) return;
  const ratio = globalThis.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name);
  const step = width / bars;
  const shown = cpuMs.slice(-bars);
  shown.forEach((ms, index) => {
    const tall = Math.max(1, Math.min(height, (ms / (2 * budgetMs)) * height));
    context.fillStyle = ms > budgetMs ? colour("--warning") : colour("--text-muted");
    context.fillRect(width - (shown.length - index) * step, height - tall, Math.max(1, step - 0.5), tall);
  });
  context.fillStyle = colour("--line-strong");
  context.fillRect(0, height / 2, width, 1);
}
