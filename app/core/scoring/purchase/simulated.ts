/** Customers with known truth, for tests and benchmarks. Times are days, rounded up to whole days as a shop's days are. */
import { beta, exponential, gamma } from "../numeric/random.ts";
import type { Random } from "../numeric/random.ts";
import type { PurchaseModel } from "./model.ts";
import type { Repeat } from "./repeat.ts";
import type { SpendModel } from "./spend.ts";

export type Truth = Pick<PurchaseModel, "family" | "k" | "parameters">;

export type SimulatedCustomer = {
  readonly repeat: Required<Repeat>;
  /** Whether they are still a customer at T. */
  readonly alive: boolean;
  /** Days of purchases in (0, T + after], counted from the first. */
  readonly days: readonly number[];
};

/**
 * @param T days from the first purchase to the end of what the model sees
 * @param after days beyond it, which it does not see
 */
export function simulateCustomer(random: Random, { family, k, parameters: [r, alpha, a, b] }: Truth, T: number, after = 0): SimulatedCustomer {
  const rate = gamma(random, r) / alpha;
  const leaving = family === "pareto_nbd" ? 0 : beta(random, a, b);
  const leavesAt = family === "pareto_nbd" ? exponential(random, gamma(random, a) / b) : Infinity;
  const days: number[] = [];
  let alive = leavesAt > T;
  let there = !(family === "mbg_nbd" && random() < leaving);
  if (!there) alive = false;
  for (let at = 0; there; ) {
    for (let event = 0; event < k; event++) at += exponential(random, rate);
    if (at > T + after || at > leavesAt) break;
    const day = Math.max(1, Math.ceil(at));
    // Two purchases of one day are one, as they are for a shop.
    if (days.at(-1) !== day && day <= T + after) days.push(day);
    there = !(leaving > 0 && random() < leaving);
    if (!there && at <= T) alive = false;
  }
  const seen = days.filter((day) => day <= T);
  let logGaps = 0;
  for (let index = 0; index < seen.length; index++) logGaps += Math.log((seen[index] as number) - (seen[index - 1] ?? 0));
  return { repeat: { x: seen.length, tx: seen.at(-1) ?? 0, T, logGaps }, alive, days };
}

/** A customer's own mean per purchase, and the mean of `x` amounts they really spent. */
export function simulateSpend(random: Random, { p, q, v }: Pick<SpendModel, "p" | "q" | "v">, x: number): { readonly trueMean: number; readonly mean: number } {
  const nu = gamma(random, q) / v;
  return { trueMean: p / nu, mean: x === 0 ? 0 : gamma(random, p * x) / (nu * x) };
}
