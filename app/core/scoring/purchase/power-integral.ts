import { gaussLegendre } from "../numeric/quadrature.ts";

const RULE = gaussLegendre(16);
const NEGLIGIBLE = 1e-17;
/** Powers of e that one panel may fall by: sixteen points hold them to rounding. */
const FALL = 8;

/**
 * J = ∫₀ᵗ (1 + y/A)⁻ᵖ (1 + y/B)⁻ᵠ dy and its slopes, which the Pareto/NBD is made of. It replaces the differences of Gauss
 * hypergeometric functions of Fader & Hardie's note (2005, "A Note on Deriving the Pareto/NBD Model"): everything here is
 * positive, so nothing cancels, and the slopes come by differentiating under the integral.
 *
 * Panels on ln(1 + y/min(A, B)), where the integrand has no singularity nearer than π.
 *
 * @param out J, ∫ f ln(1 + y/A), ∫ f ln(1 + y/B), ∫ f y/(A(A + y)), ∫ f y/(B(B + y)), with f the integrand
 */
export function powerIntegral(p: number, A: number, q: number, B: number, t: number, out: Float64Array): void {
  out.fill(0);
  const C = Math.min(A, B);
  const end = Math.log1p(t / C);
  let [v, y] = [0, 0];
  while (v < end) {
    const rate = ((C + y) * p) / (A + y) + ((C + y) * q) / (B + y);
    const width = Math.min(1, end - v, FALL / Math.max(1, rate));
    let panel = 0;
    for (let point = 0; point < RULE.points.length; point++) {
      const at = C * Math.expm1(v + width * (RULE.points[point] as number));
      const [logA, logB] = [Math.log1p(at / A), Math.log1p(at / B)];
      const f = (RULE.weights[point] as number) * width * (C + at) * Math.exp(-p * logA - q * logB);
      panel += f;
      out[1] = (out[1] as number) + f * logA;
      out[2] = (out[2] as number) + f * logB;
      out[3] = (out[3] as number) + (f * at) / (A * (A + at));
      out[4] = (out[4] as number) + (f * at) / (B * (B + at));
    }
    const sum = (out[0] as number) + panel;
    out[0] = sum;
    v = end - v <= width ? end : v + width;
    y = C * Math.expm1(v);
    if (panel <= NEGLIGIBLE * sum) return;
  }
}
