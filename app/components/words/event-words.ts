/** Canonical events in a merchant's words. */
import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import { formatMoney } from "../../core/shared/money.ts";
import type { IconName } from "./icons.ts";

export type Said = { readonly icon: IconName; readonly words: string; readonly detail: string | null; readonly tone?: "good" | "bad" };

/** What happened, as one line, with a second one where there is more to say. */
export function eventWords(event: CanonicalEvent): Said {
  switch (event.type) {
    case "order.placed":
      return said("order", `Placed order ${event.data.number}`, formatMoney(event.data, "en"));
    case "order.paid":
      return said("payment", `Paid order ${event.data.number}`, null, "good");
    case "order.edited":
      return said("edit", `Order ${event.data.number} was changed`, `${event.data.change > 0 ? "+" : ""}${formatMoney({ amount: event.data.change, currency: event.data.currency }, "en")}`);
    case "order.fulfilled":
      return said("package", `Everything of order ${event.data.number} was sent`);
    case "order.cancelled":
      return said("cancelled", `Order ${event.data.number} was cancelled`, null, "bad");
    case "order.deleted":
      return said("deleted", `Order ${event.data.number} was deleted in the shop`);
    case "order.refunded":
      return said("return", `${formatMoney(event.data, "en")} of order ${event.data.number} was refunded`, event.data.reason);
    case "order.fully_refunded":
      return said("return", `Order ${event.data.number} was fully refunded`, null, "bad");
    case "shipment.shipped":
      return said("shipped", "A parcel was handed to the carrier");
    case "shipment.in_transit":
      return said("shipped", "The parcel is on its way");
    case "shipment.out_for_delivery":
      return said("shipped", "The parcel is out for delivery");
    case "shipment.attempted":
      return said("alert", "The carrier tried to deliver, without success");
    case "shipment.delayed":
      return said("alert", "The parcel is delayed", null, "bad");
    case "shipment.failed":
      return said("alert", "The delivery failed", null, "bad");
    case "shipment.delivered":
      return said("delivered", "The parcel arrived", null, "good");
    default:
      return personWords(event);
  }
}

type Rest = Exclude<CanonicalEvent, { type: `order.${string}` | `shipment.${string}` }>;

function personWords(event: Rest): Said {
  switch (event.type) {
    case "customer.created":
      return said("person", "Opened an account");
    case "customer.deleted":
      return said("personGone", "The account was deleted in the shop");
    case "consent.granted":
      return said("consent", `Agreed to marketing by ${channelWord(event.data.channel)}`, `Where: ${event.data.source}`, "good");
    case "consent.withdrawn":
      return said("noConsent", `No longer wants marketing by ${channelWord(event.data.channel)}`, `Where: ${event.data.source}`, "bad");
    case "message.sent":
      return said("email", "A message was sent");
    case "message.failed":
      return said("alert", "A message could not be sent", event.data.reason, "bad");
    case "message.opened":
      return said("opened", "Opened a message", null, "good");
    case "message.clicked":
      return said("click", "Clicked in a message", shortUrl(event.data.url), "good");
    case "message.bounced":
      return said("alert", "A message came back", event.data.reason, "bad");
    case "message.complained":
      return said("alert", "Marked a message as spam", null, "bad");
    case "page.viewed":
      return said("opened", event.data.page === "tracking" ? "Looked at the tracking page" : `Looked at ${event.data.page}`);
    case "survey.answered":
      return surveyWords(event.data.question, event.data.answer);
    case "profile.merged":
      return said("merge", "Turned out to be a customer we already knew", event.data.because);
  }
}

function surveyWords(question: string, answer: string): Said {
  if (question !== "arrived_well") return said("survey", `Answered “${question}”`, answer);
  return answer === "yes" ? said("survey", "Said that everything arrived well", null, "good") : said("survey", "Said that something is not right with the order", null, "bad");
}

export function channelWord(channel: string): string {
  return { email: "e-mail", sms: "SMS", whatsapp: "WhatsApp", push: "push" }[channel] ?? channel;
}

function shortUrl(url: string): string {
  // A tracking link is the shopper's own key to their order; the merchant needs only to know what it was.
  if (/\/t\/[\w-]{40,}$/.test(url)) return "The order's tracking page";
  return url.length > 80 ? `${url.slice(0, 79)}…` : url;
}

function said(icon: IconName, words: string, detail: string | null = null, tone?: "good" | "bad"): Said {
  return { icon, words, detail, ...(tone ? { tone } : {}) };
}
