/** Writes a past that was lived through in memory: what it changed by the same `save` as live, and what only a past has. */
import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { save } from "../../models/store/save.ts";
import type { Sql } from "../../models/store/transaction.ts";
import { uuidv7 } from "../../intake.server.ts";
import type { StoreWebhook } from "../life/store-webhook.ts";
import type { Past, PastDelivery } from "./live-through.ts";
import { insertRows } from "./insert-rows.ts";

type HeadersOf = (body: Uint8Array, topic: string) => Readonly<Record<string, string>>;

/**
 * Everything of one shop in the caller's transaction; the shop itself must be there.
 *
 * @param headersOf the headers a request came with
 * @param until when the past ends and the present begins
 */
export async function writePast(sql: Sql, past: Past, headersOf: HeadersOf, until: Instant): Promise<void> {
  const { work } = past.store;
  const shopId = work.shop.id;
  await save(sql, work, until);
  const eventRows = past.events.map(({ profileId, event, recordedAt }) => ({
    key: event.key, profile_id: work.survivor(profileId), type: event.type, at: formatInstant(event.at), data: event.data, recorded_at: formatInstant(recordedAt),
  }));
  await insertRows(sql, shopId, eventRows,
    `INSERT INTO event (shop_id, key, profile_id, type, at, data, recorded_at)
     SELECT $1, key, profile_id, type, at, data, recorded_at FROM jsonb_to_recordset($2::jsonb) AS x(key text, profile_id uuid, type text, at timestamptz, data jsonb, recorded_at timestamptz)
     ON CONFLICT (shop_id, key) DO NOTHING`);
  await writeMessages(sql, past);
  await settleTasks(sql, past, until);
  await writeDeliveries(sql, shopId, past.deliveries, headersOf, until);
  await insertRows(sql, shopId, past.figures.map((stats) => ({ as_of: formatInstant(stats.asOf), stats })),
    `INSERT INTO shop_figures (shop_id, as_of, stats) SELECT $1, as_of, stats FROM jsonb_to_recordset($2::jsonb) AS x(as_of timestamptz, stats jsonb)`);
  await sql.$executeRawUnsafe(`UPDATE shop SET stats = $2::jsonb WHERE id = $1`, shopId, JSON.stringify(past.figures.at(-1) ?? {}));
}

/** Tasks that were closed, rewards that were granted in good time and codes that were made wait for nobody any more. */
async function settleTasks(sql: Sql, { store, events }: Past, until: Instant): Promise<void> {
  const shopId = store.work.shop.id;
  const closed = events.flatMap(({ event }) => (event.type === "task.closed" ? [{ id: event.data.taskRef, at: formatInstant(event.at) }] : []));
  await insertRows(sql, shopId, closed, `UPDATE action a SET status = 'closed', done_at = x.at FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, at timestamptz) WHERE a.shop_id = $1 AND a.id = x.id`);
  await sql.$executeRawUnsafe(
    `UPDATE action a SET status = 'done', done_at = o.placed_at + interval '2 days' FROM "order" o
     WHERE a.shop_id = $1 AND a.kind = 'reward' AND a.status = 'pending' AND o.shop_id = a.shop_id AND o.ref = a.order_ref AND o.placed_at < $2::timestamptz - interval '7 days'`,
    shopId, formatInstant(until),
  );
  await sql.$executeRawUnsafe(`UPDATE action SET status = 'done', done_at = created_at, due_at = NULL WHERE shop_id = $1 AND kind = 'referral_code' AND status = 'pending'`, shopId);
}

/** Messages with what became of them. What was in them is written again when somebody looks. */
async function writeMessages(sql: Sql, { store, events }: Past): Promise<void> {
  const first = { "message.sent": new Map<string, Instant>(), "message.opened": new Map<string, Instant>(), "message.clicked": new Map<string, Instant>() };
  for (const { event } of events) {
    if (event.type !== "message.sent" && event.type !== "message.opened" && event.type !== "message.clicked") continue;
    const known = first[event.type].get(event.data.messageId);
    if (known === undefined || event.at < known) first[event.type].set(event.data.messageId, event.at);
  }
  const momentOf = (type: keyof typeof first, id: string): string | null => {
    const at = first[type].get(id);
    return at === undefined ? null : formatInstant(at);
  };
  const rows = store.messages.map((message) => ({
    id: message.id, profile_id: store.work.survivor(message.profileId), enrollment_id: message.enrollmentId, order_ref: message.orderRef, journey: message.journey, step: message.step,
    channel: message.channel, class: message.class, content: message.content, locale: message.locale, recipient: message.recipient, status: message.status, reason: message.reason,
    created_at: formatInstant(message.createdAt), send_at: message.sendAt === null ? null : formatInstant(message.sendAt), attempts: message.attempts, message_id_header: message.messageIdHeader,
    sent_at: momentOf("message.sent", message.id), opened_at: momentOf("message.opened", message.id), clicked_at: momentOf("message.clicked", message.id),
  }));
  const columns = "id, profile_id, enrollment_id, order_ref, journey, step, channel, class, content, locale, recipient, status, reason, created_at, send_at, attempts, message_id_header, sent_at, opened_at, clicked_at";
  await insertRows(sql, store.work.shop.id, rows,
    `INSERT INTO message (shop_id, ${columns}) SELECT $1, ${columns} FROM jsonb_to_recordset($2::jsonb)
       AS x(id uuid, profile_id uuid, enrollment_id uuid, order_ref text, journey text, step text, channel text, class text, content text, locale text, recipient text, status text, reason text,
         created_at timestamptz, send_at timestamptz, attempts int, message_id_header text, sent_at timestamptz, opened_at timestamptz, clicked_at timestamptz)`);
}

async function writeDeliveries(sql: Sql, shopId: string, deliveries: readonly PastDelivery[], headersOf: HeadersOf, until: Instant): Promise<void> {
  // Ids tell the order of arrival by the real clock; the past must come before what arrives from now on.
  const behind = Date.now() - until;
  const rows = deliveries.map(({ at, topic, body, outcome }) => ({
    id: uuidv7(Math.max(0, at + behind)), topic, body, headers: headersOf(ENCODER.encode(body), topic), at: formatInstant(at),
    status: outcome.status, reason: outcome.reason, resource: outcome.resource,
  }));
  await insertRows(sql, shopId, rows,
    `INSERT INTO delivery (id, shop_id, topic, headers, body, received_at, status, reason, resource, processed_at, attempts)
     SELECT id, $1, topic, headers, convert_to(body, 'UTF8'), at, status, reason, resource, at, 1 FROM jsonb_to_recordset($2::jsonb)
       AS x(id uuid, topic text, headers jsonb, body text, at timestamptz, status text, reason text, resource text)`);
}

/** What the store will send, kept until the clock gets there. */
export async function writeFuture(sql: Sql, shopId: string, webhooks: readonly StoreWebhook[]): Promise<void> {
  await insertRows(sql, shopId, webhooks.map(({ at, topic, body }) => ({ at: formatInstant(at), topic, body })),
    `INSERT INTO demo_webhook (shop_id, at, topic, body) SELECT $1, at, topic, body FROM jsonb_to_recordset($2::jsonb) AS x(at timestamptz, topic text, body text)`);
}

const ENCODER = new TextEncoder();
