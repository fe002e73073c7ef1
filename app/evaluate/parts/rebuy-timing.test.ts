import { describe, expect, it } from "vitest";
import { DAY } from "../../core/shared/instant.ts";
import type { Bought } from "../../core/profile/profile.ts";
import { RebuyLearner } from "../../core/scoring/replenishment/learn.ts";
import { timingOf } from "./rebuy-timing.ts";

const CUT = Date.UTC(2026, 5, 1);
const { model, products } = new RebuyLearner({ end: CUT, cuts: [] }).fit();
const bought = (...days: readonly number[]): readonly Bought[] => days.map((day) => [CUT + day * DAY, 1]);

describe("how far off timing is told", () => {
  it("is each rule's error in days from the last purchase", () => {
    // Gaps of 10 and 20 days, 5 days ago the last, 12 days from that one the next.
    const { pairs, rules } = timingOf([{ productRef: "p", times: bought(-35, -25, -5, 7) }], { model, products }, CUT, 100);
    expect(pairs).toBe(1);
    expect(rules).toEqual({ "own mean gap": 3, "own median gap": 3, "last gap": 8, "product's median gap": 3, "the same for all": 3, "shrunk mean gap": 3, "shrunk, never before tomorrow": 3 });
  });

  it("is never told before tomorrow, where it is long overdue", () => {
    const { rules, ours } = timingOf([{ productRef: "p", times: bought(-120, -110, -100, 1) }], { model, products }, CUT, 100);
    expect(rules["shrunk mean gap"]).toBe(91);
    expect(rules["shrunk, never before tomorrow"]).toBe(0);
    expect(ours).toBeLessThan(100);
  });

  it("leaves out who bought less than three times, or not again within the window, and takes a day's orders for one", () => {
    const all = [bought(-20, -10, 5), bought(-30, -20, -10, 150), bought(-30, -20, -19.5, 5)].map((times) => ({ productRef: "p", times }));
    expect(timingOf(all, { model, products }, CUT, 100).pairs).toBe(0);
  });
});
