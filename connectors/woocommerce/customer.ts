import type { ShopContext } from "#app/core/event/connector.ts";
import type { Address, CustomerHint, CustomerSnapshot } from "#app/core/event/snapshot.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { customerConsents } from "./consent.ts";
import { readDate } from "./dates.ts";
import type { Address as AddressPayload, Customer, Order } from "./payloads.ts";
import { firstPhone, readCountry, readRef, required } from "#app/core/event/payload/values.ts";
import { versioned } from "./version.ts";

/** Every WordPress user sends these, of any role; `date_modified` is null until the first edit. */
export function customerSnapshot(customer: Customer, receivedAt: Instant, shop: ShopContext): CustomerSnapshot {
  const ref = required(readRef(customer.id, "id"), "id");
  const createdAt = readDate(customer, "date_created");
  const modifiedAt = readDate(customer, "date_modified") ?? createdAt ?? receivedAt;
  const content = {
    kind: "customer" as const,
    ref,
    createdAt,
    deleted: false,
    customer: {
      ref,
      ...contactOf([customer.email, customer.billing?.email ?? null], customer.billing, customer.shipping, shop),
      ...nameOf([customer, customer.billing, customer.shipping]),
      locale: null,
    },
    consents: customerConsents(customer.meta_data, createdAt, modifiedAt),
  };
  return versioned(content, modifiedAt, 0);
}

/** customer.deleted says no more than the id, so it happened when we heard of it. */
export function deletedCustomer(id: string | null, receivedAt: Instant): CustomerSnapshot {
  const ref = required(readRef(id, "id"), "id");
  const nobody = { ref, email: null, phone: null, firstName: null, lastName: null, locale: null, address: null };
  return versioned({ kind: "customer" as const, ref, createdAt: null, deleted: true, customer: nobody, consents: [] }, receivedAt, 1);
}

/** Who an order says bought: `customer_id` is 0 for a guest, and every text "" where it is missing. */
export function orderCustomer(order: Order, shop: ShopContext): CustomerHint {
  return {
    ref: readRef(order.customer_id, "customer_id"),
    ...contactOf([order.billing?.email ?? null, order.shipping?.email ?? null], order.billing, order.shipping, shop),
    ...nameOf([order.billing, order.shipping]),
    locale: null,
  };
}

function contactOf(emails: readonly (string | null)[], billing: AddressPayload, shipping: AddressPayload, shop: ShopContext) {
  const countries = [readCountry(shipping?.country ?? null), readCountry(billing?.country ?? null)];
  const country = countries[0] ?? countries[1] ?? null;
  const phones = [billing, shipping].map((place) => [place?.phone ?? null, readCountry(place?.country ?? null)] as const);
  return {
    email: emails.map(normaliseEmail).find((email) => email !== null) ?? null,
    phone: firstPhone(phones, country === shop.country ? [country] : [country, shop.country]),
    address: addressOf(shipping) ?? addressOf(billing),
  };
}

/** Both names from one place: a first name from one and a last name from another make a third person. */
function nameOf(places: readonly ({ readonly first_name: string | null; readonly last_name: string | null } | null)[]) {
  const named = places.find((place) => place?.first_name || place?.last_name);
  return { firstName: named?.first_name ?? null, lastName: named?.last_name ?? null };
}

function addressOf(place: AddressPayload): Address | null {
  if (!place) return null;
  const address = { country: readCountry(place.country), province: place.state, city: place.city, postcode: place.postcode };
  return address.country || address.province || address.city || address.postcode ? address : null;
}
