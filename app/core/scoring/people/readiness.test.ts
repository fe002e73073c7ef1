import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { applyEvent } from "../../profile/apply-event.ts";
import { emptyProfile } from "../../profile/profile.ts";
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import { auc, mean } from "../metrics.ts";
import { seeded } from "../numeric/random.ts";
import { anyProfile } from "../../../../test/any-profile.ts";
import { advocacyOf, engagementOf, fitReadiness, priceSensitivityOf, readinessOf, ReadinessTable, upsellOf } from "./readiness.ts";
import type { ReadinessModel } from "./readiness.ts";
import { simulatedShoppers } from "./simulated-shoppers.ts";

const NOW = Date.UTC(2026, 5, 1);
const shoppers = simulatedShoppers(6000, NOW, seeded(20260601));
const table = new ReadinessTable();
for (const { profile } of shoppers) table.add(profile, NOW, "USD");
const model = fitReadiness(table) as ReadinessModel;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

type Told = CanonicalEvent extends infer E ? (E extends CanonicalEvent ? Omit<E, "key" | "at"> & { daysAgo: number } : never) : never;
function told(...events: Told[]): Profile {
  return events.reduce<Profile>((profile, { daysAgo, ...event }, index) => applyEvent(profile, { ...event, key: `${index}`, at: NOW - daysAgo * DAY } as CanonicalEvent), emptyProfile("c"));
}
const order = (ref: string, daysAgo: number, amount = 2000, discount?: number): Told => ({ type: "order.placed", daysAgo, data: { orderRef: ref, number: ref, amount, currency: "USD", ...(discount !== undefined && { discount }) } });
const delivered = (ref: string, daysAgo: number): Told => ({ type: "shipment.delivered", daysAgo, data: { orderRef: ref, shipmentRef: ref } });
const rating = (score: number, daysAgo = 5): Told => ({ type: "survey.answered", daysAgo, data: { question: "rating", answer: "", orderRef: "1", score, scale: 5 } });

describe("readiness to recommend, on simulated customers", () => {
  const values = shoppers.map(({ profile }) => advocacyOf(profile, model, NOW).value);

  it("ranks who recommends, and who is happy, clearly above chance", () => {
    expect(auc(values, shoppers.map(({ recommends }) => recommends))).toBeGreaterThan(0.62);
    const happy = median(shoppers.map(({ happiness }) => happiness));
    expect(auc(values, shoppers.map(({ happiness }) => happiness > happy))).toBeGreaterThan(0.65);
  });

  it("comes out about as often as it says, and more often the more it says", () => {
    const order5 = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
    const fifths = Array.from({ length: 5 }, (_, fifth) => order5.slice((fifth * values.length) / 5, ((fifth + 1) * values.length) / 5));
    const predicted = fifths.map((rows) => mean(rows.map((row) => values[row] as number)));
    const observed = fifths.map((rows) => mean(rows.map((row) => Number(shoppers[row]?.recommends))));
    expect(observed[4]).toBeGreaterThan(2 * (observed[0] as number));
    for (const [fifth, chance] of predicted.entries()) expect(Math.abs(chance - (observed[fifth] as number))).toBeLessThan(0.12);
  });
});

describe("readiness to recommend", () => {
  const value = (profile: Profile): number => advocacyOf(profile, model, NOW).value;

  it("stays at the shop's low rate for somebody who showed nothing", () => {
    const silent = advocacyOf(told(order("1", 40), delivered("1", 36)), model, NOW);
    expect(silent).toMatchObject({ value: model.advocacy, reasons: [], tier: "base" });
    expect(silent.value).toBeLessThanOrEqual(0.2);
    expect(silent.sure).toContain("Nothing shown yet");
  });

  it("rises with five stars, with a recommendation and with orders, and says so", () => {
    const base = [order("1", 40), delivered("1", 36)];
    const [five, shared, repeat] = [told(...base, rating(5)), told(...base, { type: "referral.shared", daysAgo: 3, data: { code: "c", by: "email" } }), told(order("0", 90), ...base)];
    for (const profile of [five, shared, repeat]) expect(value(profile)).toBeGreaterThan(model.advocacy);
    expect(advocacyOf(five, model, NOW).reasons[0]?.words).toBe("Rated 5 of 5, 5 days ago.");
  });

  it("never says of itself that it was learnt: what moves it is a rule, here and in the other three", () => {
    const shown = told(order("1", 40, 2000, 500), delivered("1", 36), rating(5), order("2", 20, 4000, 0), order("3", 10, 8000, 0), order("4", 5, 16_000, 0));
    expect([advocacyOf(shown, model, NOW).tier, upsellOf(shown, model, NOW, "USD").tier, priceSensitivityOf(shown, model, NOW, "USD").tier, engagementOf(shown, model, NOW).tier]).toEqual(["rule", "rule", "rule", "rule"]);
  });

  it("falls with one star and while a ticket is open, whatever was rated", () => {
    const base = [order("1", 40), delivered("1", 36)];
    expect(value(told(...base, rating(1)))).toBeLessThan(model.advocacy);
    const opened = told(...base, rating(5), { type: "ticket.opened", daysAgo: 2, data: { ticketRef: "t", subject: null, orderRef: "1" } });
    expect(value(opened)).toBeLessThan(value(told(...base, rating(5))) / 2);
    expect(advocacyOf(opened, model, NOW).reasons[0]?.key).toBe("open_issue");
  });

  it("does not hold a missing delivery against customers of a shop that tells none", () => {
    const waiting = told(order("1", 40));
    expect(value(waiting)).toBeLessThan(model.advocacy);
    expect(advocacyOf(waiting, { ...model, delivered: 0.1 }, NOW).value).toBe(model.advocacy);
  });

  it("is held low as a base rate even where every customer is an advocate", () => {
    const happy = new ReadinessTable();
    for (let index = 0; index < 500; index++) happy.add(told(order("1", 40), rating(5)), NOW, "USD");
    expect(fitReadiness(happy)?.advocacy).toBe(0.2);
  });
});

describe("price sensitivity", () => {
  const value = (profile: Profile): number => priceSensitivityOf(profile, model, NOW, "USD").value;

  it("ranks who loves a bargain", () => {
    const middle = median(shoppers.map(({ bargains }) => bargains));
    expect(auc(shoppers.map(({ profile }) => value(profile)), shoppers.map(({ bargains }) => bargains > middle))).toBeGreaterThan(0.7);
  });

  it("is the shop's where no order tells, and moves a little with one order, a lot with ten", () => {
    const shop = value(told(order("1", 10)));
    expect(shop).toBeCloseTo((model.discountedOrders + model.discountedSpend) / 2, 12);
    const one = value(told(order("1", 10, 2000, 500)));
    const ten = value(told(...Array.from({ length: 10 }, (_, index) => order(`${index}`, 10 + index, 2000, 500))));
    expect(one).toBeGreaterThan(shop);
    expect(one).toBeLessThan(0.5);
    expect(ten).toBeGreaterThan(0.7);
    expect(value(told(order("1", 10, 2000, 0)))).toBeLessThan(shop);
  });

  it("counts an offer taken up, an offer left, and not yet an offer still open", () => {
    const orders = told(order("1", 30, 2000, 0), order("2", 100, 2000, 0));
    const offered = (daysAgo: number): Profile => ({ ...orders, said: { "offer:back10": NOW - daysAgo * DAY } });
    expect(value(offered(60))).toBeLessThan(value(orders));
    expect(value(offered(5))).toBe(value(orders));
    const taken = { ...told(order("1", 30, 2000, 0), order("2", 55, 2000, 300)), said: { "offer:back10": NOW - 60 * DAY } };
    expect(value(taken)).toBeGreaterThan(value({ ...taken, said: {} }));
    expect(priceSensitivityOf(taken, model, NOW, "USD").reasons.map(({ words }) => words)).toContain("Took up 1 of 1 discount offer.");
  });
});

describe("engagement", () => {
  const value = (profile: Profile): number => engagementOf(profile, model, NOW).value;
  const data = { messageId: "m", enrollmentId: null, step: null, channel: "email", class: "marketing" };
  const sent = (count: number): Told[] => Array.from({ length: count }, (_, index): Told => ({ type: "message.sent", daysAgo: 100 - index, data }));

  it("ranks who is keen to answer, though half of all opens are the mail app's", () => {
    const middle = median(shoppers.map(({ keenness }) => keenness));
    expect(auc(shoppers.map(({ profile }) => value(profile)), shoppers.map(({ keenness }) => keenness > middle))).toBeGreaterThan(0.7);
  });

  it("stands in the middle before anything was sent, and falls slowly with silence", () => {
    expect(value(told())).toBe(0.5);
    const [one, forty] = [value(told(...sent(1))), value(told(...sent(40)))];
    expect(one).toBeGreaterThan(0.47);
    expect(forty).toBeLessThan(0.4);
    expect(forty).toBeGreaterThan(0);
  });

  it("takes a click for ten opens", () => {
    const clicked = value(told(...sent(10), { type: "message.clicked", daysAgo: 50, data: { ...data, url: "" } }));
    const opened = value(told(...sent(10), ...Array.from({ length: 10 }, (): Told => ({ type: "message.opened", daysAgo: 50, data }))));
    expect(clicked).toBeCloseTo(opened, 12);
  });
});

describe("readiness to buy more", () => {
  it("rises with growing baskets and falls with shrinking ones and with trouble", () => {
    const value = (profile: Profile): number => upsellOf(profile, model, NOW, "USD").value;
    const steady = told(...[1, 2, 3, 4].map((index) => order(`${index}`, 100 - 20 * index, 2000)));
    const growing = told(...[1, 2, 3, 4].map((index) => order(`${index}`, 100 - 20 * index, 1000 * 2 ** index)));
    const shrinking = told(...[1, 2, 3, 4].map((index) => order(`${index}`, 100 - 20 * index, 32_000 / 2 ** index)));
    expect(value(growing)).toBeGreaterThan(value(steady));
    expect(value(shrinking)).toBeLessThan(value(steady));
    const troubled = applyEvent(growing, { key: "t", type: "ticket.opened", at: NOW - DAY, data: { ticketRef: "t", subject: null, orderRef: null } });
    expect(value(troubled)).toBeLessThan(value(steady));
  });
});

describe("every readiness", () => {
  it("lies between 0 and 1 with plain words, for every profile and any shop", () => {
    const shops = fc.oneof(fc.constantFrom(model, null), fc.array(anyProfile(NOW), { maxLength: 5 }).map((profiles) => {
      const small = new ReadinessTable();
      for (const profile of profiles) small.add(profile, NOW, "USD");
      return fitReadiness(small);
    }));
    fc.assert(fc.property(anyProfile(NOW), shops, (profile, shop) => {
      for (const score of [advocacyOf, upsellOf, priceSensitivityOf, engagementOf]) {
        const { value, reasons, sure } = score(profile, shop, NOW, "USD");
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(reasons.length).toBeLessThanOrEqual(3);
        expect(reasons.every(({ effect }) => Number.isFinite(effect))).toBe(true);
        expect([sure, ...reasons.map(({ words }) => words)].join(" ")).not.toMatch(/NaN|Infinity|undefined/);
      }
    }));
  });

  it("is the same without words, and does not change within a day", () => {
    fc.assert(fc.property(anyProfile(NOW), (profile) => {
      const { advocacy, upsell, priceSensitivity, engagement } = readinessOf(profile, model, NOW, "USD");
      expect([advocacy, upsell, priceSensitivity, engagement].map(({ value }) => value)).toEqual([advocacyOf, upsellOf, priceSensitivityOf, engagementOf].map((score) => score(profile, model, NOW, "USD").value));
    }));
  });
});
