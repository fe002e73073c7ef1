import type { Reason } from "../score.ts";
import { told } from "./decoded.ts";
import { effectOf } from "./linear.ts";
import type { ChurnModel } from "./model.ts";
import { THEMES } from "./themes.ts";

/** Effects below this many log-odds move a chance by less than half a hundredth, and are not told. */
const TOLD_FROM = 0.02;

/**
 * What moved one customer's churn risk away from the shop's mean customer, the strongest first. Effects are log-odds of NO
 * purchase: above 0 the risk is higher for it. A linear model's effects add up, so features that speak of one thing are told
 * together: taken alone, near-copies of one another may pull in opposite ways.
 *
 * @param money prints minor units of the shop's currency; without it reasons name no amounts
 */
export function reasonsFor(model: ChurnModel, features: ArrayLike<number>, money: ((amount: number) => string) | null = null): Reason[] {
  const { linear } = model;
  if (linear === null) return [{ key: "base", words: "This shop's customers cannot be told apart yet: everybody gets the share of all", effect: 0 }];
  const of = told(features);
  const effects = new Map(linear.keys.map((key, index) => [key, -effectOf(linear, index, features)]));
  return THEMES.map(({ key, features: keys, words }) => ({ key, words: words(of, money), effect: keys.reduce((sum, feature) => sum + (effects.get(feature) ?? 0), 0) }))
    .filter(({ effect }) => Math.abs(effect) >= TOLD_FROM)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}
