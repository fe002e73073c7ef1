/** Everything that is held of one person, for them to read. */
import type { Profile } from "../core/profile/profile.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import type { Database } from "./database.ts";
import type { Person } from "./forget/person.ts";

export type PersonData = Readonly<Record<string, unknown>>;

/** By section, with moments in UTC and money in minor units beside its currency. Nothing of other people, and no secrets. */
export async function readPersonData(db: Database, shop: Pick<Shop, "id" | "name" | "domain">, { profileIds, orderRefs, names }: Person, textOf: (body: Uint8Array) => string, now: Instant): Promise<PersonData> {
  const shopId = shop.id;
  const mine = { shopId, profileId: { in: [...profileIds] } };
  const [profiles, accounts, orders, events, walks, messages, decisions, actions, recommended, cameBy, received] = await Promise.all([
    db.profile.findMany({ where: { shopId, id: { in: [...profileIds] }, mergedInto: null } }),
    db.account.findMany({ where: { shopId, ref: { in: [...names.ref] } } }),
    db.order.findMany({ where: { shopId, ref: { in: [...orderRefs] } }, orderBy: { placedAt: "asc" } }),
    db.event.findMany({ where: mine, orderBy: [{ at: "asc" }, { key: "asc" }] }),
    db.enrollment.findMany({ where: mine, orderBy: { enteredAt: "asc" } }),
    db.message.findMany({ where: mine, orderBy: { createdAt: "asc" } }),
    db.decision.findMany({ where: mine, orderBy: { at: "asc" } }),
    db.action.findMany({ where: mine, orderBy: { createdAt: "asc" } }),
    db.referral.findMany({ where: mine }),
    db.referral.findMany({ where: { shopId, friendId: { in: [...profileIds] } } }),
    db.delivery.findMany({ where: { shopId, resource: { in: [...orderRefs.map((ref) => `order:${ref}`), ...names.ref.map((ref) => `customer:${ref}`)] } }, orderBy: { id: "asc" } }),
  ]);
  return {
    about: { shop: shop.name, address: shop.domain, asOf: formatInstant(now), note: "Everything Afterglow holds of this person for this shop. Amounts are in the smallest unit of their currency." },
    customer: profiles.map((row) => dated(row.state as unknown as Profile)),
    knownAs: names,
    shopAccounts: accounts.map((row) => dated(row.state)),
    orders: orders.map(({ number, status, placedAt, currency, total, state }) => ({ number, status, placedAt, currency, total: total === null ? null : Number(total), details: dated(state) })),
    whatHappened: events.map(({ type, at, data }) => ({ what: type, at, details: data })),
    journeys: walks.map(({ journey, status, step, enteredAt, endedAt, endReason, state }) => ({ journey, status, step, enteredAt, endedAt, endReason, details: dated(state) })),
    messages: messages.map(({ channel, class: kind, content, recipient, status, reason, createdAt, sentAt, openedAt, clickedAt, subject, text, html }) => ({ channel, kind, content, recipient, status, reason, createdAt, sentAt, openedAt, clickedAt, subject, text, html })),
    decisions: decisions.map(({ at, journey, step, channel, outcome, rule, reason, facts, probability }) => ({ at, journey, step, channel, outcome, rule, reason, facts, probability })),
    tasksAndRewards: actions.map(({ kind, status, reason, made, createdAt, doneAt, detail }) => ({ kind, status, reason, code: made, createdAt, doneAt, details: withoutAddress(detail) })),
    recommendations: [...recommended.map(({ code, status, reason }) => ({ side: "recommended the shop", code, status, reason })), ...cameBy.map(({ code, status, reason }) => ({ side: "came by a recommendation", code, status, reason }))],
    receivedFromTheShop: received.map(({ topic, receivedAt, body }) => ({ topic, receivedAt, text: textOf(body) })),
  };
}

/** Moments of stored states, which are numbers there, as people read them. */
function dated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dated);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, /(^at|At)$/.test(name) && typeof inner === "number" ? formatInstant(inner) : dated(inner)]));
}

/** Where an action calls out to is the shop's own affair, and may carry its keys. */
function withoutAddress(detail: unknown): unknown {
  if (typeof detail !== "object" || detail === null) return detail;
  const { url: _url, ...rest } = detail as Record<string, unknown>;
  return rest;
}
