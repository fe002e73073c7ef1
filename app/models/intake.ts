import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./store/transaction.ts";

/** One raw request to be kept. `id` is a UUID version 7, so that ids are in order of arrival. */
export type NewDelivery = {
  readonly id: string;
  readonly shopId: string;
  readonly topic: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
};

/** Columns of one row, in the order of the statement. */
const COLUMNS = 6;
/** A statement per power of two keeps the number of prepared statements small. */
const SIZES = [64, 16, 4, 1];

/** Keeps raw requests, many in one statement; committed when this resolves. */
export async function insertDeliveries(sql: Sql, deliveries: readonly NewDelivery[]): Promise<void> {
  let start = 0;
  for (const size of SIZES) {
    for (; deliveries.length - start >= size; start += size) await insert(sql, deliveries.slice(start, start + size));
  }
}

async function insert(sql: Sql, rows: readonly NewDelivery[]): Promise<void> {
  const values = rows.map((_, row) => {
    const first = row * COLUMNS;
    return `($${first + 1}::uuid, $${first + 2}, $${first + 3}, $${first + 4}::jsonb, $${first + 5}, $${first + 6}::timestamptz)`;
  });
  const parameters = rows.flatMap((row) => [row.id, row.shopId, row.topic, JSON.stringify(row.headers), row.body, formatInstant(row.receivedAt)]);
  await sql.$executeRawUnsafe(`INSERT INTO delivery (id, shop_id, topic, headers, body, received_at) VALUES ${values.join(", ")}`, ...parameters);
}
