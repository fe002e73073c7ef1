import { orderStatus } from "../../core/event/order-facts.ts";
import type { Enrollment } from "../../core/journey/enrollment.ts";
import { displayName } from "../../core/profile/profile.ts";
import { traitsOf } from "../../core/profile/traits.ts";
import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { derivedId } from "../../core/shared/keyed.ts";
import type { WorkingSet } from "../../engine/working-set.ts";
import type { Sql } from "./transaction.ts";
import { saveMerges, saveReadings, saveStops } from "./save-moves.ts";
import { saveReferrals } from "./referrals.ts";

/** Writes what a unit of work changed, a statement per table whatever the size of the batch. */
export async function save(sql: Sql, work: WorkingSet, now: Instant): Promise<void> {
  const shopId = work.shop.id;
  await saveProfiles(sql, work);
  await saveMerges(sql, work);
  await saveOrders(sql, work);
  await write(sql, shopId, work.accounts.changes().map(([ref, state]) => ({ ref, state })),
    `INSERT INTO account (shop_id, ref, state) SELECT $1, ref, state FROM jsonb_to_recordset($2::jsonb) AS x(ref text, state jsonb)
     ON CONFLICT (shop_id, ref) DO UPDATE SET state = excluded.state`);
  await write(sql, shopId, work.identities.changes().map(([key, profileId]) => ({ kind: key.slice(0, key.indexOf(":")), value: key.slice(key.indexOf(":") + 1), profile_id: work.survivor(profileId) })),
    `INSERT INTO identity (shop_id, kind, value, profile_id) SELECT $1, kind, value, profile_id FROM jsonb_to_recordset($2::jsonb) AS x(kind text, value text, profile_id uuid)
     ON CONFLICT (shop_id, kind, value) DO UPDATE SET profile_id = excluded.profile_id`);
  await write(sql, shopId, work.events.map(({ profileId, event }) => ({ key: event.key, profile_id: work.survivor(profileId), type: event.type, at: formatInstant(event.at), data: event.data, recorded_at: formatInstant(now) })),
    `INSERT INTO event (shop_id, key, profile_id, type, at, data, recorded_at)
     SELECT $1, key, profile_id, type, at, data, recorded_at FROM jsonb_to_recordset($2::jsonb) AS x(key text, profile_id uuid, type text, at timestamptz, data jsonb, recorded_at timestamptz)
     ON CONFLICT (shop_id, key) DO NOTHING`);
  await write(sql, shopId, work.enrollments.changes().map(([, walk]) => enrollmentRow(work, walk)),
    `INSERT INTO enrollment (id, shop_id, journey, version, profile_id, key, order_ref, product_ref, trigger, status, step, due_at, entered_at, ended_at, end_reason, reached_goal, state)
     SELECT id, $1, journey, version, profile_id, key, order_ref, product_ref, trigger, status, step, due_at, entered_at, ended_at, end_reason, reached_goal, state FROM jsonb_to_recordset($2::jsonb)
       AS x(id uuid, journey text, version int, profile_id uuid, key text, order_ref text, product_ref text, trigger text, status text, step text, due_at timestamptz, entered_at timestamptz, ended_at timestamptz, end_reason text, reached_goal bool, state jsonb)
     ON CONFLICT (id) DO UPDATE SET profile_id = excluded.profile_id, status = excluded.status, step = excluded.step, due_at = excluded.due_at,
       ended_at = excluded.ended_at, end_reason = excluded.end_reason, reached_goal = excluded.reached_goal, version = excluded.version, state = excluded.state`);
  await saveStops(sql, work);
  await saveReadings(sql, work);
  await saveDecided(sql, work);
  await saveProducts(sql, work);
  await saveActions(sql, work);
  await saveReferrals(sql, work, now);
}

/** In one order of rows, so that two workers never wait for each other both ways round; the newest word of the platform stays. */
async function saveProducts(sql: Sql, work: WorkingSet): Promise<void> {
  const rows = work.products.changes().map(([ref, state]) => ({ ref, title: state.title, version_at: state.version?.at ?? 0, state })).sort((a, b) => (a.ref < b.ref ? -1 : 1));
  await write(sql, work.shop.id, rows,
    `INSERT INTO product (shop_id, ref, title, version_at, state) SELECT $1, ref, title, version_at, state FROM jsonb_to_recordset($2::jsonb) AS x(ref text, title text, version_at bigint, state jsonb)
     ON CONFLICT (shop_id, ref) DO UPDATE SET title = excluded.title, version_at = excluded.version_at, state = excluded.state
       WHERE (excluded.version_at, ${rankOf("excluded")}) > (product.version_at, ${rankOf("product")})`);
}

/** WooCommerce's times have whole seconds, and stock often changes twice in one: the rest of a version decides. */
function rankOf(row: "excluded" | "product"): string {
  return `coalesce((${row}.state->'version'->>'rank')::int, -1), coalesce(${row}.state->'version'->>'digest', '') COLLATE "C"`;
}

/** What is to be done outside; a task waits for a person, the rest for the platform. */
async function saveActions(sql: Sql, work: WorkingSet): Promise<void> {
  const rows = work.actions.map((action) => ({
    id: action.id, profile_id: work.survivor(action.profileId), enrollment_id: action.enrollmentId, order_ref: action.orderRef, kind: action.action.do, detail: action.action,
    made: action.made, status: action.action.do === "task" ? "open" : "pending", created_at: formatInstant(action.at),
    due_at: action.action.do === "task" ? null : formatInstant(action.at),
  }));
  await write(sql, work.shop.id, rows,
    `INSERT INTO action (id, shop_id, profile_id, enrollment_id, order_ref, kind, detail, made, status, created_at, due_at)
     SELECT id, $1, profile_id, enrollment_id, order_ref, kind, detail, made, status, created_at, due_at FROM jsonb_to_recordset($2::jsonb)
       AS x(id uuid, profile_id uuid, enrollment_id uuid, order_ref text, kind text, detail jsonb, made text, status text, created_at timestamptz, due_at timestamptz)
     ON CONFLICT (id) DO NOTHING`);
}

async function saveProfiles(sql: Sql, work: WorkingSet): Promise<void> {
  const rows = work.profiles.changes().map(([id, profile]) => ({
    id, name: displayName(profile), email: profile.email?.value ?? null, phone: profile.phone?.value ?? null, orders: profile.counts.orders,
    spend: profile.spend[work.shop.currency] ?? 0, last_seen_at: moment(profile.lastSeenAt), first_seen_at: moment(profile.firstSeenAt), state: profile,
    traits: traitsOf(profile, work.shop.currency),
  }));
  await write(sql, work.shop.id, rows,
    `INSERT INTO profile (id, shop_id, name, email, phone, orders, spend, last_seen_at, first_seen_at, state, traits)
     SELECT id, $1, name, email, phone, orders, spend, last_seen_at, first_seen_at, state, traits FROM jsonb_to_recordset($2::jsonb)
       AS x(id uuid, name text, email text, phone text, orders int, spend bigint, last_seen_at timestamptz, first_seen_at timestamptz, state jsonb, traits jsonb)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone, orders = excluded.orders, spend = excluded.spend,
       last_seen_at = excluded.last_seen_at, first_seen_at = excluded.first_seen_at, state = excluded.state, traits = excluded.traits`);
}

async function saveOrders(sql: Sql, work: WorkingSet): Promise<void> {
  const rows = work.orders.changes().map(([ref, { state, profileId }]) => ({
    id: derivedId(work.shop, "order", ref), ref, profile_id: profileId === null ? null : work.survivor(profileId), number: state.details?.number ?? null,
    status: orderStatus(state), placed_at: moment(state.details?.placedAt ?? null), currency: state.details?.currency ?? null, total: state.details?.total ?? null,
    test: state.details?.test ?? false, state,
  }));
  await write(sql, work.shop.id, rows,
    `INSERT INTO "order" (id, shop_id, ref, profile_id, number, status, placed_at, currency, total, test, state)
     SELECT id, $1, ref, profile_id, number, status, placed_at, currency, total, test, state FROM jsonb_to_recordset($2::jsonb)
       AS x(id uuid, ref text, profile_id uuid, number text, status text, placed_at timestamptz, currency text, total bigint, test bool, state jsonb)
     ON CONFLICT (shop_id, ref) DO UPDATE SET profile_id = excluded.profile_id, number = excluded.number, status = excluded.status, placed_at = excluded.placed_at,
       currency = excluded.currency, total = excluded.total, test = excluded.test, state = excluded.state`);
}

/** Decisions and the messages they let go, in one transaction: the outbox. Their ids come from what they are about. */
async function saveDecided(sql: Sql, work: WorkingSet): Promise<void> {
  const messages = work.messages.map((message) => ({
    id: message.id, profile_id: work.survivor(message.profileId), enrollment_id: message.enrollmentId, order_ref: message.orderRef, journey: message.journey, step: message.step,
    channel: message.channel, class: message.class, content: message.content, locale: message.locale, recipient: message.recipient, status: message.status,
    reason: message.reason, created_at: formatInstant(message.createdAt), send_at: moment(message.sendAt), message_id_header: message.messageIdHeader,
  }));
  await write(sql, work.shop.id, messages,
    `INSERT INTO message (id, shop_id, profile_id, enrollment_id, order_ref, journey, step, channel, class, content, locale, recipient, status, reason, created_at, send_at, message_id_header)
     SELECT id, $1, profile_id, enrollment_id, order_ref, journey, step, channel, class, content, locale, recipient, status, reason, created_at, send_at, message_id_header
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, profile_id uuid, enrollment_id uuid, order_ref text, journey text, step text, channel text, class text, content text,
       locale text, recipient text, status text, reason text, created_at timestamptz, send_at timestamptz, message_id_header text)
     ON CONFLICT (id) DO NOTHING`);
  const decisions = work.decisions.map((decision) => ({
    id: decision.id, profile_id: work.survivor(decision.profileId), enrollment_id: decision.enrollmentId, journey: decision.journey, step: decision.step, content: decision.content,
    channel: decision.channel, class: decision.class, at: formatInstant(decision.at), outcome: decision.outcome, rule: decision.rule, reason: decision.reason,
    held_until: moment(decision.heldUntil), facts: decision.facts, probability: decision.probability, message_id: decision.messageId,
  }));
  await write(sql, work.shop.id, decisions,
    `INSERT INTO decision (id, shop_id, profile_id, enrollment_id, journey, step, content, channel, class, at, outcome, rule, reason, held_until, facts, probability, message_id)
     SELECT id, $1, profile_id, enrollment_id, journey, step, content, channel, class, at, outcome, rule, reason, held_until, facts, probability, message_id
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, profile_id uuid, enrollment_id uuid, journey text, step text, content text, channel text, class text, at timestamptz, outcome text,
       rule text, reason text, held_until timestamptz, facts jsonb, probability float8, message_id uuid)
     ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, held_until = excluded.held_until, reason = excluded.reason, facts = excluded.facts
     WHERE decision.outcome = 'hold' AND excluded.outcome = 'hold'`);
}

function enrollmentRow(work: WorkingSet, walk: Enrollment): Record<string, unknown> {
  return {
    id: walk.id, journey: walk.journey, version: walk.version, profile_id: work.survivor(walk.profileId), key: walk.key, order_ref: walk.orderRef, product_ref: walk.productRef, trigger: walk.trigger, status: walk.status, step: walk.step,
    due_at: moment(walk.dueAt), entered_at: formatInstant(walk.enteredAt), ended_at: moment(walk.endedAt), end_reason: walk.endReason, reached_goal: walk.reachedGoal, state: walk,
  };
}

/** A large history is written in slices: one parameter holds at most a gigabyte, and memory is better than that. */
const SLICE = 5_000;

async function write(sql: Sql, shopId: string, rows: readonly object[], statement: string): Promise<void> {
  for (let start = 0; start < rows.length; start += SLICE) await sql.$executeRawUnsafe(statement, shopId, JSON.stringify(rows.slice(start, start + SLICE)));
}

function moment(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
