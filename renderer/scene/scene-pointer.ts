// What the pointer meets in the scene: a click selects, a double click frames, a pointer that rests over a machine marks it.
// Knows the canvas and the selection; what lies under a point is asked.
import { openFinding } from "../state/open-finding.ts";
import { useSelection } from "../state/selection.ts";

/** A press that moves less than this many pixels is a click. */
const clickPx = 5;
/** The place of the pointer is looked at no more often than this, milliseconds. */
const hoverEveryMs = 30;

export interface ScenePointerOptions {
  readonly canvas: HTMLCanvasElement;
  /** What is under a point of the canvas: an asset by its id, the slot of the part in front of it (-1 = none), a finding by its pin. */
  readonly pick: (
    x: number,
    y: number,
  ) => { assetId: string | undefined; slot: number; findingId?: string | undefined };
  /** A click met a part, or none (-1). */
  readonly onSlot: (slot: number) => void;
}

/** Listens until the returned function is called. */
export function followPointer({ canvas, pick, onSlot }: ScenePointerOptions): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let pressed: { readonly x: number; readonly y: number } | undefined;
  let hover: { readonly x: number; readonly y: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const takeHover = (): void => {
    const at = hover;
    hover = undefined;
    timer = undefined;
    if (at === undefined) return;
    const { assetId } = pick(at.x, at.y);
    canvas.style.cursor = assetId === undefined ? "default" : "pointer";
    useSelection.getState().hover(assetId);
  };
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      pressed = event.button === 0 ? { x: event.offsetX, y: event.offsetY } : undefined;
    },
    { signal },
  );
  canvas.addEventListener(
    "pointerup",
    (event) => {
      const from = pressed;
      pressed = undefined;
      if (from === undefined || Math.hypot(event.offsetX - from.x, event.offsetY - from.y) >= clickPx) return;
      const { assetId, slot, findingId } = pick(event.offsetX, event.offsetY);
      useSelection.getState().selectAsset(assetId);
      if (findingId !== undefined) openFinding(findingId);
      onSlot(slot);
    },
    { signal },
  );
  canvas.addEventListener("dblclick", () => useSelection.getState().requestFrame(), { signal });
  canvas.addEventListener(
    "pointermove",
    (event) => {
      if (event.buttons !== 0) return;
      // The newest place is kept until it is looked at.
      hover = { x: event.offsetX, y: event.offsetY };
      timer ??= setTimeout(takeHover, hoverEveryMs);
    },
    { signal },
  );
  canvas.addEventListener(
    "pointerleave",
    () => {
      hover = undefined;
      useSelection.getState().hover(undefined);
    },
    { signal },
  );
  return () => {
    clearTimeout(timer);
    listeners.abort();
  };
}
