// Stretches of nothing but a colour, written as pixels of one picture that is laid over the lanes: a dense timeline has a
// thousand of a pixel or two on every lane, and a rectangle for each costs more than all else.
import type { StateToken } from "../../ui/tokens.ts";

/** x, y, width and height of each stretch, CSS pixels, by state. */
export type Places = Map<StateToken, number[]>;

export class PlainStretches {
  #canvas = new OffscreenCanvas(1, 1);
  #image = new ImageData(1, 1);
  #pixels = new Uint32Array(this.#image.data.buffer);

  /** Lays the stretches over what is on the canvas. */
  paint(
    context: CanvasRenderingContext2D,
    places: Places,
    look: (state: StateToken) => { readonly color: string; readonly alpha: number },
  ): void {
    const { width, height } = context.canvas;
    const ratio = context.getTransform().a;
    const [top, bottom] = edges(places, 1, ratio, height);
    const [left, right] = edges(places, 0, ratio, width);
    if (right <= left || bottom <= top) return;
    this.#fit(width, height);
    this.#pixels.fill(0, top * width, bottom * width);
    for (const [state, stretches] of places) {
      const { color, alpha } = look(state);
      this.#write(stretches, pixelOf(color, alpha), ratio);
    }
    const [across, down] = [right - left, bottom - top];
    const own = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (own === null) return;
    own.putImageData(this.#image, 0, 0, left, top, across, down);
    context.save();
    context.resetTransform();
    context.drawImage(this.#canvas, left, top, across, down, left, top, across, down);
    context.restore();
  }

  #write(stretches: readonly number[], pixel: number, ratio: number): void {
    const { width, height } = this.#image;
    for (let at = 0; at < stretches.length; at += 4) {
      const [x = 0, y = 0, w = 0, h = 0] = [
        stretches[at],
        stretches[at + 1],
        stretches[at + 2],
        stretches[at + 3],
      ];
      const from = Math.max(0, Math.round(x * ratio));
      const to = Math.min(width, Math.round((x + w) * ratio));
      const end = Math.min(height, Math.round((y + h) * ratio));
      for (let line = Math.max(0, Math.round(y * ratio)); line < end; line += 1)
        for (let place = line * width + from; place < line * width + to; place += 1)
          this.#pixels[place] = pixel;
    }
  }

  #fit(width: number, height: number): void {
    if (this.#image.width === width && this.#image.height === height) return;
    this.#canvas = new OffscreenCanvas(width, height);
    this.#image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }
}

/** First and past the last device pixel that the stretches touch on an axis (0 = across, 1 = down), inside the canvas. */
function edges(places: Places, axis: 0 | 1, ratio: number, size: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const stretches of places.values())
    for (let at = axis; at < stretches.length; at += 4) {
      const from = stretches[at] ?? 0;
      low = Math.min(low, from);
      high = Math.max(high, from + (stretches[at + 2] ?? 0));
    }
  return [Math.max(0, Math.round(low * ratio)), Math.min(size, Math.round(high * ratio))];
}

/** `#rrggbb` as a pixel of image data on a little-endian machine, as all that run browsers are. */
function pixelOf(color: string, alpha: number): number {
  const [red, green, blue] = [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));
  return ((Math.round(alpha * 255) << 24) | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
}
