import type { Scope, Subject, Topic } from "#app/core/event/connector.ts";

const webhooks = (subject: Subject, scope: string | null, names: readonly string[]): Topic[] => names.map((topic) => ({ topic, subject, via: "webhook", scope }));
const pulled = (subject: Subject, scope: string, topic: string): Topic => ({ topic, subject, via: "pull", scope });

/**
 * What we listen to and what our client reads, each with the permission it takes (shopify.dev/docs/api/admin-graphql,
 * WebhookSubscriptionTopic). Not among them: orders/edited, which names lines and no amounts and is always followed by
 * orders/updated with the whole order; inventory_levels/update, which names no product and comes with products/update.
 */
export const TOPICS: readonly Topic[] = [
  ...webhooks("orders", "read_orders", ["orders/create", "orders/updated", "orders/paid", "orders/fulfilled", "orders/partially_fulfilled", "orders/cancelled", "orders/delete"]),
  ...webhooks("shipments", "read_fulfillments", ["fulfillments/create", "fulfillments/update"]),
  ...webhooks("tracking", "read_fulfillments", ["fulfillment_events/create"]),
  ...webhooks("refunds", "read_orders", ["refunds/create"]),
  ...webhooks("returns", "read_returns", ["returns/request", "returns/approve", "returns/decline", "returns/cancel", "returns/close", "returns/reopen", "returns/update", "returns/process"]),
  ...webhooks("customers", "read_customers", ["customers/create", "customers/update", "customers/delete"]),
  // Since API 2025-01 the only webhooks that tell consent; the second one is SMS.
  ...webhooks("consent", "read_customers", ["customers_email_marketing_consent/update", "customers_marketing_consent/update"]),
  ...webhooks("products", "read_products", ["products/create", "products/update", "products/delete"]),
  { topic: "app/uninstalled", subject: "app", via: "webhook", scope: null, afterUninstall: true },
  ...webhooks("app", null, ["app/scopes_update", "app_subscriptions/update", "shop/update", "bulk_operations/finish"]),
  ...webhooks("privacy", null, ["customers/data_request", "customers/redact", "shop/redact"]).map((topic): Topic => ({ ...topic, afterUninstall: true })),
  pulled("orders", "read_orders", "orders/pulled"),
  pulled("customers", "read_customers", "customers/pulled"),
  pulled("products", "read_products", "products/pulled"),
];

/** Asked for at the install; the same list stands in shopify.app.toml. */
export const SCOPES: readonly Scope[] = [
  { name: "read_orders", why: "Orders start, hold and end journeys." },
  { name: "read_fulfillments", why: "Parcels and their way decide when to write." },
  { name: "read_returns", why: "Nobody is asked for a review of what they are sending back." },
  { name: "read_customers", why: "Names, addresses and consent of the people we write to." },
  { name: "write_customers", why: "Journeys put tags and notes on customers." },
  { name: "read_products", why: "Pictures and stock of what is recommended." },
  { name: "read_discounts", why: "To see whether a code was made before." },
  { name: "write_discounts", why: "Journeys make a discount code for one customer." },
  { name: "write_app_proxy", why: "The page “Find your order” in your shop." },
];

/** Granted by Shopify on request only: without it, orders of the last 60 days are shown (shopify.dev/docs/api/usage/access-scopes). */
export const OPTIONAL_SCOPES: readonly Scope[] = [{ name: "read_all_orders", why: "Orders older than 60 days, to learn from." }];
