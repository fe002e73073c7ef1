import fc from "fast-check";
import { expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import { rebuyBasket } from "./rebuy-basket.ts";
import type { RebuyInput } from "./rebuy-basket.ts";

const NOW = Date.UTC(2026, 0, 1);
const ago = (days: number): readonly [number, number] => [NOW - days * DAY, 1];
const POPULARITY: Readonly<Record<string, number>> = { milk: 0.2, bread: 0.1, salt: 0.01 };
const asked = (input: Partial<RebuyInput>): RebuyInput => ({
  bought: {}, weights: { decay: 0.5, shop: 2 }, popularityOf: (ref) => (Object.hasOwn(POPULARITY, ref) ? (POPULARITY[ref] as number) : 0), popular: ["milk", "bread"], available: () => true, excluded: new Set(), now: NOW, most: 10, ...input,
});

it("adds the customer's own faded share and the shop's: three baskets weigh 1, 0.5 and 0.25", () => {
  expect(rebuyBasket(asked({ bought: { tea: [ago(30), ago(3)], salt: [ago(90)] } }))).toEqual([
    { productRef: "tea", score: 1.5 / 1.75, own: true },
    { productRef: "milk", score: 0.4, own: false },
    { productRef: "bread", score: 0.2, own: false },
    { productRef: "salt", score: 0.25 / 1.75 + 0.02, own: true },
  ]);
});

it("of equal habits the one that others have too comes first", () => {
  const bought = { abacus: [ago(5)], milk: [ago(5)], salt: [ago(5)] };
  expect(rebuyBasket(asked({ bought, popular: [] })).map(({ productRef }) => productRef)).toEqual(["milk", "salt", "abacus"]);
  expect(rebuyBasket(asked({ bought, popular: [], weights: { decay: 0.9, shop: 0 } })).map(({ productRef }) => productRef)).toEqual(["milk", "salt", "abacus"]);
});

it("two orders of one day are one basket; what is dated later or of no quantity is none", () => {
  const once = rebuyBasket(asked({ bought: { tea: [ago(3)], salt: [ago(9)] } }));
  expect(rebuyBasket(asked({ bought: { tea: [[NOW - 3.2 * DAY, 1], [NOW - 3.1 * DAY, 1], [NOW + DAY, 1]], salt: [ago(9), [NOW - 2 * DAY, 0]] } }))).toEqual(rebuyBasket(asked({ bought: { tea: [ago(3.1)], salt: [ago(9)] } })));
  expect(once[0]).toEqual({ productRef: "tea", score: 1 / 1.5, own: true });
});

const ref = fc.constantFrom<string>("tea", "milk", "bread", "salt", "abacus", "__proto__");

it("never tells what is excluded or out of stock; nothing twice, no more than asked, finite, the likeliest first", () => {
  const bought = fc.dictionary(ref, fc.array(fc.tuple(fc.integer({ min: NOW - 90 * DAY, max: NOW + DAY }), fc.integer({ min: 0, max: 3 })), { maxLength: 5 }), { noNullPrototype: true });
  fc.assert(
    fc.property(bought, fc.uniqueArray(ref), fc.uniqueArray(ref), fc.integer({ min: 0, max: 6 }), fc.constantFrom(0.8, 0.9, 1), fc.constantFrom(0, 3), (had, out, excluded, most, decay, shop) => {
      const told = rebuyBasket(asked({ bought: had, available: (one) => !out.includes(one), excluded: new Set(excluded), most, weights: { decay, shop } }));
      expect(told.length).toBeLessThanOrEqual(most);
      expect(new Set(told.map(({ productRef }) => productRef)).size).toBe(told.length);
      for (const [index, { productRef, score, own }] of told.entries()) {
        expect(out.includes(productRef) || excluded.includes(productRef)).toBe(false);
        expect(own).toBe(Object.hasOwn(had, productRef));
        expect(score >= 0 && score <= (told[index - 1]?.score ?? 1 + shop)).toBe(true);
      }
    }),
  );
});
