// Who can draw the view that is looked at. Scene and schematic offer it, the panel that saves pictures asks; neither knows the other.
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import { useView, type View } from "./view.ts";

/** Draws the view as it is now and gives its canvas, to be read at once; undefined while nothing can be drawn. */
export type DrawView = () => HTMLCanvasElement | undefined;

const offers = new Map<View["mode"], DrawView>();

/** Offers to draw one of the views, until it is disposed. */
export function offerPicture(mode: View["mode"], draw: DrawView): Disposable {
  offers.set(mode, draw);
  return disposable(() => {
    if (offers.get(mode) === draw) offers.delete(mode);
  });
}

/** The canvas of the view that is looked at, freshly drawn; a scene's is only good until the caller returns. */
export function drawViewNow(): HTMLCanvasElement | undefined {
  const { mode, sceneProblem } = useView.getState();
  return offers.get(sceneProblem === undefined ? mode : "schematic")?.();
}
