/** The customer's own figures back out of the features, for words. */
import { FEATURES } from "./features.ts";
import type { FeatureKey } from "./features.ts";

const INDEX = Object.fromEntries(FEATURES.map(({ key }, index) => [key, index])) as Readonly<Record<FeatureKey, number>>;

/** Gives any feature of one customer as it is in `FEATURES`: logarithms and ratios. */
export type Told = (key: FeatureKey) => number;

export function told(features: ArrayLike<number>): Told {
  return (key) => features[INDEX[key]] as number;
}

/** A count, amount or number of days that was stored as ln(1 + value). */
export function count(of: Told, key: FeatureKey): number {
  return Math.round(Math.expm1(of(key)));
}
