/** Documented bodies, kept beside the repository and not in it. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import { wixWebhook } from "./fixtures.ts";
import type { Json } from "./fixtures.ts";
import { wix } from "./index.ts";
import { newKeyPair } from "./test-keys.ts";

const folder = new URL("../../../shared/payloads/wix/", import.meta.url);
const present = existsSync(folder);
if (!present) console.warn(`\n*** ${folder.pathname} is not there: the tests over documented Wix payloads are SKIPPED ***\n`);

const RECEIVED = Date.UTC(2026, 10, 22);
const { privateKey } = newKeyPair();

/** What each file is sent or fetched as, and what is read of it. */
const EXPECTED: Readonly<Record<string, readonly [topic: string, read: string]>> = {
  abandoned_checkout_created: ["wix.ecom.v1.abandoned_checkout_created", "unhandled"],
  abandoned_checkout_recovered: ["wix.ecom.v1.abandoned_checkout_recovered", "unhandled"],
  app_installed: ["AppInstalled", "shop_changed"],
  app_removed: ["AppRemoved", "uninstalled"],
  cart_updated: ["wix.ecom.v1.cart_updated", "unhandled"],
  checkout_completed: ["wix.ecom.v1.checkout_completed", "unhandled"],
  contact_created: ["wix.contacts.v4.contact_created", "customer 4b0133d5-7903-4411-bcc0-1817d1394028 johndoe@example.com"],
  contact_deleted: ["wix.contacts.v4.contact_deleted", "customer 4b0133d5-7903-4411-bcc0-1817d1394028 deleted"],
  contact_updated: ["wix.contacts.v4.contact_updated", "customer 4b0133d5-7903-4411-bcc0-1817d1394028 johndoe@example.com"],
  coupon_applied: ["wix.ecommerce.coupons.v2.coupon_applied", "unhandled"],
  member_created: ["wix.members.v1.member_created", "unhandled"],
  order_approved: ["wix.ecom.v1.order_approved", "order 10002 1000 USD awaited janedoe@gmail.com SUMMERSALE10"],
  order_updated: ["wix.ecom.v1.order_updated", "order 10001 2500 USD paid fulfilled janedoe@gmail.com"],
  paid_plan_auto_renewal_cancelled: ["PaidPlanAutoRenewalCancelled", "plan_changed"],
  paid_plan_changed: ["PaidPlanChanged", "plan_changed"],
  paid_plan_purchased: ["PaidPlanPurchased", "plan_changed"],
  rest_contact: ["contacts/pulled", "customer 8046df3c-7575-4098-a5ab-c91ad8f33c47 email@example.com granted"],
  rest_get_contact_full: ["contacts/pulled", "customer 8046df3c-7575-4098-a5ab-c91ad8f33c47 email@example.com granted"],
  rest_query_contacts_by_email: ["contacts/pulled", "customer 8046df3c-7575-4098-a5ab-c91ad8f33c47 email@example.com"],
  rest_get_order: ["orders/pulled", "order 10108 21566 USD paid fulfilled janedoe@gmail.com SUMMERSALE5"],
  rest_order: ["orders/pulled", "order 10108 21566 USD paid fulfilled janedoe@gmail.com SUMMERSALE5"],
  rest_create_fulfillment: ["wix.ecom.v1.fulfillments_updated", "shipment fedex 12345"],
  rest_order_fulfillments: ["wix.ecom.v1.fulfillments_updated", "shipment fedex 12345"],
  rest_list_fulfillments_multiple: ["wix.ecom.v1.fulfillments_updated", "shipment ups 12345 shipment ups 12345"],
  stores_v1_product_changed: ["com.wix.ecommerce.catalog.api.v1.ProductChanged", "unhandled"],
  stores_v1_product_created: ["com.wix.ecommerce.catalog.api.v1.ProductCreated", "unhandled"],
};

/** Not bodies of ours to read: the client's own, or of the API that order events replaced. */
const LEFT = /^(rest_app_instance|rest_get_app_instance|rest_stores_v2_|stores_v2_)/;

const sent = (eventType: string, event: Json): Translation => wix.translate(eventType, wixWebhook({ eventType, instanceId: "inst-0001", event, privateKey, at: RECEIVED }), RECEIVED, { currency: "USD", country: "US" });

function read(topic: string, json: Json): Translation {
  if (topic.endsWith("/pulled")) {
    const one = (json["contacts"] as Json[] | undefined)?.[0] ?? (topic === "contacts/pulled" ? (json["contact"] ?? json) : json);
    return wix.translate(topic, new TextEncoder().encode(JSON.stringify(one)), RECEIVED, { currency: "USD", country: "US" });
  }
  // Plan samples are the middle layer, responses have no event around them.
  if (typeof json["data"] === "string") return sent(topic, JSON.parse(json["data"]) as Json);
  const parcels = json["orderWithFulfillments"] ?? (json["ordersWithFulfillments"] as Json[] | undefined)?.[0];
  return sent(topic, parcels ? { eventTime: "2026-11-01T00:00:00Z", actionEvent: { body: { orderWithFulfillments: parcels } } } : json);
}

function summary(translation: Translation): string {
  if (translation.kind === "notice") return translation.notice.kind;
  if (translation.kind !== "snapshots") return translation.kind === "unhandled" ? "unhandled" : translation.reason;
  return translation.snapshots.map((one) => {
    if (one.kind === "order") return ["order", one.number, one.total, one.currency, one.paidAt !== null && "paid", one.awaitingPayment && "awaited", one.fulfilledAt !== null && "fulfilled", one.customer.email, ...(one.codes ?? [])].filter(Boolean).join(" ");
    if (one.kind === "customer") return ["customer", one.ref, one.deleted ? "deleted" : one.customer.email, one.consents[0]?.granted && "granted"].filter(Boolean).join(" ");
    return one.kind === "shipment" ? `shipment ${one.carrier} ${one.trackingNumber}` : one.kind;
  }).join(" ");
}

describe.skipIf(!present)("documented Wix bodies", () => {
  const names = present ? readdirSync(folder).filter((file) => file.endsWith(".json")).map((file) => file.split("__")[0] ?? "") : [];

  it("are all known", () => expect(names.filter((name) => !LEFT.test(name)).toSorted()).toEqual(Object.keys(EXPECTED).toSorted()));

  it.each(names.filter((name) => !LEFT.test(name)))("%s", (name) => {
    const file = readdirSync(folder).find((one) => one.startsWith(`${name}__`)) ?? "";
    const [topic, expected] = EXPECTED[name] ?? ["", ""];
    expect(summary(read(topic, JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Json))).toBe(expected);
  });

  it.each(names.filter((name) => name.startsWith("stores_v2_")))("%s, of the API that order events replaced, is left alone", (name) => {
    const file = readdirSync(folder).find((one) => one.startsWith(`${name}__`)) ?? "";
    expect(sent("com.wix.ecommerce.orders.api.v2.OrderEvent", JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Json)).toEqual({ kind: "unhandled", reason: 'the event "com.wix.ecommerce.orders.api.v2.OrderEvent" is not one we read' });
  });
});
