import { orderStatus } from "../core/event/order-facts.ts";
import type { OrderState } from "../core/event/order-state.ts";
import type { Database } from "./database.ts";

/**
 * The newest order of a shop that is called by one of these numbers and was bought with this address: both, or nothing.
 * The database compares, so that an unknown number and a wrong address take the same way. Null too for an order that is
 * no longer, or not yet, its buyer's to look at.
 *
 * @param email in lower case
 */
export async function findOrderOfBuyer(db: Database, shopId: string, numbers: readonly string[], email: string): Promise<string | null> {
  const rows = await db.$queryRawUnsafe<{ id: string; state: OrderState }[]>(
    `SELECT id, state FROM "order" WHERE shop_id = $1 AND number = ANY($2) AND lower(state->'details'->'customer'->>'email') = $3 ORDER BY placed_at DESC NULLS LAST LIMIT 5`,
    shopId, numbers, email,
  );
  return rows.find(({ state }) => !["draft", "deleted"].includes(orderStatus(state)))?.id ?? null;
}
