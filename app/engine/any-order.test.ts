/** The same snapshots and events in any order and any number end in the same customers: each is applied once, whichever door it comes by. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { hint, orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import type { Snapshot } from "../core/event/snapshot.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { handleEvents } from "./handle-events.ts";
import { MemoryStore } from "./memory-store.ts";
import { takeInHistory } from "./take-in.ts";
import { definitionOf, Scene, testShop } from "./testing.ts";

const NOW = T0 + 60 * DAY;
const later = (rank: number, at: number) => ({ version: { at, rank, digest: String(rank) } });
const nobody = hint({ email: null, firstName: null, lastName: null, locale: null, address: null });

/** One customer by three names, and orders of which not one went well; one is dated before it was placed, one far ahead. */
const told: readonly Snapshot[] = [
  orderSnapshot({ ref: "1", ...later(1, T0) }),
  orderSnapshot({ ref: "1", cancelledAt: T0 - DAY, ...later(2, T0 + DAY) }),
  { kind: "refund", ref: "r1", orderRef: "1", at: T0 + 2 * DAY, amount: 4200, currency: "GBP", reason: null },
  orderSnapshot({ ref: "2", placedAt: T0 + 3 * DAY, customer: { ...nobody, ref: "77" }, ...later(1, T0 + 3 * DAY) }),
  shipmentSnapshot({ ref: "s2", orderRef: "2", shippedAt: T0 + 9 * DAY }),
  scanSnapshot({ ref: "e2", orderRef: "2", shipmentRef: "s2", at: T0 + 5 * DAY }),
  { kind: "return", ref: "rt2", orderRef: "2", requestedAt: null, closedAt: T0 + 6 * DAY, reason: null },
  { kind: "return", ref: "rt2", orderRef: "2", requestedAt: T0 + 8 * DAY, closedAt: null, reason: "too small" },
  orderSnapshot({ ref: "3", placedAt: Date.UTC(2090, 0, 1), consents: [], ...later(1, T0 + 10 * DAY) }),
  { kind: "customer", ref: "77", ...later(1, T0 + 4 * DAY), createdAt: T0 - 3 * DAY, deleted: false, customer: hint({ ref: "77" }), consents: [{ channel: "email", granted: false, at: T0, source: "account" }] },
  { kind: "consent", ref: "77", email: "ada@example.com", phone: null, consents: [{ channel: "email", granted: true, at: T0 + 7 * DAY, source: "account" }, { channel: "sms", granted: false, at: T0 + 7 * DAY, source: "account" }] },
];

async function customersOf(store: MemoryStore): Promise<unknown[]> {
  const gone = store.work.merges;
  return [...store.work.profiles.entries()].filter(([id]) => !gone.has(id)).map(([, { id: _id, ...profile }]) => profile);
}

async function taken(snapshots: readonly Snapshot[]): Promise<unknown[]> {
  const store = new MemoryStore(testShop(), []);
  for (const one of snapshots) await takeInHistory(store, "shop-1", [one], NOW);
  return customersOf(store);
}

const anyNumber = (length: number) => fc.array(fc.nat(length - 1), { maxLength: 8 }).chain((extra) => fc.shuffledSubarray([...Array.from({ length }, (_, index) => index), ...extra], { minLength: length + extra.length }));

it("snapshots of one customer, shuffled and doubled, make the same customer", async () => {
  const expected = await taken(told);
  expect(expected).toMatchObject([{ counts: { orders: 3, cancelled: 1, refunded: 1, delivered: 1 }, spend: { GBP: 8400 }, lastOrderAt: T0 + 10 * DAY, lastSeenAt: T0 + 10 * DAY }]);
  await fc.assert(
    fc.asyncProperty(anyNumber(told.length), async (indices) => {
      expect(await taken(indices.map((index) => told[index] as Snapshot))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

const about = { ticketRef: "t1", orderRef: null };
const events: readonly CanonicalEvent[] = [
  { key: "e1", type: "ticket.opened", at: T0 + 2 * HOUR, data: { ...about, subject: null } },
  { key: "e2", type: "ticket.solved", at: T0 + HOUR, data: about },
  { key: "e3", type: "survey.answered", at: T0 + 3 * HOUR, data: { question: "rating", answer: "1", score: 1, scale: 5, orderRef: null } },
  { key: "e4", type: "review.submitted", at: T0 + 3 * HOUR, data: { rating: 5, scale: 5, productRef: null, orderRef: null } },
  { key: "e5", type: "consent.withdrawn", at: T0 + 4 * HOUR, data: { channel: "email", source: "page" } },
  { key: "e6", type: "consent.granted", at: T0 + 4 * HOUR, data: { channel: "email", source: "account" } },
  { key: "e7", type: "page.viewed", at: T0 + 5 * HOUR, data: { page: "faq", orderRef: null, seconds: 9 } },
];

it("events that come to us as such, shuffled and doubled, too", async () => {
  const lived = async (indices: readonly number[]): Promise<unknown[]> => {
    const store = new MemoryStore(testShop(), []);
    await takeInHistory(store, "shop-1", [orderSnapshot()], NOW);
    const [profileId = ""] = [...store.work.profiles.entries()].map(([id]) => id);
    for (const index of indices) await handleEvents(store, "shop-1", [{ profileId, event: events[index] as CanonicalEvent }], NOW);
    return customersOf(store);
  };
  const expected = await lived([...events.keys()]);
  await fc.assert(
    fc.asyncProperty(anyNumber(events.length), async (indices) => {
      expect(await lived(indices)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

describe("an order dated in the future", () => {
  const ahead = orderSnapshot({ placedAt: Date.UTC(2090, 0, 1), paidAt: null, consents: [], version: { at: Date.UTC(2090, 0, 1), rank: 1, digest: "a" } });

  test.each([
    ["by webhook", async (scene: Scene) => scene.see(ahead)],
    ["by a backfill", async (scene: Scene) => takeInHistory(scene.store, "shop-1", [ahead], T0, "since_install")],
    ["from a file", async (scene: Scene) => takeInHistory(scene.store, "shop-1", [ahead], T0)],
  ])("counts from when we knew of it: %s", async (_door, take) => {
    const scene = new Scene([]);
    await take(scene);
    expect(scene.profile).toMatchObject({ lastOrderAt: T0, lastSeenAt: T0, orders: [{ ref: "1001", at: T0 }] });
    expect(scene.store.work.orders.get("1001")?.state.details).toMatchObject({ placedAt: T0, statedAt: Date.UTC(2090, 0, 1) });
  });
});

it("a cancellation dated before its order ends the welcome that the order began", async () => {
  const scene = new Scene([definitionOf("welcome")]);
  await scene.see(orderSnapshot({ cancelledAt: T0 - HOUR }));
  await scene.day(30);
  expect(scene.said).toEqual([]);
  expect(scene.walk?.status).not.toBe("active");
});
