/** A shop's past as it stands in the tables, in slices: for replays, which read and never write. */
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { OrderState } from "../core/event/order-state.ts";
import type { Instant } from "../core/shared/instant.ts";
import { NO_ID } from "./no-id.ts";
import type { Sql } from "./store/transaction.ts";

const SLICE = 2_000;

export type PastDelivery = { readonly id: string; readonly topic: string; readonly body: Uint8Array; readonly receivedAt: Instant; readonly handledAt: Instant };

/** Deliveries that were understood, in the order they were handled. */
export async function* pastDeliveries(sql: Sql, shopId: string): AsyncGenerator<PastDelivery> {
  let after = NO_ID;
  for (;;) {
    const rows = await sql.$queryRawUnsafe<{ id: string; topic: string; body: Uint8Array; received_at: Date; processed_at: Date | null }[]>(
      `SELECT id::text, topic, body, received_at, processed_at FROM delivery WHERE shop_id = $1 AND id > $2::uuid AND status = 'processed' ORDER BY delivery.id LIMIT $3`, shopId, after, SLICE,
    );
    for (const row of rows) {
      const receivedAt = row.received_at.getTime();
      yield { id: row.id, topic: row.topic, body: row.body, receivedAt, handledAt: row.processed_at?.getTime() ?? receivedAt };
    }
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) return;
    after = last.id;
  }
}

export type PastEvent = { readonly profileId: string; readonly recordedAt: Instant; readonly event: CanonicalEvent };

/** Every recorded event, in the order it was recorded. */
export async function* pastEvents(sql: Sql, shopId: string): AsyncGenerator<PastEvent> {
  let after = { at: "-infinity", key: "" };
  for (;;) {
    const rows = await sql.$queryRawUnsafe<{ key: string; profile_id: string; type: string; at: Date; data: unknown; recorded_at: Date }[]>(
      `SELECT key, profile_id::text, type, at, data, recorded_at FROM event WHERE shop_id = $1 AND (recorded_at, key) > ($2::timestamptz, $3)
       AND type NOT LIKE 'order.%' AND type NOT LIKE 'shipment.%' ORDER BY recorded_at, key LIMIT $4`,
      shopId, after.at, after.key, SLICE,
    );
    for (const row of rows) {
      yield { profileId: row.profile_id, recordedAt: row.recorded_at.getTime(), event: { key: row.key, type: row.type, at: row.at.getTime(), data: row.data } as unknown as CanonicalEvent };
    }
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) return;
    after = { at: last.recorded_at.toISOString(), key: last.key };
  }
}

export type PastOrder = { readonly ref: string; readonly profileId: string; readonly state: OrderState };

/** Every order with its customer, as it stands at the end. */
export async function* pastOrders(sql: Sql, shopId: string): AsyncGenerator<PastOrder> {
  let after = "";
  for (;;) {
    const rows = await sql.$queryRawUnsafe<{ ref: string; profile_id: string; state: OrderState }[]>(
      `SELECT ref, profile_id::text, state FROM "order" WHERE shop_id = $1 AND ref > $2 AND profile_id IS NOT NULL ORDER BY ref LIMIT $3`, shopId, after, SLICE,
    );
    for (const row of rows) yield { ref: row.ref, profileId: row.profile_id, state: row.state };
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) return;
    after = last.ref;
  }
}

/** Which customer each account of the platform is. */
export async function accountOwners(sql: Sql, shopId: string): Promise<Map<string, string>> {
  const rows = await sql.$queryRawUnsafe<{ value: string; profile_id: string }[]>(`SELECT value, profile_id::text FROM identity WHERE shop_id = $1 AND kind = 'ref'`, shopId);
  return new Map(rows.map((row) => [row.value, row.profile_id]));
}
