import { createHash } from "node:crypto";
import type { Connector } from "#app/core/event/connector.ts";
import { SECOND } from "#app/core/shared/instant.ts";
import { adobeEventId, adobeSecret, adobeTopic, isAdobeEvent, isAdobeSecret } from "./adobe-events.ts";
import { SCOPES, TOPICS } from "./topics.ts";
import { translate } from "./translate.ts";
import { signature, verify } from "./verify.ts";

/** The headers are our own module's: extensions/magento, Model/Delivery/Sender.php. */
export const magento: Connector = {
  platform: "magento",
  door: "shop",
  topics: TOPICS,
  scopes: SCOPES,
  silent: {
    orders: "Magento sends no webhooks of its own. With the Afterglow module in the shop we hear of orders within a minute; without it we ask every few minutes.",
    tracking: "Magento does not know when a parcel arrives.",
    returns: "Magento Open Source has no returns. A credit memo is read as a refund.",
    consent: "Newsletter sign-ups of guests are not told to us, only those of customers with an account.",
    app: "Magento does not tell when the integration is removed. We notice at the next call.",
    privacy: "Magento passes on no requests about personal data. Download or erase a customer's data on the customer's page here.",
  },
  unable: {
    tag: "Magento has no customer tags: customer groups decide prices and taxes, so Afterglow does not touch them.",
    note: "Magento has no notes on customers.",
  },
  topicOf: (request) => (isAdobeEvent(request) ? adobeTopic(request.body) : (request.headers["x-afterglow-topic"]?.trim().toLowerCase() ?? "")),
  /** The address says which shop it is. */
  shopDomainOf: () => null,
  guest: { secretOf: adobeSecret, owns: isAdobeSecret },
  /** Adobe I/O Events asks a new address to say back what it was sent (developer.adobe.com/events, "The challenge request"). */
  challengeOf(query) {
    const challenge = query.get("challenge") ?? "";
    return /^[\w-]{1,200}$/.test(challenge) ? challenge : null;
  },
  /** The module writes the body when it sends, so a second try of one event may carry a newer state: that is another delivery. */
  dedupeKeyOf(request) {
    const event = isAdobeEvent(request) ? adobeEventId(request.body) : request.headers["x-afterglow-event"];
    return event && /^[\w-]{8,64}$/.test(event) ? `${event}:${createHash("sha256").update(request.body).digest("base64url").slice(0, 22)}` : null;
  },
  verify,
  sign(body, secret, topic, now = 0) {
    const timestamp = String(Math.floor(now / SECOND));
    const digest = createHash("sha256").update(topic).update(body).digest("hex");
    return {
      "content-type": "application/json",
      "user-agent": "Afterglow-Connect/1.0 (Magento)",
      "x-afterglow-topic": topic,
      "x-afterglow-timestamp": timestamp,
      "x-afterglow-event": digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
      "x-afterglow-signature": signature(body, secret, timestamp),
    };
  },
  translate,
};
