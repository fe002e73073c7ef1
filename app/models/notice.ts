/** What a platform or the merchant said about the shop or a person's rights: kept first, acted on after. */
import type { Notice } from "../core/event/notice.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./plain-sql.ts";

export type ClaimedNotice = {
  readonly id: string;
  readonly notice: Notice;
  readonly source: "platform" | "merchant";
  /** What was kept of the request that told it; null where none did. */
  readonly headers: Readonly<Record<string, string>> | null;
  readonly attempts: number;
};

/** @param id the delivery's, so that a delivery understood twice is one notice */
export async function addNotice(sql: Sql, shopId: string, id: string, notice: Notice, source: "platform" | "merchant", now: Instant): Promise<void> {
  const { kind, ...detail } = notice;
  await sql.$executeRawUnsafe(
    `INSERT INTO notice (id, shop_id, kind, detail, source, created_at, due_at) VALUES ($1::uuid, $2, $3, $4::jsonb, $5, $6::timestamptz, $6::timestamptz) ON CONFLICT DO NOTHING`,
    id, shopId, kind, JSON.stringify(detail), source, formatInstant(now),
  );
}

/** Takes the oldest due one in hand until `until`. */
export async function claimNotice(sql: Sql, shopId: string, now: Instant, until: Instant): Promise<ClaimedNotice | null> {
  const [row] = await sql.$queryRawUnsafe<{ id: string; kind: string; detail: object; source: ClaimedNotice["source"]; headers: ClaimedNotice["headers"]; attempts: number }[]>(
    `UPDATE notice SET due_at = $3::timestamptz, attempts = attempts + 1 WHERE id = (
       SELECT id FROM notice WHERE shop_id = $1 AND status = 'pending' AND due_at <= $2::timestamptz ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id::text, kind, detail, source, (SELECT headers FROM delivery d WHERE d.shop_id = $1 AND d.id = notice.id) AS headers, attempts`,
    shopId, formatInstant(now), formatInstant(until),
  );
  return row ? { id: row.id, notice: { kind: row.kind, ...row.detail } as Notice, source: row.source, headers: row.headers, attempts: row.attempts } : null;
}

/** Says that the work on one goes on: nobody else takes it before `until`. */
export async function renewNotice(sql: Sql, shopId: string, id: string, until: Instant): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE notice SET due_at = $3::timestamptz WHERE shop_id = $1 AND id = $2::uuid AND status = 'pending'`, shopId, id, formatInstant(until));
}

/** `retryAt` set: it waits again. Done, it no longer names anybody. */
export async function settleNotice(sql: Sql, shopId: string, id: string, outcome: { readonly status: "pending" | "done"; readonly reason: string | null; readonly retryAt: Instant | null }, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE notice SET status = $3, reason = $4, due_at = $5::timestamptz, done_at = CASE WHEN $3 = 'pending' THEN NULL ELSE $6::timestamptz END, detail = CASE WHEN $3 = 'done' THEN '{}'::jsonb ELSE detail END
     WHERE shop_id = $1 AND id = $2::uuid`,
    shopId, id, outcome.status, outcome.reason, outcome.retryAt === null ? null : formatInstant(outcome.retryAt), formatInstant(now),
  );
}
