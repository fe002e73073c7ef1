import { expect, it } from "vitest";
import { basketCosine, popularityRanking } from "./affinity-rules.ts";
import type { Shopper } from "./affinity-rules.ts";

const shopper = (...baskets: string[][]): Shopper => ({ orders: baskets.map((products, at) => ({ ref: String(at), at, products })), bought: Object.fromEntries(baskets.flat().map((ref) => [ref, [[0, 1] as const]])), news: new Set() });
const shoppers = [shopper(["tea", "pot"]), shopper(["tea", "pot"], ["milk"]), shopper(["tea"], ["milk"], ["milk"]), shopper(["tea"])];

it("popularity counts buyers, and leaves out what the customer has", () => {
  expect(popularityRanking(shoppers)(shopper(["salt"])).slice(0, 1)).toEqual(["tea"]);
  expect(popularityRanking(shoppers)(shopper(["tea", "pot"]))).toEqual(["milk"]);
});

it("cosine over baskets sees what is bought at once, over customers what is bought by the same", () => {
  const tea = shopper(["tea"]);
  expect(basketCosine(shoppers, "basket", 10)(tea)).toEqual(["pot"]);
  expect([...basketCosine(shoppers, "customer", 10)(tea)].sort()).toEqual(["milk", "pot"]);
});
