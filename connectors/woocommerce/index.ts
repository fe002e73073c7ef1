import { createHash } from "node:crypto";
import type { Connector } from "#app/core/event/connector.ts";
import { SCOPES, SILENT, TOPICS, UNABLE } from "./topics.ts";
import { translate } from "./translate.ts";
import { signature, verify } from "./verify.ts";

/** Headers: includes/class-wc-webhook.php, deliver. */
export const woocommerce: Connector = {
  platform: "woocommerce",
  door: "shop",
  topics: TOPICS,
  scopes: SCOPES,
  silent: SILENT,
  unable: UNABLE,
  topicOf: ({ headers }) => headers["x-wc-webhook-topic"]?.trim().toLowerCase() ?? "",
  /** The address says which shop it is; X-WC-Webhook-Source is only what the shop believes its address to be. */
  shopDomainOf: () => null,
  verify,
  sign(body, secret, topic) {
    const [resource = "", event = ""] = topic.split(".");
    return {
      "content-type": "application/json",
      "user-agent": "WooCommerce/10.5.0 Hookshot (WordPress/6.9.7)",
      "x-wc-webhook-topic": topic,
      "x-wc-webhook-resource": resource,
      "x-wc-webhook-event": event,
      "x-wc-webhook-signature": signature(body, secret),
      "x-wc-webhook-id": "1",
      "x-wc-webhook-delivery-id": createHash("sha256").update(topic).update(body).digest("hex").slice(0, 32),
    };
  },
  translate,
};
