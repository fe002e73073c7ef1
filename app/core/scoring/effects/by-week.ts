import type { Arm } from "./arm.ts";

/** What two arms came to among customers of one week. */
export type WeekCounts = { readonly arm: Counted; readonly against: Counted };
export type Counted = { readonly n: number; readonly successes: number };

/**
 * Two arms whose shares changed from week to week, made comparable. Taken together, the one that got more customers in a
 * good week would look better for the week; within a week chance alone told them apart. So weeks are weighed alike for
 * both, by h = n₁n₀/(n₁ + n₀) of each: the Mantel-Haenszel difference of shares (Mantel & Haenszel, JNCI 22, 1959;
 * Greenland & Robins, Biometrics 41, 1985).
 *
 * @returns two arms of 2·Σh customers each, so that every formula for the difference of two arms gives that of the weeks:
 *   its error is √(s₁²/n + s₀²/n) and it counts Σh comparisons. Null where no week had both
 */
export function comparedByWeek(id: string, against: string, weeks: readonly WeekCounts[]): { readonly arm: Arm; readonly against: Arm } | null {
  let [comparisons, ours, theirs] = [0, 0, 0];
  for (const { arm, against: other } of weeks) {
    if (arm.n === 0 || other.n === 0) continue;
    const weight = (arm.n * other.n) / (arm.n + other.n);
    comparisons += weight;
    ours += (weight * arm.successes) / arm.n;
    theirs += (weight * other.successes) / other.n;
  }
  if (comparisons === 0) return null;
  const n = 2 * comparisons;
  const made = (name: string, sum: number): Arm => {
    const mean = sum / comparisons;
    return { id: name, n, mean, variance: mean * (1 - mean), successes: mean * n };
  };
  return { arm: made(id, ours), against: made(against, theirs) };
}
