import { describe, expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import { seeded } from "../numeric/random.ts";
import { groupsCard, readinessCard, segmentsCard, SegmentsTrial } from "./cards.ts";
import { fitGroups } from "./groups.ts";
import { fitReadiness, ReadinessTable } from "./readiness.ts";
import type { ReadinessModel } from "./readiness.ts";
import { fitRfm, RfmTable } from "./rfm.ts";
import { simulatedShoppers } from "./simulated-shoppers.ts";

const NOW = Date.UTC(2026, 5, 1);
const window = { from: NOW - 365 * DAY, until: NOW };

/** A shop whose customers buy again the likelier, the more they bought. */
function trialOf(customers: number): { trial: SegmentsTrial; table: RfmTable } {
  const random = seeded(4);
  const trial = new SegmentsTrial(NOW - 90 * DAY, NOW);
  const table = new RfmTable();
  for (let index = 0; index < customers; index++) {
    const orders = 1 + Math.floor(8 * random() ** 2);
    const figures = { recencyDays: Math.floor(200 * random()), orders, spend: 2000 * orders };
    trial.add(figures, random() < orders / 10);
    table.add(figures.recencyDays, figures.orders, figures.spend);
  }
  trial.add(null, true);
  return { trial, table };
}

describe("the card of segments", () => {
  it("says how well the quintiles told who bought again, beside recency alone", () => {
    const { trial, table } = trialOf(2000);
    const card = segmentsCard(fitRfm(table), window, trial);
    expect(card.holdout).toMatchObject({ from: NOW - 90 * DAY, until: NOW, n: 2000 });
    const [metric] = card.holdout?.metrics ?? [];
    expect(metric?.ours).toBeGreaterThan(0.65);
    expect(metric?.naive).toBeCloseTo(0.5, 1);
    expect(card.parameters).toHaveProperty("recencyDaysFrom5");
    expect(Object.values(card.parameters).every(Number.isFinite)).toBe(true);
  });

  it("has no holdout where too few bought or stayed away, and says so", () => {
    const card = segmentsCard(fitRfm(trialOf(30).table), window, trialOf(30).trial);
    expect(card.holdout).toBeNull();
    expect(card.reliance).toContain("not tried yet");
    expect(segmentsCard(null, window, null)).toMatchObject({ tier: "base", parameters: {}, reliance: "No customer has an order yet." });
  });
});

describe("the card of groups", () => {
  it("says how far the groups stand apart", () => {
    const { table } = trialOf(500);
    const model = fitGroups(table, 3);
    const card = groupsCard(model, window, table.size);
    expect(card.parameters["groups"]).toBe(model?.sizes.length);
    expect(card.reliance).toMatch(/^(The groups|There are hardly)/);
  });

  it("says how many customers there must be", () => {
    expect(groupsCard(null, window, 12).reliance).toBe("Groups need at least 50 customers who are not all alike; there are 12.");
  });
});

describe("the card of readiness", () => {
  it("says that it was tested on simulated customers only", () => {
    const table = new ReadinessTable();
    for (const { profile } of simulatedShoppers(50, NOW, seeded(2))) table.add(profile, NOW, "USD");
    for (const model of [fitReadiness(table) as ReadinessModel, null]) {
      const card = readinessCard(model, window);
      expect([card.title, card.reliance].every((text) => text.includes("tested on simulated customers only"))).toBe(true);
    }
    expect(readinessCard(null, window).reliance).toContain("No order tells yet");
  });
});
