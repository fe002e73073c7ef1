/** How much of a model a shop's data bears. */
import { mean, sumOf } from "../metrics.ts";
import type { Learnt } from "./learn.ts";
import { learn, learnBase, predict } from "./learn.ts";
import { pick } from "./rows.ts";
import type { Rows } from "./rows.ts";

/**
 * Customers of the rarer outcome at one cut that a tier asks for: ten for each of the three weights of RFM (Peduzzi et al.,
 * J. Clinical Epidemiology 49, 1996), and five for each of about forty, which the ridge makes enough (Vittinghoff &
 * McCulloch, American J. of Epidemiology 165, 2007).
 */
const RARER_ASKED = { rfm: 30, full: 200 } as const;
/** One-sided 95 %. */
const SURELY = 1.645;

export type Tried = { readonly tier: Learnt["tier"]; /** Chances of a purchase for the rows it was tried on. */ readonly predicted: Float64Array };

export type Trial = { readonly kept: Tried; /** All, lowest first. */ readonly tried: readonly Tried[]; readonly labels: Uint8Array };

/**
 * Tries every tier that the earlier rows bear on the later ones and keeps the highest that did better. Better than the base
 * rate means a log-loss difference that luck does not make (paired by row, one-sided 95 %), to the rate that turned out to
 * be the right one: what changes for all customers over time is easily learnt and says nothing of any of them. So a shop
 * whose past says nothing of its future gets its base rate. Between RFM and more, the better one is kept as it is: a wrong choice costs little there,
 * as what does not matter gets weights next to 0.
 */
export function tryLater(earlier: Rows, later: Rows): Trial {
  return keepBest(later.labels, (tier) => {
    const learnt = learnTier(tier, earlier);
    return learnt && predict(learnt, later);
  });
}

/** The same across customers, for a shop without a later window: each half is predicted by what the other half taught. */
export function tryAcross(all: Rows, newest: Rows): Trial {
  return keepBest(newest.labels, (tier) => {
    const predicted = new Float64Array(newest.rows);
    for (const side of [0, 1]) {
      const learnt = learnTier(tier, pick(all, (customer) => customer % 2 !== side));
      if (learnt === null) return null;
      const chances = predict(learnt, newest);
      for (let row = 0; row < newest.rows; row++) if ((newest.customers[row] as number) % 2 === side) predicted[row] = chances[row] as number;
    }
    return predicted;
  });
}

function keepBest(labels: Uint8Array, predictedBy: (tier: Learnt["tier"]) => Float64Array | null): Trial {
  const tried: Tried[] = [];
  let kept: Tried | null = null;
  const hindsight = new Float64Array(labels.length).fill(mean(labels));
  for (const tier of ["base", "rfm", "full"] as const) {
    const predicted = predictedBy(tier);
    if (predicted === null) continue;
    const next = { tier, predicted };
    tried.push(next);
    if (kept === null || (kept.tier === "base" ? isBetter(predicted, hindsight, labels, SURELY) : isBetter(predicted, kept.predicted, labels, 0))) kept = next;
  }
  return { kept: kept as Tried, tried, labels };
}

/** Null where the rows do not bear the tier. */
function learnTier(tier: Learnt["tier"], rows: Rows): Learnt | null {
  if (tier === "base") return learnBase(rows);
  return rarerIn(rows) < RARER_ASKED[tier] ? null : learn(tier, rows);
}

/** Customers, each counted once, of the outcome that fewer had: rows of one customer at several cuts are no new evidence. */
function rarerIn({ labels, customers }: Rows): number {
  const [bought, stayedAway] = [new Set<number>(), new Set<number>()];
  for (let row = 0; row < labels.length; row++) (labels[row] ? bought : stayedAway).add(customers[row] as number);
  return Math.min(bought.size, stayedAway.size);
}

function isBetter(one: Float64Array, other: Float64Array, labels: Uint8Array, errors: number): boolean {
  const n = labels.length;
  if (n < 2) return false;
  const won = Float64Array.from(labels, (label, row) => Math.log(label ? (one[row] as number) / (other[row] as number) : (1 - (one[row] as number)) / (1 - (other[row] as number))));
  const gain = mean(won);
  const variance = sumOf(won.map((value) => (value - gain) ** 2)) / (n - 1);
  return gain > errors * Math.sqrt(variance / n);
}
