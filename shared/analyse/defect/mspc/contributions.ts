// Which columns a statistic z' M z owes its value to.
import { timesVector } from "./symmetric.ts";

/**
 * Reconstruction-based contributions RBC_j = (M z)_j^2 / M_jj (Alcala and Qin 2009): by how much the statistic would fall if
 * column j alone were put right. For SPE this is e_j^2 / C_jj. Unlike plain contributions, the faulty column always has the
 * largest when it alone is far off.
 */
export function reconstructionContributions(matrix: Float64Array, z: Float64Array): Float64Array {
  const size = z.length;
  return timesVector(matrix, z).map((product, j) => {
    const own = matrix[j * size + j] ?? 0;
    return own > 1e-9 ? (product * product) / own : 0;
  });
}

/** Columns by which it falls at least this share of the most are as good an explanation. */
const nearlyAsGood = 0.8;

/**
 * How much z' M z falls by each column when columns are put right one after the other, each time the one by which it falls most. Where
 * two columns say nearly the same, reconstruction-based contributions blame both for what one shows; here the one that is farther off
 * itself is put right first, and the other has only what is left.
 */
export function successiveContributions(matrix: Float64Array, z: Float64Array): Float64Array {
  const size = z.length;
  const product = timesVector(matrix, z);
  const falls = new Float64Array(size).fill(NaN);
  for (let turn = 0; turn < size; turn += 1) {
    const open = Array.from(product, (value, j) => {
      const own = matrix[j * size + j] ?? 0;
      return { j, fall: own > 1e-9 ? (value * value) / own : 0, off: Math.abs(z[j] ?? 0) };
    }).filter(({ j }) => Number.isNaN(falls[j]));
    const most = Math.max(...open.map(({ fall }) => fall));
    const [first] = open.filter(({ fall }) => fall >= nearlyAsGood * most).sort((x, y) => y.off - x.off);
    if (first === undefined) break;
    const { j: best, fall } = first;
    falls[best] = fall;
    if (fall <= 0) continue;
    const step = (product[best] ?? 0) / (matrix[best * size + best] ?? 1);
    for (let i = 0; i < size; i += 1) product[i] = (product[i] ?? 0) - step * (matrix[i * size + best] ?? 0);
  }
  return falls;
}
