// Where the windows were, kept in one small file, and put back on a screen that is there today.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const placeSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});
/** One window's place: its bounds when neither maximised nor full screen, and which of them it is. */
export type WindowPlace = z.infer<typeof placeSchema>;

export const minimumSize = { width: 800, height: 500 } as const;
const usualSize = { width: 1440, height: 900 } as const;
/** Windows put back at most. */
const mostWindows = 8;
/** A new window lies this much beside the one before. */
const cascade = 32;
/** So much of a title bar must be on a screen to be taken hold of. */
const grip = { width: 120, height: 32 } as const;

/** The remembered places; none when there is no file or not one of ours. */
export function readPlaces(file: string): WindowPlace[] {
  try {
    return z
      .array(placeSchema)
      .max(mostWindows)
      .parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return []; // Whatever is wrong with it, the windows open where new ones do.
  }
}

/** Keeps the places; the file is replaced whole. */
export function writePlaces(file: string, places: readonly WindowPlace[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(places.slice(0, mostWindows)));
  renameSync(`${file}.new`, file);
}

/**
 * Bounds that can be seen on these screens, the first being the main one: as remembered where their title bar can be
 * taken hold of, else on the main screen, no larger than it.
 */
export function boundsOnScreens(
  remembered: Rectangle | undefined,
  screens: readonly Rectangle[],
  openWindows: number,
): Rectangle {
  if (remembered !== undefined && screens.some((screen) => canBeGripped(remembered, screen)))
    return remembered;
  const screen = screens[0] ?? { x: 0, y: 0, ...usualSize };
  const width = Math.min(remembered?.width ?? usualSize.width, screen.width);
  const height = Math.min(remembered?.height ?? usualSize.height, screen.height);
  const shift = openWindows * cascade;
  return {
    x: screen.x + Math.min(Math.round((screen.width - width) / 2) + shift, screen.width - width),
    y: screen.y + Math.min(Math.round((screen.height - height) / 2) + shift, screen.height - height),
    width,
    height,
  };
}

function canBeGripped(bounds: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  return width >= grip.width && bounds.y >= screen.y && bounds.y + grip.height <= screen.y + screen.height;
}
