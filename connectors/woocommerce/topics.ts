import type { Connector, Scope, Topic } from "#app/core/event/connector.ts";

/** What we listen to (includes/wc-webhook-functions.php, wc_get_webhook_topics). One key of the store gives all of it. */
export const TOPICS: readonly Topic[] = [
  ...["order.created", "order.updated", "order.restored", "order.deleted"].map((topic): Topic => ({ topic, subject: "orders", via: "webhook", scope: "read_write" })),
  ...["customer.created", "customer.updated", "customer.deleted"].map((topic): Topic => ({ topic, subject: "customers", via: "webhook", scope: "read_write" })),
  ...["product.created", "product.updated", "product.restored", "product.deleted"].map((topic): Topic => ({ topic, subject: "products", via: "webhook", scope: "read_write" })),
  { topic: "order.pulled", subject: "orders", via: "pull", scope: "read_write" },
  { topic: "customer.pulled", subject: "customers", via: "pull", scope: "read_write" },
  { topic: "product.pulled", subject: "products", via: "pull", scope: "read_write" },
  // Of WordPress's own tools for personal data, passed on by our plugin.
  { topic: "afterglow.export", subject: "privacy", via: "extension", scope: null },
  { topic: "afterglow.erase", subject: "privacy", via: "extension", scope: null },
];

export const SCOPES: readonly Scope[] = [{ name: "read_write", why: "Reading orders, customers and products; writing only webhooks and discount codes. WooCommerce has no smaller permission." }];

/** In the merchant's words. */
export const SILENT: Connector["silent"] = {
  shipments: "WooCommerce itself tells no parcels, only that an order is completed. With the Shipment Tracking or Advanced Shipment Tracking plugin we read parcels too.",
  tracking: "WooCommerce does not know when a parcel arrives; Advanced Shipment Tracking does when it sets an order to delivered.",
  returns: "WooCommerce has no returns. We see refunds.",
  consent: "WooCommerce asks nobody about marketing. We read the answers that the plugins of Mailchimp, Kit and Creative Mail keep.",
  app: "WooCommerce does not tell when our key is removed. We notice at the next call.",
  privacy: "WordPress passes requests about personal data on only through the Afterglow plugin. Without it, use the privacy page here.",
};

export const UNABLE: Connector["unable"] = { tag: "WooCommerce customers have no tags." };
