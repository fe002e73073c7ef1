import { describe, expect, it } from "vitest";
import { mean } from "../metrics.ts";
import { seeded } from "../numeric/random.ts";
import { chanceAlive, chanceOfPurchase, expectedPurchases } from "./model.ts";
import type { PurchaseModel } from "./model.ts";
import { simulateCustomer } from "./simulated.ts";
import type { Truth } from "./simulated.ts";

const CUSTOMERS = 20_000;
const [T, AFTER] = [2000, 1000];

/** Rates are slow beside a day, so that rounding to days does not matter. */
const TRUTHS: PurchaseModel[] = ([
  { family: "bg_nbd", k: 1, parameters: [0.7, 300, 0.8, 2.4] },
  { family: "mbg_nbd", k: 1, parameters: [0.7, 300, 0.8, 2.4] },
  { family: "bg_nbd", k: 2, parameters: [0.7, 150, 0.8, 2.4] },
  { family: "mbg_nbd", k: 3, parameters: [1.2, 100, 0.5, 1.5] },
  { family: "pareto_nbd", k: 1, parameters: [0.7, 300, 0.8, 1500] },
] satisfies Truth[]).map((truth: Truth) => ({ ...truth, logLikelihood: 0, customers: 0, dropOut: true }));

describe.each(TRUTHS)("simulated $family with k $k", (truth) => {
  const random = seeded(11);
  const customers = Array.from({ length: CUSTOMERS }, () => {
    const { repeat, days, alive } = simulateCustomer(random, truth, T, AFTER);
    return { repeat, alive, after: days.length - repeat.x };
  });
  const groups = [
    customers.filter(({ repeat }) => repeat.x === 0),
    customers.filter(({ repeat }) => repeat.x > 0 && T - repeat.tx < 400),
    customers.filter(({ repeat }) => repeat.x > 0 && T - repeat.tx >= 400),
  ];

  /** Within four standard errors of what happened, in each group of customers by what their past looks like. */
  function expectMet(predicted: (customer: (typeof customers)[number]) => number, happened: (customer: (typeof customers)[number]) => number): void {
    for (const group of groups) {
      const off = group.map((customer) => predicted(customer) - happened(customer));
      const error = Math.sqrt(mean(off.map((value) => value * value)) / group.length);
      expect(group.length).toBeGreaterThan(200);
      expect(Math.abs(mean(off))).toBeLessThanOrEqual(4 * error);
    }
  }

  it("buys as often as expected", () => {
    expectMet(({ repeat }) => expectedPurchases(truth, repeat, AFTER), ({ after }) => after);
  });

  it("buys at all as often as the chance says", () => {
    expectMet(({ repeat }) => chanceOfPurchase(truth, repeat, AFTER), ({ after }) => Number(after > 0));
  });

  it("is there as often as P(alive) says", () => {
    expectMet(({ repeat }) => chanceAlive(truth, repeat) ?? 1, ({ alive }) => Number(alive));
  });
});
