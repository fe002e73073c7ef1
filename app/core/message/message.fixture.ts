/** A shop, customers and orders for the tests of messages. */
import { emptyOrder } from "../event/order-state.ts";
import type { OrderDetails, OrderState } from "../event/order-state.ts";
import { emptyProfile } from "../profile/profile.ts";
import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { NO_STATS, readSettings } from "../shop.ts";
import type { Shop } from "../shop.ts";
import { NO_FACTS } from "./facts.ts";
import type { MessageFacts } from "./facts.ts";
import { NO_PREVIOUS_ORDERS } from "./history.ts";
import type { PreviousOrders } from "./history.ts";
import type { MessageLinks } from "./variables.ts";

export const NOW = Date.UTC(2026, 10, 21, 9, 30);

export function shopWith(changes: Partial<Shop> = {}, brand: object = {}, reviewUrl = "https://reviews.example/kettle"): Shop {
  return {
    id: "demo-woo", platform: "woocommerce", domain: "kettle.example", name: "Kettle & Clay", currency: "INR", country: "IN", timeZone: "Asia/Kolkata",
    locale: "en", salt: "salt", stats: NO_STATS,
    settings: readSettings({ brand: { colour: "#b45309", postalAddress: "12 Potter Lane\nJaipur 302001, India", supportEmail: "care@kettle.example", storeUrl: "https://kettle.example/", ...brand }, reviewUrl }),
    ...changes,
  };
}

export function orderWith(details: Partial<OrderDetails> = {}, state: Partial<OrderState> = {}): OrderState {
  return {
    ...emptyOrder("o2"), paidAt: NOW,
    details: {
      ref: "o2", number: "#1002", version: { at: NOW, rank: 0, digest: "" }, placedAt: NOW, draft: false, test: false, currency: "INR", total: 349_900,
      lines: [
        { ref: "l1", productRef: "p1", sku: "K1", title: "Stoneware teapot, 800 ml", quantity: 1, total: 249_900, imageUrl: "https://kettle.example/teapot.jpg" },
        { ref: "l2", productRef: "p2", sku: "K2", title: "Hand-thrown cup", quantity: 2, total: 100_000, imageUrl: null },
      ],
      paidAt: NOW, paymentFailed: false, awaitingPayment: false, cashOnDelivery: false, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
      customer: { ref: "c1", email: "asha@mail.example", phone: null, firstName: "Asha", lastName: "Verma", locale: "en-IN", address: null },
      consents: [], ...details,
    },
    ...state,
  };
}

export function profileNamed(first: string | null, last: string | null): Profile {
  return { ...emptyProfile("p"), name: first === null && last === null ? null : { value: { first, last }, at: NOW }, timeZone: "Asia/Kolkata" };
}

export const THREE_BEFORE: PreviousOrders = {
  count: 3, firstAt: Date.UTC(2024, 2, 9), last: { ref: "o1", number: "#0871", at: Date.UTC(2026, 5, 1), titles: ["Travel kettle", "Tea towel"] },
};

export const LINKS: MessageLinks = {
  track: "https://after.example/t/tok_track", unsubscribe: "https://after.example/u/tok_out", preferences: "https://after.example/u/tok_out?choose=1",
  survey: "https://after.example/s/tok_ask", rate: (score) => `https://after.example/s/tok_ask${score}`, referral: "https://after.example/r/KETTLE",
};

export const HOSTILE_NAME = '<script>alert(1)</script>{{ 7 | times: 7 }}{% assign x = 1 %}\r\nBcc: all@evil.example';
export const HOSTILE_TITLE = `"><img src=x onerror=alert(1)> {{ shop.name }} \u202Eeman\u202C مرحبا 🫖`;

export const FACTS: MessageFacts = {
  product: { title: "Stoneware teapot, 800 ml", imageUrl: "https://kettle.example/teapot.jpg", runOutAt: NOW + 6 * DAY },
  next: { title: "Assam leaf tea, 250 g", imageUrl: "https://kettle.example/assam.jpg" },
  favourites: ["Assam leaf tea, 100 g", "Hand-thrown cup", "Tea towel"], viewed: ["Travel kettle", "Honey spoon"],
  made: {
    referralCode: "KETTLE", discountCode: "BACK10-7GQ4XM", discountPercent: "10", ownReward: "₹200 off your next order", friendReward: "₹200 off the first order", loyalty: "Free gift wrapping on every order",
    cashback: "₹300 back for every friend who orders", earlyAccess: "early access to what is new",
  },
  sent: [],
};

const HOSTILE_FACTS: MessageFacts = {
  product: { title: HOSTILE_TITLE, imageUrl: 'https://x.example/"onload="alert(1)', runOutAt: null }, next: { title: HOSTILE_TITLE, imageUrl: "javascript:alert(1)" },
  favourites: [HOSTILE_TITLE, " "], viewed: [HOSTILE_TITLE], sent: [],
  made: { referralCode: "<b>", discountCode: "<i>{{ 7 | times: 7 }}", discountPercent: "<b>", ownReward: HOSTILE_TITLE, friendReward: "<script>", loyalty: "<b>{{ 7 | times: 7 }}" },
};

export type Sample = {
  readonly shop: Shop; readonly profile: Profile; readonly order: OrderState | null; readonly previousOrders: PreviousOrders;
  readonly facts: MessageFacts; readonly now: Instant; readonly links: MessageLinks;
};

/** Some of it known: two titles, a code without its percent, a product without its date. */
const PARTLY: MessageFacts = { ...FACTS, product: { title: "Hand-thrown cup", imageUrl: null, runOutAt: NOW - DAY }, next: null, favourites: ["Hand-thrown cup", "Tea towel"], viewed: ["Travel kettle"], made: { discountCode: "BACK-7GQ4XM" } };

const NO_LINKS: MessageLinks = { ...LINKS, track: null, preferences: null, survey: null, rate: () => null, referral: null };

/** Everything known, next to nothing known, and everything meant to do harm. */
export const SAMPLES: Readonly<Record<"full" | "minimal" | "hostile" | "awaiting" | "door", Sample>> = {
  full: { shop: shopWith(), profile: profileNamed("Asha", "Verma"), order: orderWith(), previousOrders: THREE_BEFORE, facts: FACTS, now: NOW, links: LINKS },
  minimal: {
    shop: shopWith({ country: null }, { postalAddress: "", supportEmail: "", storeUrl: "" }, ""), profile: { ...profileNamed(null, null), timeZone: null }, order: orderWith({ lines: [] }),
    previousOrders: NO_PREVIOUS_ORDERS, facts: NO_FACTS, now: NOW, links: NO_LINKS,
  },
  hostile: {
    shop: shopWith({ name: 'A "B" <b>Shop</b> {{ 7 | times: 7 }}\r\nX-Evil: 1' }, { logoUrl: "javascript:alert(1)", storeUrl: "javascript:alert(1)", postalAddress: "<script>alert(2)</script>" }, "javascript:alert(1)"),
    profile: profileNamed(HOSTILE_NAME.replace("@evil.example", ""), "Verma"),
    order: orderWith({ number: "#<b>9</b>{{ 7 | times: 7 }}", lines: [{ ref: "l", productRef: null, sku: null, title: HOSTILE_TITLE, quantity: 1.25, total: 1, imageUrl: 'https://x.example/"onload="alert(1)' }] }),
    previousOrders: { ...THREE_BEFORE, last: { ref: "o1", number: "<i>", at: NOW, titles: [HOSTILE_TITLE] } }, facts: HOSTILE_FACTS, now: NOW, links: LINKS,
  },
  awaiting: { shop: shopWith(), profile: profileNamed("Ravi", null), order: orderWith({ paidAt: null, awaitingPayment: true }, { paidAt: null }), previousOrders: NO_PREVIOUS_ORDERS, facts: NO_FACTS, now: NOW, links: LINKS },
  door: { shop: shopWith(), profile: profileNamed("आशा", null), order: orderWith({ paidAt: null, cashOnDelivery: true }, { paidAt: null }), previousOrders: THREE_BEFORE, facts: PARTLY, now: NOW, links: LINKS },
};
