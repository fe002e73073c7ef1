/** What is said of the model of what goes with what. */
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { gapOf } from "../metric-gap.ts";
import type { ModelCard } from "../model-card.ts";
import { counted, percent } from "../words.ts";
import type { Held } from "./holdout.ts";
import type { LinesView } from "./lines.ts";
import { NEIGHBOURS, PRODUCTS_COUNTED } from "./model.ts";
import type { AffinityModel } from "./model.ts";

/** Customers with something new in the last window, below which a comparison says nothing. */
const MIN_JUDGED = 50;

/** One-sided, 95 %: what is better by chance alone is not relied on. */
const SURELY = 1.645;

/** Whether links are used: only where they were surely seen to find more than best-sellers do (paired over customers). */
export function isEnough(held: Held | null): boolean {
  return held !== null && held.offers.n >= MIN_JUDGED && held.offers.ours - held.offers.bestSellers > SURELY * held.offers.error;
}

export function cardOf({ view, model, held, from }: { readonly view: LinesView; readonly model: AffinityModel; readonly held: Held | null; readonly from: Instant }): ModelCard {
  const { customers, products, refs } = view;
  return {
    model: "affinity",
    title: "What to offer next, and what is bought again",
    tier: model.tier,
    window: { from, until: model.asOf },
    size: { customers, lines: products.length, products: refs.length, baskets: basketsOf(view) },
    parameters: { ...(held && model.tier === "full" ? { halfLifeDays: held.halfLife } : {}), neighbours: NEIGHBOURS, productsPerCustomer: PRODUCTS_COUNTED, rebuyDecay: model.rebuy.decay, rebuyShopWeight: model.rebuy.shop },
    holdout: held && held.offers.n + held.rebuy.n > 0 ? measured(held, model.asOf) : null,
    reliance: relianceOf(held),
  };
}

function measured({ cut, offers, rebuy }: Held, until: Instant): ModelCard["holdout"] {
  const metric = (name: string, { n, ours, bestSellers, error }: Held["offers"]) => ({ name, ours, naive: bestSellers, naiveRule: "the same ten best-sellers for everyone", better: "higher" as const, gap: n < MIN_JUDGED ? null : gapOf(ours - bestSellers, error) });
  const metrics = [...(offers.n > 0 ? [metric("Share of the new products bought that were among ten offers", offers)] : []), ...(rebuy.n > 0 ? [metric("Share of the next basket that was among ten expected", rebuy)] : [])];
  return { from: until - cut * DAY, until, n: Math.max(offers.n, rebuy.n), metrics, calibration: [] };
}

function relianceOf(held: Held | null): string {
  if (held === null) return "Not enough yet: best-sellers are offered to everyone. It takes at least three weeks of orders before anything can be compared.";
  const { n, ours, bestSellers } = held.offers;
  if (isEnough(held)) {
    return `Ten offers chosen for each customer held ${percent(ours, 1)} of the new products they went on to buy; ten best-sellers would have held ${percent(bestSellers, 1)}. You may let them choose what a message shows.`;
  }
  if (n < MIN_JUDGED) return `Not enough yet: best-sellers are offered to everyone. ${counted(n, "customer")} came back for something new in the last ${held.cut} days and could be compared; it takes ${MIN_JUDGED}.`;
  return `Best-sellers are offered to everyone: what customers bought together did not surely find more of what they bought next (${percent(ours, 1)}) than best-sellers did (${percent(bestSellers, 1)}).`;
}

function basketsOf({ customers, starts, ages }: LinesView): number {
  let baskets = 0;
  for (let customer = 0; customer < customers; customer++) {
    const from = starts[customer] as number;
    for (let line = from; line < (starts[customer + 1] as number); line++) if (line === from || ages[line] !== ages[line - 1]) baskets++;
  }
  return baskets;
}
