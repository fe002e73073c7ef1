import type { Snapshot } from "../core/event/snapshot.ts";
import type { Instant } from "../core/shared/instant.ts";
import { handleSnapshot, needsOf } from "./handle-snapshot.ts";
import type { DeliveryOutcome, PendingDelivery, Store, Translate } from "./ports.ts";
import { isOutage } from "../core/shared/outage.ts";

export type DeliveriesHandled = { readonly claimed: number; readonly failed: readonly { readonly id: string; readonly error: unknown }[] };

/**
 * Understands up to `limit` pending deliveries of a shop in one transaction. When one of them breaks the
 * engine, they are taken one by one and that one is kept as failed: it must not hold up the others.
 */
export async function handleDeliveries(store: Store, shopId: string, translate: Translate, now: () => Instant, limit: number): Promise<DeliveriesHandled> {
  try {
    return { claimed: await handleBatch(store, shopId, translate, now(), limit), failed: [] };
  } catch (error) {
    if (isOutage(error)) throw error;
  }
  const failed: { id: string; error: unknown }[] = [];
  let claimed = 0;
  for (let round = 0; round < limit; round++) {
    let current: PendingDelivery | undefined;
    try {
      const count = await handleBatch(store, shopId, translate, now(), 1, (delivery) => (current = delivery));
      if (count === 0) break;
      claimed += count;
    } catch (error) {
      if (!current || isOutage(error)) throw error;
      failed.push({ id: current.id, error });
      await markFailed(store, shopId, current.id, now());
    }
  }
  return { claimed, failed };
}

async function handleBatch(store: Store, shopId: string, translate: Translate, now: Instant, limit: number, onClaim?: (delivery: PendingDelivery) => void): Promise<number> {
  return store.transaction(shopId, async (tx) => {
    const deliveries = await tx.claimDeliveries(limit);
    if (deliveries.length === 0) return 0;
    for (const delivery of deliveries) onClaim?.(delivery);
    const outcomes: DeliveryOutcome[] = [];
    const understood: { snapshot: Snapshot; receivedAt: Instant }[] = [];
    for (const delivery of deliveries) {
      const result = translate(delivery);
      if (result.kind !== "snapshots") {
        outcomes.push({ id: delivery.id, status: result.kind, reason: result.reason, resource: null });
        continue;
      }
      for (const snapshot of result.snapshots) understood.push({ snapshot, receivedAt: delivery.receivedAt });
      outcomes.push({ id: delivery.id, status: "processed", reason: null, resource: resourceOf(result.snapshots) });
    }
    if (understood.length > 0) {
      const work = await tx.load(needsOf(understood.map((one) => one.snapshot)));
      for (const { snapshot, receivedAt } of understood) handleSnapshot(work, snapshot, receivedAt, now);
      await tx.save(work, now);
    }
    await tx.settleDeliveries(outcomes, now);
    return deliveries.length;
  });
}

async function markFailed(store: Store, shopId: string, id: string, now: Instant): Promise<void> {
  const reason = "Afterglow could not process this. It is kept, and can be replayed once the fault is mended.";
  await store.transaction(shopId, (tx) => tx.settleDeliveries([{ id, status: "failed", reason, resource: null }], now));
}

function resourceOf(snapshots: readonly Snapshot[]): string | null {
  const first = snapshots[0];
  if (!first) return null;
  return first.kind === "customer" ? `customer:${first.ref}` : `order:${"orderRef" in first ? first.orderRef : first.ref}`;
}
