/** Whatever customers do, with all five journeys live: no walk is ever stuck, and nobody is written to who should not be. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import { defaultDefinitions } from "../core/journey/catalog/index.ts";
import { openIssues } from "../core/profile/issues.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { NO_STATS, readSettings } from "../core/shop.ts";
import { productSnapshot, Scene } from "./testing.ts";

const settings = readSettings({ holdout: { share: 0 }, consumables: [{ match: "coffee", speed: "medium" }, { match: "tea", speed: "fast" }] });
const stats = { ...NO_STATS, usualGap: { medianGapDays: 30, n: 300 }, orderP90: { GBP: 9000 } };
const PRODUCTS = [["coffee", "Coffee beans"], ["tea", "Green tea"], ["mug", "Stoneware mug"]] as const;

const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("days" as const), days: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("order" as const), products: fc.subarray([0, 1, 2], { minLength: 1 }), total: fc.constantFrom(2000, 12_000), cash: fc.boolean(), old: fc.constantFrom(0, 0, 30) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("parcel" as const), order: fc.nat(5), arrives: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("cancel" as const, "refund" as const, "delete" as const), order: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("view" as const), page: fc.constantFrom("faq", "help", "returns", "product"), seconds: fc.constantFrom(5, 950) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rate" as const), order: fc.nat(5), score: fc.integer({ min: 1, max: 5 }), openly: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("ticket" as const, "return" as const), opens: fc.boolean(), order: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("consent" as const), granted: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("stock" as const), product: fc.integer({ min: 0, max: 1 }), inStock: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("tasks" as const, "friend" as const, "share" as const, "read" as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

async function act(scene: Scene, one: Command, orders: string[], serial: number): Promise<void> {
  const ref = "order" in one ? orders[one.order % Math.max(1, orders.length)] : undefined;
  const version = { at: scene.now, rank: 5, digest: `${serial}` };
  switch (one.do) {
    case "days":
      return scene.day((scene.now - T0) / DAY + one.days);
    case "order": {
      const id = `o${serial}`;
      orders.push(id);
      const lines = one.products.map((index) => ({ ref: `${id}-${index}`, productRef: PRODUCTS[index]?.[0] ?? null, sku: null, title: PRODUCTS[index]?.[1] ?? "", quantity: 1, total: one.total, imageUrl: null }));
      const consents = orders.length === 1 ? [{ channel: "email", granted: true, at: scene.now, source: "checkout" } as const] : [];
      return scene.see(orderSnapshot({ ref: id, placedAt: scene.now - one.old * DAY, version, lines, total: one.total, cashOnDelivery: one.cash, consents }));
    }
    case "parcel":
      if (!ref) return;
      await scene.see(shipmentSnapshot({ ref: `s-${ref}`, orderRef: ref, shippedAt: scene.now }));
      return one.arrives ? scene.see(scanSnapshot({ ref: `e-${ref}`, orderRef: ref, shipmentRef: `s-${ref}`, at: scene.now })) : undefined;
    case "cancel":
      return ref ? scene.see(orderSnapshot({ ...details(scene, ref), version, cancelledAt: scene.now })) : undefined;
    case "refund":
      return ref ? scene.see({ kind: "refund", ref: `f-${ref}`, orderRef: ref, at: scene.now, amount: 12_000, currency: "GBP", reason: null }) : undefined;
    case "delete":
      return ref ? scene.see({ kind: "order_deleted", ref, at: scene.now }) : undefined;
    case "stock":
      return scene.see(productSnapshot({ ref: PRODUCTS[one.product]?.[0] ?? "", title: PRODUCTS[one.product]?.[1] ?? "", inStock: one.inStock, version }));
  }
  // What follows needs a customer.
  if (scene.profiles.length === 0) return;
  switch (one.do) {
    case "view":
      return scene.view(one.page, one.seconds);
    case "rate":
      if (!ref) return;
      return one.openly ? scene.tell("review.submitted", { rating: one.score, scale: 5, productRef: null, orderRef: ref }) : scene.rate(one.score, 5, ref);
    case "ticket":
      return scene.ticket(one.opens ? "opened" : "solved");
    case "return":
      return ref ? scene.return(one.opens ? "requested" : "closed", ref) : undefined;
    case "consent":
      return scene.tell(one.granted ? "consent.granted" : "consent.withdrawn", { channel: "email", source: "test" });
    case "tasks":
      return scene.closeTasks();
    case "friend":
      return scene.tell("referral.converted", { code: "X", friendOrderRef: `f${serial}`, amount: 100, currency: "GBP" });
    case "share":
      return scene.tell("referral.shared", { code: "X", by: "mail" });
    case "read": {
      const last = scene.sent.at(-1);
      return last ? scene.reads(last.content) : undefined;
    }
  }
}

function details(scene: Scene, ref: string) {
  const known = scene.store.work.orders.get(ref)?.state.details;
  return { ref, ...(known ? { placedAt: known.placedAt, total: known.total, lines: known.lines } : {}), consents: [] };
}

/** What must hold at every moment. */
function check(scene: Scene): void {
  for (const walk of scene.walks) {
    if (walk.status !== "active") continue;
    expect(walk.dueAt, `${walk.journey} at ${walk.step} has nothing to look at`).not.toBeNull();
    expect(walk.dueAt as number, `${walk.journey} at ${walk.step} was left behind`).toBeGreaterThan(scene.now);
  }
}

it("holds in every life", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      const scene = new Scene(defaultDefinitions(), { settings, stats });
      const orders: string[] = [];
      const sentAt: number[] = [];
      for (const [serial, one] of commands.entries()) {
        const before = scene.sent.length;
        const [profile] = scene.profiles;
        // In the hour before, as the rules saw it; a matter that opens at the very moment of a message is none's fault.
        const unwanted = profile && (profile.consent.email?.granted !== true || openIssues(profile.issues, "ticket").length > 0);
        await act(scene, one, orders, serial);
        check(scene);
        const fresh = scene.sent.slice(before);
        for (let n = 0; n < fresh.length; n++) sentAt.push(scene.now);
        const isStill = one.do === "days" || one.do === "view" || one.do === "parcel";
        if (unwanted && isStill) expect(fresh.filter((message) => message.class === "marketing" && message.content !== "review.recovery").map((message) => message.content)).toEqual([]);
      }
      const of = (part: string) => scene.sent.filter((message) => message.content.startsWith(part));
      // Nothing twice in one walk.
      const said = scene.sent.map((message) => `${message.enrollmentId}:${message.step}`);
      expect(new Set(said).size).toBe(said.length);
      // Two marketing messages are never closer than the most that any customer is given.
      const marketing = scene.sent.filter((message) => message.class === "marketing").map((message) => message.createdAt);
      for (const [index, at] of marketing.entries()) if (index > 0) expect(at - (marketing[index - 1] as number)).toBeGreaterThanOrEqual(12 * HOUR);
      // Of several products that run out, one in five days, unless it is the same walk's second word.
      const reminders = of("replenish.");
      for (const [index, message] of reminders.entries()) {
        const last = reminders[index - 1];
        if (last && last.enrollmentId !== message.enrollmentId) expect(message.createdAt - last.createdAt).toBeGreaterThanOrEqual(5 * DAY - 12 * HOUR);
      }
      for (const message of of("review.ask")) expect(scene.store.work.events.some(({ event }) => event.type === "shipment.delivered" && event.data.orderRef === message.orderRef && event.at <= message.createdAt)).toBe(true);
      // And in the end everything ends.
      if (scene.profiles.length > 0) {
        await scene.ticket("solved");
        for (const ref of orders) await scene.return("closed", ref);
        await scene.closeTasks();
        for (const [ref] of PRODUCTS) await scene.see(productSnapshot({ ref, inStock: true, version: { at: scene.now, rank: 9, digest: "end" } }));
        await scene.day((scene.now - T0) / DAY + 1000);
        expect(scene.walks.filter((walk) => walk.status === "active").map((walk) => `${walk.journey} at ${walk.step}`)).toEqual([]);
      }
    }),
    { numRuns: 120 },
  );
});
