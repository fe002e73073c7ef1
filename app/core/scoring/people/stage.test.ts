import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { applyEvent } from "../../profile/apply-event.ts";
import { emptyProfile } from "../../profile/profile.ts";
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import { anyProfile } from "../../../../test/any-profile.ts";
import { stageOf, STAGES } from "./stage.ts";

const NOW = Date.UTC(2026, 5, 1);
const SHOP = { medianGapDays: 40, n: 1000 };

/** Orders so many days before now. */
function bought(...daysAgo: number[]): Profile {
  const events = daysAgo.map((days, index): CanonicalEvent => ({ key: `${index}`, type: "order.placed", at: NOW - days * DAY, data: { orderRef: `o${index}`, number: `${index}`, amount: 1000, currency: "USD" } }));
  return events.reduce(applyEvent, emptyProfile("c"));
}

describe("the stage", () => {
  it.each([
    ["new", bought()],
    ["new", bought(59)],
    ["at_risk", bought(60)],
    ["at_risk", bought(119)],
    ["lapsed", bought(120)],
    ["active", bought(80, 40, 10)],
    ["at_risk", bought(160, 120, 80)],
    ["lapsed", bought(480, 440, 400)],
    ["back", bought(480, 440, 400, 5)],
    ["active", bought(480, 440, 400, 35, 5)],
  ] as const)("is %s", (stage, profile) => {
    expect(stageOf(profile, SHOP, NOW)).toBe(stage);
  });

  it("goes by the customer's own rhythm where it is known", () => {
    const weekly = bought(...Array.from({ length: 20 }, (_, index) => 30 + 7 * index));
    const yearly = bought(700, 350, 50);
    expect(stageOf(weekly, SHOP, NOW)).toBe("at_risk");
    expect(stageOf(yearly, SHOP, NOW)).not.toBe("at_risk");
  });

  it("takes an evening's second order for the same purchase, and a cancelled or future order for none", () => {
    expect(stageOf(bought(10.2, 10), SHOP, NOW)).toBe("new");
    expect(stageOf(bought(200, -3), SHOP, NOW)).toBe("lapsed");
    const cancelled = applyEvent(bought(200, 3), { key: "x", type: "order.cancelled", at: NOW, data: { orderRef: "o1", number: "1", amount: 1000, currency: "USD" } });
    expect(stageOf(cancelled, SHOP, NOW)).toBe("lapsed");
  });

  it("is one of five for every profile, with a shop's rhythm or without", () => {
    fc.assert(fc.property(anyProfile(NOW), fc.constantFrom(SHOP, null, { medianGapDays: 0, n: 0 }), (profile, shop) => {
      expect(stageOf(profile, shop, NOW) in STAGES).toBe(true);
    }));
  });

  it("goes only from new, active or back to at risk, and from there to lapsed, while nothing is bought", () => {
    const order = { new: 0, active: 0, back: 0, at_risk: 1, lapsed: 2 };
    fc.assert(fc.property(anyProfile(NOW), fc.nat(400), fc.nat(400), (profile, a, b) => {
      const from = NOW + 31 * DAY;
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((days) => order[stageOf(profile, SHOP, from + days * DAY)]);
      expect(late).toBeGreaterThanOrEqual(early as number);
    }));
  });
});
