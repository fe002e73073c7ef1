import type { ShopContext } from "#app/core/event/connector.ts";
import type { Address, ConsentFact, ConsentSnapshot, CustomerHint, CustomerSnapshot } from "#app/core/event/snapshot.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { isYes } from "#app/core/event/payload/fields.ts";
import { firstPhone, quoted, readCountry, readRef, required, Unreadable } from "#app/core/event/payload/values.ts";
import { readDate } from "./dates.ts";
import type { Address as AddressPayload, Customer, Order, Subscriber } from "./payloads.ts";
import { versioned } from "./version.ts";

type Place = AddressPayload | null | undefined;

/** Where an order goes: the API puts it into shipping_assignments only, events into one flat list. Virtual orders go nowhere. */
export function shippingOf(order: Order): AddressPayload | null {
  return order.extension_attributes?.shipping_assignments[0]?.shipping?.address ?? order.shipping_address ?? order.addresses.find((place) => place.address_type === "shipping") ?? null;
}

/** Who pays: in a field of its own from the API, in the flat list from events. */
export function billingOf(order: Order): AddressPayload | null {
  return order.billing_address ?? order.addresses.find((place) => place.address_type === "billing") ?? null;
}

/** Who an order says bought. A guest has no customer_id, and often a name only in the billing address. */
export function orderCustomer(order: Order, shop: ShopContext): CustomerHint {
  const [billing, shipping] = [billingOf(order), shippingOf(order)];
  const email = [order.customer_email, billing?.email ?? null, shipping?.email ?? null].map(normaliseEmail).find((one) => one !== null) ?? null;
  return {
    ref: readRef(order.customer_id, "customer_id"),
    email,
    phone: phoneOf([billing, shipping], shop),
    ...nameOf([{ firstname: order.customer_firstname, lastname: order.customer_lastname }, billing, shipping]),
    locale: null,
    address: addressOf(shipping) ?? addressOf(billing),
  };
}

/** An account. With I/O Events it holds only the fields that were subscribed to: one without an e-mail address says nothing of the person. */
export function customerSnapshot(customer: Customer, receivedAt: Instant, shop: ShopContext): CustomerSnapshot | { readonly unhandled: string } {
  const ref = required(readRef(customer.id ?? customer.entity_id, "id"), "id");
  if (customer.email === null) return { unhandled: "it holds no email: add the field email to the event's subscription in Adobe Commerce" };
  const createdAt = readDate(customer.created_at, "created_at");
  const modifiedAt = readDate(customer.updated_at, "updated_at") ?? createdAt ?? receivedAt;
  const billing = defaultOf(customer, "default_billing");
  const shipping = defaultOf(customer, "default_shipping");
  const content = {
    kind: "customer" as const,
    ref,
    createdAt,
    deleted: false,
    customer: {
      ref,
      email: normaliseEmail(customer.email),
      phone: phoneOf([billing, shipping], shop),
      ...nameOf([customer, billing, shipping]),
      locale: null,
      address: addressOf(shipping) ?? addressOf(billing),
    },
    consents: consentsOf(customer, createdAt, modifiedAt),
  };
  return versioned(content, modifiedAt, 0);
}

/** Our module's own body: the account is gone, and only its number is left. */
export function deletedCustomer(customer: Customer, receivedAt: Instant): CustomerSnapshot {
  const ref = required(readRef(customer.id, "id"), "id");
  const nobody = { ref, email: null, phone: null, firstName: null, lastName: null, locale: null, address: null };
  return versioned({ kind: "customer" as const, ref, createdAt: null, deleted: true, customer: nobody, consents: [] }, receivedAt, 1);
}

/**
 * A yes or no in the newsletter list, with its moment (Magento\Newsletter\Model\Subscriber: 1 subscribed, 2 not active,
 * 3 unsubscribed, 4 unconfirmed). Only 1 and 3 are answers.
 */
export function consentSnapshot(subscriber: Subscriber, receivedAt: Instant): ConsentSnapshot | { readonly unhandled: string } {
  const ref = readRef(subscriber.customer_id, "customer_id");
  const status = required(subscriber.subscriber_status, "subscriber_status");
  if (!/^[1-4]$/.test(status)) throw new Unreadable(`subscriber_status ${quoted(status)} is not one of Magento's`);
  if (ref === null) return { unhandled: "a newsletter subscriber without an account" };
  if (status !== "1" && status !== "3") return { unhandled: "the newsletter subscription waits to be confirmed" };
  const at = readDate(subscriber.change_status_at, "change_status_at") ?? receivedAt;
  return { kind: "consent", ref, email: normaliseEmail(subscriber.subscriber_email), phone: null, consents: [{ channel: "email", granted: status === "1", at, source: "newsletter" }] };
}

/**
 * `is_subscribed` carries no time: a yes counts from the account's creation and a no from its last change, since
 * otherwise every edit of the account would renew a consent that was withdrawn on our own page.
 */
function consentsOf(customer: Customer, createdAt: Instant | null, modifiedAt: Instant): ConsentFact[] {
  const told = customer.extension_attributes?.is_subscribed ?? null;
  if (told === null) return [];
  if (!isYes(told)) return [{ channel: "email", granted: false, at: modifiedAt, source: "account" }];
  return createdAt === null ? [] : [{ channel: "email", granted: true, at: createdAt, source: "account" }];
}

function defaultOf(customer: Customer, which: "default_billing" | "default_shipping"): AddressPayload | null {
  const marked = customer.addresses.find((place) => isYes(place[which]) || (place.id !== null && place.id === customer[which]));
  return marked ?? customer.addresses[0] ?? null;
}

function phoneOf(places: readonly Place[], shop: ShopContext): string | null {
  const numbers = places.map((place) => [place?.telephone ?? null, readCountry(place?.country_id ?? null)] as const);
  return firstPhone(numbers, [shop.country]);
}

/** Both names from one place: a first name from one and a last name from another make a third person. */
function nameOf(places: readonly ({ readonly firstname: string | null; readonly lastname: string | null } | null)[]) {
  const named = places.find((place) => place?.firstname || place?.lastname);
  return { firstName: named?.firstname ?? null, lastName: named?.lastname ?? null };
}

function addressOf(place: Place): Address | null {
  if (!place) return null;
  const address = { country: readCountry(place.country_id), province: place.region, city: place.city, postcode: place.postcode };
  return address.country || address.province || address.city || address.postcode ? address : null;
}
