// Principal components against what is known in closed form, and contributions that name the faulty column.
import { describe, expect, it, test } from "vitest";
import { chiSquareQuantile, fQuantile, fTail, tTail } from "../distributions.ts";
import { rowOf, withLags } from "../table.ts";
import { cleanProcess } from "../test-process.ts";
import { filledIn } from "./conditional.ts";
import { reconstructionContributions, successiveContributions } from "./contributions.ts";
import { fitPca } from "./pca.ts";
import { standardised, standardOf } from "./standardise.ts";
import { eigenOf, inverseOf, quadraticForm, rebuilt, solved, timesVector } from "./symmetric.ts";

const history = cleanProcess(800, 1);
const pca = fitPca(history, { centre: "mean", components: { count: 2 } });

describe("symmetric matrices", () => {
  const matrix = Float64Array.of(4, 1, 0.5, 1, 3, -0.2, 0.5, -0.2, 1);
  const eigen = eigenOf(matrix, 3);
  it("are what their eigenvectors make of them, largest first", () => {
    rebuilt(eigen, (value) => value).forEach((value, at) => expect(value).toBeCloseTo(matrix[at] ?? NaN, 12));
    expect([...eigen.values]).toEqual([...eigen.values].sort((a, b) => b - a));
  });
  it("solve equations", () => {
    const x = solved(matrix, Float64Array.of(1, 2, 3));
    expect(quadraticForm(matrix, x)).toBeCloseTo((x[0] ?? 0) + 2 * (x[1] ?? 0) + 3 * (x[2] ?? 0), 12);
  });
  it("times their inverse are one", () => {
    const inverse = inverseOf(matrix, 3);
    const column = timesVector(matrix, inverse.subarray(3, 6));
    [0, 1, 0].forEach((value, at) => expect(column[at]).toBeCloseTo(value, 12));
  });
});

test("tails and quantiles are those of the printed tables", () => {
  expect(fQuantile(0.01, 11, 489)).toBeCloseTo(2.287, 2);
  expect(fTail(4.1028, 2, 10)).toBeCloseTo(0.05, 4);
  expect(tTail(2.7638, 10)).toBeCloseTo(0.01, 5);
  expect(chiSquareQuantile(0.05, 3)).toBeCloseTo(7.8147, 3);
});

test("components are as many as explain the share asked for", () => {
  expect(
    fitPca(history, { centre: "mean", components: { varianceShare: 0.6 } }).components,
  ).toBeLessThanOrEqual(2);
  expect(fitPca(history, { centre: "mean", components: { varianceShare: 1 } }).components).toBe(6);
});

test("a column that stands still is left out, not divided by zero", () => {
  const table = {
    columns: ["a", "still", "b"],
    rows: 4,
    values: Float64Array.of(1, 5.1, 2, 2, 5.1, 1, 3, 5.1, 4, 4, 5.1, 3),
  };
  expect(standardOf(table, "mean")).toMatchObject({ columns: ["a", "b"], constant: ["still"], kept: [0, 2] });
});

test("one wild row does not move the median's scale", () => {
  const values = Float64Array.from({ length: 101 }, (_, row) => (row === 50 ? 1e6 : row % 10));
  const standard = standardOf({ columns: ["a"], rows: 101, values }, "median");
  expect([standard.centre[0], standard.spread[0]]).toEqual([5, 1.4826 * 3]);
});

test("what is missing is expected from the rest, and a whole row stays as it is", () => {
  const z = standardised(pca.standard, rowOf(history, 17));
  expect(filledIn(pca.covariance, z)).toBe(z);
  const gap = Float64Array.from(z);
  gap[0] = NaN;
  let error = 0;
  for (let row = 0; row < history.rows; row += 1) {
    const whole = standardised(pca.standard, rowOf(history, row));
    const torn = Float64Array.from(whole);
    torn[0] = NaN;
    error += ((filledIn(pca.covariance, torn)[0] ?? 0) - (whole[0] ?? 0)) ** 2;
  }
  // Zero in its place would miss by the column's whole variance, 1.
  expect(error / history.rows).toBeLessThan(0.35);
});

describe("contributions", () => {
  it("of reconstruction are what putting the column right would save", () => {
    const z = Float64Array.from(standardised(pca.standard, rowOf(history, 3)));
    const matrix = pca.speMatrix;
    reconstructionContributions(matrix, z).forEach((saved, j) => {
      const steps = [-1, 0, 1].map((by) => {
        const moved = Float64Array.from(z);
        moved[j] = (moved[j] ?? 0) + by;
        return quadraticForm(matrix, moved);
      });
      const [below = 0, here = 0, above = 0] = steps;
      // The least of the parabola through three points.
      expect(saved).toBeCloseTo((above - below) ** 2 / (8 * (above - 2 * here + below)), 9);
    });
  });
  it("one after the other blame the one of two twins that is off, where reconstruction blames both", () => {
    // Correlations: the first two columns are nearly the same, the third is alone.
    const matrix = inverseOf(Float64Array.of(1, 0.98, 0, 0.98, 1, 0, 0, 0, 1), 3);
    const z = Float64Array.of(0.2, 1.6, 1);
    const [first, second] = reconstructionContributions(matrix, z);
    expect((first ?? 0) / (second ?? 1)).toBeGreaterThan(0.8);
    const falls = successiveContributions(matrix, z);
    expect((falls[0] ?? 0) / (falls[1] ?? 1)).toBeLessThan(0.05);
    expect(falls[1]).toBeCloseTo(second ?? 0, 10);
    expect(falls[2]).toBeCloseTo(1, 10);
  });
  it("one after the other are all of it when nothing is related", () => {
    const matrix = inverseOf(Float64Array.of(2, 0, 0, 0.5), 2);
    const [first = 0, second = 0] = successiveContributions(matrix, Float64Array.of(2, 3));
    expect(first).toBeCloseTo(2, 9);
    expect(second).toBeCloseTo(18, 9);
  });
});

test("lags put the rows before beside each row", () => {
  const table = { columns: ["a", "b"], rows: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) };
  expect(withLags(table, 1)).toEqual({
    columns: ["a", "b", "a@-1", "b@-1"],
    rows: 2,
    values: Float64Array.of(3, 4, 1, 2, 5, 6, 3, 4),
  });
});
