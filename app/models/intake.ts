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

/** Keeps raw requests in one statement, at most some thousands; committed when this resolves. */
export async function insertDeliveries(sql: Sql, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((_, row) => {
    const first = row * COLUMNS;
    return `($${first + 1}::uuid, $${first + 2}, $${first + 3}, $${first + 4}::jsonb, $${first + 5}, $${first + 6}::timestamptz)`;
  });
  const parameters = rows.flatMap((row) => [row.id, row.shopId, row.topic, JSON.stringify(row.headers), row.body, formatInstant(row.receivedAt)]);
  await sql.$executeRawUnsafe(`INSERT INTO delivery (id, shop_id, topic, headers, body, received_at) VALUES ${values.join(", ")}`, ...parameters);
}
