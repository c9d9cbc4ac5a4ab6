// Words on the timeline's canvases: the one font in its sizes, and words that are shortened where there is no room.

/** The font of `size` rem. */
export function canvasFont(rem: number, size: number, weight = 400): string {
  return `${weight} ${(rem * size).toFixed(1)}px "Inter Variable", system-ui, sans-serif`;
}

/** `text` cut with an ellipsis to at most `width` pixels of the context's font. */
export function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (width <= 0) return "";
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return length <= 1 ? "" : `${text.slice(0, length).trimEnd()}…`;
}
