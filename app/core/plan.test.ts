import { describe, expect, it } from "vitest";
import { decide } from "./decision/decide.ts";
import { candidate, NOON, shopOf } from "./decision/testing.ts";
import { planState, readPlan, unpaid } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { DAY } from "./shared/instant.ts";

const GROWN: Plan = { name: "grow", lapsed: false, subscription: "gid://shopify/AppSubscription/1", test: false, trialEndsAt: null, renewsAt: NOON + 3 * DAY, readAt: NOON };

describe("a plan as it is kept", () => {
  it("is none where nothing is billed, and then everything goes", () => {
    for (const stored of [null, undefined, {}, { name: "gold" }, "grow"]) expect(planState(readPlan(stored))).toBe("active");
  });

  it("comes back as it was kept", () => {
    for (const plan of [GROWN, unpaid(GROWN, false, NOON)]) expect(readPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  it("has lapsed when what was paid ended by itself, until a plan is chosen", () => {
    const ended = unpaid(GROWN, false, NOON);
    expect([planState(GROWN), planState(ended), planState(unpaid(ended, false, NOON + DAY)), planState(unpaid(ended, true, NOON + DAY)), planState(unpaid(null, false, NOON))]).toEqual(["active", "lapsed", "lapsed", "free", "free"]);
  });
});

describe("messages and the plan", () => {
  const outcome = (plan: "active" | "free" | "lapsed" | undefined, kind: "marketing" | "transactional") => {
    const shop = shopOf({}, plan === undefined ? {} : { plan });
    const { verdict, rule } = decide(candidate({ shop, class: kind }));
    return [verdict.kind, rule];
  };

  it("sends news of orders in every plan", () => {
    for (const plan of ["active", "free", "lapsed", undefined] as const) expect(outcome(plan, "transactional")).toEqual(["pass", null]);
  });

  it("lets marketing wait unless the plan includes it", () => {
    expect([outcome(undefined, "marketing"), outcome("active", "marketing"), outcome("free", "marketing"), outcome("lapsed", "marketing")]).toEqual([["pass", null], ["pass", null], ["hold", "plan"], ["hold", "plan"]]);
  });

  it("looks again within a day, and drops what would be late by then", () => {
    const shop = shopOf({}, { plan: "lapsed" });
    expect(decide(candidate({ shop })).verdict).toMatchObject({ kind: "hold", until: NOON + DAY, reason: expect.stringContaining("ended") });
    expect(decide(candidate({ shop, expiresAt: NOON + DAY / 2 })).verdict.kind).toBe("drop");
  });
});
