// Where a picture lies in its pane: how large, and which of its points is in the middle. Pure, so that keys, wheel and pointer agree.

/** How many times larger than the whole picture fits the pane, and the picture's point in the middle; pictures side by side share it. */
export interface Zoom {
  readonly times: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const mostTimes = 16;

/** The whole picture. */
export const wholePicture = ({ width, height }: Size): Zoom => ({ times: 1, x: width / 2, y: height / 2 });

/** Screen pixels in a picture's pixel. */
export function scaleOf({ times }: Zoom, picture: Size, pane: Size): number {
  const fit = Math.min(pane.width / picture.width, pane.height / picture.height);
  return (fit > 0 ? fit : 1) * times;
}

/** Larger or smaller by a factor about the middle; whoever draws it keeps it in its pane. */
export function magnified(zoom: Zoom, factor: number): Zoom {
  return { ...zoom, times: Math.min(Math.max(zoom.times * factor, 1), mostTimes) };
}

/** Larger or smaller by a factor, with the point under the pointer (pixels from the pane's middle) staying where it is. */
export function zoomedAt(
  zoom: Zoom,
  factor: number,
  [atX, atY]: readonly [number, number],
  picture: Size,
  pane: Size,
): Zoom {
  const next = magnified(zoom, factor);
  const by = 1 / scaleOf(zoom, picture, pane) - 1 / scaleOf(next, picture, pane);
  return keptInPane({ ...next, x: zoom.x + atX * by, y: zoom.y + atY * by }, picture, pane);
}

/** Moved by screen pixels: what is grabbed stays under the pointer. */
export function panned(zoom: Zoom, dx: number, dy: number, picture: Size, pane: Size): Zoom {
  const scale = scaleOf(zoom, picture, pane);
  return keptInPane({ ...zoom, x: zoom.x - dx / scale, y: zoom.y - dy / scale }, picture, pane);
}

/** No pane shows less picture than it has room for. */
export function keptInPane(zoom: Zoom, picture: Size, pane: Size): Zoom {
  const scale = scaleOf(zoom, picture, pane);
  const within = (at: number, length: number, room: number): number => {
    const half = room / scale / 2;
    return half * 2 >= length ? length / 2 : Math.min(Math.max(at, half), length - half);
  };
  return {
    ...zoom,
    x: within(zoom.x, picture.width, pane.width),
    y: within(zoom.y, picture.height, pane.height),
  };
}
