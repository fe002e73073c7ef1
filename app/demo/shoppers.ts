/** The demo's made-up customers as readers of mail, while the clock runs. */
import type { App } from "../context.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Message } from "../core/message/message.ts";
import type { Shop } from "../core/shop.ts";
import { DueHeap } from "../engine/due-heap.ts";
import type { Feedback } from "../engine/handle-events.ts";
import { findShop } from "../models/installed-shop.ts";
import { SEED } from "./history/seed.ts";
import { reactionEvent } from "./history/reaction-event.ts";
import { REACTS_WITHIN, reactionsTo } from "./history/reactions.ts";
import { DEMO_STORES } from "./stores/index.ts";
import { isMadeUp } from "./life/shopper.ts";

export type Shoppers = {
  /** Looks at what was sent since the last look. */
  look(now: Instant): Promise<void>;
  nextAt(): Instant | null;
  /** Does what is due at `now`. @returns how many things */
  act(now: Instant): Promise<number>;
};

type Sent = Pick<Message, "id" | "enrollmentId" | "step" | "channel" | "class" | "orderRef" | "recipient" | "content" | "profileId"> & { readonly shopId: string; readonly sentAt: Date };
type Plan = { readonly shopId: string } & Feedback;

export function shoppers(app: Pick<App, "db" | "record">): Shoppers {
  const plans = new Map<string, Plan>();
  const due = new DueHeap((key) => plans.has(key));
  const shops = new Map<string, Shop | null>();
  /** Messages of the moment where the last look ended are seen twice, and known by then. */
  let from: Instant | null = null;
  const known = new Set<string>();

  const plan = async (message: Sent): Promise<void> => {
    if (!isMadeUp(message.recipient) || known.has(message.id)) return;
    known.add(message.id);
    if (!shops.has(message.shopId)) shops.set(message.shopId, await findShop(app.db, message.shopId));
    const shop = shops.get(message.shopId);
    if (!shop) return;
    for (const reaction of reactionsTo(SEED, message, message.sentAt.getTime())) {
      const event = reactionEvent(shop, message, reaction);
      if (!event) continue;
      plans.set(event.key, { shopId: shop.id, profileId: message.profileId, event });
      due.add(event.key, event.at);
    }
  };

  return {
    async look(now) {
      from ??= now - REACTS_WITHIN;
      const sent = await app.db.$queryRawUnsafe<Sent[]>(
        `SELECT id::text, enrollment_id::text AS "enrollmentId", step, channel, class, order_ref AS "orderRef", recipient, content, profile_id::text AS "profileId", shop_id AS "shopId", sent_at AS "sentAt"
         FROM message WHERE shop_id = ANY($4) AND created_at >= $3::timestamptz AND sent_at >= $1::timestamptz AND sent_at <= $2::timestamptz`,
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
