/** Canonical events in a merchant's words. */
import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import { formatMoney } from "../../core/shared/money.ts";
import { PAGES_LOOKED_AT } from "./fact-phrases.ts";
import type { IconName } from "./icons.ts";
import { day } from "./moments.ts";

export type Said = { readonly icon: IconName; readonly words: string; readonly detail: string | null; readonly tone?: "good" | "bad" };

/** What happened, as one line, with a second one where there is more to say. */
export function eventWords(event: CanonicalEvent): Said {
  switch (event.type) {
    case "order.placed":
      return said("order", `Placed order ${event.data.number}`, `${formatMoney(event.data, "en")}${datedAhead(event.data.statedAt)}`);
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

/** In UTC: such a date is months or years off. */
function datedAhead(statedAt: number | undefined): string {
  return statedAt === undefined ? "" : `. The shop dates it ${day(statedAt, "UTC")}, which was still to come: it counts from when we first knew of it`;
}

type Person = `customer.${string}` | `consent.${string}` | "message.sent" | "message.failed" | "message.opened" | "message.clicked" | "message.bounced" | "message.complained" | "message.delivered" | "message.replied" | "profile.merged";
type Rest = Exclude<CanonicalEvent, { type: `order.${string}` | `shipment.${string}` }>;

function personWords(event: Rest): Said {
  switch (event.type) {
    case "customer.created":
      return said("person", "Opened an account");
    case "customer.identified":
      return said("person", "Said who they are in the shop");
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
    case "message.delivered":
      return said("email", "A message arrived", null, "good");
    case "message.replied":
      return said("email", "Replied to a message", null, "good");
    case "profile.merged":
      return said("merge", "Turned out to be a customer we already knew", event.data.because);
    default:
      return behaviourWords(event);
  }
}

function behaviourWords(event: Exclude<Rest, { type: Person }>): Said {
  switch (event.type) {
    case "page.viewed":
      return said("opened", `Looked at ${PAGES_LOOKED_AT[event.data.page] ?? `“${event.data.page}”`}`, event.data.seconds ? `For ${event.data.seconds < 90 ? `${Math.round(event.data.seconds)} seconds` : `${Math.round(event.data.seconds / 60)} minutes`}` : null);
    case "survey.answered":
      return surveyWords(event.data.question, event.data.answer, event.data.score ?? null, event.data.scale ?? null);
    case "review.submitted":
      return said("survey", `Wrote a review: ${event.data.rating} of ${event.data.scale}`, null, event.data.rating / event.data.scale >= 0.7 ? "good" : "bad");
    case "ticket.opened":
      return said("survey", "Opened a support ticket", event.data.subject, "bad");
    case "ticket.solved":
      return said("survey", "The support ticket was solved", null, "good");
    case "return.requested":
      return said("return", "Asked to return something", event.data.reason, "bad");
    case "return.closed":
      return said("return", "The return was settled", null, "good");
    case "task.opened":
      return said("alert", `A task for your team: ${event.data.title}`);
    case "task.closed":
      return said("consent", "Your team settled the task", null, "good");
    case "loyalty.joined":
      return said("consent", "Joined the loyalty programme", event.data.tier, "good");
    case "referral.shared":
      return said("person", "Recommended the shop to friends", `By ${event.data.by}`, "good");
    case "referral.clicked":
      return said("person", "A friend followed the recommendation", null, "good");
    case "referral.converted":
      return said("person", "A friend placed a first order", formatMoney(event.data, "en"), "good");
    case "referral.refused":
      return said("alert", "A recommendation did not count", event.data.reason);
    case "product.used":
      return said("consent", `Reached “${event.data.milestone.replaceAll("_", " ")}”`, null, "good");
    case "custom.tracked":
      return said("click", event.data.name);
    case "message.held":
      return said("held", "A message was held", event.data.reason);
    case "message.dropped":
      return said("dropped", "A message was not sent", event.data.reason);
    case "journey.completed":
      return said("consent", event.data.goal ? "A journey reached its goal" : "A journey came to its end", null, "good");
    case "journey.exited":
      return said("cancelled", "A journey ended early", event.data.reason);
  }
}

function surveyWords(question: string, answer: string, score: number | null, scale: number | null): Said {
  if (score !== null && scale !== null) return said("survey", `Rated ${score} of ${scale}`, answer === String(score) ? null : answer, score / scale >= 0.7 ? "good" : score / scale <= 0.4 ? "bad" : undefined);
  if (question !== "arrived_well") return said("survey", `Answered “${question.replaceAll("_", " ")}”`, answer.replaceAll("_", " "));
  return answer === "yes" ? said("survey", "Said that everything arrived well", null, "good") : said("survey", "Said that something is not right with the order", null, "bad");
}

export function channelWord(channel: string): string {
  return { email: "e-mail", sms: "SMS", whatsapp: "WhatsApp", push: "push" }[channel] ?? channel;
}

function shortUrl(url: string): string {
  // A tracking link is the shopper's own key to their order; the merchant needs only to know what it was.
  if (/\/t\/[\w-]{40,}$/.test(url)) return "The order's tracking page";
  if (/\/s\/[\w-]{40,}$/.test(url)) return "The survey";
  return url.length > 80 ? `${url.slice(0, 79)}…` : url;
}

function said(icon: IconName, words: string, detail: string | null = null, tone?: "good" | "bad" | undefined): Said {
  return { icon, words, detail, ...(tone ? { tone } : {}) };
}
