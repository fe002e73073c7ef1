import fc from "fast-check";
import { expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import { seeded } from "../numeric/random.ts";
import type { Purchase } from "../observed.ts";
import { AffinityLearner } from "./learn.ts";
import type { AffinityOptions, LearntAffinity } from "./learn.ts";
import { NEIGHBOURS, POPULAR } from "./model.ts";
import { END, kindOf, order, shopOfKinds } from "./shop.fixture.ts";

function learn(customers: readonly (readonly Purchase[])[], most: AffinityOptions["most"] = {}): LearntAffinity {
  const learner = new AffinityLearner({ end: END, most });
  for (const purchases of customers) learner.add({ purchases });
  return learner.fit();
}

const comparable = ({ products, global, card }: LearntAffinity) => ({ products: [...products].sort(([a], [b]) => (a < b ? -1 : 1)), global, card });

function expectSound({ products, global, card }: LearntAffinity): void {
  for (const [ref, { neighbours, popularity, lastBoughtAt }] of products) {
    expect(neighbours.length).toBeLessThanOrEqual(NEIGHBOURS);
    expect(neighbours.map(([other]) => other)).not.toContain(ref);
    for (const [, strength] of neighbours) expect(strength > 0 && strength < 1).toBe(true);
    expect(popularity >= 0 && popularity <= 1).toBe(true);
    expect(lastBoughtAt).toBeLessThanOrEqual(END);
  }
  expect(global.popular.length).toBeLessThanOrEqual(POPULAR);
  expect(JSON.parse(JSON.stringify({ global, card }))).toEqual({ global, card });
}

const shop = shopOfKinds({ seed: 1, customers: 1500 });
const learnt = learn(shop);

it("finds the kinds that were planted: every product's first five neighbours of a kind are its own", () => {
  let [right, all] = [0, 0];
  for (const [ref, { neighbours }] of learnt.products) {
    if (kindOf(ref) === "best") continue;
    const first = neighbours.filter(([other]) => kindOf(other) !== "best").slice(0, 5);
    right += first.filter(([other]) => kindOf(other) === kindOf(ref)).length;
    all += first.length;
  }
  expect(all).toBe(12 * 6 * 5);
  expect(right / all).toBeGreaterThan(0.95);
  expectSound(learnt);
});

it("the card says on a window it had not seen that offers find more than best-sellers, and that they may be relied on", () => {
  const { tier, holdout, size, reliance } = learnt.card;
  expect(tier).toBe("full");
  const [news, basket] = holdout?.metrics ?? [];
  expect(news?.ours).toBeGreaterThan(2 * (news?.naive ?? 1));
  expect(basket?.ours).toBeGreaterThan(basket?.naive ?? 1);
  expect(holdout).toMatchObject({ until: END, from: END - 90 * DAY });
  expect(size).toMatchObject({ customers: 1500, products: 75 });
  expect(reliance).toMatch(/^Ten offers chosen for each customer held \d+\.\d % of the new products/);
});

it("where customers buy by chance, best-sellers are offered, and the card says why", () => {
  const random = seeded(2);
  const noise = Array.from({ length: 400 }, (_, customer) => Array.from({ length: 4 }, (__, basket) => order(`o${customer}-${basket}`, Math.floor(random() * 365), ...Array.from({ length: 3 }, () => `p${Math.floor(400 * random() ** 4)}`))));
  const { global, products, card } = learn(noise);
  expect(global.tier).toBe("base");
  expect([...products.values()].every(({ neighbours }) => neighbours.length === 0)).toBe(true);
  expect(card.reliance).toMatch(/^Best-sellers are offered to everyone: what customers bought together did not surely find more/);
});

it("a small shop is offered best-sellers and told what it lacks", () => {
  const { global, products, card } = learn(shopOfKinds({ seed: 3, customers: 40 }));
  expect(global.tier).toBe("base");
  expect(global.popular.length).toBeGreaterThan(10);
  expect([...products.values()].every(({ neighbours }) => neighbours.length === 0)).toBe(true);
  expect(card.reliance).toMatch(/^Not enough yet: best-sellers are offered to everyone\. \d+ customers came back for something new in the last 90 days and could be compared; it takes 50\.$/);
});

it("a shop that rested for three years still has best-sellers to offer", () => {
  const { global, products } = learn(shop.map((purchases) => purchases.map((purchase) => ({ ...purchase, at: purchase.at - 3 * 365 * DAY }))));
  expect(global.tier).toBe("base");
  expect(global.popular.slice(0, 3).map(([ref]) => kindOf(ref))).toEqual(["best", "best", "best"]);
  expect([...products.values()].every(({ popularity }) => popularity > 0)).toBe(true);
});

it("does not depend on the order customers or their orders come in, nor on asking twice", () => {
  const small = shopOfKinds({ seed: 4, customers: 500, kinds: 4 });
  const expected = comparable(learn(small));
  expect(expected.global.tier).toBe("full");
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seeded(seed);
      const shuffled = <T>(list: readonly T[]): T[] => list.map((one) => [random(), one] as const).sort(([a], [b]) => a - b).map(([, one]) => one);
      const learner = new AffinityLearner({ end: END });
      for (const purchases of shuffled(small)) learner.add({ purchases: purchases.map((purchase) => ({ ...purchase, items: shuffled(purchase.items) })) });
      expect(comparable(learner.fit())).toEqual(expected);
      expect(comparable(learner.fit())).toEqual(expected);
    }),
    { numRuns: 4 },
  );
});

it("a product named twice in a basket, or a basket told as two orders of one day, teaches what one does", () => {
  const small = shopOfKinds({ seed: 5, customers: 500, kinds: 4 });
  const twice = small.map((purchases) => purchases.flatMap((purchase) => [{ ...purchase, items: [...purchase.items, ...purchase.items] }, purchase]));
  expect(comparable(learn(twice))).toEqual(comparable(learn(small)));
});

it("strengths are the same in both directions", () => {
  const strength = (one: string, other: string) => learnt.products.get(one)?.neighbours.find(([ref]) => ref === other)?.[1];
  let pairs = 0;
  for (const [ref, { neighbours }] of learnt.products) {
    for (const [other, told] of neighbours) {
      const back = strength(other, ref);
      if (back === undefined) continue;
      expect(back).toBe(told);
      pairs++;
    }
  }
  expect(pairs).toBeGreaterThan(300);
});

it("nothing, one product, or one customer: no links, no NaN, and it says so", () => {
  for (const customers of [[], [[]], [[order("o1", 3, "p1")]], Array.from({ length: 300 }, (_, n) => [order(`o${n}`, n % 200, "p1"), order(`o${n}b`, n % 90, "p1")])]) {
    const one = learn(customers);
    expectSound(one);
    expect(one.global.tier).toBe("base");
    expect(one.card.reliance).toMatch(/^Not enough yet/);
  }
});

it("a reseller's 100,000 lines and a basket of 1,000 products are bounded, and hide nothing of the others", () => {
  const reseller = Array.from({ length: 1000 }, (_, n) => order(`r${n}`, n % 365, ...Array.from({ length: 100 }, (__, k) => `kind${(n + k) % 12}-${(n * 7 + k) % 6}`)));
  const wholesale = [order("w1", 5, ...Array.from({ length: 1000 }, (_, n) => `bulk-${n}`))];
  const withThem = learn([...shop, reseller, wholesale]);
  expectSound(withThem);
  expect(withThem.card.size["lines"]).toBeLessThanOrEqual((learnt.card.size["lines"] as number) + 2000 + 1000);
  const kinds = [...withThem.products].filter(([ref]) => ref.startsWith("kind"));
  for (const [ref, { neighbours }] of kinds) expect(kindOf(neighbours.find(([other]) => !other.startsWith("best"))?.[0] ?? "")).toBe(kindOf(ref));
  expect([...withThem.products].filter(([ref, { neighbours }]) => ref.startsWith("bulk") && neighbours.length > 0)).toHaveLength(150);
});

it("what is dated after the end, or at no moment, or of no quantity, is not there", () => {
  const odd: Purchase[] = [
    order("late", -1, "future"),
    { ...order("never", 1, "timeless"), at: Number.NaN },
    { ...order("none", 1), items: [{ productRef: "zero", quantity: 0 }, { productRef: "negative", quantity: -2 }, { productRef: "what", quantity: Number.NaN }, { productRef: "", quantity: 1 }, { productRef: "__proto__", quantity: 1 }] },
  ];
  expect([...learn([odd]).products.keys()]).toEqual(["__proto__"]);
  expect(comparable(learn([...shop, odd.slice(0, 2)]))).toEqual(comparable(learnt));
});

it("keeps the products of most baskets where there are too many", () => {
  const { products } = learn(shop, { products: 3 });
  expect([...products.keys()].sort()).toEqual(["best-0", "best-1", "best-2"]);
});

it("names the option that is wrong", () => {
  expect(() => new AffinityLearner({ end: Number.NaN })).toThrow("end must be a moment, not NaN");
  expect(() => new AffinityLearner({ end: END, most: { products: 0 } })).toThrow("most.products must be at least 1, not 0");
});
