// Stretches of states on lanes: colour, height and hatching together. Draws on any 2D canvas; knows no view and no time.
import { type Places, PlainStretches } from "./plain-stretches.ts";
import { type LaneMark, luminance, stateMarks, type StateToken, type ThemeTokens } from "../../ui/tokens.ts";

/** Where a stretch lies, pixels, and how it is drawn. `y` and `height` are the mark's own, not the lane's. */
export interface LaneBarPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What is shown is not live: no colour. */
  readonly stale: boolean;
  readonly rem: number;
}

/** Draws the stretch of `state`. */
export function paintLaneBar(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  state: StateToken,
  { x, y, width, height, stale, rem }: LaneBarPlace,
): void {
  paintStretches(context, theme, state, [x, y, width, height], stale, rem);
}

/** Shorter stretches have no room for hatching, pixels; running ones have no edge below one more. */
const hatchedPx = 5;

/**
 * Stretches of many lanes, drawn state by state: setting a colour or a pattern costs more than a rectangle, and lanes
 * change their state at every other pixel.
 */
export class LaneBatch {
  readonly #plain = new PlainStretches();
  /** Those that are nothing but a colour, and the others. */
  readonly #short: Places = new Map();
  readonly #long: Places = new Map();

  /** `x` and `width` are whole pixels. */
  add(state: StateToken, x: number, y: number, width: number, height: number): void {
    const isPlain = width < hatchedPx && stateMarks[state].lane.pattern !== "outline";
    const places = isPlain ? this.#short : this.#long;
    let stretches = places.get(state);
    if (stretches === undefined) places.set(state, (stretches = []));
    stretches.push(x, y, width, height);
  }

  /** Draws what was added, and forgets it. */
  paint(context: CanvasRenderingContext2D, theme: ThemeTokens, stale: boolean, rem: number): void {
    this.#plain.paint(context, this.#short, (state) => lookOf(theme, state, stale));
    for (const [state, stretches] of this.#long) paintStretches(context, theme, state, stretches, stale, rem);
    for (const places of [this.#short, this.#long])
      for (const stretches of places.values()) stretches.length = 0;
  }
}

/** Running fills most of the hour; on a dark ground it is dimmed, so that what is wrong stands out. */
function lookOf(
  theme: ThemeTokens,
  state: StateToken,
  stale: boolean,
): { readonly color: string; readonly alpha: number } {
  const color = !stale ? theme.state[state] : state === "run" ? theme.line : theme.lineStrong;
  return { color, alpha: state === "run" && luminance(theme.panel) < 0.2 ? 0.58 : 1 };
}

function paintStretches(
  context: CanvasRenderingContext2D,
  theme: ThemeTokens,
  state: StateToken,
  places: readonly number[],
  stale: boolean,
  rem: number,
): void {
  const { pattern } = stateMarks[state].lane;
  const { color, alpha } = lookOf(theme, state, stale);
  if (pattern === "outline") {
    context.strokeStyle = color;
    context.setLineDash([2, 2]);
    eachStretch(places, 0, (left, y, drawn, height) =>
      context.strokeRect(left + 0.5, y + 0.5, Math.max(0, drawn - 1), Math.max(1, height - 1)),
    );
    context.setLineDash([]);
    return;
  }
  context.fillStyle = color;
  context.globalAlpha = alpha;
  eachStretch(places, 0, (left, y, drawn, height) => context.fillRect(left, y, drawn, height));
  context.globalAlpha = 1;
  if (pattern !== "solid") {
    context.fillStyle = hatch(context, pattern, theme.sunken, rem);
    eachStretch(places, hatchedPx, (left, y, drawn, height) => context.fillRect(left, y, drawn, height));
  }
  if (state === "run") {
    // Light on light needs an edge to be seen, where it is long enough to have one.
    context.fillStyle = theme.lineStrong;
    eachStretch(places, hatchedPx + 1, (left, y, drawn, height) => {
      context.fillRect(left, y, drawn, 1);
      context.fillRect(left, y + height - 1, drawn, 1);
    });
  }
}

/** Each stretch of at least so many pixels. Stretches meet without a seam only if they end on the same pixel. */
function eachStretch(
  places: readonly number[],
  leastPixels: number,
  draw: (left: number, y: number, drawn: number, height: number) => void,
): void {
  for (let at = 0; at < places.length; at += 4) {
    const x = places[at] ?? 0;
    const left = Math.round(x);
    const drawn = Math.max(1, Math.round(x + (places[at + 2] ?? 0)) - left);
    if (drawn >= leastPixels) draw(left, places[at + 1] ?? 0, drawn, places[at + 3] ?? 0);
  }
}

const hatches = new WeakMap<CanvasRenderingContext2D, Map<string, CanvasPattern>>();

/** Lines of `color` in a pattern, made once for each canvas; the colour itself where no pattern can be made. */
export function hatch(
  context: CanvasRenderingContext2D,
  kind: Exclude<LaneMark["pattern"], "solid" | "outline">,
  color: string,
  rem: number,
): CanvasPattern | string {
  const known = hatches.get(context) ?? new Map<string, CanvasPattern>();
  hatches.set(context, known);
  const key = `${kind} ${color} ${rem}`;
  const made = known.get(key) ?? context.createPattern(tileOf(kind, color, rem), "repeat") ?? undefined;
  if (made === undefined) return color;
  known.set(key, made);
  return made;
}

function tileOf(
  kind: Exclude<LaneMark["pattern"], "solid" | "outline">,
  color: string,
  rem: number,
): OffscreenCanvas {
  const size = Math.round(rem / 2.6);
  const tile = new OffscreenCanvas(size, size);
  const context = tile.getContext("2d", { willReadFrequently: true });
  if (context === null) return tile;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = Math.max(1, rem / 14);
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    if (kind === "diagonal" || kind === "cross") {
      context.moveTo(shift - 1, size + 1);
      context.lineTo(shift + size + 1, -1);
    }
    if (kind === "cross") {
      context.moveTo(shift - 1, -1);
      context.lineTo(shift + size + 1, size + 1);
    }
  }
  if (kind === "vertical") {
    context.moveTo(size / 2, 0);
    context.lineTo(size / 2, size);
  }
  context.stroke();
  // A chequer: half of it shows through, so that even a low band is seen to be broken.
  if (kind === "dots") for (const at of [0, size / 2]) context.fillRect(at, at, size / 2, size / 2);
  return tile;
}
