/** How far off, in days, the next purchase is told, by our gap model and by the rules that reference figures were taken with. */
import { medianAfter, nextGap, timingOrShop } from "../../core/scoring/replenishment/gap-model.ts";
import { historyOf } from "../../core/scoring/replenishment/history.ts";
import type { LearntRebuys } from "../../core/scoring/replenishment/learn.ts";
import type { Bought } from "../../core/profile/profile.ts";
import { mean, meanAbsoluteError } from "../../core/scoring/metrics.ts";
import { gapsBetween } from "../../core/scoring/rhythm.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { median } from "../../core/shared/quantile.ts";

/** One customer's purchases of one product. */
export type TimedPair = { readonly productRef: string; readonly times: readonly Bought[] };

export type Timing = {
  /** Pairs with at least three purchases by the cut that were bought again within the window. */
  readonly pairs: number;
  /** Mean absolute errors in days, given that it is bought again within the window: of our conditional median, and of rules. */
  readonly ours: number;
  /** Ours without knowing that the window is all there is. */
  readonly openEnded: number;
  readonly rules: Readonly<Record<string, number>>;
  /** Share told to within seven days. */
  readonly within7: number;
};

/** Own gaps beside the product's in the rule "shrunk mean". */
const SHRINK = 2;

/** @param windowDays after the cut in which the next purchase is looked for */
export function timingOf(all: readonly TimedPair[], { model, products }: Pick<LearntRebuys, "model" | "products">, cut: Instant, windowDays: number): Timing {
  const gapsOfProduct = new Map<string, number[]>();
  const known = all.map(({ productRef, times }) => ({ productRef, times: times.filter(([at]) => at <= cut), next: times.find(([at]) => at > cut)?.[0] ?? Infinity }));
  for (const { productRef, times } of known) {
    let gaps = gapsOfProduct.get(productRef);
    if (!gaps) gapsOfProduct.set(productRef, (gaps = []));
    gaps.push(...gapsOf(times));
  }
  const constant = median([...gapsOfProduct.values()].flat());
  const actual: number[] = [];
  const ours: number[] = [];
  const openEnded: number[] = [];
  const rules: Record<string, number[]> = { "own mean gap": [], "own median gap": [], "last gap": [], "product's median gap": [], "the same for all": [], "shrunk mean gap": [], "shrunk, never before tomorrow": [] };
  for (const { productRef, times, next } of known) {
    const [history, own] = [historyOf(times, cut), gapsOf(times)];
    if (!history || own.length < 2 || next > cut + windowDays * DAY) continue;
    const since = (cut - history.lastAt) / DAY;
    const gap = nextGap(history, timingOrShop(products.get(productRef) ?? null, model), model);
    const ofProduct = gapsOfProduct.get(productRef) ?? [];
    const shrunk = (own.length * mean(own) + SHRINK * mean(ofProduct)) / (own.length + SHRINK);
    actual.push((next - history.lastAt) / DAY);
    ours.push(medianAfter(gap, since, since + windowDays));
    openEnded.push(medianAfter(gap, since));
    const told: Record<string, number> = {
      "own mean gap": mean(own), "own median gap": median(own), "last gap": own.at(-1) as number, "product's median gap": median(ofProduct), "the same for all": constant, "shrunk mean gap": shrunk, "shrunk, never before tomorrow": Math.max(shrunk, since + 1),
    };
    for (const [rule, days] of Object.entries(told)) rules[rule]?.push(days);
  }
  return {
    pairs: actual.length,
    ours: meanAbsoluteError(ours, actual),
    openEnded: meanAbsoluteError(openEnded, actual),
    rules: Object.fromEntries(Object.entries(rules).map(([rule, told]) => [rule, meanAbsoluteError(told, actual)])),
    within7: mean(ours.map((days, index) => (Math.abs(days - (actual[index] as number)) <= 7 ? 1 : 0))),
  };
}

function gapsOf(times: readonly Bought[]): number[] {
  return gapsBetween(times.map(([at]) => at));
}
