// The little card beside the pointer: lines of words, kept inside the panel. Writes to the page itself: no renders.

/** Shows the lines at a point of the holder, below it or, where there is no room, above; the first line is the title. */
export function showTip(
  tip: HTMLElement,
  lines: readonly string[],
  at: {
    readonly x: number;
    readonly above: number;
    readonly below: number;
    readonly width: number;
    readonly height: number;
  },
): void {
  const told = lines.filter((line) => line !== "");
  tip.replaceChildren(
    ...told.map((line, index) => {
      const element = document.createElement(index === 0 ? "strong" : "span");
      element.textContent = line;
      return element;
    }),
  );
  tip.hidden = told.length === 0;
  if (tip.hidden) return;
  const left = Math.max(0, Math.min(at.x + 16, at.width - tip.offsetWidth - 8));
  const top = at.below + tip.offsetHeight > at.height ? at.above - tip.offsetHeight : at.below;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(0, top))}px)`;
}
