import fc from "fast-check";
import { expect, it } from "vitest";
import { replenishable } from "./replenishable.ts";

const nothing = { product: null, family: null, own: [], tableSpeed: null };
const share = (repeatBuyers: number, buyers: number) => ({ buyers, repeatBuyers });

it("a lamp does not run out: 3 of 200 bought it again, in a family of candles", () => {
  expect(replenishable({ ...nothing, product: share(3, 200) })).toBeNull();
  expect(replenishable({ ...nothing, product: share(3, 200), family: share(900, 1500) })).toBeNull();
});

it("coffee does: 16 of 50 came back (Wilson 0.2076 to 0.4581)", () => {
  expect(replenishable({ ...nothing, product: share(16, 50) })).toBe("shop");
  expect(replenishable({ ...nothing, product: share(15, 50) })).toBeNull();
});

it("one buyer of one proves nothing", () => {
  expect(replenishable({ ...nothing, product: share(1, 1) })).toBeNull();
  expect(replenishable({ ...nothing, product: share(9, 9) })).toBeNull();
  expect(replenishable({ ...nothing, product: share(9, 10) })).toBe("shop");
});

it("a new product is judged by its family", () => {
  expect(replenishable({ ...nothing, product: share(0, 2), family: share(90, 150) })).toBe("family");
  expect(replenishable({ ...nothing, family: share(9, 150) })).toBeNull();
});

it("the customer's own two gaps, and the merchant's mark, are enough", () => {
  expect(replenishable({ ...nothing, product: share(3, 200), own: [30, 28] })).toBe("customer");
  expect(replenishable({ ...nothing, own: [30] })).toBeNull();
  expect(replenishable({ ...nothing, product: share(3, 200), tableSpeed: "slow" })).toBe("merchant");
});

it("names the count that is wrong", () => {
  expect(() => replenishable({ ...nothing, product: share(3, 2) })).toThrow("product.repeatBuyers must lie between 0 and buyers (2), not 3");
  expect(() => replenishable({ ...nothing, family: share(0, Number.NaN) })).toThrow("family.buyers must be 0 or more, not NaN");
});

it("more returning buyers never take the evidence away", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(499), fc.option(fc.constant(share(90, 150)), { nil: null }), (buyers, some, family) => {
    const repeats = Math.min(some, buyers - 1);
    const before = replenishable({ ...nothing, family, product: share(repeats, buyers) });
    const after = replenishable({ ...nothing, family, product: share(repeats + 1, buyers) });
    expect(before !== null && after === null).toBe(false);
  }));
});
