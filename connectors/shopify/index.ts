import { createHash } from "node:crypto";
import type { Connector } from "#app/core/event/connector.ts";
import { SCOPES, TOPICS } from "./topics.ts";
import { translate } from "./translate.ts";
import { signature, verify } from "./verify.ts";

/** Headers: shopify.dev/docs/apps/build/webhooks/delivery-structure. */
export const shopify: Connector = {
  platform: "shopify",
  door: "app",
  topics: TOPICS,
  scopes: SCOPES,
  silent: {},
  unable: {},
  topicOf: ({ headers }) => headers["x-shopify-topic"]?.trim().toLowerCase() ?? "",
  shopDomainOf: ({ headers }) => headers["x-shopify-shop-domain"]?.trim().toLowerCase() || null,
  verify,
  sign(body, secret, topic) {
    const seal = createHash("sha256").update(topic).update(body).digest("hex");
    return {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-hmac-sha256": signature(body, secret),
      "x-shopify-api-version": "2026-07",
      "x-shopify-webhook-id": `${seal.slice(0, 8)}-${seal.slice(8, 12)}-4${seal.slice(13, 16)}-8${seal.slice(17, 20)}-${seal.slice(20, 32)}`,
    };
  },
  translate,
};
