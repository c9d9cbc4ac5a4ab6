// Ways left free on the floor: the long strips between machines that a plant paints for people and trucks, and where they
// meet the ways of parts and vehicles. Pure geometry on rectangles and segments; draws nothing.

/** Axis-parallel rectangle of the floor, metres. */
export interface Rect {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A straight piece of a way, metres. */
export interface Leg {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Half of what it needs across, metres. */
  readonly halfM: number;
}

export interface Aisle extends Rect {
  readonly along: "x" | "y";
}

export interface Crossing extends Rect {
  /** Direction of the bars: those of a crossing walked along x lie along y. */
  readonly along: "x" | "y";
}

/** Width of a painted aisle, metres. */
export const aisleM = 2.4;
const stepM = 0.4;
/** Between an aisle and a wall, where columns and cabinets stand, metres. */
const wallM = 1.5;
/** Shortest aisle worth painting, as a share of the hall and in metres. */
const shareLeast = 0.22;
const lengthLeastM = 8;

/** Whether two rectangles share floor, `gapM` around the first counted in. */
export function meets(a: Rect, b: Rect, gapM = 0): boolean {
  return a.x0 - gapM < b.x1 && a.x1 + gapM > b.x0 && a.y0 - gapM < b.y1 && a.y1 + gapM > b.y0;
}

/** The rectangle a leg needs. */
export function rectOfLeg({ from, to, halfM }: Leg): Rect {
  return {
    x0: Math.min(from[0], to[0]) - halfM,
    y0: Math.min(from[1], to[1]) - halfM,
    x1: Math.max(from[0], to[0]) + halfM,
    y1: Math.max(from[1], to[1]) + halfM,
  };
}

/** The longest stretch of a strip across the hall that no obstacle touches. */
function longestFree(
  low: number,
  high: number,
  blocked: readonly (readonly [number, number])[],
): [number, number] {
  const sorted = [...blocked].sort((a, b) => a[0] - b[0]);
  let best: [number, number] = [low, low];
  let from = low;
  for (const [start, end] of [...sorted, [high, high] as const]) {
    if (start - from > best[1] - best[0]) best = [from, Math.min(start, high)];
    from = Math.max(from, end);
  }
  return best;
}

/**
 * The longest free strips of the floor, `most` of them at most along each axis, greedily by length; later ones keep clear of
 * earlier ones of the same direction. Machines and buffers block; belts and vehicle lanes that cross a strip do not.
 */
export function findAisles(
  hall: Rect,
  obstacles: readonly Rect[],
  ways: readonly Leg[],
  most: { readonly x: number; readonly y: number },
): Aisle[] {
  const aisles: Aisle[] = [];
  for (const along of ["x", "y"] as const) {
    const [low, high, acrossLow, acrossHigh] =
      along === "x" ? [hall.x0, hall.x1, hall.y0, hall.y1] : [hall.y0, hall.y1, hall.x0, hall.x1];
    const span = (rect: Rect): readonly [number, number, number, number] =>
      along === "x" ? [rect.x0, rect.x1, rect.y0, rect.y1] : [rect.y0, rect.y1, rect.x0, rect.x1];
    // A way that runs along the strip blocks it; one that crosses is crossed.
    const walls = [
      ...obstacles,
      ...ways
        .filter(({ from, to }) => {
          const [dx, dy] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
          return along === "x" ? dx > dy : dy > dx;
        })
        .map(rectOfLeg),
    ].map(span);
    const clearM = 0.75;
    const steps = Math.min(400, Math.floor((acrossHigh - acrossLow - aisleM - 2 * wallM) / stepM));
    const step = (acrossHigh - acrossLow - aisleM - 2 * wallM) / Math.max(1, steps);
    const strips: { at: number; from: number; to: number; roomM: number }[] = [];
    for (let index = 0; index <= steps; index += 1) {
      const at = acrossLow + wallM + index * step;
      const near = walls.filter(([, , from, to]) => from < at + aisleM + clearM && to > at - clearM);
      const [from, to] = longestFree(
        low,
        high,
        near.map(([start, end]) => [start - 1.2, end + 1.2]),
      );
      // Among equal lengths the one with most room on both sides: the middle of the gap.
      const inWay = walls.filter(([start, end]) => start < to && end > from);
      let roomM = Math.min(at - acrossLow, acrossHigh - at - aisleM);
      for (const [, , start, end] of inWay) {
        roomM = Math.min(roomM, start >= at + aisleM ? start - at - aisleM : Math.max(0, at - end));
      }
      strips.push({ at, from, to, roomM });
    }
    const needM = Math.max(lengthLeastM, (high - low) * (along === "x" ? shareLeast : shareLeast * 2));
    const taken: typeof strips = [];
    const worth = (strip: (typeof strips)[number]): number =>
      strip.to - strip.from + Math.min(3, strip.roomM) * 2;
    for (const strip of strips
      .filter(({ from, to }) => to - from >= needM)
      .sort((a, b) => worth(b) - worth(a))) {
      if (taken.length >= most[along]) break;
      const clash = taken.some((other) => Math.abs(other.at - strip.at) < aisleM + 3.5);
      if (!clash) taken.push(strip);
    }
    for (const { at, from, to } of taken) {
      aisles.push(
        along === "x"
          ? { along, x0: from, x1: to, y0: at, y1: at + aisleM }
          : { along, y0: from, y1: to, x0: at, x1: at + aisleM },
      );
    }
  }
  return aisles;
}

/** Where people cross what moves: an aisle over a vehicle lane, or a belt over an aisle or a lane. `lanes` and `belts` are straight legs. */
export function findCrossings(
  aisles: readonly Aisle[],
  lanes: readonly Leg[],
  belts: readonly Leg[],
): Crossing[] {
  const crossings: Crossing[] = [];
  const add = (rect: Rect, along: "x" | "y"): void => {
    if (rect.x1 - rect.x0 < 0.5 || rect.y1 - rect.y0 < 0.5) return;
    if (!crossings.some((other) => meets(other, rect))) crossings.push({ ...rect, along });
  };
  for (const aisle of aisles) {
    for (const lane of lanes) {
      const rect = rectOfLeg(lane);
      if (meets(aisle, rect)) add(common(aisle, rect), aisle.along);
    }
    for (const belt of belts) {
      const rect = rectOfLeg(belt);
      const [dx, dy] = [Math.abs(belt.to[0] - belt.from[0]), Math.abs(belt.to[1] - belt.from[1])];
      const crosses = aisle.along === "x" ? dy > dx : dx > dy;
      if (crosses && meets(aisle, rect)) add(common(aisle, widened(rect, aisle.along)), aisle.along);
    }
  }
  for (const lane of lanes) {
    const along = Math.abs(lane.to[0] - lane.from[0]) > Math.abs(lane.to[1] - lane.from[1]) ? "x" : "y";
    for (const belt of belts) {
      const [dx, dy] = [Math.abs(belt.to[0] - belt.from[0]), Math.abs(belt.to[1] - belt.from[1])];
      if (along === "x" ? dx >= dy : dy >= dx) continue;
      if (meets(rectOfLeg(lane), rectOfLeg(belt)))
        add(common(rectOfLeg(lane), widened(rectOfLeg(belt), along)), along);
    }
  }
  return crossings;
}

function common(a: Rect, b: Rect): Rect {
  return {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  };
}

/** A belt's strip with room to step over on both sides. */
function widened(rect: Rect, along: "x" | "y"): Rect {
  return along === "x"
    ? { ...rect, x0: rect.x0 - 0.9, x1: rect.x1 + 0.9 }
    : { ...rect, y0: rect.y0 - 0.9, y1: rect.y1 + 0.9 };
}
