import type { OrderState } from "../core/event/order-state.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { MessageFacts } from "../core/message/facts.ts";
import { NO_PREVIOUS_ORDERS, previousOrderRef, previousOrders } from "../core/message/history.ts";
import type { PreviousOrders } from "../core/message/history.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Shop } from "../core/shop.ts";
import type { NamedCode } from "../engine/named-code.ts";
import { readMessageFacts } from "./message-facts.ts";
import { INSTALLED, readShop } from "./shop.ts";
import type { Sql } from "./store/transaction.ts";

/** Everything a message is written from, as it stands now. */
export type MessageSources = {
  readonly shop: Shop;
  readonly profile: Profile;
  readonly order: OrderState | null;
  readonly orderId: string | null;
  readonly previousOrders: PreviousOrders;
  readonly facts: MessageFacts;
  readonly walk: { readonly engaged: boolean };
  /** The code that the walk asked the shop for; null where it asked for none. */
  readonly code: NamedCode | null;
};

/** Of two actions that asked for the same code, one that was done tells. */
const CODE = `(SELECT jsonb_build_object('code', a.made, 'status', a.status, 'reason', a.reason, 'dueAt', floor(extract(epoch FROM a.due_at) * 1000)) FROM action a
  WHERE a.shop_id = $1 AND a.made = e.state->'walk'->'made'->>'discountCode' AND a.enrollment_id = e.id AND a.kind = 'discount_code' ORDER BY a.status = 'done' DESC, a.id LIMIT 1)`;

/** Null when the customer is gone (erased). */
export async function readMessageSources(
  sql: Sql, shopId: string, message: { readonly profileId: string; readonly orderRef: string | null; readonly enrollmentId: string | null },
): Promise<MessageSources | null> {
  const [shop, [found]] = await Promise.all([
    readShop(sql, shopId),
    sql.$queryRawUnsafe<{ profile: Profile; order_id: string | null; order: OrderState | null; walk: Enrollment | null; code: NamedCode | null }[]>(
      `SELECT p.state AS profile, o.id::text AS order_id, o.state AS "order", e.state AS walk, ${CODE} AS code FROM profile p
       LEFT JOIN "order" o ON o.shop_id = $1 AND o.ref = $3 LEFT JOIN enrollment e ON e.shop_id = $1 AND e.id = $4::uuid
       WHERE p.shop_id = $1 AND p.id = $2::uuid`,
      shopId, message.profileId, message.orderRef, message.enrollmentId,
    ),
  ]);
  if (!found) return null;
  const { profile, order, walk } = found;
  const [before, facts] = await Promise.all([
    order && readOrder(sql, shopId, previousOrderRef(profile, order)),
    readMessageFacts(sql, shop, profile, order, walk),
  ]);
  return {
    shop,
    profile,
    order,
    orderId: found.order_id,
    previousOrders: order ? previousOrders(profile, order, before) : NO_PREVIOUS_ORDERS,
    facts,
    walk: { engaged: walk ? walk.walk.opened || walk.walk.clicked : false },
    code: found.code,
  };
}

async function readOrder(sql: Sql, shopId: string, ref: string | null): Promise<OrderState | null> {
  if (ref === null) return null;
  const rows = await sql.$queryRawUnsafe<{ state: OrderState }[]>(`SELECT state FROM "order" WHERE shop_id = $1 AND ref = $2`, shopId, ref);
  return rows[0]?.state ?? null;
}

/**
 * Keeps what is about to leave, so that the merchant sees just that, also after a crash. From here on the
 * message counts as handed over: see claimMessages in store/outbox.
 *
 * @returns false when this attempt is no longer the latest (its lease ran out, and another sender has the message in hand), when it was
 *   stopped or erased meanwhile, or when the shop has left
 */
export async function keepContent(
  sql: Sql, shopId: string, attempt: { readonly id: string; readonly attempts: number }, content: { readonly subject: string | null; readonly html: string | null; readonly text: string },
): Promise<boolean> {
  const kept = await sql.$executeRawUnsafe(
    `UPDATE message SET subject = $4, html = $5, text = $6 WHERE shop_id = $1 AND id = $2::uuid AND status = 'sending' AND attempts = $3 AND ${INSTALLED}`,
    shopId, attempt.id, attempt.attempts, content.subject, content.html, content.text,
  );
  return kept === 1;
}
