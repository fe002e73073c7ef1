import type { ShopContext } from "#app/core/event/connector.ts";
import type { ConsentFact, ConsentSnapshot, CustomerSnapshot } from "#app/core/event/snapshot.ts";
import { readInstant } from "#app/core/event/payload/values.ts";
import { normaliseEmail, normalisePhone } from "#app/core/shared/contact.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { refOf } from "./ids.ts";
import type { Consent, Contact } from "./payloads.ts";
import { contactCustomer } from "./person.ts";
import { versioned } from "./version.ts";

/** A contact as an event or the API tells it; `toldAt` where it has no date of its own. */
export function contactSnapshot(contact: Contact, toldAt: Instant, shop: ShopContext): CustomerSnapshot {
  const ref = refOf(contact.id, "id");
  const createdAt = readInstant(contact.createdDate, "createdDate");
  const updatedAt = readInstant(contact.updatedDate, "updatedDate") ?? createdAt ?? toldAt;
  const content = { kind: "customer" as const, ref, createdAt, deleted: false, customer: contactCustomer(contact, ref, shop), consents: subscription(contact, createdAt, updatedAt) };
  return versioned(content, updatedAt, 0);
}

/** A deletion tells the id and the moment alone. */
export function deletedContact(ref: string | null, at: Instant): CustomerSnapshot {
  const customer = { ref: refOf(ref, "entityId"), email: null, phone: null, firstName: null, lastName: null, locale: null, address: null };
  return versioned({ kind: "customer" as const, ref: customer.ref, createdAt: null, deleted: true, customer, consents: [] }, at, 1);
}

/**
 * The contact's e-mail subscription. Wix gives no time of it: a yes counts from the contact's creation and a no from its last
 * change, so that no later edit renews a consent that was withdrawn on our own page. NOT_SET and PENDING say neither.
 */
function subscription(contact: Contact, createdAt: Instant | null, updatedAt: Instant): ConsentFact[] {
  const status = contact.info?.extendedFields?.items?.["emailSubscriptions.subscriptionStatus"];
  if (status === "SUBSCRIBED" && createdAt !== null) return [{ channel: "email", granted: true, at: createdAt, source: "account" }];
  if (status === "UNSUBSCRIBED") return [{ channel: "email", granted: false, at: updatedAt, source: "account" }];
  return [];
}

/**
 * A marketing consent stands beside contacts, by address or number alone. It is kept under its own id: Wix does not say whose
 * contact it is, and its address finds the person.
 *
 * @returns null when it says neither yes nor no, or names nobody
 */
export function consentSnapshot(consent: Consent, toldAt: Instant, shop: ShopContext): ConsentSnapshot | null {
  const granted = consent.state === "CONFIRMED";
  if (!granted && consent.state !== "REVOKED") return null;
  const email = normaliseEmail(consent.details?.email);
  const phone = normalisePhone(consent.details?.phone, shop.country);
  if (email === null && phone === null) return null;
  const activity = granted ? consent.lastConfirmationActivity : consent.lastRevokeActivity;
  const at = readInstant(activity?.updatedDate ?? consent.updatedDate, "updatedDate") ?? toldAt;
  const channel = email === null ? ("sms" as const) : ("email" as const);
  return { kind: "consent", ref: `consent-${refOf(consent.id, "id")}`, email, phone, consents: [{ channel, granted, at, source: "marketing consent" }] };
}
