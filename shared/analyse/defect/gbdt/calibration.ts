// What probability a margin means, learnt from margins of rows that the trees did not see.
import { probabilityOf } from "./tree-set.ts";

/** `sigmoid`: p = 1 / (1 + exp(-(slope x margin + intercept))) (Platt 1999). `steps`: isotonic, `p` at rising `margin`, between them on a line. */
export type Calibration =
  | { readonly kind: "sigmoid"; readonly slope: number; readonly intercept: number }
  | { readonly kind: "steps"; readonly margin: readonly number[]; readonly p: readonly number[] };

/** Fewest rows of the rarer class for steps: with fewer they follow chance (Niculescu-Mizil and Caruana 2005 found about 1,000 rows). */
const leastRareRows = 200;

/** Chooses by the number of rows of the rarer class: steps when there are many, a sigmoid else. */
export function fitCalibration(margins: Float64Array, labels: Uint8Array): Calibration {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return Math.min(positives, labels.length - positives) >= leastRareRows
    ? fitSteps(margins, labels)
    : fitSigmoid(margins, labels);
}

/** The probability that a margin means. */
export function calibrated(calibration: Calibration, margin: number): number {
  if (calibration.kind === "sigmoid")
    return probabilityOf(calibration.slope * margin + calibration.intercept);
  const { margin: at, p } = calibration;
  let high = at.findIndex((value) => value >= margin);
  if (high < 0) high = at.length;
  if (high === 0) return p[0] ?? 0.5;
  if (high === at.length) return p.at(-1) ?? 0.5;
  const share = (margin - at[high - 1]!) / (at[high]! - at[high - 1]!);
  return p[high - 1]! + share * (p[high]! - p[high - 1]!);
}

/** Platt's sigmoid with his smoothed targets, by Newton's method with halved steps (Lin, Lin and Weng 2007). A slope below 0 becomes 0: no order is turned round. */
export function fitSigmoid(margins: Float64Array, labels: Uint8Array): Calibration {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (labels.length - positives + 2);
  const target = Float64Array.from(labels, (label) => (label === 1 ? high : low));
  let slope = 0;
  let intercept = Math.log((positives + 1) / (labels.length - positives + 1));
  const loss = (a: number, b: number): number =>
    margins.reduce((sum, margin, row) => {
      const x = a * margin + b;
      return sum + Math.max(x, 0) - x * target[row]! + Math.log1p(Math.exp(-Math.abs(x)));
    }, 0);
  let now = loss(slope, intercept);
  for (let round = 0; round < 100; round += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-12, 0, 1e-12];
    for (let row = 0; row < margins.length; row += 1) {
      const margin = margins[row]!;
      const p = probabilityOf(slope * margin + intercept);
      const weight = p * (1 - p);
      g0 += (p - target[row]!) * margin;
      g1 += p - target[row]!;
      h00 += weight * margin * margin;
      h01 += weight * margin;
      h11 += weight;
    }
    if (Math.abs(g0) + Math.abs(g1) < 1e-8 * margins.length) break;
    const determinant = h00 * h11 - h01 * h01;
    const stepSlope = determinant > 1e-12 ? (h11 * g0 - h01 * g1) / determinant : 0;
    const stepIntercept = determinant > 1e-12 ? (h00 * g1 - h01 * g0) / determinant : g1 / h11;
    let scale = 1;
    let next = loss(slope - stepSlope, intercept - stepIntercept);
    while (next > now && scale > 1e-9) {
      scale /= 2;
      next = loss(slope - scale * stepSlope, intercept - scale * stepIntercept);
    }
    if (next >= now) break;
    slope -= scale * stepSlope;
    intercept -= scale * stepIntercept;
    now = next;
  }
  if (slope < 0)
    return {
      kind: "sigmoid",
      slope: 0,
      intercept: Math.log((positives + 1) / (labels.length - positives + 1)),
    };
  return { kind: "sigmoid", slope, intercept };
}

/** The rising steps nearest to the labels, by pooling neighbours that fall (Ayer and others 1955). */
export function fitSteps(margins: Float64Array, labels: Uint8Array): Calibration {
  const order = Int32Array.from(margins.keys()).sort((a, b) => margins[a]! - margins[b]!);
  const blocks: { sum: number; rows: number; margins: number }[] = [];
  for (let at = 0; at < order.length;) {
    const margin = margins[order[at]!]!;
    const block = { sum: 0, rows: 0, margins: 0 };
    do {
      block.sum += labels[order[at]!]!;
      block.rows += 1;
      block.margins += margin;
      at += 1;
    } while (at < order.length && margins[order[at]!] === margin);
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.rows < block.sum / block.rows) break;
      block.sum += last.sum;
      block.rows += last.rows;
      block.margins += last.margins;
      blocks.pop();
    }
    blocks.push(block);
  }
  let least = 0;
  return {
    kind: "steps",
    margin: blocks.map((block) => block.margins / block.rows),
    // Half a row of each class, so that a step is never certain; small blocks must not fall below the one before by that.
    p: blocks.map((block) => (least = Math.max(least, (block.sum + 0.5) / (block.rows + 1)))),
  };
}
