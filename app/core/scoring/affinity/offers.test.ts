import fc from "fast-check";
import { expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import type { ProductLinks } from "./model.ts";
import { offersFor } from "./offers.ts";
import type { OffersInput } from "./offers.ts";

const NOW = Date.UTC(2026, 0, 1);
const linked = (...neighbours: [string, number][]): ProductLinks => ({ neighbours, popularity: 0.1, lastBoughtAt: NOW });
const asked = (input: Partial<OffersInput>): OffersInput => ({ bought: {}, now: NOW, links: () => null, popular: [], available: () => true, excluded: new Set(), most: 10, ...input });
const TABLE: Readonly<Record<string, ProductLinks>> = { tea: linked(["pot", 0.5], ["cup", 0.3], ["honey", 0.2]), milk: linked(["cup", 0.4], ["tea", 0.3]) };
const links = (ref: string): ProductLinks | null => TABLE[ref] ?? null;

it("the product that all purchases speak for comes first, with the one that speaks loudest", () => {
  expect(offersFor(asked({ bought: { tea: [[NOW, 1]], milk: [[NOW, 2]] }, links }))).toEqual([
    { productRef: "cup", strength: 0.7, because: "milk" },
    { productRef: "pot", strength: 0.5, because: "tea" },
    { productRef: "honey", strength: 0.2, because: "tea" },
  ]);
});

it("what was bought 90 days ago speaks half as loud; what is dated later does not speak", () => {
  expect(offersFor(asked({ bought: { tea: [[NOW - 90 * DAY, 1]] }, links }))[0]).toEqual({ productRef: "pot", strength: 0.25, because: "tea" });
  expect(offersFor(asked({ bought: { tea: [[NOW + DAY, 1]] }, links }))).toEqual([]);
});

it("best-sellers fill up, without a reason; somebody who bought nothing gets them alone", () => {
  expect(offersFor(asked({ bought: { milk: [[NOW, 1]] }, links, popular: ["cup", "bread"], most: 3 }))).toEqual([
    { productRef: "cup", strength: 0.4, because: "milk" },
    { productRef: "tea", strength: 0.3, because: "milk" },
    { productRef: "bread", strength: 0, because: null },
  ]);
  expect(offersFor(asked({ links, popular: ["bread", "bread", "jam"] })).map(({ productRef }) => productRef)).toEqual(["bread", "jam"]);
});

const ref = fc.constantFrom(..."abcdefghijklmn__proto__".split(""), "__proto__", "constructor");
const table = fc.dictionary(ref, fc.array(fc.tuple(ref, fc.double({ min: 0.000001, max: 0.999, noNaN: true })), { maxLength: 20 }), { noNullPrototype: true });
const bought = fc.dictionary(ref, fc.array(fc.tuple(fc.integer({ min: NOW - 900 * DAY, max: NOW + DAY }), fc.constant(1)), { minLength: 1, maxLength: 3 }), { noNullPrototype: true });

it("never offers what was bought, is excluded or out of stock; nothing twice, no more than asked, strongest first, each because of something bought", () => {
  fc.assert(
    fc.property(table, bought, fc.array(ref), fc.uniqueArray(ref), fc.uniqueArray(ref), fc.integer({ min: 0, max: 12 }), (neighbours, had, popular, out, excluded, most) => {
      const read = (asking: string): ProductLinks | null => (Object.hasOwn(neighbours, asking) ? linked(...(neighbours[asking] as [string, number][])) : null);
      const offers = offersFor(asked({ bought: had, links: read, popular, available: (one) => !out.includes(one), excluded: new Set(excluded), most }));
      expect(offers.length).toBeLessThanOrEqual(most);
      expect(new Set(offers.map(({ productRef }) => productRef)).size).toBe(offers.length);
      for (const [index, { productRef, strength, because }] of offers.entries()) {
        expect(Object.hasOwn(had, productRef) || excluded.includes(productRef) || out.includes(productRef)).toBe(false);
        expect(Number.isFinite(strength) && strength >= 0).toBe(true);
        expect(strength).toBeLessThanOrEqual(offers[index - 1]?.strength ?? Infinity);
        expect(because === null ? strength === 0 && popular.includes(productRef) : Object.hasOwn(had, because) && strength > 0).toBe(true);
      }
      const turned = Object.fromEntries(Object.entries(had).toReversed());
      expect(offersFor(asked({ bought: turned, links: read, popular, available: (one) => !out.includes(one), excluded: new Set(excluded), most }))).toEqual(offers);
    }),
  );
});

it("reads no more links than a profile keeps products, whatever was bought", () => {
  let read = 0;
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`p${n}`, [[NOW - n * DAY, 1] as const]]));
  const offers = offersFor(asked({ bought: many, links: (asking) => (read++, linked([`n${asking}`, 0.5])) }));
  expect(read).toBe(150);
  expect(offers[0]).toEqual({ productRef: "np0", strength: 0.5, because: "p0" });
});
