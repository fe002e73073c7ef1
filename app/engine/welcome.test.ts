import { describe, expect, it } from "vitest";
import { readBehaviour } from "../core/behaviour/behaviour.ts";
import { hint, orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import { DAY } from "../core/shared/instant.ts";
import { NO_STATS } from "../core/shop.ts";
import { handleBehaviour } from "./handle-behaviour.ts";
import { Coverage } from "./testing-coverage.ts";

const coverage = new Coverage("welcome");
const shop = (...args: Parameters<Coverage["scene"]>) => coverage.scene(...args);
const cancelled = (over: Parameters<typeof orderSnapshot>[0] = {}) => orderSnapshot({ version: { at: T0 + DAY, rank: 5, digest: "b" }, cancelledAt: T0 + DAY, ...over });

/** An order, sent on day 1, that arrives on day 4. */
async function delivered(scene: ReturnType<typeof shop>, order = orderSnapshot()): Promise<void> {
  await scene.see(order);
  await scene.day(1);
  await scene.see(shipmentSnapshot());
  await scene.day(4);
  await scene.see(scanSnapshot());
}

/** The shop's website tells. */
async function tell(scene: ReturnType<typeof shop>, ...calls: readonly object[]): Promise<void> {
  const read = calls.map((call) => readBehaviour(call, { type: null, receivedAt: scene.now, batch: null, country: "GB", trusted: false, visitorOf: () => null }));
  await handleBehaviour(scene.store, "shop-1", read.flatMap((one) => (one.ok ? [one.behaviour] : [])), scene.now);
  await scene.day((scene.now - T0) / DAY);
}

describe("welcome", () => {
  it("guides a first-time buyer from the order to day 14", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.reads("welcome.first", "message.opened");
    await scene.day(30);
    expect(scene.sends).toEqual(["welcome.first@0h", `welcome.howto@${7 * 24}h`, `welcome.reassure@${8 * 24}h`, `welcome.day14_engaged@${14 * 24}h`]);
    expect(scene.walk?.status).toBe("completed");
  });

  it("writes to the quiet in a different way", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(30);
    expect(scene.said.at(-1)).toBe("welcome.day14_quiet");
  });

  it("waits at most ten days for a delivery nobody reports, leaves the late reassurance out, and writes in the customer's daytime", async () => {
    const scene = shop();
    await scene.see(orderSnapshot({ customer: hint({ address: { country: "US", province: "CA", city: null, postcode: null } }) }));
    await scene.day(1);
    await scene.see(shipmentSnapshot());
    await scene.day(40);
    // Shipped on day 1 at 10:00 UTC, which is 2:00 in California: 14 days later the note waits for 9:00 there (16:00 UTC in daylight time).
    expect(scene.sends).toEqual(["welcome.first@0h", `welcome.howto@${14 * 24 + 6}h`, `welcome.day14_quiet@${15 * 24 + 6}h`]);
    expect(scene.decisions).toContain("hold:quiet_hours");
  });

  it("ends when the parcel never leaves", async () => {
    const scene = shop();
    await scene.see(orderSnapshot());
    await scene.day(31);
    expect(scene.walk).toMatchObject({ status: "completed", step: "not_shipped" });
  });

  it("sends only the transactional thanks without consent, says why, and does not get stuck", async () => {
    const scene = shop();
    await scene.see(orderSnapshot({ consents: [] }), shipmentSnapshot(), scanSnapshot());
    await scene.day(30);
    expect(scene.sends).toEqual(["welcome.first@0h"]);
    expect(scene.decisions.filter((one) => one === "drop:consent")).toHaveLength(3);
    expect(scene.walk?.status).toBe("completed");
  });

  it("thanks returning buyers by their history and leaves it at that", async () => {
    const scene = shop();
    await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - 60 * DAY }));
    await delivered(scene);
    await scene.day(40);
    expect(scene.said).toEqual(["welcome.returning"]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "thanked" });
  });

  it("gives orders above the shop's 90th percentile the white-glove thanks", async () => {
    const scene = shop({}, { stats: { ...NO_STATS, orderP90: { GBP: 4000 } } });
    await scene.see(orderSnapshot());
    expect(scene.sends).toEqual(["welcome.vip@0h"]);
  });

  it.each([[false, ["welcome.first@0h", "welcome.cod@2h"]], [true, ["welcome.first@0h"]]])("reassures who pays at the door before the parcel leaves (it has left: %s)", async (hasLeft, sends) => {
    const scene = shop();
    await scene.see(orderSnapshot({ cashOnDelivery: true }));
    if (hasLeft) await scene.see(shipmentSnapshot({ shippedAt: T0 }));
    await scene.day(1);
    expect(scene.sends).toEqual(sends);
  });

  it.each([["without reassurance", { reassurance: false }, 3], ["without a note on day 14", { dayFourteen: false }, 3], ["without both", { reassurance: false, dayFourteen: false }, 2], ["without the note on cash", { codNote: false }, 4]] as const)("does as it is set: %s", async (_name, values, messages) => {
    const scene = shop(values);
    await delivered(scene, orderSnapshot({ cashOnDelivery: true }));
    await scene.day(30);
    expect(scene.said.filter((content) => content !== "welcome.cod")).toHaveLength(messages);
    expect(scene.said.includes("welcome.cod")).toBe(!("codNote" in values));
    expect(scene.walk?.status).toBe("completed");
  });
});

describe("looking for help", () => {
  it.each([
    ["three visits to the FAQ", [["faq", 5], ["faq", 5], ["faq", 5]]],
    ["15 minutes on help pages", [["help", 500], ["help", 400]]],
    ["15 minutes on both", [["faq", 450], ["help", 450]]],
  ] as const)("%s within 48 hours turn the walk into an offer of help", async (_name, views) => {
    const scene = shop();
    await scene.see(orderSnapshot());
    await scene.day(1);
    for (const [page, seconds] of views) await scene.view(page, seconds);
    expect(scene.sends).toEqual(["welcome.first@0h", "welcome.support@24h"]);
    expect(scene.walk?.step).toBe("settled");
  });

  it("offers help as soon as a visitor who read the FAQ three times says who they are", async () => {
    const scene = shop();
    await scene.see(orderSnapshot());
    const who = { anonymousId: "browser-1" };
    await tell(scene, ...[1, 2, 3].map((n) => ({ ...who, type: "page", name: "FAQ", messageId: `faq-${n}` })));
    expect(scene.said).toEqual(["welcome.first"]);
    await tell(scene, { ...who, type: "identify", messageId: "it-is-me", traits: { email: hint().email } });
    expect(scene.said).toEqual(["welcome.first", "welcome.support"]);
  });

  it("counts no visits after 48 hours, and no two of them", async () => {
    const scene = shop();
    await scene.see(orderSnapshot());
    await scene.day(1);
    await scene.view("faq");
    await scene.view("faq");
    await scene.day(2.1);
    await scene.view("faq");
    expect(scene.said).toEqual(["welcome.first"]);
  });

  it("offers help once after a visit to the returns page, promotes nothing until it is quiet, and goes on where it was", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(6.5);
    await scene.view("returns");
    await scene.view("returns");
    expect(scene.sends.slice(1)).toEqual([`welcome.support@${6.5 * 24}h`]);
    await scene.day(9);
    expect(scene.said).toHaveLength(2);
    await scene.day(30);
    // Late in the evening of day 9 the three quiet days are over: the how-to that was due on day 7 follows next morning.
    expect(scene.said.slice(2)).toEqual(["welcome.howto", "welcome.day14_quiet"]);
    expect(scene.sends[2]).toBe(`welcome.howto@${9 * 24 + 23}h`);
    expect(scene.walk?.status).toBe("completed");
  });

  it("ignores the returns page more than three days after the delivery", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(7.5);
    await scene.view("returns");
    expect(scene.said).not.toContain("welcome.support");
  });

  it("waits for a ticket that was opened meanwhile, and goes on when it is solved", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(5);
    await scene.view("returns");
    await scene.ticket("opened");
    await scene.day(18.5);
    expect(scene.walk?.step).toBe("until_solved");
    expect(scene.said).toHaveLength(2);
    await scene.ticket("solved");
    expect(scene.walk?.step).not.toBe("until_solved");
    await scene.day(30);
    expect(scene.said.slice(2)).toEqual(["welcome.howto", "welcome.day14_quiet"]);
  });

  it("goes on at once when the ticket is solved soon", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(5);
    await scene.ticket("opened");
    await scene.view("returns");
    await scene.day(5.5);
    await scene.ticket("solved");
    expect(scene.walk?.step).toBe("settle_in");
  });

  it("drops its promotion rather than wait for a ticket that nobody solves", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(5);
    await scene.ticket("opened");
    await scene.view("returns");
    await scene.day(60);
    expect(scene.said).toEqual(["welcome.first", "welcome.support"]);
    expect(scene.decisions).toContain("drop:open_issue");
    expect(scene.walk?.status).toBe("completed");
  });
});

describe("what ends it", () => {
  it("stops when the order is cancelled on the way", async () => {
    const scene = shop();
    await scene.see(orderSnapshot());
    await scene.day(1);
    await scene.see(cancelled());
    await scene.day(40);
    expect(scene.sends).toEqual(["welcome.first@0h"]);
    expect(scene.walk?.status).toBe("exited");
  });

  it("never started when the order is cancelled before anything left", async () => {
    const scene = shop();
    await scene.see(cancelled());
    expect(scene.sends).toEqual([]);
    expect(scene.walk?.status).toBe("never_started");
  });

  it.each([
    ["is fully refunded", { kind: "refund", ref: "f1", orderRef: "1001", at: T0 + DAY, amount: 4200, currency: "GBP", reason: null }],
    ["is deleted", { kind: "order_deleted", ref: "1001", at: T0 + DAY }],
  ] as const)("stops when the order %s", async (_name, snapshot) => {
    const scene = shop();
    await scene.see(orderSnapshot());
    await scene.day(1);
    await scene.see(snapshot);
    await scene.day(40);
    expect(scene.said).toEqual(["welcome.first"]);
  });

  it("stops when a return of the order is asked for in the middle", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(5);
    await scene.return("requested");
    await scene.return("closed");
    await scene.day(40);
    expect(scene.said).toEqual(["welcome.first"]);
    expect(scene.walk?.status).toBe("exited");
  });

  it("starts when a failed payment is made good", async () => {
    const scene = shop();
    await scene.see(orderSnapshot({ paidAt: null, paymentFailed: true }));
    await scene.see(orderSnapshot({ version: { at: T0 + 1, rank: 2, digest: "c" }, paidAt: T0 + 1 }));
    expect(scene.said).toEqual(["welcome.first"]);
  });

  it("ends the first-timer's series when they order again", async () => {
    const scene = shop();
    await scene.see(orderSnapshot());
    await scene.day(2);
    await scene.see(orderSnapshot({ ref: "1002", placedAt: T0 + 2 * DAY }));
    await scene.day(40);
    expect(scene.sends).toEqual(["welcome.first@0h", "welcome.returning@48h"]);
  });

  it("thanks for both orders when the second comes before the first thank-you has left", async () => {
    const scene = shop();
    await scene.see(orderSnapshot(), orderSnapshot({ ref: "1002", placedAt: T0 + 1000 }));
    await scene.day(30);
    expect(scene.sends).toEqual(["welcome.first@0h", "welcome.returning@0h"]);
    expect(scene.walk?.status).toBe("exited");
  });

  it("ends when the customer turns out to have ordered before", async () => {
    const scene = shop();
    await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - 60 * DAY, customer: hint({ email: null, phone: "+447700900123" }) }));
    await scene.see(orderSnapshot());
    await scene.day(1);
    await scene.see({ kind: "customer", ref: "77", version: { at: T0 + DAY, rank: 0, digest: "c" }, createdAt: T0, deleted: false, customer: hint({ ref: "77", phone: "+447700900123" }), consents: [] });
    expect(scene.profile.counts.orders).toBe(2);
    expect(scene.walk).toMatchObject({ status: "exited", endReason: "The customer turned out to have ordered before." });
  });

  it("drops marketing after an unsubscribe and goes on to its end", async () => {
    const scene = shop();
    await scene.see(orderSnapshot(), shipmentSnapshot());
    await scene.day(5);
    await scene.tell("consent.withdrawn", { channel: "email", source: "test" });
    await scene.see(scanSnapshot());
    await scene.day(40);
    expect(scene.sends).toEqual(["welcome.first@0h"]);
    expect(scene.decisions).toContain("drop:suppression");
    expect(scene.walk?.status).toBe("completed");
  });
});

it("leaves no step and no way untried", () => {
  expect(coverage.missed).toEqual([]);
});
