/**
 * Likelihood of the models in which a customer buys at a rate λ ~ Gamma(r, α) and leaves after a purchase with a chance
 * p ~ Beta(a, b): BG/NBD (Fader, Hardie & Lee, Marketing Science 24(2), 2005, equation 6), MBG/NBD, where the first
 * purchase too may be the last (Batislam, Denizel & Filiztekin, International Journal of Research in Marketing 24(3), 2007;
 * Hoppe & Wagner, Marketing ZFP 29, 2007), and both with Erlang-k gaps, (M)BG/CNBD-k (Reutterer, Platzer & Schröder,
 * International Journal of Research in Marketing 38(3), 2021; Platzer & Reutterer, Marketing Science 35(5), 2016, on
 * regularity). λ is the rate of the Poisson events of which every k-th is a purchase.
 */
import { logGamma, logRising, risingSlope } from "../numeric/special.ts";
import { distinct } from "./distinct.ts";
import type { RepeatRows } from "./repeat.ts";

export type BgShape = {
  /** From 1; more than 1 needs the rows' `logGaps`. */
  readonly k: number;
  /** Whether the first purchase may be the last: MBG. */
  readonly leavesAtFirst: boolean;
};

/** The log-likelihood at r, α, a, b; its four slopes are written into `gradient`. */
export type LogLikelihood = (parameters: ArrayLike<number>, gradient: Float64Array) => number;

/**
 * Per customer, with m = r + kx, x′ = x + 1 in MBG and x in BG, u = (T − tx)/(α + T):
 * Γ(m)/Γ(r) αʳ (α+T)⁻ᵐ B(a, b+x′)/B(a, b) · [Σ_{j<k} (m)ⱼ uʲ/j! + {x′ > 0} a/(b+x′−1) ((α+T)/(α+tx))ᵐ]
 * · Π gapᵏ⁻¹/(k−1)!.
 *
 * @throws RangeError where k is above 1 and the gaps were not given
 */
export function bgLogLikelihood(rows: RepeatRows, { k, leavesAtFirst }: BgShape): LogLikelihood {
  const [xs, txs, Ts] = [distinct(rows.x), distinct(rows.tx), distinct(rows.T)];
  const trials = xs.values.map((x) => x + (leavesAtFirst ? 1 : 0));
  const customersWith = new Float64Array(xs.values.length);
  for (let row = 0; row < rows.n.length; row++) customersWith[xs.index[row] as number] = (customersWith[xs.index[row] as number] as number) + (rows.n[row] as number);
  const constant = k === 1 ? 0 : gapsPart(rows, k);
  const [lead, power, logLeft, died] = [new Float64Array(trials.length), new Float64Array(trials.length), new Float64Array(trials.length), new Float64Array(trials.length)];
  const [logT, inverseT] = [new Float64Array(Ts.values.length), new Float64Array(Ts.values.length)];
  const [logTx, inverseTx] = [new Float64Array(txs.values.length), new Float64Array(txs.values.length)];

  return (parameters, gradient) => {
    const [r, alpha, a, b] = [parameters[0] as number, parameters[1] as number, parameters[2] as number, parameters[3] as number];
    const logAlpha = Math.log(alpha);
    for (let index = 0; index < trials.length; index++) {
      const [x, tries] = [xs.values[index] as number, trials[index] as number];
      power[index] = r + k * x;
      lead[index] = logRising(r, k * x) + r * logAlpha + logRising(b, tries) - logRising(a + b, tries);
      logLeft[index] = tries > 0 ? Math.log(a) - Math.log(b + tries - 1) : -Infinity;
    }
    for (let index = 0; index < logT.length; index++) {
      logT[index] = Math.log(alpha + (Ts.values[index] as number));
      inverseT[index] = 1 / (alpha + (Ts.values[index] as number));
    }
    for (let index = 0; index < logTx.length; index++) {
      logTx[index] = Math.log(alpha + (txs.values[index] as number));
      inverseTx[index] = 1 / (alpha + (txs.values[index] as number));
    }
    died.fill(0);
    let [sum, dr, dalpha] = [constant, 0, 0];
    for (let row = 0; row < rows.n.length; row++) {
      const [ix, iT, itx, n] = [xs.index[row] as number, Ts.index[row] as number, txs.index[row] as number, rows.n[row] as number];
      const [m, lT, perT] = [power[ix] as number, logT[iT] as number, inverseT[iT] as number];
      const apart = lT - (logTx[itx] as number);
      const exponent = (logLeft[ix] as number) + m * apart;
      // Σ (m)ⱼ uʲ/j! with its slopes in m and α.
      let [waiting, inM, inAlpha] = [1, 0, 0];
      if (k > 1) {
        const u = ((rows.T[row] as number) - (rows.tx[row] as number)) * perT;
        for (let j = 1, term = 1, slope = 0; j < k; j++) {
          term *= ((m + j - 1) * u) / j;
          slope += 1 / (m + j - 1);
          waiting += term;
          inM += term * slope;
          inAlpha -= term * j * perT;
        }
      }
      let left: number;
      if (exponent > 0) {
        const rest = waiting * Math.exp(-exponent);
        sum += n * (exponent + Math.log1p(rest) - m * lT);
        left = 1 / (1 + rest);
      } else {
        const gone = Math.exp(exponent);
        sum += n * (Math.log(waiting + gone) - m * lT);
        left = gone / (waiting + gone);
      }
      const stays = (1 - left) / waiting;
      died[ix] = (died[ix] as number) + n * left;
      dr += n * (left * apart - lT + stays * inM);
      dalpha += n * (left * m * (perT - (inverseTx[itx] as number)) - m * perT + stays * inAlpha);
    }
    let [da, db] = [0, 0];
    for (let index = 0; index < trials.length; index++) {
      const [n, gone, tries] = [customersWith[index] as number, died[index] as number, trials[index] as number];
      sum += n * (lead[index] as number);
      dr += n * (risingSlope(r, k * (xs.values[index] as number)) + logAlpha);
      dalpha += (n * r) / alpha;
      const both = risingSlope(a + b, tries);
      da += gone / a - n * both;
      db += n * (risingSlope(b, tries) - both) - (tries > 0 ? gone / (b + tries - 1) : 0);
    }
    gradient[0] = dr;
    gradient[1] = dalpha;
    gradient[2] = da;
    gradient[3] = db;
    return sum;
  };
}

/** What of the likelihood is about the gaps' lengths alone: (k−1) Σ ln gap − Σ x ln (k−1)!. */
function gapsPart(rows: RepeatRows, k: number): number {
  if (rows.logGaps === null) throw new RangeError("regularity above 1 needs the gaps between purchases");
  let repeats = 0;
  for (let row = 0; row < rows.n.length; row++) repeats += (rows.n[row] as number) * (rows.x[row] as number);
  return (k - 1) * rows.logGaps - repeats * logGamma(k);
}
