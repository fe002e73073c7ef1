/** Points and weights of a rule for ∫₀¹ f. */
export type Rule = { readonly points: Float64Array; readonly weights: Float64Array };

/**
 * Gauss and Legendre's rule on [0, 1], exact for polynomials up to degree 2n − 1: the roots of Pₙ by Newton's steps from
 * Tricomi's estimate (DLMF 3.5.18–20, 18.16.12).
 */
export function gaussLegendre(n: number): Rule {
  const [points, weights] = [new Float64Array(n), new Float64Array(n)];
  for (let index = 0; index < n; index++) {
    let root = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      let [before, value] = [1, root];
      for (let degree = 2; degree <= n; degree++) [before, value] = [value, ((2 * degree - 1) * root * value - (degree - 1) * before) / degree];
      slope = (n * (root * value - before)) / (root * root - 1);
      root -= value / slope;
    }
    points[index] = (1 + root) / 2;
    weights[index] = 1 / ((1 - root * root) * slope * slope);
  }
  return { points, weights };
}
