import type { ConsentFact } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { Customer, Order } from "./payloads.ts";
import { readInstant } from "#app/core/event/payload/values.ts";

/**
 * What a customer record says of marketing. States: CustomerEmailMarketingState and
 * CustomerSmsMarketingState in Shopify's GraphQL reference, in lower case. `not_subscribed` (never
 * asked), `pending` (asked to confirm, has not) and `invalid` say neither yes nor no.
 *
 * Where Shopify gives no time, a yes counts from the record's creation and a no from its last change:
 * otherwise every later edit of the record would renew a consent that was withdrawn on our own page.
 */
export function customerConsents(customer: Customer, updatedAt: Instant): ConsentFact[] {
  const createdAt = readInstant(customer.created_at, "customer.created_at");
  const facts: ConsentFact[] = [];
  const add = (channel: "email" | "sms", state: string | null, at: Instant | null): void => {
    const granted = state === "subscribed";
    if (!granted && state !== "unsubscribed" && state !== "redacted") return;
    const moment = at ?? (granted ? createdAt : updatedAt);
    if (moment !== null) facts.push({ channel, granted, at: moment, source: "account" });
  };
  const { email_marketing_consent: email, sms_marketing_consent: sms } = customer;
  if (email) add("email", email.state?.toLowerCase() ?? null, readInstant(email.consent_updated_at, "email_marketing_consent.consent_updated_at"));
  else add("email", oldState(customer, createdAt), readInstant(customer.accepts_marketing_updated_at, "accepts_marketing_updated_at"));
  if (sms) add("sms", sms.state?.toLowerCase() ?? null, readInstant(sms.consent_updated_at, "sms_marketing_consent.consent_updated_at"));
  return facts;
}

/** Before API 2022-04: a "no" stamped with the record's creation means never asked, not withdrawn. */
function oldState(customer: Customer, createdAt: Instant | null): string | null {
  if (customer.accepts_marketing === "true") return "subscribed";
  const changedAt = readInstant(customer.accepts_marketing_updated_at, "accepts_marketing_updated_at");
  const withdrawn = customer.accepts_marketing === "false" && changedAt !== null && createdAt !== null && changedAt > createdAt;
  return withdrawn ? "unsubscribed" : null;
}

/**
 * The checkout's box, dated when the order was placed. A shop with double opt-in leaves the customer
 * `pending` until the mail is answered: the box alone is not consent there.
 */
export function orderConsents(order: Order, placedAt: Instant, updatedAt: Instant): ConsentFact[] {
  const state = order.customer?.email_marketing_consent?.state?.toLowerCase();
  const checkout: ConsentFact[] =
    order.buyer_accepts_marketing && state !== "pending" && state !== "invalid"
      ? [{ channel: "email", granted: true, at: placedAt, source: "checkout" }]
      : [];
  if (!order.customer) return checkout;
  const recordedAt = readInstant(order.customer.updated_at, "customer.updated_at") ?? updatedAt;
  return [...checkout, ...customerConsents(order.customer, recordedAt)];
}
