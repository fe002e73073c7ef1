/** Rows for tests of pages and reads, made by the real engine. */
import type { OrderSnapshot, Snapshot } from "../core/event/snapshot.ts";
import type { Instant } from "../core/shared/instant.ts";
import { handleSnapshot, needsOf } from "../engine/handle-snapshot.ts";
import type { Database } from "./database.ts";
import { postgresStore } from "./store/index.ts";

/** An order of Ada Lovelace's, agreed to marketing, unless said otherwise. */
export function sampleOrder(ref: string, at: Instant, over: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    kind: "order", ref, number: `#${ref}`, version: { at, rank: 1, digest: "a" }, placedAt: at, draft: false, test: false, currency: "USD", total: 2500,
    lines: [{ ref: "1", productRef: null, sku: null, title: "Mug <b>&", quantity: 2, total: 2500, imageUrl: "https://cdn.example.com/mug.png" }],
    paidAt: at, paymentFailed: false, awaitingPayment: false, cashOnDelivery: false, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
    customer: { ref: "c1", email: "ada@example.com", phone: null, firstName: "Ada", lastName: "Lovelace", locale: "en", address: { country: "GB", province: null, city: "London", postcode: null } },
    consents: [{ channel: "email", granted: true, at, source: "checkout" }], shipments: [], refunds: [], restored: false, ...over,
  };
}

/** Takes snapshots in, each in a transaction of its own, as deliveries of `at` would be. */
export async function takeIn(db: Database, shopId: string, snapshots: readonly Snapshot[], at: Instant): Promise<void> {
  const store = postgresStore(db);
  for (const snapshot of snapshots) {
    await store.transaction(shopId, async (tx) => {
      const work = await tx.load(needsOf([snapshot]));
      handleSnapshot(work, snapshot, at, at);
      await tx.save(work, at);
    });
  }
}
