/** The demo's made-up customers as readers of messages, while the clock runs. */
import type { App } from "../context.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { DueHeap } from "../engine/due-heap.ts";
import type { Feedback } from "../engine/handle-events.ts";
import { findShop } from "../models/installed-shop.ts";
import { plainSql } from "../models/plain-sql.ts";
import { SEED } from "./history/seed.ts";
import { Customers } from "./history/customers.ts";
import type { ReadMessage } from "./history/customers.ts";
import { REACTS_WITHIN } from "./history/reactions.ts";
import { writeFuture } from "./history/write-past.ts";
import { DEMO_STORES, demoStore } from "./stores/index.ts";
import { isMadeUp } from "./life/shopper.ts";
import { personOf } from "./life/temper.ts";

export type Shoppers = {
  /** Looks at what was sent since the last look. */
  look(now: Instant): Promise<void>;
  nextAt(): Instant | null;
  /** Does what is due at `now`. @returns how many things */
  act(now: Instant): Promise<number>;
};

type Sent = ReadMessage & {
  readonly profileId: string; readonly shopId: string; readonly sentAt: Date; readonly began: Date;
  readonly email: string | null; readonly phone: string | null; readonly productRef: string | null; readonly referralCode: string | null;
};
type Plan = { readonly shopId: string } & Feedback;

export function shoppers(app: Pick<App, "db" | "record">): Shoppers {
  const plans = new Map<string, Plan>();
  const due = new DueHeap((key) => plans.has(key));
  const customers = new Map<string, Customers | null>();
  /** Messages of the moment where the last look ended are seen twice, and known by then. */
  let from: Instant | null = null;
  const known = new Set<string>();

  const customersOf = async (shopId: string, began: Date): Promise<Customers | null> => {
    if (!customers.has(shopId)) {
      const [store, shop] = [demoStore(shopId), await findShop(app.db, shopId)];
      customers.set(shopId, store && shop ? new Customers(store, shop, SEED, began.getTime()) : null);
    }
    return customers.get(shopId) ?? null;
  };

  const plan = async (message: Sent): Promise<void> => {
    if (!isMadeUp(personOf(message), DEMO_STORES) || known.has(message.id)) return;
    known.add(message.id);
    const readers = await customersOf(message.shopId, message.began);
    if (!readers) return;
    const { events, requests } = readers.respond(message, message, message, message.sentAt.getTime());
    for (const event of events) {
      plans.set(event.key, { shopId: message.shopId, profileId: message.profileId, event });
      due.add(event.key, event.at);
    }
    // Looked at again after a restart, these are sent again: a repeat changes nothing.
    if (requests.length > 0) await writeFuture(app.db, message.shopId, requests);
  };

  return {
    async look(now) {
      from ??= now - REACTS_WITHIN;
      const sent = await plainSql(app.db).$queryRawUnsafe<Sent[]>(
        `SELECT m.id::text, m.enrollment_id::text AS "enrollmentId", m.step, m.channel, m.class, m.order_ref AS "orderRef", m.recipient, m.content, m.profile_id::text AS "profileId",
           m.shop_id AS "shopId", m.sent_at AS "sentAt", s.installed_at AS began, p.email, p.phone, e.product_ref AS "productRef", e.state->'walk'->'made'->>'referralCode' AS "referralCode"
         FROM message m JOIN shop s ON s.id = m.shop_id JOIN profile p ON p.id = m.profile_id LEFT JOIN enrollment e ON e.id = m.enrollment_id
         WHERE m.shop_id = ANY($4) AND m.created_at >= $3::timestamptz AND m.sent_at >= $1::timestamptz AND m.sent_at <= $2::timestamptz`,
        formatInstant(from), formatInstant(now), formatInstant(from - REACTS_WITHIN), DEMO_STORES.map((store) => store.id),
      );
      for (const message of sent) await plan(message);
      from = now;
    },
    nextAt: () => due.next(),
    async act(now) {
      const keys = due.due(now, () => false);
      const byShop = Map.groupBy(keys.flatMap((key) => plans.get(key) ?? []), (one) => one.shopId);
      for (const [shopId, told] of byShop) await app.record(shopId, told);
      for (const key of keys) plans.delete(key);
      return keys.length;
    },
  };
}
