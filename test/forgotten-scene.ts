/** A customer who leaves traces everywhere, and others who do alike: for what must be forgotten and what must stay. */
import { expect } from "vitest";
import { DAY, HOUR, MINUTE } from "#app/core/shared/instant.ts";
import type { Live } from "#app/live.server.ts";
import type { Database } from "#app/models/database.ts";
import { addNotice } from "#app/models/notice.ts";
import { loader as click } from "#app/routes/c.$token.ts";
import { shopifyBody, shopifyCustomer, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder } from "#connectors/shopify/fixtures.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { wooBody, wooCustomer, wooOrder } from "#connectors/woocommerce/fixtures.ts";
import { woocommerce } from "#connectors/woocommerce/index.ts";
import { post as call } from "./calls.ts";
import { addShop } from "./door.ts";
import type { Door } from "./door.ts";

export type Who = { readonly id: number; readonly order: number; readonly first: string; readonly last: string; readonly email: string; readonly phone: string; readonly street: string; readonly note: string };

/** Nothing of this stands anywhere by chance. Telephone numbers are looked for by their digits, however they are spelled. */
export const MARKED: Who = { id: 88800011, order: 770077, first: "Zebulonia", last: "Quistgaard", email: "Zebulonia.Quist@Marker-Mail.example", phone: "(212) 736-5000", street: "77 Xylophone Terrace", note: "by the purple gnome" };
export const WORDS = ["zebulonia", "quistgaard", "quist@marker-mail", "2127365000", "xylophone", "purple gnome", "770077", "gnome is broken", "device-zebra"];
export const FRIEND: Who = { id: 88800022, order: 1002, first: "Fay", last: "Friend", email: "fay@example.com", phone: "+14155550122", street: "2 Elm Street", note: "" };
export const OTHER: Who = { id: 88800033, order: 1003, first: "Rob", last: "Recommender", email: "rob@example.com", phone: "+14155550133", street: "3 Oak Street", note: "" };

export type OrderOver = { readonly id?: number; readonly number?: number; readonly at?: number; readonly updatedAt?: number; readonly code?: string; readonly broken?: boolean };
export type Store = {
  readonly shopId: string;
  readonly address: string;
  readonly topic: { readonly order: string; readonly changed: string; readonly customer: string };
  order(who: Who, at: number, over?: OrderOver): Uint8Array;
  customer(who: Who, at: number): Uint8Array;
  sign(body: Uint8Array, topic: string): Readonly<Record<string, string>>;
};

export function shopifyStore(shopId: string): Store {
  const person = (who: Who) => ({ id: who.id, email: who.email, phone: who.phone, firstName: who.first, lastName: who.last, address: { countryCode: "US", provinceCode: "NY", city: "Zanesvilla", zip: "10001", address1: who.street, phone: who.phone.replaceAll(/\D/g, ".") } });
  const domain = `${shopId}.myshopify.com`;
  return {
    shopId, address: "/webhooks/shopify", topic: { order: "orders/create", changed: "orders/updated", customer: "customers/create" },
    order: (who, at, over = {}) => {
      const createdAt = over.at ?? at;
      return shopifyBody(shopifyOrder({
        id: over.id ?? who.order, number: over.number ?? who.order, createdAt, updatedAt: over.updatedAt ?? createdAt, customer: person(who), acceptsMarketing: true, financialStatus: "paid",
        lines: [{ productId: 11, sku: "MUG", title: "Stoneware mug", quantity: 1, unitPrice: 4200 }], discountCodes: over.code ? [{ code: over.code, amount: 0 }] : [],
        overrides: { note: who.note, ...(over.broken && { created_at: "the day before", line_items: "none" }) },
      }));
    },
    customer: (who, at) => shopifyBody(shopifyCustomer({ ...person(who), createdAt: at, updatedAt: at })),
    sign: (body, topic) => ({ "x-shopify-shop-domain": domain, ...shopify.sign(body, "app-secret", topic) }),
  };
}

export function wooStore(shopId: string): Store {
  const address = (who: Who) => ({ firstName: who.first, lastName: who.last, address1: who.street, city: "Zanesvilla", state: "NY", postcode: "10001", country: "US", phone: who.phone.replaceAll(/\D/g, " "), email: who.email });
  return {
    shopId, address: `/webhooks/woocommerce/${shopId}`, topic: { order: "order.created", changed: "order.updated", customer: "customer.created" },
    order: (who, at, over = {}) => {
      const createdAt = over.at ?? at;
      return wooBody(wooOrder({
        id: over.id ?? who.order, number: String(over.number ?? who.order), createdAt, modifiedAt: over.updatedAt ?? createdAt, paidAt: createdAt, customerId: who.id, billing: address(who), shipping: address(who), acceptsMarketing: true,
        lines: [{ productId: 11, sku: "MUG", title: "Stoneware mug", quantity: 1, unitPrice: 4200 }], couponCodes: over.code ? [over.code] : [],
        overrides: { customer_note: who.note, ...(over.broken && { date_created_gmt: "the day before", line_items: "none" }) },
      }));
    },
    customer: (who, at) => wooBody(wooCustomer({ id: who.id, email: who.email, firstName: who.first, lastName: who.last, createdAt: at, modifiedAt: at, billing: address(who) })),
    sign: (body, topic) => woocommerce.sign(body, `secret-${shopId}`, topic),
  };
}

export async function send(door: Door, store: Store, topic: string, body: Uint8Array): Promise<void> {
  const response = await fetch(`${door.url}${store.address}`, { method: "POST", headers: { "content-type": "application/json", ...store.sign(body, topic) }, body: Buffer.from(body) });
  expect(response.status, `${topic} of ${store.shopId}`).toBe(200);
}

export async function openStore(db: Database, store: Store): Promise<void> {
  const isShopify = store.address === "/webhooks/shopify";
  await addShop(db, store.shopId, isShopify ? "shopify" : "woocommerce", { ...(isShopify && { domain: `${store.shopId}.myshopify.com` }), secret: `secret-${store.shopId}` });
}

const profileOf = async (db: Database, shopId: string, who: Who): Promise<string> => (await db.identity.findFirstOrThrow({ where: { shopId, kind: "email", value: who.email.toLowerCase() } })).profileId;

/** Everybody lives through a week. `links` reads the counting links of a mail to the marked customer. */
export async function live(db: Database, door: Door, store: Store, clock: { now: number }, links: () => Promise<readonly string[]>): Promise<void> {
  const { app } = door;
  const { shopId } = store;
  const start = clock.now;
  await send(door, store, store.topic.customer, store.customer(MARKED, start - DAY));
  await send(door, store, store.topic.order, store.order(OTHER, start - HOUR));
  await app.work.drain();
  await promiseCode(db, shopId, await profileOf(db, shopId, OTHER), "R7BBRRRR");
  await send(door, store, store.topic.order, store.order(MARKED, start, { code: "R7BBRRRR" }));
  await app.work.drain();
  const profileId = await profileOf(db, shopId, MARKED);
  await promiseCode(db, shopId, profileId, "Z7BBZZZZ");
  await send(door, store, store.topic.order, store.order(FRIEND, start + MINUTE, { code: "Z7BBZZZZ" }));
  await app.work.drain();
  if (store.address === "/webhooks/shopify") {
    const parcel = { id: 5001, orderId: MARKED.order, createdAt: start + HOUR, trackingNumber: "1Z770077", carrier: "UPS" };
    await send(door, store, "fulfillments/create", shopifyBody(shopifyFulfillment(parcel)));
    await send(door, store, "fulfillment_events/create", shopifyBody(shopifyFulfillmentEvent({ id: 5002, fulfillmentId: 5001, orderId: MARKED.order, status: "delivered", happenedAt: start + 2 * HOUR })));
  }
  clock.now = start + 3 * HOUR;
  await app.work.drain();
  await browse(app, shopId, clock.now);
  for (const link of (await links()).filter((one) => one.includes("/c/")).slice(0, 1)) await click({ request: new Request(link), params: { token: link.split("/c/")[1] ?? "" }, context: { app } } as never);
  await app.record(shopId, [
    { profileId, event: { key: `ticket:${shopId}:1`, type: "ticket.opened", at: clock.now, data: { ticketRef: "1", subject: "The gnome is broken", orderRef: null } } },
    { profileId, event: { key: `survey:${shopId}:1`, type: "survey.answered", at: clock.now, data: { question: "rating", answer: "I am Zebulonia", orderRef: String(MARKED.order), score: 5, scale: 5 } } },
  ]);
  await send(door, store, store.topic.changed, store.order(MARKED, start, { broken: true, updatedAt: start + HOUR }));
  await leaveTraces(db, store, start);
  clock.now = start + 9 * DAY;
  await app.work.drain();
}

async function browse(app: Live, shopId: string, at: number): Promise<void> {
  const key = `write-${shopId}`;
  const timestamp = new Date(at).toISOString();
  expect((await call(app, "identify", { anonymousId: "device-zebra", traits: { email: MARKED.email }, timestamp }, { key })).status).toBe(200);
  expect((await call(app, "track", { anonymousId: "device-zebra", event: "Gnome is broken", properties: { said: "Quistgaard" }, timestamp }, { key })).status).toBe(200);
}

async function promiseCode(db: Database, shopId: string, profileId: string, code: string): Promise<void> {
  const walk = (await db.enrollment.findFirst({ where: { shopId, profileId } }))?.id ?? crypto.randomUUID();
  await db.action.create({ data: { id: crypto.randomUUID(), shopId, profileId, enrollmentId: walk, kind: "referral_code", detail: { do: "referral_code" }, made: code, status: "done", createdAt: new Date(0) } });
}

/** What failed, what was fetched, what nobody reads, requests, tasks, and the rest that is hard to bring about. */
async function leaveTraces(db: Database, store: Store, at: number): Promise<void> {
  const { shopId } = store;
  const body = store.order(MARKED, at);
  const escaped = Buffer.from(JSON.stringify({ who: encodeURIComponent(MARKED.email), again: Buffer.from(JSON.stringify({ mail: MARKED.email.toUpperCase() })).toString("base64url") }));
  const phoned = Buffer.from('{"call":"212-736 5000 for Quistgaard"}');
  const row = (topic: string, bytes: Uint8Array, over: object) => ({ id: crypto.randomUUID(), shopId, topic, headers: {}, body: new Uint8Array(bytes), receivedAt: new Date(at), ...over });
  await db.delivery.createMany({
    data: [
      row(store.topic.changed, body, { status: "failed" }), row(store.topic.changed, body, { status: "processed", source: "catch_up", resource: `order:${MARKED.order}` }),
      row("carts/update", escaped, { status: "unhandled" }), row("calls/made", phoned, { status: "quarantined" }), row("other/topic", Buffer.from("{}"), { headers: { "x-wc-webhook-note": `for ${MARKED.email}` }, status: "unhandled" }),
    ],
  });
  await db.demoWebhook.create({ data: { shopId, at: new Date(at + 90 * DAY), topic: store.topic.changed, body: Buffer.from(body).toString() } });
  await db.pull.create({ data: { shopId, purpose: "catch_up", resource: "orders", position: 0, status: "failed", until: new Date(at), reason: `No order of ${MARKED.email.toLowerCase()}`, startedAt: new Date(at) } });
  const person = { ref: String(MARKED.id), email: MARKED.email, phone: null, orderRefs: [] };
  await addNotice(db, shopId, crypto.randomUUID(), { kind: "export_person", person, requestRef: "17" }, "platform", at);
  await addNotice(db, shopId, crypto.randomUUID(), { kind: "export_person", person, requestRef: "18" }, "platform", at + 400 * DAY);
}
