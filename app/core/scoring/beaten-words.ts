import type { Metric } from "./model-card.ts";

/**
 * Where a rule that needs no model came closer than the model on the held-out window, for the end of what a shop may rely
 * on; empty where none did.
 *
 * @param about what each metric, in their order, is about: "for single customers"
 */
export function beatenWords(metrics: readonly Metric[], about: readonly string[]): string {
  const beaten = metrics.flatMap(({ ours, naive, better, naiveRule }, index) => (naive !== null && (better === "lower" ? ours > naive : ours < naive) ? [{ naiveRule, about: about[index] ?? "" }] : []));
  const [first] = beaten;
  return first === undefined ? "" : ` In the last window the rule “${first.naiveRule}” came closer${beaten.map((one) => ` ${one.about}`).join(" and")}.`;
}
