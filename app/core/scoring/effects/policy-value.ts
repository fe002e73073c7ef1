import { normalQuantile } from "../quantiles.ts";
import type { Interval } from "../intervals.ts";

/** One logged draw: which arm, with which chance (as the decision log keeps it), and what came of it. */
export type Logged = { readonly arm: string; readonly chance: number; readonly reward: number };

/** The chance that the policy to be judged would have given this customer this arm; 0 or 1 for a fixed rule. */
export type Policy = (index: number, arm: string) => number;

/**
 * What a policy would have earned per customer, from draws of another: the self-normalised importance-weighted mean
 *
 *     V = Σ wᵢ rᵢ / Σ wᵢ,   wᵢ = π(armᵢ)/chanceᵢ
 *
 * (Hájek 1971; Swaminathan & Joachims, NIPS 2015, eq. 12), with the interval of the ratio by the delta method, whose
 * variance is Σ wᵢ²(rᵢ − V)² / (Σ wᵢ)² (Owen, Monte Carlo theory, 2013, eq. 9.9). Self-normalised, because plain weighting
 * pays a policy for merely agreeing with the log more often than its share.
 *
 * @returns `n` is the number of draws that agree with the policy at all; null where none does
 * @throws RangeError naming the draw whose chance is not in (0, 1] or whose reward is not finite
 */
export function policyValue(log: readonly Logged[], policy: Policy, level = 0.95): Interval | null {
  const weights = weightsOf(log, policy);
  let [sum, rewards, n] = [0, 0, 0];
  for (let index = 0; index < log.length; index++) {
    const weight = weights[index] as number;
    if (weight === 0) continue;
    sum += weight;
    rewards += weight * (log[index] as Logged).reward;
    n++;
  }
  if (n === 0) return null;
  const mean = rewards / sum;
  let squares = 0;
  for (let index = 0; index < log.length; index++) squares += ((weights[index] as number) * ((log[index] as Logged).reward - mean)) ** 2;
  const half = (normalQuantile(1 - (1 - level) / 2) * Math.sqrt(squares)) / sum;
  return { mean, low: mean - half, high: mean + half, n };
}

/**
 * The same, helped by a model of the reward: the doubly robust estimate (Dudík, Langford & Li, ICML 2011, eq. 3)
 *
 *     V = mean of  Σₐ π(a) q(i, a)  +  (Σ wᵢ / n)⁻¹ wᵢ (rᵢ − q(i, armᵢ))
 *
 * right where either the chances or the model are right, and narrower than weighting alone where the model explains
 * anything. The corrections are self-normalised as above. The model must come from other customers than those in the log:
 * one that has seen their rewards makes every policy look good.
 *
 * @param arms every arm that the policy may give
 * @param model the reward expected of customer `index` under an arm
 * @returns null where no draw agrees with the policy
 * @throws RangeError as policyValue
 */
export function doublyRobustValue(log: readonly Logged[], policy: Policy, arms: readonly string[], model: (index: number, arm: string) => number, level = 0.95): Interval | null {
  const weights = weightsOf(log, policy);
  let [sum, agreeing] = [0, 0];
  for (const weight of weights) {
    sum += weight;
    if (weight > 0) agreeing++;
  }
  const n = log.length;
  if (agreeing === 0) return null;
  const parts = new Float64Array(n);
  let mean = 0;
  for (let index = 0; index < n; index++) {
    const { arm, reward } = log[index] as Logged;
    const expected = arms.reduce((total, one) => total + policy(index, one) * model(index, one), 0);
    parts[index] = expected + (((weights[index] as number) * n) / sum) * (reward - model(index, arm));
    mean += (parts[index] as number) / n;
  }
  let squares = 0;
  for (const part of parts) squares += (part - mean) ** 2;
  const half = n < 2 ? 0 : normalQuantile(1 - (1 - level) / 2) * Math.sqrt(squares / (n - 1) / n);
  return { mean, low: mean - half, high: mean + half, n: agreeing };
}

/**
 * What a rule would earn per customer beyond giving everybody one arm. Only customers whom the two treat differently tell
 * anything, and there the two rest on different draws, so that their variances add.
 *
 * @param choices the rule's arm for each draw
 * @returns `n` is the number of customers who are treated differently; null where a side has no draw among them
 * @throws RangeError as policyValue
 */
export function policyGain(log: readonly Logged[], choices: readonly string[], base: string, level = 0.95): Interval | null {
  const differing = log.flatMap((drawn, index) => (choices[index] === base ? [] : [{ drawn, choice: choices[index] }]));
  const rows = differing.map(({ drawn }) => drawn);
  const ours = policyValue(rows, (index, arm) => Number(differing[index]?.choice === arm), level);
  const theirs = policyValue(rows, (_, arm) => Number(arm === base), level);
  if (!ours || !theirs) return null;
  const share = rows.length / log.length;
  const mean = share * (ours.mean - theirs.mean);
  const half = share * Math.hypot(ours.high - ours.mean, theirs.high - theirs.mean);
  return { mean, low: mean - half, high: mean + half, n: rows.length };
}

function weightsOf(log: readonly Logged[], policy: Policy): Float64Array {
  const weights = new Float64Array(log.length);
  log.forEach(({ arm, chance, reward }, index) => {
    if (!(chance > 0 && chance <= 1)) throw new RangeError(`chance of draw ${index} must lie above 0 and up to 1, not ${chance}`);
    if (!Number.isFinite(reward)) throw new RangeError(`reward of draw ${index} must be a finite number, not ${reward}`);
    weights[index] = policy(index, arm) / chance;
  });
  return weights;
}
