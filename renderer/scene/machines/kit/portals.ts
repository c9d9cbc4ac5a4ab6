// Portals and linear axes: what carries a tool over the parts by straight moves. Written as the places its tool's tip goes to
// over the cycle. Geometry only.
import type { Paint } from "../../palette.ts";
import type { Track } from "../joints.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { motor } from "./transport.ts";

/** Where a tool's tip is at a phase, metres in the coordinates the axes are built in. */
export type TipPath = readonly (readonly [phase: number, tip: Vector])[];

/** One coordinate of a path as a track relative to its first place. */
export function axisTrack(path: TipPath, axis: 0 | 1 | 2): Track {
  const home = path[0]?.[1][axis] ?? 0;
  return path.map(([phase, tip]) => [phase, tip[axis] - home] as const);
}

/** Four welded posts on foot plates, rails along x at their tops and, where `tied`, cross beams at both ends. */
export function portal(
  b: ModelBuilder,
  x: Range,
  y: Range,
  height: number,
  options: { thick?: number; paint?: Paint; tied?: boolean } = {},
): void {
  const thick = options.thick ?? 0.14;
  const paint = options.paint ?? "body";
  const half = thick / 2;
  for (const px of [x[0] + half, x[1] - half]) {
    for (const py of [y[0] + half, y[1] - half]) {
      b.box([px - half, px + half], [py - half, py + half], [0.02, height - thick * 0.5], paint, 0.012);
      b.box(
        [px - half - 0.05, px + half + 0.05],
        [py - half - 0.05, py + half + 0.05],
        [0, 0.022],
        "bodyDark",
      );
      b.fine(() => {
        for (const sx of [-1, 1])
          for (const sy of [-1, 1])
            b.cylinder(
              "z",
              [px + sx * (half + 0.025), py + sy * (half + 0.025)],
              [0.022, 0.045],
              0.013,
              "chrome",
              6,
            );
      });
    }
  }
  for (const py of [y[0] + half, y[1] - half])
    b.box(x, [py - half, py + half], [height - thick, height], paint, 0.012);
  if (options.tied === true)
    for (const px of [x[0] + half, x[1] - half])
      b.box(
        [px - half, px + half],
        [y[0] + thick, y[1] - thick],
        [height - thick, height - 0.01],
        paint,
        0.012,
      );
}

export interface CartesianOptions {
  /** Ends of the rails along x. */
  readonly x: Range;
  /** Middles of the two rails the bridge runs on. */
  readonly railY: Range;
  /** Top of those rails. */
  readonly railZ: number;
  readonly path: TipPath;
  /** From the mast's lower end down to the tool's tip. */
  readonly toolM: number;
  readonly paint?: Paint;
  /** Side of the mast on which the bridge runs: 1 = towards +x. */
  readonly bridgeSide?: 1 | -1;
  /** Builds the tool: its flange at the origin, pointing down, the tip at z = -toolM. */
  readonly tool: (b: ModelBuilder) => void;
}

/** Three axes on two rails: a bridge along x with end trucks and drive, a carriage across it, a mast that goes down. */
export function cartesian(b: ModelBuilder, options: CartesianOptions): void {
  const { x, railY, railZ, path, toolM } = options;
  const paint = options.paint ?? "accent";
  const side = options.bridgeSide ?? 1;
  const start: Vector = path[0]?.[1] ?? [0, 0, 1];
  const lowest = Math.min(...path.map(([, tip]) => tip[2]));
  const bridgeX = start[0] + side * 0.2;
  for (const y of railY) {
    b.fine(() => {
      b.box(x, [y - 0.025, y + 0.025], [railZ, railZ + 0.03], "chrome");
      for (const end of x)
        b.box([end - 0.02, end + 0.02], [y - 0.05, y + 0.05], [railZ, railZ + 0.09], "rubber");
    });
  }
  b.joint("slide", [bridgeX, 0, railZ], [1, 0, 0], axisTrack(path, 0), () => {
    for (const y of railY)
      b.box(
        [bridgeX - 0.15, bridgeX + 0.15],
        [y - 0.07, y + 0.07],
        [railZ + 0.03, railZ + 0.1],
        "bodyDark",
        0.012,
      );
    const beam: Range = [railZ + 0.1, railZ + 0.3];
    b.box([bridgeX - 0.08, bridgeX + 0.08], [railY[0] - 0.1, railY[1] + 0.1], beam, paint, 0.015);
    b.fine(() => {
      for (const z of [beam[0] + 0.035, beam[1] - 0.035])
        b.box(
          [bridgeX - side * 0.08, bridgeX - side * 0.1],
          [railY[0], railY[1]],
          [z - 0.015, z + 0.015],
          "chrome",
        );
      motor(b, [bridgeX, railY[0] - 0.12, beam[0] + 0.1], 270, 0.8);
      // Cable chain lying on the beam.
      const links = 14;
      const pitch = (railY[1] - railY[0]) / links;
      for (let link = 0; link < links; link += 1)
        b.box(
          [bridgeX - 0.05, bridgeX + 0.05],
          [railY[0] + link * pitch + 0.006, railY[0] + (link + 1) * pitch - 0.006],
          [beam[1] + 0.005, beam[1] + 0.045],
          "rubber",
        );
    });
    b.joint("slide", [bridgeX, start[1], railZ], [0, 1, 0], axisTrack(path, 1), () => {
      b.box(
        [start[0] + side * 0.055, start[0] + side * 0.12],
        [start[1] - 0.14, start[1] + 0.14],
        [railZ + 0.06, railZ + 0.36],
        "bodyDark",
        0.012,
      );
      b.joint("slide", [start[0], start[1], railZ], [0, 0, 1], axisTrack(path, 2), () => {
        const foot = start[2] + toolM;
        const mast = railZ + 0.42 - (lowest + toolM);
        b.box(
          [start[0] - 0.055, start[0] + 0.055],
          [start[1] - 0.06, start[1] + 0.06],
          [foot, foot + mast],
          "frame",
          0.01,
        );
        b.fine(() => {
          b.box(
            [start[0] - side * 0.055, start[0] - side * 0.059],
            [start[1] - 0.012, start[1] + 0.012],
            [foot + 0.03, foot + mast - 0.03],
            "rubber",
          );
          b.cylinder("z", [start[0], start[1]], [foot + mast, foot + mast + 0.18], 0.048, "rubber", 12);
        });
        b.at([start[0], start[1], foot], 0, () => options.tool(b));
      });
    });
  });
}

/** A rope or chain that gets longer while what hangs on it goes down: pieces that appear one after the other. `length` = metres hanging out over the phase. */
export function payingRope(
  b: ModelBuilder,
  top: Vector,
  length: (phase: number) => number,
  longest: number,
  pieces = 6,
): void {
  const piece = longest / pieces;
  for (let index = 0; index < pieces; index += 1) {
    const from = index * piece;
    const track = (phase: number): number => (length(phase) > from + 0.02 ? 1 : 0);
    b.joint("show", [top[0], top[1], top[2] - from], [0, 0, 1], track, () =>
      b.bar([top[0], top[1], top[2] - from], [top[0], top[1], top[2] - from - piece], 0.012, "chrome", 6),
    );
  }
}
