import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { OrderStatus } from "../core/event/order-facts.ts";
import type { OrderState } from "../core/event/order-state.ts";
import type { Money } from "../core/shared/money.ts";
import type { Database } from "./database.ts";
import { byTime, toEvent } from "./event.ts";

export type OrderRow = {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: number | null;
  readonly total: Money | null;
  readonly items: number;
  readonly test: boolean;
};

/** A customer's orders, newest first, at most `limit`. */
export async function ordersOf(db: Database, shopId: string, profileId: string, limit: number): Promise<OrderRow[]> {
  const rows = await db.order.findMany({ where: { shopId, profileId }, orderBy: { placedAt: { sort: "desc", nulls: "last" } }, take: limit });
  return rows.map((row) => {
    const lines = (row.state as unknown as OrderState).details?.lines ?? [];
    return {
      id: row.id,
      number: row.number ?? row.ref,
      status: row.status as OrderStatus,
      placedAt: row.placedAt?.getTime() ?? null,
      total: row.total === null || row.currency === null ? null : { amount: Number(row.total), currency: row.currency },
      // Cloth by the metre is one item, whatever its length.
      items: lines.reduce((sum, line) => sum + (Number.isInteger(line.quantity) ? line.quantity : 1), 0),
      test: row.test,
    };
  });
}

export type FoundOrder = { readonly id: string; readonly shopId: string; readonly profileId: string | null; readonly state: OrderState };

/**
 * The order a signed link is about. The link is the authority here: its id cannot be made up, and it says
 * which shop is meant.
 */
export async function findOrderOfLink(db: Database, orderId: string): Promise<FoundOrder | null> {
  const row = await db.order.findUnique({ where: { id: orderId }, select: { id: true, shopId: true, profileId: true, state: true } });
  return row ? { ...row, state: row.state as unknown as OrderState } : null;
}

/** What happened to one order, oldest first. */
export async function eventsOfOrder(db: Database, shopId: string, profileId: string, orderRef: string): Promise<CanonicalEvent[]> {
  const rows = await db.event.findMany({
    where: { shopId, profileId, data: { path: ["orderRef"], equals: orderRef } },
  });
  return rows.map(toEvent).sort(byTime);
}
