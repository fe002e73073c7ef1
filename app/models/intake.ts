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
  /** webhook; catch_up: fetched, because no webhook told it; backfill: of the past, kept because it could not be read. */
  readonly source: "webhook" | "catch_up" | "backfill";
  /** Kept once under this name; null is kept in any case. */
  readonly dedupe: string | null;
};

/** Columns of one row, in the order of the statement. */
const COLUMNS = 8;

/** Keeps raw requests in one statement, at most some thousands; committed when this resolves. Of a shop that was just erased nothing is kept. */
export async function insertDeliveries(sql: Sql, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((_, row) => {
    const first = row * COLUMNS;
    return `($${first + 1}::uuid, $${first + 2}::text, $${first + 3}::text, $${first + 4}::jsonb, $${first + 5}::bytea, $${first + 6}::timestamptz, $${first + 7}::text, $${first + 8}::text)`;
  });
  const parameters = rows.flatMap((row) => [row.id, row.shopId, row.topic, JSON.stringify(row.headers), row.body, formatInstant(row.receivedAt), row.source, row.dedupe]);
  await sql.$executeRawUnsafe(`INSERT INTO delivery (id, shop_id, topic, headers, body, received_at, source, dedupe) SELECT v.* FROM (VALUES ${values.join(", ")}) AS v(id, shop_id, topic, headers, body, received_at, source, dedupe) WHERE EXISTS (SELECT 1 FROM shop WHERE shop.id = v.shop_id) ON CONFLICT (shop_id, dedupe) WHERE dedupe IS NOT NULL DO NOTHING`, ...parameters);
}
