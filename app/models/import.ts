/** What a shop knows already of the orders in a file. */
import type { OrderState } from "../core/event/order-state.ts";
import type { Sql } from "./store/transaction.ts";

export type KnownOrder = { readonly ref: string; readonly number: string | null; readonly state: OrderState };

/** The shop's orders that have one of these refs or one of these numbers. */
export async function knownOrders(sql: Sql, shopId: string, refs: readonly string[], numbers: readonly string[]): Promise<KnownOrder[]> {
  return sql.$queryRawUnsafe<KnownOrder[]>(
    `SELECT ref, number, state FROM "order" WHERE shop_id = $1 AND ref = ANY($2)
     UNION ALL SELECT ref, number, state FROM "order" WHERE shop_id = $1 AND number = ANY($3) AND ref <> ALL($2)`,
    shopId, refs, numbers,
  );
}
