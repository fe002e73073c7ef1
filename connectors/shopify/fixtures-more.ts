/** Bodies of the topics that are not about one order's way: consent, returns, deletions, the installation, privacy. Written for this project. */
import type { Instant } from "#app/core/shared/instant.ts";
import { idsOf, numericId, stamp } from "./fixture-parts.ts";
import type { Id, Json, ShopifyConsentInput } from "./fixture-parts.ts";

type ConsentInput = { readonly customerId: Id; readonly email?: string; readonly phone?: string; readonly state: ShopifyConsentInput["state"] | null; readonly at: Instant | null };

const consent = (state: string | null, at: Instant | null): Json => ({ state, opt_in_level: state === null ? null : "single_opt_in", consent_updated_at: at === null ? null : stamp(at) });

/** The body of customers_email_marketing_consent/update. */
export function shopifyEmailConsent({ customerId, email, state, at }: ConsentInput): Json {
  return { customer_id: numericId(customerId), email_address: email ?? null, email_marketing_consent: consent(state, at) };
}

/** The body of customers_marketing_consent/update, which is about SMS. */
export function shopifySmsConsent({ customerId, phone, state, at }: ConsentInput): Json {
  return { id: numericId(customerId), phone: phone ?? null, sms_marketing_consent: { ...consent(state, at), consent_collected_from: "other" } };
}

/** The body of returns/request, approve, reopen and process. */
export function shopifyReturn(input: { readonly id: Id; readonly orderId: Id; readonly status?: string; readonly reason?: string; readonly note?: string }): Json {
  return {
    ...idsOf("Return", input.id), status: input.status ?? "open", order: idsOf("Order", input.orderId), total_return_line_items: 1, name: null,
    return_line_items: [{ ...idsOf("ReturnLineItem", `${input.id}1`), quantity: 1, return_reason: input.reason ?? "unwanted", return_reason_note: input.note ?? "", customer_note: null }],
  };
}

/** The body of returns/close and returns/cancel. */
export function shopifyEndedReturn(id: Id, orderId: Id, status: "closed" | "canceled" = "closed"): Json {
  return { ...idsOf("Return", id), order_id: numericId(orderId), status };
}

/** The body of returns/decline, which names no order. */
export function shopifyDeclinedReturn(id: Id): Json {
  return { ...idsOf("Return", id), status: "declined", decline: { reason: "return_period_ended", note: "" } };
}

/** The body of returns/update, which names no order and lists changes only. */
export function shopifyUpdatedReturn(id: Id): Json {
  return { admin_graphql_api_id: idsOf("Return", id)["admin_graphql_api_id"], return_line_items: { removals: [{ admin_graphql_api_id: `gid://shopify/ReturnLineItem/${id}1`, delta: 1 }] }, restocking_fees: { updates: [], removals: [] } };
}

/** The body of orders/delete. */
export function shopifyDeletedOrder(id: Id): Json {
  return { id: numericId(id) };
}

/** The body of customers/delete. */
export function shopifyDeletedCustomer(id: Id): Json {
  return { ...idsOf("Customer", id), phone: null, addresses: [], tax_exemptions: [], email_marketing_consent: null, sms_marketing_consent: null };
}

type Person = { readonly customerId: Id; readonly email?: string; readonly phone?: string; readonly orders: readonly Id[] };

const about = (domain: string): Json => ({ shop_id: 954_001, shop_domain: domain });
const personJson = ({ customerId, email, phone }: Person): Json => ({ id: numericId(customerId), email: email ?? null, phone: phone ?? null });

/** The body of customers/data_request. */
export function shopifyDataRequest(domain: string, person: Person, requestId: Id): Json {
  return { ...about(domain), orders_requested: person.orders.map(numericId), customer: personJson(person), data_request: { id: numericId(requestId) } };
}

/** The body of customers/redact. */
export function shopifyCustomerRedact(domain: string, person: Person): Json {
  return { ...about(domain), customer: personJson(person), orders_to_redact: person.orders.map(numericId) };
}

/** The body of shop/redact. */
export function shopifyShopRedact(domain: string): Json {
  return about(domain);
}

/** The body of app/uninstalled and shop/update: the shop. */
export function shopifyShop(domain: string): Json {
  return { id: 954_001, name: "Example shop", email: `owner@${domain}`, myshopify_domain: domain, currency: "USD", country_code: "US", iana_timezone: "America/New_York", primary_locale: "en" };
}

/** The body of app/scopes_update. */
export function shopifyScopes(previous: readonly string[], current: readonly string[], at: Instant): Json {
  return { id: 1, previous, current, updated_at: stamp(at) };
}

/** The body of app_subscriptions/update. */
export function shopifySubscription(status: "ACTIVE" | "CANCELLED" | "FROZEN", at: Instant): Json {
  return { app_subscription: { admin_graphql_api_id: "gid://shopify/AppSubscription/1", name: "Standard", status, currency: "USD", capped_amount: null, created_at: stamp(at), updated_at: stamp(at) } };
}

/** The body of bulk_operations/finish. */
export function shopifyFinishedExport(id: Id, at: Instant): Json {
  return { admin_graphql_api_id: `gid://shopify/BulkOperation/${id}`, completed_at: stamp(at), created_at: stamp(at), error_code: null, status: "completed", type: "query" };
}
