// Tails and quantiles of the distributions that limits are made of. Degrees of freedom may be fractions.

/** ln Gamma(x) for x > 0: Lanczos' approximation with g = 7, 9 terms; relative error about 1e-15. */
function lnGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  let sum = 0.9999999999998099;
  terms.forEach((term, index) => (sum += term / (x + index)));
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Regularised incomplete beta function I_x(a, b) by its continued fraction (DLMF 8.17.22), Lentz's method. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a),
  );
  const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return front * fraction;
}

/** P(F > value) for Fisher's F with `a` and `b` degrees of freedom. */
export function fTail(value: number, a: number, b: number): number {
  return value <= 0 ? 1 : incompleteBeta(b / (b + a * value), b / 2, a / 2);
}

/** P(t > value) for Student's t. */
export function tTail(value: number, degrees: number): number {
  const half = incompleteBeta(degrees / (degrees + value * value), degrees / 2, 0.5) / 2;
  return value >= 0 ? half : 1 - half;
}

/** The value that F exceeds with probability `tail`. */
export function fQuantile(tail: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  while (fTail(high, a, b) > tail && high < 1e12) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step += 1) {
    const middle = (low + high) / 2;
    if (fTail(middle, a, b) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The value that chi-square exceeds with probability `tail`: F with endless degrees of freedom below. */
export function chiSquareQuantile(tail: number, degrees: number): number {
  return degrees * fQuantile(tail, degrees, 1e7);
}
