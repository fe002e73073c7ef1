import { beforeAll, describe, expect, it } from "vitest";
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { DAY } from "../../shared/instant.ts";
import { auc, brier, mean } from "../metrics.ts";
import { observe } from "../observed.ts";
import type { Observed } from "../observed.ts";
import { featuresOf } from "./features.ts";
import { churnOf } from "./score.ts";
import { trueChance } from "./simulated.ts";
import { CUTS, END, HORIZON, sampleOf, simulatedShop } from "./testing.ts";
import type { Seen } from "./testing.ts";
import { trainChurn } from "./train.ts";

const LAST = CUTS.at(-1) as number;

describe("a shop of shoppers whose truth is known", () => {
  let trained: ReturnType<typeof trainChurn>;
  /** Others of the same kind, whom the model has never met, scored as of the last cut. */
  let scored: { value: number; low: number; high: number; truth: number; bought: boolean }[];

  beforeAll(() => {
    trained = trainChurn(sampleOf(simulatedShop(3000, 21, 20).map(({ observed }) => observed)), null);
    scored = simulatedShop(3000, 22, 20).flatMap(({ shopper, observed }: Seen) => {
      const profile = observed.profiles.at(-1);
      if (profile === undefined || profile.counts.orders === 0) return [];
      return [{ ...churnOf(trained.model, featuresOf(profile, LAST, "GBP", null)), truth: 1 - trueChance(shopper, LAST, HORIZON), bought: observed.purchases.some(({ at }) => at > LAST && at <= LAST + HORIZON * DAY) }];
    });
  });

  it("everything known beats recency, frequency and money, which beat the same chance for everyone", () => {
    const { tier, holdout } = trained.card;
    expect(tier).toBe("full");
    expect(new Set(holdout?.metrics.map(({ naiveRule }) => naiveRule)).size).toBe(2);
    for (const { ours, naive, better } of holdout?.metrics ?? []) expect(better === "higher" ? ours - (naive ?? 1) : (naive ?? 0) - ours).toBeGreaterThan(0);
  });

  it("orders strangers not much worse than somebody who knows who has left already", () => {
    const best = auc(scored.map(({ truth }) => truth), scored.map(({ bought }) => !bought));
    const ours = auc(scored.map(({ value }) => value), scored.map(({ bought }) => !bought));
    expect(best - ours).toBeGreaterThan(0);
    expect(best - ours).toBeLessThan(0.12);
  });

  it("says chances that come true: within 6 points of the true chance in every fifth of strangers", () => {
    const sorted = scored.toSorted((a, b) => a.value - b.value);
    const size = Math.floor(sorted.length / 5);
    for (let fifth = 0; fifth < 5; fifth++) {
      const some = sorted.slice(fifth * size, (fifth + 1) * size);
      expect(Math.abs(mean(some.map(({ value }) => value)) - mean(some.map(({ truth }) => truth)))).toBeLessThan(0.06);
    }
    expect(brier(scored.map(({ value }) => value), scored.map(({ bought }) => !bought))).toBeLessThan(0.18);
  });

  it("gives every score an interval that holds it", () => {
    for (const { value, low, high } of scored) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(high - low).toBeLessThan(0.35);
    }
  });

  it("the card's figures are of the last window, which the trial had not learnt from", () => {
    const { holdout, window, size } = trained.card;
    expect(holdout).toMatchObject({ from: LAST, until: LAST + HORIZON * DAY });
    expect(window).toEqual({ from: CUTS[0], until: END });
    expect(holdout?.calibration).toHaveLength(10);
    expect(holdout?.n).toBeLessThan(size["rows"] as number);
  });

  it("survives being stored", () => {
    const { model } = trained;
    const features = featuresOf((simulatedShop(1, 5)[0] as Seen).observed.profile, END, "GBP", null);
    expect(churnOf(JSON.parse(JSON.stringify(model)) as typeof model, features)).toEqual(churnOf(model, features));
    expect(JSON.stringify(model).length).toBeLessThan(8000);
  });
});

describe("what the past does not bear", () => {
  const tierOf = (observed: readonly Pick<Observed, "purchases" | "profiles">[], cuts?: readonly number[]) => trainChurn(sampleOf(observed, cuts), null).card;

  it.each([31, 34, 38, 43, 47])("labels that belong to others teach nothing, though fewer buy from month to month: the base rate is kept (shop %i)", (seed) => {
    const seen = simulatedShop(1500, seed, 30).map(({ observed }) => observed);
    const shuffled = seen.map(({ profiles }, index) => ({ profiles, purchases: (seen[(index * 7 + 11) % seen.length] as Observed).purchases }));
    const card = tierOf(shuffled);
    expect(card.tier).toBe("base");
    expect(card.holdout?.metrics.find(({ name }) => name === "AUC")?.ours).toBe(0.5);
    expect(card.reliance).toContain("Not enough yet");
    expect(tierOf(seen).tier).toBe("full");
  });

  it("a handful of customers get the base rate, some hundreds RFM", () => {
    expect(tierOf(simulatedShop(40, 32, 30).map(({ observed }) => observed)).tier).toBe("base");
    expect(tierOf(simulatedShop(260, 33, 30).map(({ observed }) => observed)).tier).toBe("rfm");
  });

  it("a young shop is tried across its customers, and the card holds nothing out", () => {
    const card = tierOf(simulatedShop(2000, 34).map(({ observed }) => ({ ...observed, profiles: observed.profiles.slice(-1) })), [LAST]);
    expect(card.holdout).toBeNull();
    expect(card.tier).not.toBe("base");
    expect(card.reliance).toContain("not yet on later ones");
  });
});

describe("degenerate shops", () => {
  const order = (customer: number, at: number, amount = 1000): CanonicalEvent => ({ key: `${customer}-${at}`, type: "order.placed", at, data: { orderRef: `${customer}-${at}`, number: "1", amount, currency: "GBP", items: [] } });
  const shop = (customers: number, ordersOf: (customer: number) => CanonicalEvent[]): Observed[] => Array.from({ length: customers }, (_, customer) => observe(ordersOf(customer), CUTS, END, "GBP"));
  const start = END - 400 * DAY;

  it.each([
    ["nobody at all", shop(0, () => [])],
    ["one customer", shop(1, () => [order(0, start)])],
    ["everybody buys every month", shop(200, (customer) => Array.from({ length: 13 }, (_, month) => order(customer, start + month * 30 * DAY)))],
    ["nobody comes back", shop(200, (customer) => [order(customer, start)])],
    ["all purchases on one day", shop(200, (customer) => [order(customer, start), order(customer, start + 1), order(customer, start + 2)])],
    ["absurd amounts", shop(200, (customer) => [order(customer, start, [Number.MAX_SAFE_INTEGER, -5, 0, 1][customer % 4]), order(customer, start + (customer % 9) * 40 * DAY, 1e15)])],
  ])("%s: chances and intervals all the same, never NaN", (_, observed) => {
    const { model, card } = trainChurn(sampleOf(observed), null);
    for (const { profile } of [...observed.slice(0, 20), observe([order(0, END - DAY)], [], END, "GBP")]) {
      const { value, low, high } = churnOf(model, featuresOf(profile, END, "GBP", null));
      for (const chance of [value, low, high]) expect(chance).toBeGreaterThanOrEqual(0);
      for (const chance of [value, low, high]) expect(chance).toBeLessThanOrEqual(1);
    }
    for (const { ours, naive } of card.holdout?.metrics ?? []) expect([ours, naive].every(Number.isFinite)).toBe(true);
    // NaN and Infinity are stored as null.
    expect(JSON.stringify({ ...model, linear: model.linear ?? [] })).not.toContain("null");
  });

  it("where everybody always came back the risk is next to 0, and where nobody ever did next to 1", () => {
    const riskIn = (observed: Observed[]): number => churnOf(trainChurn(sampleOf(observed), null).model, featuresOf((observed[0] as Observed).profile, END, "GBP", null)).value;
    expect(riskIn(shop(200, (customer) => Array.from({ length: 14 }, (_, month) => order(customer, start + month * 30 * DAY))))).toBeLessThan(0.01);
    expect(riskIn(shop(200, (customer) => [order(customer, start)]))).toBeGreaterThan(0.99);
  });

  it("a shop without anybody knows nothing, and says so by its interval", () => {
    const { model } = trainChurn(sampleOf([]), null);
    expect(churnOf(model, featuresOf(observe([], [], END, "GBP").profile, END, "GBP", null))).toEqual({ value: 0.5, low: 0, high: 1, tier: "base" });
  });
});
