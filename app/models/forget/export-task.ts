import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { derivedId } from "../../core/shared/keyed.ts";
import type { Shop } from "../../core/shop.ts";
import type { Sql } from "../plain-sql.ts";

/** A task for the merchant: to send a customer the copy of their data that they asked for. Set once per `id`. */
export async function askForCopy(sql: Sql, shop: Shop, { id, profileId, requestRef }: { readonly id: string; readonly profileId: string; readonly requestRef: string | null }, now: Instant): Promise<void> {
  const title = `Send this customer a copy of their data${requestRef === null ? "" : ` (request ${requestRef})`}`;
  await sql.$executeRawUnsafe(
    `INSERT INTO action (id, shop_id, profile_id, enrollment_id, kind, detail, status, created_at) VALUES ($2::uuid, $1, $3::uuid, $4::uuid, 'task', $5::jsonb, 'open', $6::timestamptz) ON CONFLICT (id) DO NOTHING`,
    shop.id, id, profileId, derivedId(shop, "no walk", id), JSON.stringify({ do: "task", title, copy: true }), formatInstant(now),
  );
}
