import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_STATS } from "../shop.ts";
import { armsKey, drawArm, HELD_OUT } from "./draw-arm.ts";
import type { Enrollment } from "./enrollment.ts";
import type { Step } from "./step.ts";

const SPLIT: Extract<Step, { kind: "split" }> = {
  kind: "split", label: "Which words", learn: { goal: "clicked" }, holdout: { share: 0.2, next: "end" },
  arms: [{ id: "short", label: "Short", weight: 1, next: "a" }, { id: "long", label: "Long", weight: 3, next: "b" }],
};

function drawn(customer: number, split: typeof SPLIT, arms?: Record<string, number>) {
  const shop = { id: "shop", salt: "salt", stats: arms ? { ...NO_STATS, arms: { [armsKey("welcome", "try")]: arms } } : NO_STATS };
  return drawArm("welcome", "try", split, { profileId: `p${customer}`, walk: { arms: {} } } as unknown as Enrollment, shop);
}

describe("a split that learns", () => {
  const { learn: _learn, ...fixed } = SPLIT;

  it("holds to the merchant's weights until something is known, and where an arm is new", () => {
    fc.assert(
      fc.property(fc.nat(), (customer) => {
        expect(drawn(customer, SPLIT)).toEqual(drawn(customer, fixed));
        expect(drawn(customer, SPLIT, { short: 1 })).toEqual(drawn(customer, fixed));
        expect(drawn(customer, fixed, { short: 0.9, long: 0.1 })).toEqual(drawn(customer, fixed));
      }),
    );
  });

  it("shares its draws out as the figures say, with their chance, and moves nobody into or out of the comparison group", () => {
    const counts: Record<string, number> = {};
    for (let customer = 0; customer < 20_000; customer++) {
      const one = drawn(customer, SPLIT, { short: 0.9, long: 0.1 });
      counts[one.arm] = (counts[one.arm] ?? 0) + 1;
      expect(one.chance).toBeCloseTo({ short: 0.72, long: 0.08, [HELD_OUT]: 0.2 }[one.arm] as number, 12);
      expect(one.arm === HELD_OUT).toBe(drawn(customer, fixed).arm === HELD_OUT);
    }
    expect((counts["short"] ?? 0) / 20_000).toBeCloseTo(0.72, 1.7);
    expect((counts["long"] ?? 0) / 20_000).toBeCloseTo(0.08, 1.7);
  });

  it("never draws an arm that is stopped, and shares out anew where one was taken away", () => {
    for (let customer = 0; customer < 2000; customer++) {
      expect(drawn(customer, SPLIT, { short: 1, long: 0 }).arm).not.toBe("long");
      expect([0.2, 0.8]).toContain(Math.round(10 * drawn(customer, { ...SPLIT, arms: SPLIT.arms.slice(0, 1) }, { short: 0.3, long: 0.7 }).chance) / 10);
    }
  });
});
