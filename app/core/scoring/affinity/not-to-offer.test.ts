import { expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import { emptyProfile } from "../../profile/profile.ts";
import type { OrderMemory, Profile } from "../../profile/profile.ts";
import { notToOffer } from "./not-to-offer.ts";

const NOW = Date.UTC(2026, 0, 1);
const bought = (ref: string, daysAgo: number, rest: Partial<OrderMemory> = {}): OrderMemory => ({ ref, number: ref, at: NOW - daysAgo * DAY, amount: 1000, currency: "EUR", refunded: 0, cancelled: false, delivered: true, ...rest });

const profile: Profile = {
  ...emptyProfile("p"),
  orders: [bought("o1", 100, { refunded: 300 }), bought("o2", 80), bought("o3", 60), bought("o4", 5)],
  bought: { lamp: [[NOW - 100 * DAY, 1]], shade: [[NOW - 100 * DAY, 1], [NOW - 60 * DAY, 1]], bulb: [[NOW - 80 * DAY, 1]], tea: [[NOW - 60 * DAY, 2]], oil: [[NOW - 5 * DAY, 1]] },
  issues: { "return:r1": { kind: "return", openedAt: NOW - 70 * DAY, closedAt: NOW - 65 * DAY, orderRef: "o2", }, "ticket:t1": { kind: "ticket", openedAt: NOW - 50 * DAY, closedAt: null, orderRef: "o3" } },
};

it("what was refunded or sent back, also when bought again later, and what was bought in the last fourteen days", () => {
  expect([...notToOffer(profile, NOW)].sort()).toEqual(["bulb", "lamp", "oil", "shade"]);
});

it("what was just bought may be offered again after fourteen days; what came back may not", () => {
  expect([...notToOffer(profile, NOW + 9 * DAY)].sort()).toEqual(["bulb", "lamp", "shade"]);
});
