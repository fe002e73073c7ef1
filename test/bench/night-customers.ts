/** Made-up customers of a shop with a known truth: rates and lives drawn from one seed, events as live would have recorded them. */
import type { CanonicalEvent } from "#app/core/event/canonical-event.ts";
import { applyEvent } from "#app/core/profile/apply-event.ts";
import { displayName, emptyProfile } from "#app/core/profile/profile.ts";
import type { Profile } from "#app/core/profile/profile.ts";
import { traitsOf } from "#app/core/profile/traits.ts";
import { exponential, gamma, normal, seeded } from "#app/core/scoring/numeric/random.ts";
import type { Random } from "#app/core/scoring/numeric/random.ts";
import { DAY, formatInstant, HOUR } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { Sql } from "#app/models/plain-sql.ts";

export type MadeUp = { readonly id: string; readonly events: readonly CanonicalEvent[] };

const PRODUCTS = 400;
/** Orders one of them places at most. */
const MOST = 60;

/** @param until nothing happens later; the shop began two years before */
export function* madeUpCustomers(seed: number, customers: number, until: Instant): Generator<MadeUp> {
  const random = seeded(seed);
  for (let index = 0; index < customers; index++) yield { id: idOf(random), events: lifeOf(random, index, until) };
}

function lifeOf(random: Random, index: number, until: Instant): CanonicalEvent[] {
  const events: CanonicalEvent[] = [];
  const perDay = gamma(random, 0.7) / 90;
  const leaves = exponential(random, 1 / 300) * DAY;
  const began = until - Math.floor(random() * 730) * DAY;
  const taste = Math.floor(random() * PRODUCTS);
  const usual = 2_000 + gamma(random, 2) * 2_000;
  const tell = (event: CanonicalEvent): void => void (event.at <= until && events.push(event));
  for (let at = began, order = 0; at <= Math.min(until, began + leaves) && order < MOST; order++) {
    const ref = `${index}-${order}`;
    const placedAt = Math.round(at);
    const items = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({ productRef: `p${random() < 0.5 ? taste : Math.floor(random() ** 2 * PRODUCTS)}`, quantity: 1 + Math.floor(random() * 2) }));
    tell({ key: `order:${ref}:placed`, type: "order.placed", at: placedAt, data: { orderRef: ref, number: ref, amount: Math.round(usual * Math.exp(0.4 * normal(random))), currency: "USD", items: distinctProducts(items) } });
    tell({ key: `shipment:${ref}:delivered`, type: "shipment.delivered", at: placedAt + 4 * DAY, data: { orderRef: ref, shipmentRef: ref } });
    const about = { messageId: `m${ref}`, enrollmentId: null, step: null, channel: "email", class: "marketing" };
    tell({ key: `message:${ref}:sent`, type: "message.sent", at: placedAt + 20 * DAY, data: about });
    if (random() < 0.4) tell({ key: `message:${ref}:opened`, type: "message.opened", at: placedAt + 20 * DAY + 2 * HOUR, data: about });
    if (random() < 0.1) tell({ key: `survey:${ref}`, type: "survey.answered", at: placedAt + 9 * DAY, data: { question: "rating", answer: "5", orderRef: ref, score: 1 + Math.floor(random() * 5), scale: 5, enrollmentId: null } });
    if (random() < 0.04) tell({ key: `return:${ref}`, type: "return.requested", at: placedAt + 8 * DAY, data: { returnRef: ref, reason: null, orderRef: ref } });
    at += Math.max(HOUR, exponential(random, perDay) * DAY);
  }
  return events;
}

/** Writes customers with their events and folded profiles, as live would have left them. */
export async function insertCustomers(sql: Sql, shopId: string, customers: Iterable<MadeUp>): Promise<void> {
  let batch: MadeUp[] = [];
  for (const customer of customers) {
    if (batch.push(customer) < 1_000) continue;
    await insert(sql, shopId, batch);
    batch = [];
  }
  await insert(sql, shopId, batch);
}

async function insert(sql: Sql, shopId: string, batch: readonly MadeUp[]): Promise<void> {
  const profiles = batch.map(({ id, events }) => {
    const profile = fold(id, events);
    return { id, name: displayName(profile), orders: profile.counts.orders, spend: profile.spend["USD"] ?? 0, last_seen_at: moment(profile.lastSeenAt), first_seen_at: moment(profile.firstSeenAt), state: profile, traits: traitsOf(profile, "USD") };
  });
  await sql.$executeRawUnsafe(
    `INSERT INTO profile (id, shop_id, name, orders, spend, last_seen_at, first_seen_at, state, traits) SELECT id, $1, name, orders, spend, last_seen_at, first_seen_at, state, traits
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, name text, orders int, spend bigint, last_seen_at timestamptz, first_seen_at timestamptz, state jsonb, traits jsonb)`, shopId, JSON.stringify(profiles),
  );
  const events = batch.flatMap(({ id, events: all }) => all.map((event) => ({ key: event.key, profile_id: id, type: event.type, at: formatInstant(event.at), data: event.data })));
  await sql.$executeRawUnsafe(
    `INSERT INTO event (shop_id, key, profile_id, type, at, data, recorded_at) SELECT $1, key, profile_id, type, at, data, at
     FROM jsonb_to_recordset($2::jsonb) AS x(key text, profile_id uuid, type text, at timestamptz, data jsonb)`, shopId, JSON.stringify(events),
  );
  const orders = batch.flatMap(({ id, events: all }) => all.flatMap((event) => (event.type === "order.placed" ? [{ ref: event.data.orderRef, profile_id: id, placed_at: formatInstant(event.at), total: event.data.amount }] : [])));
  await sql.$executeRawUnsafe(
    `INSERT INTO "order" (id, shop_id, ref, profile_id, number, status, placed_at, currency, total, test, state) SELECT gen_random_uuid(), $1, ref, profile_id, ref, 'placed', placed_at, 'USD', total, false, '{}'
     FROM jsonb_to_recordset($2::jsonb) AS x(ref text, profile_id uuid, placed_at timestamptz, total bigint)`, shopId, JSON.stringify(orders),
  );
}

function fold(id: string, events: readonly CanonicalEvent[]): Profile {
  return events.toSorted((a, b) => a.at - b.at).reduce(applyEvent, emptyProfile(id));
}

function distinctProducts(items: readonly { productRef: string; quantity: number }[]): { productRef: string; quantity: number }[] {
  return [...new Map(items.map((item) => [item.productRef, item])).values()];
}

function moment(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}

function idOf(random: Random): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
