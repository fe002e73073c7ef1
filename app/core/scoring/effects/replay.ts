import type { Random } from "../numeric/random.ts";
import { armChances, drawnArm } from "./bandit.ts";
import type { Guard } from "./bandit.ts";

/** One customer of an experiment whose arms had equal chances, and what came of the arm drawn. */
export type Shown = { readonly arm: string; readonly success: boolean };

/**
 * What learning would have earned on a past experiment: customers come in the order given, the policy draws an arm for
 * each, and where the experiment drew the same the outcome counts and is learnt from; the rest are passed over. Unbiased
 * where the experiment drew evenly (Li, Chu, Langford & Wang, WSDM 2011, algorithm 2).
 *
 * @param every chances are worked out anew after so many outcomes: 1 learns from each at once
 * @returns successes per outcome counted
 */
export function replay(shown: readonly Shown[], arms: readonly string[], guard: Guard, random: Random, every: number): { readonly rate: number; readonly n: number } {
  const tallies = arms.map((id) => ({ id, successes: 0, trials: 0, unsubscribes: 0 }));
  const byId = new Map(tallies.map((tally) => [tally.id, tally]));
  let chances = armChances(tallies, guard);
  let [n, successes] = [0, 0];
  for (const { arm, success } of shown) {
    if (drawnArm(chances, random()).id !== arm) continue;
    const tally = byId.get(arm) as (typeof tallies)[number];
    tally.trials++;
    n++;
    if (success) {
      tally.successes++;
      successes++;
    }
    if (n % every === 0) chances = armChances(tallies, guard);
  }
  return { rate: n === 0 ? 0 : successes / n, n };
}
