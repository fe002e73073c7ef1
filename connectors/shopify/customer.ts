import type { Address, CustomerHint, CustomerSnapshot } from "#app/core/event/snapshot.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { ShopContext } from "#app/core/event/connector.ts";
import { customerConsents } from "./consent.ts";
import { refOf } from "./ids.ts";
import type { Address as AddressPayload, Customer, Order } from "./payloads.ts";
import { firstPhone, readCountry, readInstant } from "#app/core/event/payload/values.ts";
import { versioned } from "./version.ts";

/** Of customers/create and customers/update. Shopify's test notification leaves both dates null. */
export function customerSnapshot(customer: Customer, receivedAt: Instant, shop: ShopContext): CustomerSnapshot {
  const createdAt = readInstant(customer.created_at, "created_at");
  const updatedAt = readInstant(customer.updated_at, "updated_at") ?? createdAt ?? receivedAt;
  const content = {
    kind: "customer" as const,
    ref: refOf(customer),
    createdAt,
    deleted: false,
    customer: {
      ref: refOf(customer),
      ...contactOf([customer.email], [[customer.phone, null]], [customer.default_address], shop),
      ...nameOf([customer, customer.default_address]),
      locale: null,
    },
    consents: customerConsents(customer, updatedAt),
  };
  return versioned(content, updatedAt, 0);
}

/** customers/delete carries the id and no more, so it happened when we heard of it. */
export function deletedCustomer(customer: Customer, receivedAt: Instant): CustomerSnapshot {
  const ref = refOf(customer);
  const nobody = { ref, email: null, phone: null, firstName: null, lastName: null, locale: null, address: null };
  return versioned({ kind: "customer" as const, ref, createdAt: null, deleted: true, customer: nobody, consents: [] }, receivedAt, 1);
}

/** Who an order says bought: `customer` is null or absent for guests, drafts and the point of sale. */
export function orderCustomer(order: Order, shop: ShopContext): CustomerHint {
  const { customer, shipping_address: shipping, billing_address: billing } = order;
  return {
    ref: customer && (customer.id ?? customer.admin_graphql_api_id) !== null ? refOf(customer, "customer.id") : null,
    ...contactOf(
      [order.email, order.contact_email, customer?.email ?? null],
      [[order.phone, null], [customer?.phone ?? null, null]],
      [shipping, billing, customer?.default_address ?? null],
      shop,
    ),
    ...nameOf([customer, billing, shipping]),
    locale: localeOf(order.customer_locale),
  };
}

type Numbered = readonly [string | null, string | null];

function contactOf(emails: readonly (string | null)[], own: readonly Numbered[], places: readonly AddressPayload[], shop: ShopContext) {
  const country = firstOf(places, (place) => readCountry(place.country_code));
  const onAddresses = places.flatMap((place): Numbered[] => (place ? [[place.phone, readCountry(place.country_code)]] : []));
  return {
    email: firstOf(emails, normaliseEmail),
    phone: firstPhone([...own, ...onAddresses], country === shop.country ? [country] : [country, shop.country]),
    address: firstOf(places, addressOf),
  };
}

function firstOf<T, R>(items: readonly (T | null)[], read: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = item === null ? null : read(item);
    if (found !== null) return found;
  }
  return null;
}

/** Both names from one place: a first name from one and a last name from another make a third person. */
function nameOf(places: readonly ({ readonly first_name: string | null; readonly last_name: string | null } | null)[]) {
  const named = places.find((place) => place?.first_name || place?.last_name);
  return { firstName: named?.first_name ?? null, lastName: named?.last_name ?? null };
}

function addressOf(place: NonNullable<AddressPayload>): Address | null {
  const address = {
    country: readCountry(place.country_code),
    province: place.province_code ?? place.province,
    city: place.city,
    postcode: place.zip,
  };
  return address.country || address.province || address.city || address.postcode ? address : null;
}

function localeOf(value: string | null): string | null {
  const tag = value?.replaceAll("_", "-") ?? "";
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : null;
}
