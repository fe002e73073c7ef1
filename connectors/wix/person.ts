/** Who an order or a contact is about. */
import type { ShopContext } from "#app/core/event/connector.ts";
import type { Address as Place, CustomerHint } from "#app/core/event/snapshot.ts";
import { firstPhone, readCountry } from "#app/core/event/payload/values.ts";
import { placeMark } from "#app/core/event/payload/place.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import { looseRef } from "./ids.ts";
import type { Address, Contact, Order } from "./payloads.ts";

/** A guest has a contact too: Wix makes one for every checkout. Members and visitors are other ids of the same person and not used. */
export function orderCustomer(order: Order, shop: ShopContext): CustomerHint {
  const people = peopleOf(order);
  const named = people.find((one) => one.contactDetails?.firstName || one.contactDetails?.lastName)?.contactDetails;
  const places = people.flatMap(({ address }) => address ?? []);
  return {
    ref: looseRef(order.buyerInfo?.contactId ?? null),
    email: normaliseEmail(order.buyerInfo?.email),
    phone: firstPhone(people.map(({ contactDetails, address }) => [contactDetails?.phone ?? null, readCountry(address?.country ?? null)] as const), [shop.country]),
    firstName: named?.firstName ?? null,
    lastName: named?.lastName ?? null,
    locale: localeOf(order.buyerLanguage),
    address: places.map(placeOf).find((place) => place !== null) ?? null,
  };
}

/** A mark of the door the order goes to. */
export function orderPlace(order: Order): string | null {
  const address = peopleOf(order).find((one) => one.address)?.address;
  if (!address) return null;
  const street = address.addressLine ?? address.addressLine1 ?? ([address.streetAddress?.number, address.streetAddress?.name].filter(Boolean).join(" ") || null);
  return placeMark([street, address.addressLine2], address.postalCode, address.city, readCountry(address.country));
}

/** Where it goes before who pays; newer orders name the recipient beside the shipping. */
function peopleOf({ recipientInfo, shippingInfo, billingInfo }: Order) {
  return [shippingInfo?.logistics?.shippingDestination, recipientInfo, billingInfo].filter((one) => one !== null && one !== undefined);
}

export function contactCustomer(contact: Contact, ref: string, shop: ShopContext): CustomerHint {
  const phones = contact.info?.phones?.items ?? [];
  const numbers = [...phones.map((one) => [one.e164Phone, null] as const), ...phones.map((one) => [one.phone, readCountry(one.countryCode)] as const), [contact.primaryInfo?.phone ?? null, null] as const];
  const places = (contact.info?.addresses?.items ?? []).flatMap(({ address }) => address ?? []);
  return {
    ref,
    email: normaliseEmail(contact.primaryInfo?.email),
    phone: firstPhone(numbers, [shop.country]),
    firstName: contact.info?.name?.first ?? null,
    lastName: contact.info?.name?.last ?? null,
    locale: localeOf(contact.info?.locale ?? null),
    address: places.map(placeOf).find((place) => place !== null) ?? null,
  };
}

/** Wix writes ISO 3166-2 whole ("US-NY"); others write the part after the country. */
function placeOf(address: Address): Place | null {
  const place = { country: readCountry(address.country), province: address.subdivision?.replace(/^[A-Z]{2}-/, "") ?? null, city: address.city, postcode: address.postalCode };
  return place.country || place.province || place.city || place.postcode ? place : null;
}

function localeOf(value: string | null): string | null {
  const tag = value?.replaceAll("_", "-") ?? "";
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : null;
}
