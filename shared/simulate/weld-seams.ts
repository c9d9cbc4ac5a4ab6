// The seams in one picture of weld vision, from a part's results: where they lie, how wide they are and how much heat they had, so that
// the narrowest and smallest of them is as measured.
import { randomAt } from "../base/random.ts";
import type { Result } from "../model/fact.ts";
import { bellAt } from "./noise.ts";

/** What is measured at weld vision, and where along the row of seams in the picture the narrowest lies. */
export interface WeldMeasures {
  /** Width of the narrowest seam and area of the smallest, which is taken to be the same one. */
  readonly seamWidthMm: number;
  readonly seamAreaMm2: number;
  /** Area of all spatter in the picture. */
  readonly spatterMm2: number;
  /** 0 to 1; absent = any. */
  readonly along?: number;
}

/** A weld as it should be. */
export const nominalWeld = { seamWidthMm: 1.22, seamAreaMm2: 26.8, spatterMm2: 0.4 } as const;
/** Terminals in one row of a module; the camera takes one picture of each. */
const terminals = 12;

/** Of a result what a picture needs. */
interface MeasuredResult extends Pick<Result, "characteristic" | "value" | "verdict"> {
  readonly spot?: Result["spot"] | undefined;
}

/** The measures that results of one attempt tell; what was not measured is as it should be. */
export function weldMeasuresOf(results: readonly MeasuredResult[]): WeldMeasures {
  const of = (characteristic: string, otherwise: number): number => {
    const result = results.find((one) => one.characteristic === characteristic);
    return result === undefined || result.verdict === "notMeasured" ? otherwise : Math.max(0, result.value);
  };
  const spot = results.find((result) => result.spot !== undefined)?.spot;
  return {
    seamWidthMm: of("seamWidth", nominalWeld.seamWidthMm),
    seamAreaMm2: of("seamArea", nominalWeld.seamAreaMm2),
    spatterMm2: of("spatter", nominalWeld.spatterMm2),
    ...(spot === undefined ? {} : { along: (spot[0] * terminals) % 1 }),
  };
}

/** The terminal that a spot on a module lies on: its number along the row from 1, and which of the two rows. */
export function terminalAt([along, across]: readonly [number, number, number]): {
  readonly terminal: number;
  readonly row: 1 | 2;
} {
  const terminal = Math.min(terminals, Math.floor(along * terminals) + 1);
  return { terminal, row: across < 0.5 ? 1 : 2 };
}

/** A straight seam across the busbar, millimetres from the picture's corner. */
export interface Seam {
  readonly number: number;
  readonly x: number;
  readonly fromY: number;
  readonly toY: number;
  readonly widthMm: number;
  /** 1 = the heat it should have had; less gives a dull, flat bead. */
  readonly heat: number;
}

const count = 4;
const firstX = 8.5;
const pitchMm = 12.1;
const middleY = 16.67;

/** The seams of a part; `key` is its own chance. */
export function seamsOf(key: number, { seamWidthMm, seamAreaMm2, along }: WeldMeasures): Seam[] {
  const worst = Math.min(count - 1, Math.floor((along ?? randomAt(key, 0x5e, 0)) * count));
  return Array.from({ length: count }, (_, number): Seam => {
    const wider = 0.02 * Math.abs(bellAt(key, 20 + number));
    const isWorst = number === worst;
    // The others are as the process makes them, and no narrower than the narrowest.
    const widthMm = isWorst ? seamWidthMm : Math.max(seamWidthMm, nominalWeld.seamWidthMm) + wider;
    const areaMm2 = isWorst ? seamAreaMm2 : Math.max(seamAreaMm2, nominalWeld.seamAreaMm2) * (1 + wider / 2);
    const half = areaMm2 / widthMm / 2;
    const x = firstX + number * pitchMm + 0.05 * bellAt(key, 30 + number);
    const heat = Math.min(1, Math.max(0, 1 - 3.2 * (1 - widthMm / nominalWeld.seamWidthMm)));
    return { number, x, fromY: middleY - half, toY: middleY + half, widthMm, heat };
  });
}
