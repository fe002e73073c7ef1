/** Every fact a condition may read, with its type and the merchant's words. Those of a profile also answer in SQL. */
import { PROFILE_FACTS } from "../profile/traits.ts";
import type { ProfileFactName } from "../profile/traits.ts";

export type FactValue = number | boolean | string | null;
export type FactType = "number" | "boolean" | "text";
/** Where a fact comes from: it is unknown where there is no such thing. */
export type FactSource = "profile" | "order" | "walk" | "event" | "product";

type Fact = { readonly type: FactType; readonly of: FactSource; readonly words: string };

const number = (of: FactSource, words: string): Fact => ({ type: "number", of, words });
const flag = (of: FactSource, words: string): Fact => ({ type: "boolean", of, words });
const text = (of: FactSource, words: string): Fact => ({ type: "text", of, words });

const OTHER_FACTS = {
  "order.test": flag("order", "a test order"),
  "order.lines": number("order", "lines in the order"),
  "order.total": number("order", "the order's total, in the smallest unit of its currency"),
  "order.ageDays": number("order", "days since the order was placed"),
  "order.paymentFailed": flag("order", "the payment failed"),
  "order.cashOnDelivery": flag("order", "paid at the door"),
  "order.status": text("order", "where the order stands"),
  "order.delivered": flag("order", "everything has arrived"),
  "order.daysSinceDelivered": number("order", "days since everything arrived"),
  "order.aboveShopP90": flag("order", "among the largest tenth of the shop's orders"),
  "order.previousOrders": number("order", "orders the customer placed before this one"),
  "order.laterOrders": number("order", "orders the customer placed after this one"),
  "order.openReturn": flag("order", "a return of this order is open"),
  "order.anyReturn": flag("order", "a return or refund of this order was ever asked for"),
  "walk.opened": flag("walk", "opened a message of this journey"),
  "walk.clicked": flag("walk", "clicked in a message of this journey"),
  "walk.firstTime": flag("walk", "this was the customer's first order"),
  "walk.sent": number("walk", "messages of this journey that left"),
  "walk.days": number("walk", "days since this journey started"),
  "walk.daysSinceEntered": number("walk", "days since we started this journey for the customer, however old its order is"),
  "walk.daysSinceThisJourney": number("walk", "days since the customer's last walk through this journey began"),
  "walk.rating": number("walk", "newest rating given about this order or walk, from 0 (worst) to 1 (best)"),
  "walk.daysSinceOther": number("walk", "days since another walk of this journey last promoted something to the customer"),
  "event.isThisOrder": flag("event", "it is about this very order"),
  "event.hasThisProduct": flag("event", "this very product was bought"),
  "event.page": text("event", "the page that was viewed"),
  "event.question": text("event", "the question that was answered"),
  "event.answer": text("event", "the answer"),
  "event.score": number("event", "the score that was given"),
  "event.scale": number("event", "the best score there was to give"),
  "event.milestone": text("event", "the milestone that was reached"),
  "event.name": text("event", "the name of the shop's own event"),
  "event.step": text("event", "the step whose message it is about"),
  "event.channel": text("event", "the channel it came by"),
  "product.inStock": flag("product", "the product can be bought now; unknown counts as yes"),
  "product.daysLeft": number("product", "days until the product is likely used up"),
  "product.replenishable": flag("product", "a product that is used up and bought again"),
  "product.evidence": text("product", "what the run-out date rests on: customer, shop, family or table"),
  "product.boughtSince": flag("product", "bought again since"),
} as const satisfies Record<string, Fact>;

export type FactName = keyof typeof OTHER_FACTS | ProfileFactName;

const fromProfile = Object.fromEntries(
  Object.entries(PROFILE_FACTS).map(([name, { kind, words }]) => [name, { type: kind === "moment" || kind === "rhythm" ? "number" : kind, of: "profile", words } satisfies Fact]),
);

export const FACTS = { ...OTHER_FACTS, ...fromProfile } as Readonly<Record<FactName, Fact>>;
