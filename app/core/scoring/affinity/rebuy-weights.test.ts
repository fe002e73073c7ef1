import { expect, it } from "vitest";
import type { Bought } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import { seeded } from "../numeric/random.ts";
import type { Purchase } from "../observed.ts";
import { Lines } from "./lines.ts";
import { bestSellers, popularityAt } from "./popularity.ts";
import { rebuyBasket } from "./rebuy-basket.ts";
import { learnRebuyWeights, USUAL_WEIGHTS } from "./rebuy-weights.ts";
import { END, order } from "./shop.fixture.ts";

function viewOf(customers: readonly (readonly Purchase[])[]) {
  const lines = new Lines(END, 2000);
  for (const purchases of customers) lines.add(purchases);
  return lines.view();
}

/** Each of 20 own products with the same chance in every basket (`habit`), else one of the shop's, a few of them far more often. */
function shopOf(habit: number, seed: number, customers = 200): Purchase[][] {
  const random = seeded(seed);
  return Array.from({ length: customers }, (_, customer) => {
    const own = Array.from({ length: 20 }, () => `own${Math.floor(random() * 500)}`);
    return Array.from({ length: 5 }, (__, basket) => order(`o${customer}-${basket}`, 10 * basket + 1, ...Array.from({ length: 4 }, () => (random() < habit ? (own[Math.floor(random() * 20)] as string) : `hit${Math.floor(30 * random() ** 2)}`))));
  });
}

it("trusts the shop's share where fashion rules, and the customer's own where habit does", () => {
  const fashion = learnRebuyWeights(viewOf(shopOf(0.02, 1)), 0);
  const habit = learnRebuyWeights(viewOf(shopOf(0.9, 2)), 0);
  expect(fashion.shop).toBeGreaterThan(habit.shop);
});

it("chooses the weights that rebuyBasket itself does best with on the last baskets", () => {
  const shop = shopOf(0.5, 3);
  const view = viewOf(shop);
  const popularity = popularityAt(view, 0, true);
  const shares = new Map(view.refs.map((ref, id) => [ref, popularity[id] as number]));
  const popular = bestSellers(view.refs, popularity).map(([ref]) => ref);
  const recall = (decay: number, weight: number): number =>
    shop.reduce((sum, purchases) => {
      const [last, ...before] = purchases as [Purchase, ...Purchase[]];
      const bought: Record<string, Bought[]> = {};
      for (const { at, items } of before) for (const { productRef } of items) (bought[productRef] ??= []).push([at, 1]);
      const came = new Set(last.items.map(({ productRef }) => productRef));
      const told = rebuyBasket({ bought, weights: { decay, shop: weight }, popularityOf: (ref) => shares.get(ref) ?? 0, popular, available: () => true, excluded: new Set(), now: END - DAY, most: 10 });
      return sum + told.filter(({ productRef }) => came.has(productRef)).length / came.size;
    }, 0) / shop.length;
  const chosen = learnRebuyWeights(view, 0);
  const best = Math.max(...[0.8, 0.9, 1].flatMap((decay) => [0, 0.5, 1, 2, 3, 5, 8, 12].map((weight) => recall(decay, weight))));
  expect(recall(chosen.decay, chosen.shop)).toBeCloseTo(best, 2);
  expect(best).toBeGreaterThan(recall(1, 0) + 0.01);
});

it("reads nothing after the cut", () => {
  const shop = shopOf(0.5, 4);
  const later = shop.map((purchases, n) => [order(`z${n}`, 0, "own1", "own2"), ...purchases]);
  expect(learnRebuyWeights(viewOf(later), 1)).toEqual(learnRebuyWeights(viewOf(shop), 1));
});

it("takes what is usual where fewer than a hundred came twice", () => {
  expect(learnRebuyWeights(viewOf(shopOf(0.5, 5).slice(0, 99)), 0)).toEqual(USUAL_WEIGHTS);
  expect(learnRebuyWeights(viewOf(shopOf(0.5, 5).map((purchases) => purchases.slice(0, 1))), 0)).toEqual(USUAL_WEIGHTS);
});
