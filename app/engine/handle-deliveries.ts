import type { Snapshot } from "../core/event/snapshot.ts";
import type { Instant } from "../core/shared/instant.ts";
import { findErased } from "./erased.ts";
import { handleSnapshot, needsOf } from "./handle-snapshot.ts";
import type { DeliveryOutcome, PendingDelivery, Store, Transaction, Translate } from "./ports.ts";
import { isOutage } from "../core/shared/outage.ts";

const ERASED = "Erased: it was about a customer whose data was erased, and is not kept.";
const ABOUT_PERSON = "A request about a person's data. What it said is not kept here.";

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
    const understood: Understood[] = [];
    for (const delivery of deliveries) {
      const result = translate(delivery);
      if (result.kind === "notice") {
        outcomes.push({ id: delivery.id, status: "processed", resource: null, notice: result.notice, ...("person" in result.notice ? { reason: ABOUT_PERSON, blank: true } : { reason: null }) });
        continue;
      }
      if (result.kind !== "snapshots") {
        outcomes.push({ id: delivery.id, status: result.kind, reason: result.reason, resource: null });
        continue;
      }
      understood.push({ id: delivery.id, snapshots: result.snapshots, receivedAt: delivery.receivedAt });
    }
    if (understood.length > 0) outcomes.push(...(await takeIn(tx, understood, now)));
    await tx.settleDeliveries(outcomes, now);
    return deliveries.length;
  });
}

type Understood = { readonly id: string; readonly snapshots: readonly Snapshot[]; readonly receivedAt: Instant };

async function takeIn(tx: Transaction, understood: readonly Understood[], now: Instant): Promise<DeliveryOutcome[]> {
  const all = understood.flatMap((one) => one.snapshots);
  const work = await tx.load(needsOf(all));
  if (work.shop.left) return understood.map(({ id }) => ({ id, status: "unhandled", reason: "The shop had removed Afterglow by then.", resource: null }));
  const erased = await findErased(tx, work, all);
  const outcomes = understood.map(({ id, snapshots, receivedAt }): DeliveryOutcome => {
    for (const snapshot of snapshots) if (!erased.has(snapshot)) handleSnapshot(work, snapshot, receivedAt, now);
    if (snapshots.some((snapshot) => erased.has(snapshot))) return { id, status: "unhandled", reason: ERASED, resource: null, blank: true };
    return { id, status: "processed", reason: null, resource: resourceOf(snapshots) };
  });
  await tx.save(work, now);
  return outcomes;
}

async function markFailed(store: Store, shopId: string, id: string, now: Instant): Promise<void> {
  const reason = "Afterglow could not process this. It is kept, and can be replayed once the fault is mended.";
  await store.transaction(shopId, (tx) => tx.settleDeliveries([{ id, status: "failed", reason, resource: null }], now));
}

function resourceOf(snapshots: readonly Snapshot[]): string | null {
  const first = snapshots[0];
  if (!first) return null;
  if (first.kind === "product") return `product:${first.ref}`;
  return first.kind === "customer" || first.kind === "consent" ? `customer:${first.ref}` : `order:${"orderRef" in first ? first.orderRef : first.ref}`;
}
