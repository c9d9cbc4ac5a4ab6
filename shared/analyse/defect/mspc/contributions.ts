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
