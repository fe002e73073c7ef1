import type { OrderState } from "../core/event/order-state.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Subjects } from "../core/message/content/own-subject.ts";
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
  /** The merchant's own subject lines for this step; null where its content has the say. */
  readonly subjects: Subjects | null;
};

/** Of two actions that asked for the same code, one that was done tells. */
const CODE = `(SELECT jsonb_build_object('code', a.made, 'status', a.status, 'reason', a.reason, 'dueAt', floor(extract(epoch FROM a.due_at) * 1000)) FROM action a
  WHERE a.shop_id = $1 AND a.made = e.state->'walk'->'made'->>'discountCode' AND a.enrollment_id = e.id AND a.kind = 'discount_code' ORDER BY a.status = 'done' DESC, a.id LIMIT 1)`;

/** By the version the walk is on; moved to one that has this step no more, it says what the newest that had it said. */
const SUBJECTS = `(CASE WHEN v.definition->'steps' ? $5::text THEN v.definition->'steps'->$5::text->'subjects' ELSE (SELECT had.definition->'steps'->$5::text->'subjects' FROM journey_version had
  WHERE had.shop_id = $1 AND had.key = e.journey AND had.definition->'steps' ? $5::text ORDER BY had.version DESC LIMIT 1) END)`;

/** Null when the customer is gone (erased). */
export async function readMessageSources(
  sql: Sql, shopId: string, message: { readonly profileId: string; readonly orderRef: string | null; readonly enrollmentId: string | null; readonly step: string | null },
): Promise<MessageSources | null> {
  const [shop, [found]] = await Promise.all([
    readShop(sql, shopId),
    sql.$queryRawUnsafe<{ profile: Profile; order_id: string | null; order: OrderState | null; walk: Enrollment | null; code: NamedCode | null; subjects: Subjects | null }[]>(
      `SELECT p.state AS profile, o.id::text AS order_id, o.state AS "order", e.state AS walk, ${CODE} AS code, ${SUBJECTS} AS subjects FROM profile p
       LEFT JOIN "order" o ON o.shop_id = $1 AND o.ref = $3 LEFT JOIN enrollment e ON e.shop_id = $1 AND e.id = $4::uuid
       LEFT JOIN journey_version v ON v.shop_id = $1 AND v.key = e.journey AND v.version = e.version
       WHERE p.shop_id = $1 AND p.id = $2::uuid`,
      shopId, message.profileId, message.orderRef, message.enrollmentId, message.step,
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
    subjects: found.subjects,
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
