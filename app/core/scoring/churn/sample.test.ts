import { describe, expect, it } from "vitest";
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { DAY } from "../../shared/instant.ts";
import { observe } from "../observed.ts";
import { FEATURES } from "./features.ts";
import { FutureInSample } from "../no-future.ts";
import { ChurnSample } from "./sample.ts";
import { CUTS, END, HORIZON, sampleOf, simulatedShop } from "./testing.ts";

const options = { cuts: CUTS, end: END, horizonDays: HORIZON, currency: "GBP", seed: 1 };

function order(at: number, ref = `o${at}`): CanonicalEvent {
  return { key: ref, type: "order.placed", at, data: { orderRef: ref, number: ref, amount: 1000, currency: "GBP", items: [] } };
}

describe("what is refused", () => {
  it("a cut whose label is not complete is refused by name", () => {
    expect(() => new ChurnSample({ ...options, cuts: [END - 89 * DAY] })).toThrow(/cuts\[0\] \(2025-10-04.*no complete label/);
    expect(() => new ChurnSample({ ...options, cuts: [END - 90 * DAY] })).not.toThrow();
  });

  it.each([[{ cuts: [] }, "cuts"], [{ cuts: [CUTS[1] as number, CUTS[0] as number] }, "cuts[1]"], [{ horizonDays: 0 }, "horizonDays"], [{ horizonDays: Number.NaN }, "horizonDays"], [{ most: 3 }, "most"]])("%j is refused by name", (wrong, name) => {
    expect(() => new ChurnSample({ ...options, ...wrong })).toThrow(name);
  });

  it("a profile folded past its cut is caught, whatever it is that it knows", () => {
    const cut = CUTS[0] as number;
    const later = cut + DAY;
    const message = { messageId: "m", enrollmentId: null, step: null, channel: "email", class: "marketing" };
    const leaks: CanonicalEvent[] = [
      order(later),
      { key: "open", type: "message.opened", at: later, data: message },
      { key: "ticket", type: "ticket.opened", at: later, data: { ticketRef: "t", subject: null, orderRef: null } },
      { key: "task", type: "task.closed", at: later, data: { taskRef: "t", orderRef: null } },
      { key: "review", type: "review.submitted", at: later, data: { rating: 5, scale: 5, productRef: null, orderRef: null } },
    ];
    for (const leak of leaks) {
      const events = [order(cut - 10 * DAY), leak];
      const { purchases, profile } = observe(events, [], END, "GBP");
      const sample = new ChurnSample({ ...options, cuts: [cut] });
      expect(() => sample.add({ purchases, profiles: [profile] }), leak.type).toThrow(FutureInSample);
      expect(() => sample.add(observe(events, [cut], END, "GBP")), leak.type).not.toThrow();
    }
  });

  it("the leak's name and moment stand in the message", () => {
    const cut = CUTS[0] as number;
    const { purchases, profile } = observe([order(cut - DAY), order(cut + DAY, "future")], [], END, "GBP");
    expect(() => new ChurnSample({ ...options, cuts: [cut] }).add({ purchases, profiles: [profile] })).toThrow(/as of 2025-05-06.*knows order future at 2025-05-07/);
  });
});

describe("rows", () => {
  it.each([
    [0, 0],
    [1, 1],
    [HORIZON * DAY, 1],
    [HORIZON * DAY + 1, 0],
  ])("a purchase %i ms after the cut gives the label %i", (after, label) => {
    const cut = CUTS[0] as number;
    const sample = sampleOf([observe([order(cut - DAY), order(cut + after, "next")], [cut], END, "GBP")], [cut]);
    expect([...sample.rows(() => true).labels]).toEqual([label]);
  });

  it("somebody who had not bought by a cut has no row there", () => {
    const sample = sampleOf([observe([order((CUTS[1] as number) + DAY)], CUTS, END, "GBP"), observe([order(END - DAY)], CUTS, END, "GBP")]);
    expect(CUTS.map((cut) => sample.rows((at) => at === cut).rows)).toEqual([0, 0, 1, 1]);
    expect(sample.customers).toBe(1);
  });

  it("keeps at most as many as asked, the same ones for the same seed, and customers early and late alike", () => {
    const seen = simulatedShop(600, 3).map(({ observed }) => observed);
    const kept = (seed: number): ChurnSample => {
      const sample = new ChurnSample({ ...options, most: 400, seed });
      for (const one of seen) sample.add(one);
      return sample;
    };
    const rows = kept(1).rows(() => true);
    expect(rows.rows).toBeLessThanOrEqual(400);
    expect(new Set(rows.customers).size).toBe(100);
    expect(kept(1).rows(() => true)).toEqual(rows);
    expect(kept(2).rows(() => true).values).not.toEqual(rows.values);
    expect(kept(1).customers).toBeGreaterThan(300);
  });

  it("each cut's purchase model sees that cut's rows alone", () => {
    const sample = sampleOf(simulatedShop(200, 4).map(({ observed }) => observed));
    const seen: number[] = [];
    const learnt = sample.learnPurchases((table) => {
      seen.push(table.customers);
      return null;
    });
    expect(learnt).toBe(false);
    expect(seen).toEqual(CUTS.map((cut) => sample.rows((at) => at === cut).rows));
    const { values, rows } = sample.rows(() => true);
    expect(Array.from({ length: rows }, (_, row) => values[row * FEATURES.length + FEATURES.length - 1])).toEqual(Array.from({ length: rows }, () => 0));
  });
});
