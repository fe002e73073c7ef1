/**
 * Made-up shoppers whose happiness, keenness and love of a bargain are known: for tests only. No public data has ratings,
 * returns, recommendations and orders of the same people, so what readiness is worth can be told on these alone.
 */
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { applyEvent } from "../../profile/apply-event.ts";
import { emptyProfile } from "../../profile/profile.ts";
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { beta, normal, poisson } from "../numeric/random.ts";
import type { Random } from "../numeric/random.ts";

export type Shopper = {
  readonly profile: Profile;
  /** Hidden, 0 to 1 each. */
  readonly happiness: number;
  readonly keenness: number;
  readonly bargains: number;
  /** What they did when they were asked to recommend, after all that the profile knows. */
  readonly recommends: boolean;
};

const YEARS = 1.5;

/** The chance that somebody so happy recommends when asked: nearly nobody below the middle, half of the happiest. */
function chanceToRecommend(happiness: number): number {
  return 0.55 / (1 + Math.exp(-10 * (happiness - 0.7)));
}

/** Shoppers of one shop, each as the shop knows them at `now`. Amounts in USD cents. */
export function simulatedShoppers(count: number, now: Instant, random: Random): Shopper[] {
  return Array.from({ length: count }, (_, index) => shopper(`c${index}`, now, random));
}

function shopper(id: string, now: Instant, random: Random): Shopper {
  const [happiness, keenness, bargains] = [beta(random, 2, 2), beta(random, 1.2, 6), beta(random, 1, 3)];
  const events: CanonicalEvent[] = [];
  const within = (days: number): Instant => now - Math.floor(random() * days * DAY) - DAY;
  const orders = 1 + poisson(random, 0.4 + 2 * happiness);
  for (let index = 0; index < orders; index++) addOrder(events, `${id}-${index}`, within(YEARS * 365), { happiness, bargains }, random);
  if (random() < 0.3 * Math.max(0, happiness - 0.5)) events.push({ key: `${id}:shared`, type: "referral.shared", at: within(300), data: { code: id, by: "email" } });
  const sent = 4 + poisson(random, 10);
  for (let index = 0; index < sent; index++) addMessage(events, `${id}-m${index}`, within(170), keenness, random);
  const profile = events.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)).reduce(applyEvent, emptyProfile(id));
  return { profile, happiness, keenness, bargains, recommends: random() < chanceToRecommend(happiness) };
}

function addOrder(events: CanonicalEvent[], ref: string, at: Instant, { happiness, bargains }: { happiness: number; bargains: number }, random: Random): void {
  const amount = Math.round(3000 * Math.exp(0.5 * normal(random)));
  const discount = random() < bargains ? Math.round(amount * 0.15) : 0;
  const order = { orderRef: ref, number: ref };
  events.push({ key: `order:${ref}:placed`, type: "order.placed", at, data: { ...order, amount: amount - discount, currency: "USD", items: [{ productRef: `p${Math.floor(random() * 30)}`, quantity: 1 }], discount } });
  if (random() < 0.97) events.push({ key: `shipment:${ref}:delivered`, type: "shipment.delivered", at: at + 4 * DAY, data: { orderRef: ref, shipmentRef: ref } });
  if (random() < 0.2 * (1 - happiness)) {
    events.push({ key: `return:${ref}:requested`, type: "return.requested", at: at + 7 * DAY, data: { returnRef: ref, reason: null, orderRef: ref } });
    if (random() < 0.8) events.push({ key: `return:${ref}:closed`, type: "return.closed", at: at + 20 * DAY, data: { returnRef: ref, orderRef: ref } });
  }
  if (random() < 0.25 * (1 - happiness)) {
    events.push({ key: `ticket:${ref}:opened`, type: "ticket.opened", at: at + 6 * DAY, data: { ticketRef: ref, subject: null, orderRef: ref } });
    if (random() < 0.9) events.push({ key: `ticket:${ref}:solved`, type: "ticket.solved", at: at + 8 * DAY, data: { ticketRef: ref, orderRef: ref } });
  }
  const score = Math.min(5, Math.max(1, Math.round(1.6 + 4 * happiness + 0.7 * normal(random))));
  if (random() < 0.2) events.push({ key: `survey:${ref}`, type: "survey.answered", at: at + 10 * DAY, data: { question: "rating", answer: String(score), orderRef: ref, score, scale: 5 } });
  else if (random() < 0.06) events.push({ key: `review:${ref}`, type: "review.submitted", at: at + 12 * DAY, data: { rating: score, scale: 5, productRef: null, orderRef: ref } });
}

function addMessage(events: CanonicalEvent[], messageId: string, at: Instant, keenness: number, random: Random): void {
  const data = { messageId, enrollmentId: null, step: null, channel: "email", class: "marketing" };
  events.push({ key: `message:${messageId}:sent`, type: "message.sent", at, data });
  // Half of all opens are the mail app's own.
  if (random() < 0.5 + 0.4 * keenness) events.push({ key: `message:${messageId}:opened`, type: "message.opened", at: at + 1000, data });
  if (random() < 0.4 * keenness) events.push({ key: `message:${messageId}:clicked`, type: "message.clicked", at: at + 2000, data: { ...data, url: "https://shop.example" } });
}
