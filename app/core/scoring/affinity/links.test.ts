import fc from "fast-check";
import { expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import type { Purchase } from "../observed.ts";
import { Lines } from "./lines.ts";
import { linksOf } from "./links.ts";
import { NEIGHBOURS } from "./model.ts";
import { ownedAt } from "./owned.ts";
import { END, order, shopOfKinds } from "./shop.fixture.ts";

function strengthsOf(customers: readonly (readonly Purchase[])[], cut = 0): (one: string, other: string) => number {
  const lines = new Lines(END, 2000);
  for (const purchases of customers) lines.add(purchases);
  const { refs } = lines.view();
  const links = linksOf(ownedAt(lines.view(), cut), refs, 30);
  return (one, other) => {
    const [from, to] = [refs.indexOf(one), refs.indexOf(other)];
    for (let place = 0; place < (links.counts[from] ?? 0); place++) if (links.neighbours[from * NEIGHBOURS + place] === to) return links.strengths[from * NEIGHBOURS + place] as number;
    return 0;
  };
}

it("is a shrunk cosine: of two who have x, one has y", () => {
  const strength = strengthsOf([[order("a", 0, "x", "y")], [order("b", 0, "x")]]);
  expect(strength("x", "y")).toBeCloseTo(1 / (Math.sqrt(2) + 10), 9);
  expect(strength("y", "x")).toBe(strength("x", "y"));
});

it("fades with the age of the purchases and with the days between them", () => {
  const strength = strengthsOf([[order("a", 10, "y"), order("b", 0, "x")]]);
  expect(strength("x", "y")).toBeCloseTo(2 ** (-30 / 60) / (Math.sqrt(2 ** (-20 / 60)) + 10), 5);
  const older = strengthsOf([[order("a", 40, "y"), order("b", 30, "x")]]);
  expect(older("x", "y")).toBeLessThan(strength("x", "y"));
  expect(strengthsOf([[order("a", 0, "y", "x")]])("x", "y")).toBeGreaterThan(strength("x", "y"));
});

it("shrinkage: a pair always bought together but once is less than one bought together half of the time by many", () => {
  const many = Array.from({ length: 100 }, (_, n) => [order(`m${n}`, 0, ...(n < 50 ? ["often1", "often2"] : n % 2 === 0 ? ["often1"] : ["often2"]))]);
  const strength = strengthsOf([...many, [order("r", 0, "rare1", "rare2")]]);
  expect(strength("rare1", "rare2")).toBeCloseTo(1 / 11, 6);
  expect(strength("often1", "often2")).toBeGreaterThan(3 * strength("rare1", "rare2"));
});

it("links as of a cut know nothing later", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 300 }), (seed, cut) => {
      const shop = shopOfKinds({ seed, customers: 20, kinds: 2 });
      const then = strengthsOf(shop, cut);
      const known = shop.map((purchases) => purchases.filter(({ at }) => at <= END - cut * DAY));
      const now = strengthsOf(known.map((purchases) => purchases.map((purchase) => ({ ...purchase, at: purchase.at + cut * DAY }))));
      for (const [one, other] of [["kind0-0", "kind0-1"], ["kind0-0", "best-0"], ["kind1-2", "kind1-3"]] as const) expect(then(one, other)).toBe(now(one, other));
    }),
    { numRuns: 30 },
  );
});
