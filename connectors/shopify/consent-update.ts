import { z } from "zod";
import { exact, nested, text } from "#app/core/event/payload/fields.ts";
import { readInstant } from "#app/core/event/payload/values.ts";
import type { ShopContext } from "#app/core/event/connector.ts";
import type { Channel, ConsentFact, ConsentSnapshot } from "#app/core/event/snapshot.ts";
import { normaliseEmail, normalisePhone } from "#app/core/shared/contact.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { refOf } from "./ids.ts";

const state = nested(z.object({ state: exact, consent_updated_at: exact }));

/** Of customers_email_marketing_consent/update (`customer_id`, `email_address`) and customers_marketing_consent/update (`id`, `phone`). */
export const ConsentPayload = z.object({
  id: exact,
  customer_id: exact,
  admin_graphql_api_id: exact,
  email_address: text(320),
  phone: text(60),
  email_marketing_consent: state,
  sms_marketing_consent: state,
});

export type ConsentBody = z.infer<typeof ConsentPayload>;

/** @returns null when it says neither yes nor no, as `not_subscribed` and `pending` do */
export function consentSnapshot(body: ConsentBody, receivedAt: Instant, shop: ShopContext): ConsentSnapshot | null {
  const consents = [
    factOf("email", body.email_marketing_consent, receivedAt, "email_marketing_consent.consent_updated_at"),
    factOf("sms", body.sms_marketing_consent, receivedAt, "sms_marketing_consent.consent_updated_at"),
  ].filter((fact) => fact !== null);
  if (consents.length === 0) return null;
  return {
    kind: "consent",
    ref: refOf({ id: body.customer_id ?? body.id, admin_graphql_api_id: body.admin_graphql_api_id }, "customer_id"),
    email: normaliseEmail(body.email_address),
    phone: body.phone === null ? null : normalisePhone(body.phone, shop.country),
    consents,
  };
}

/**
 * A no without a moment counts from its receipt. A yes without one is not taken: delivered late, it would renew a consent
 * that was withdrawn on our own page in between.
 */
function factOf(channel: Channel, consent: ConsentBody["email_marketing_consent"], receivedAt: Instant, field: string): ConsentFact | null {
  const word = consent?.state?.toLowerCase();
  const granted = word === "subscribed";
  if (!granted && word !== "unsubscribed" && word !== "redacted") return null;
  const at = readInstant(consent?.consent_updated_at ?? null, field) ?? (granted ? null : receivedAt);
  return at === null ? null : { channel, granted, at, source: "account" };
}
