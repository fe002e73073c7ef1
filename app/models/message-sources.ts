import type { OrderState } from "../core/event/order-state.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import { NO_PREVIOUS_ORDERS, previousOrderRef, previousOrders } from "../core/message/history.ts";
import type { PreviousOrders } from "../core/message/history.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Shop } from "../core/shop.ts";
import { readShop } from "./shop.ts";
import type { Sql } from "./store/transaction.ts";

/** Everything a message is written from, as it stands now. */
export type MessageSources = {
  readonly shop: Shop;
  readonly profile: Profile;
  readonly order: OrderState | null;
  readonly orderId: string | null;
  readonly previousOrders: PreviousOrders;
  readonly walk: { readonly engaged: boolean };
};

/** Null when the customer is gone (erased). */
export async function readMessageSources(
  sql: Sql, shopId: string, message: { readonly profileId: string; readonly orderRef: string | null; readonly enrollmentId: string | null },
): Promise<MessageSources | null> {
  const shop = await readShop(sql, shopId);
  const [profile] = await sql.$queryRawUnsafe<{ state: Profile }[]>(`SELECT state FROM profile WHERE shop_id = $1 AND id = $2::uuid`, shopId, message.profileId);
  if (!profile) return null;
  const order = await readOrder(sql, shopId, message.orderRef);
  const before = order ? await readOrder(sql, shopId, previousOrderRef(profile.state, order.state)) : null;
  const [walk] = message.enrollmentId
    ? await sql.$queryRawUnsafe<{ state: Enrollment }[]>(`SELECT state FROM enrollment WHERE shop_id = $1 AND id = $2::uuid`, shopId, message.enrollmentId)
    : [];
  return {
    shop,
    profile: profile.state,
    order: order?.state ?? null,
    orderId: order?.id ?? null,
    previousOrders: order ? previousOrders(profile.state, order.state, before?.state ?? null) : NO_PREVIOUS_ORDERS,
    walk: { engaged: walk ? walk.state.walk.opened || walk.state.walk.clicked : false },
  };
}

async function readOrder(sql: Sql, shopId: string, ref: string | null): Promise<{ id: string; state: OrderState } | null> {
  if (ref === null) return null;
  const rows = await sql.$queryRawUnsafe<{ id: string; state: OrderState }[]>(`SELECT id::text, state FROM "order" WHERE shop_id = $1 AND ref = $2`, shopId, ref);
  return rows[0] ?? null;
}

/**
 * Keeps what is about to leave, so that the merchant sees just that, also after a crash. From here on the
 * message counts as handed over: see claimMessages in store/outbox.
 *
 * @returns false when this attempt is no longer the latest: its lease ran out, and another sender has the message in hand
 */
export async function keepContent(
  sql: Sql, shopId: string, attempt: { readonly id: string; readonly attempts: number }, content: { readonly subject: string; readonly html: string; readonly text: string },
): Promise<boolean> {
  const kept = await sql.$executeRawUnsafe(
    `UPDATE message SET subject = $4, html = $5, text = $6 WHERE shop_id = $1 AND id = $2::uuid AND status = 'sending' AND attempts = $3`,
    shopId, attempt.id, attempt.attempts, content.subject, content.html, content.text,
  );
  return kept === 1;
}
