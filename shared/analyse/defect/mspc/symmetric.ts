// Symmetric matrices, row by row in one array: eigenvectors, inverses, quadratic forms. No library: they are small (a few
// hundred columns at most) and are decomposed once per model.

/** Eigenvalues, largest first, and their eigenvectors of unit length; vector i is row i of `vectors`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, 8.5). */
export function eigenOf(symmetric: Float64Array, size: number): Eigen {
  const a = Float64Array.from(symmetric);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) v[i * size + i] = 1;
  const at = (i: number, j: number): number => a[i * size + j] ?? 0;
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let outside = 0;
    let inside = 0;
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1) {
        if (i === j) inside += at(i, i) ** 2;
        else outside += at(i, j) ** 2;
      }
    if (outside <= 1e-24 * inside || outside === 0) break;
    for (let p = 0; p < size; p += 1)
      for (let q = p + 1; q < size; q += 1) {
        const apq = at(p, q);
        if (apq === 0) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        rotate(a, v, size, p, q, t);
      }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => at(j, j) - at(i, i));
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => vectors.set(v.subarray(from * size, (from + 1) * size), to * size));
  return { values: Float64Array.from(order, (i) => at(i, i)), vectors };
}

/** Turns rows and columns p and q of `a`, and vectors p and q of `v`, so that a_pq becomes 0; t = s / c. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number, t: number): void {
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const rowP = p * size;
  const rowQ = q * size;
  const apq = a[rowP + q] ?? 0;
  a[rowP + p] = (a[rowP + p] ?? 0) - t * apq;
  a[rowQ + q] = (a[rowQ + q] ?? 0) + t * apq;
  a[rowP + q] = 0;
  a[rowQ + p] = 0;
  for (let k = 0; k < size; k += 1) {
    const vp = v[rowP + k] ?? 0;
    const vq = v[rowQ + k] ?? 0;
    v[rowP + k] = c * vp - s * vq;
    v[rowQ + k] = s * vp + c * vq;
    if (k === p || k === q) continue;
    const ap = a[rowP + k] ?? 0;
    const aq = a[rowQ + k] ?? 0;
    a[rowP + k] = c * ap - s * aq;
    a[rowQ + k] = s * ap + c * aq;
    a[k * size + p] = c * ap - s * aq;
    a[k * size + q] = s * ap + c * aq;
  }
}

/** f(A) = sum over eigenvectors of f(eigenvalue, index) v v': inverses, roots and projections of a symmetric matrix. */
export function rebuilt(eigen: Eigen, f: (value: number, index: number) => number): Float64Array {
  const size = eigen.values.length;
  const result = new Float64Array(size * size);
  for (let index = 0; index < size; index += 1) {
    const weight = f(eigen.values[index] ?? 0, index);
    if (weight === 0) continue;
    const base = index * size;
    for (let i = 0; i < size; i += 1) {
      const left = weight * (eigen.vectors[base + i] ?? 0);
      for (let j = 0; j < size; j += 1)
        result[i * size + j] = (result[i * size + j] ?? 0) + left * (eigen.vectors[base + j] ?? 0);
    }
  }
  return result;
}

/** A z. */
export function timesVector(matrix: Float64Array, z: Float64Array): Float64Array {
  const size = z.length;
  const result = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let sum = 0;
    for (let j = 0; j < size; j += 1) sum += (matrix[i * size + j] ?? 0) * (z[j] ?? 0);
    result[i] = sum;
  }
  return result;
}

/** z' A z. */
export function quadraticForm(matrix: Float64Array, z: Float64Array): number {
  const product = timesVector(matrix, z);
  let sum = 0;
  for (let i = 0; i < z.length; i += 1) sum += (product[i] ?? 0) * (z[i] ?? 0);
  return sum;
}

/** L of A = L L' for a symmetric positive definite A (Cholesky); what rounding made negative counts as nearly zero. */
function lowerRoot(symmetric: Float64Array, size: number): Float64Array {
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = symmetric[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (l[i * size + k] ?? 0) * (l[j * size + k] ?? 0);
      l[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (l[j * size + j] ?? 1);
    }
  return l;
}

function solvedBy(l: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] ?? 0) - (l[i * size + k] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (l[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) x[i] = (x[i] ?? 0) - (l[k * size + i] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (l[i * size + i] ?? 1);
  }
  return x;
}

/** Solves A x = b for a symmetric positive definite A. */
export function solved(symmetric: Float64Array, b: Float64Array): Float64Array {
  return solvedBy(lowerRoot(symmetric, b.length), b);
}

/** The inverse of a symmetric positive definite matrix. */
export function inverseOf(symmetric: Float64Array, size: number): Float64Array {
  const l = lowerRoot(symmetric, size);
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const unit = new Float64Array(size);
    unit[row] = 1;
    inverse.set(solvedBy(l, unit), row * size);
  }
  return inverse;
}

/** The lower triangle, row by row: all that has to be kept of a symmetric matrix. */
export function triangleOf(square: Float64Array, size: number): number[] {
  const triangle: number[] = [];
  for (let i = 0; i < size; i += 1) for (let j = 0; j <= i; j += 1) triangle.push(square[i * size + j] ?? 0);
  return triangle;
}

/** The matrix of a lower triangle. */
export function squareOf(triangle: readonly number[], size: number): Float64Array {
  const square = new Float64Array(size * size);
  let at = 0;
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      square[i * size + j] = square[j * size + i] = triangle[at] ?? 0;
      at += 1;
    }
  return square;
}
