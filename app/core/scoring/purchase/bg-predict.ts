/**
 * What the BG/NBD family says about one customer. The published forms with the Gauss hypergeometric function (Fader, Hardie
 * & Lee 2005, equation 10) have a pole at a = 1 and cancel near it. Written as what they mean, sums over "still there after
 * n more purchases, and time for an n+1st", every term is positive: no cancellation, no pole, and exact for Erlang-k too,
 * where Reutterer, Platzer & Schröder (2021) approximate.
 */
import { incompleteBeta } from "../incomplete-beta.ts";
import { gaussLegendre } from "../numeric/quadrature.ts";
import { logBeta } from "../numeric/special.ts";
import type { BgShape } from "./bg-likelihood.ts";

export type BgParameters = readonly [r: number, alpha: number, a: number, b: number];

/** Beyond this many terms to sum, or where the sum's first term is smaller than a double, it is integrated instead. */
const MOST_TERMS = 50_000;
const SMALLEST_LOG = 600;
const NEGLIGIBLE = 1e-17;
const RULE = gaussLegendre(16);

/**
 * Relative chances of the j Poisson events, 0 to k − 1, that may have happened since the last purchase:
 * (m)ⱼ/j! ((T − tx)/(α + T))ʲ. Their sum is that of the likelihood.
 */
export function waitingWeights(m: number, u: number, k: number): Float64Array {
  const weights = new Float64Array(k);
  weights[0] = 1;
  for (let j = 1; j < k; j++) weights[j] = ((weights[j - 1] as number) * (m + j - 1) * u) / j;
  return weights;
}

/** ln of the relative chance of having left, beside the sum of waitingWeights for being there: −Infinity where nobody leaves so early. */
export function logLeft([r, alpha, a, b]: BgParameters, { k, leavesAtFirst }: BgShape, x: number, tx: number, T: number): number {
  const tries = x + (leavesAtFirst ? 1 : 0);
  if (tries === 0 || a === 0) return -Infinity;
  return Math.log(a / (b + tries - 1)) + (r + k * x) * Math.log1p((T - tx) / (alpha + tx));
}

/** P(alive) from the two relative chances. */
export function aliveOf(waiting: number, logGone: number): number {
  if (logGone <= 0) return waiting / (waiting + Math.exp(logGone));
  const relative = waiting * Math.exp(-logGone);
  return relative / (1 + relative);
}

/**
 * Purchases expected in the next t of a customer who is there, j events after the last purchase:
 * Σ_{n≥0} (b′)ₙ/(a+b′)ₙ · P(N ≥ k(n+1) − j), N negative binomial with m = r + kx + j and t/(α + T + t).
 *
 * @param b b plus the drop-out chances survived
 */
export function expectedWhenThere(m: number, scale: number, t: number, a: number, b: number, k: number, j: number): number {
  if (!(t > 0)) return 0;
  const logNone = m * Math.log1p(t / scale);
  const mean = (m * t) / scale;
  // The tail falls by e in every t/scale terms: forty times that is as far as a double sees.
  if (logNone > SMALLEST_LOG || mean + (40 * t) / scale > MOST_TERMS) return expectedInTheLong(m, t / (k * scale), a, b);
  const z = t / (scale + t);
  let chance = Math.exp(-logNone);
  let [sum, reached, there, purchases, next] = [0, 0, 1, 0, k - j];
  for (let events = 0; ; ) {
    if (events === next) {
      reached += there;
      there *= (b + purchases) / (a + b + purchases);
      purchases++;
      next += k;
    }
    const term = chance * reached;
    sum += term;
    const ratio = ((m + events) / (events + 1)) * z;
    if (reached > 0 && ratio < 1 && term * ratio <= NEGLIGIBLE * sum * (1 - ratio)) return sum;
    chance *= ratio;
    events++;
  }
}

/**
 * The same for very many purchases, as E over p ~ Beta(a, b) of (1 − (1 + p·c)⁻ᵐ)/p, on ln p/(1−p) in panels. Where k is
 * above 1 gaps are taken as Poisson of a k-th of the rate, which is off by less than one purchase.
 */
function expectedInTheLong(m: number, c: number, a: number, b: number): number {
  const most = m * c;
  if (a === 0) return most;
  const spread = Math.sqrt(1 / a + 1 / b);
  const middle = Math.log(a / b);
  // Below this chance of leaving, leaving does not matter: the rest of the distribution counts with all purchases.
  const low = Math.max(-Math.log(1e12 * Math.max(1, most)), middle - 45 * Math.max(1 / a, spread));
  const high = Math.min(45, middle + 45 * Math.max(1 / b, spread));
  if (high <= low) return most;
  const panels = Math.ceil((high - low) / Math.min(1, spread));
  const width = (high - low) / panels;
  const norm = logBeta(a, b);
  let sum = most * incompleteBeta(1 / (1 + Math.exp(-low)), a, b);
  for (let panel = 0; panel < panels; panel++) {
    for (let point = 0; point < RULE.points.length; point++) {
      const s = low + (panel + (RULE.points[point] as number)) * width;
      const logP = -Math.log1p(Math.exp(-s));
      const density = Math.exp(a * logP + b * (logP - s) - norm);
      const p = Math.exp(logP);
      sum += (RULE.weights[point] as number) * width * density * (-Math.expm1(-m * Math.log1p(p * c)) / p);
    }
  }
  return sum;
}

/** Chance of any purchase in the next t of a customer who is there, j events after the last purchase: P(N ≥ k − j). */
export function anyWhenThere(m: number, scale: number, t: number, k: number, j: number): number {
  if (!(t > 0)) return 0;
  const logNone = m * Math.log1p(t / scale);
  const needed = k - j;
  if (needed === 1) return -Math.expm1(-logNone);
  const z = t / (scale + t);
  let chance = Math.exp(-logNone);
  let fewer = 0;
  for (let events = 0; events < needed; events++) {
    fewer += chance;
    chance *= ((m + events) / (events + 1)) * z;
  }
  // Small chances would be rounded away taken from 1; the distribution's tail is an incomplete beta (DLMF 8.17.24).
  return fewer < 0.5 ? 1 - fewer : incompleteBeta(z, needed, m);
}
