/** The Liquid variables a message may use, and how they are filled. */
import { deliveredAt } from "../event/order-facts.ts";
import type { OrderState } from "../event/order-state.ts";
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";
import { formatMoney } from "../shared/money.ts";
import type { Shop } from "../shop.ts";
import type { MessageFacts } from "./facts.ts";
import type { PreviousOrders } from "./history.ts";
import { formatDay, formatLocale } from "./locale.ts";
import type { Language } from "./locale.ts";
import { FACT_VARIABLES, factVariables } from "./variables-facts.ts";
import { isolated, oneLine, ordinal, personName, webAddress } from "./words.ts";

/** Every variable there is, in a merchant's words. Text that is not known is null, and so is false in a condition. */
export const VARIABLES = {
  "customer.firstName": "First name, or nothing when the customer gave none",
  "customer.name": "Full name, or nothing",
  "order.number": "What the customer calls the order: #1001",
  "order.total": "Grand total with its currency",
  "order.placedOn": "Day of the order, in the customer's own time zone",
  "order.items": "The lines: each has title, quantity, total and imageUrl",
  "order.moreItems": "How many further lines there are beyond the first 12",
  "order.awaitingPayment": "True while a payment is still to come (bank transfer, cheque)",
  "order.cashOnDelivery": "True when it is paid at the door",
  "order.delivered": "True when every parcel is known to have arrived",
  "order.trackingUrl": "The order's own page: where it is and what is in it",
  "shop.name": "The shop's name",
  "shop.colour": "The brand's colour: #0f766e",
  "shop.logoUrl": "Address of the logo, or nothing",
  "shop.supportEmail": "Where help is to be had, or nothing",
  "shop.storeUrl": "The shop's front page, or nothing",
  "shop.postalAddress": "The shop's postal address in one line, or nothing",
  "history.orderCount": "How many orders the customer has made, this one included",
  "history.orderOrdinal": "The same in words: 4th, चौथा",
  "history.firstOrderOn": "Month of the very first order, or nothing",
  "history.lastOrderNumber": "Number of the order before this one, or nothing",
  "history.lastItems": "Titles of what was in the order before this one",
  "links.track": "The order's own page",
  "links.help": "Writing to the shop, or the order's page when it has no address for that",
  "links.store": "The shop's front page, or nothing",
  "links.review": "Where customers review the shop in public, or nothing",
  "links.survey": "The survey's page",
  "links.unsubscribe": "Ends all marketing messages",
  "links.preferences": "What to receive, and where",
  "walk.engaged": "True when the customer opened or clicked an earlier message of this journey",
  ...FACT_VARIABLES,
} as const;

export type MessageLinks = {
  readonly track: string | null;
  readonly unsubscribe: string | null;
  readonly preferences: string | null;
  /** The survey's page, and the same with the first question (1 to 5) answered by the tap. */
  readonly survey: string | null;
  readonly rate: (score: number) => string | null;
  /** Where a friend arrives by this customer's code. */
  readonly referral: string | null;
};

export type VariableSources = {
  readonly shop: Shop;
  readonly profile: Profile;
  readonly order: OrderState | null;
  readonly previousOrders: PreviousOrders;
  readonly facts: MessageFacts;
  readonly links: MessageLinks;
  readonly now: Instant;
  /** The reader's tag ("hi-IN"), and the language the message is written in. */
  readonly locale: string;
  readonly language: Language;
  readonly walk: { readonly engaged: boolean };
};

export type MessageVariables = ReturnType<typeof messageVariables>;

/** A mail with hundreds of lines is cut off by mail programs (Gmail at 102 kB); the order's page has them all. */
const SHOWN_ITEMS = 12;

/**
 * Fills every variable of VARIABLES, whatever is missing. The values are plain text: Liquid in them
 * is never evaluated, and the HTML part escapes them.
 */
export function messageVariables(from: VariableSources) {
  const { shop, profile, previousOrders, links, language } = from;
  const format = formatLocale(language, from.locale, shop.country);
  const zone = profile.timeZone ?? shop.timeZone;
  const brand = shop.settings.brand;
  const supportEmail = oneLine(brand.supportEmail, 120) || null;
  const track = webAddress(links.track);
  const storeUrl = webAddress(brand.storeUrl);
  const { first, last } = profile.name?.value ?? { first: null, last: null };
  const shopName = isolated(oneLine(shop.name, 80));
  const { favourites, ...facts } = factVariables({ facts: from.facts, links, shopName, storeUrl, language, now: from.now });
  return {
    customer: { firstName: personName(first), name: personName([first, last].filter(Boolean).join(" ")) },
    order: { ...orderVariables(from.order, format, zone), trackingUrl: track },
    shop: {
      name: shopName, colour: brand.colour, logoUrl: webAddress(brand.logoUrl), supportEmail, storeUrl,
      postalAddress: withoutName(oneLine(brand.postalAddress.replace(/\s*[\r\n]+\s*/g, ", "), 200), shop.name) || null,
    },
    history: {
      orderCount: previousOrders.count + 1,
      orderOrdinal: ordinal(previousOrders.count + 1, language),
      firstOrderOn: previousOrders.firstAt === null ? null : formatDay(previousOrders.firstAt, format, zone, "month"),
      lastOrderNumber: oneLine(previousOrders.last?.number, 40) || null,
      lastItems: previousOrders.last?.titles.slice(0, 3).map((title) => isolated(oneLine(title, 80))) ?? [],
      favourites,
    },
    links: {
      track,
      help: supportEmail && /^[^\s@]+@[^\s@]+$/.test(supportEmail) ? `mailto:${encodeURI(supportEmail)}` : track,
      store: storeUrl,
      review: webAddress(shop.settings.reviewUrl),
      survey: webAddress(links.survey),
      unsubscribe: webAddress(links.unsubscribe),
      preferences: webAddress(links.preferences),
    },
    walk: { engaged: from.walk.engaged },
    ...facts,
  };
}

function orderVariables(order: OrderState | null, format: string, zone: string) {
  const details = order?.details;
  if (!order || !details) {
    return { number: null, total: null, placedOn: null, items: [], moreItems: 0, awaitingPayment: false, cashOnDelivery: false, delivered: false };
  }
  const { currency, total, lines, cashOnDelivery } = details;
  return {
    number: oneLine(details.number, 40) || null,
    total: formatMoney({ amount: total, currency }, format),
    placedOn: formatDay(details.placedAt, format, zone, "day"),
    items: lines.slice(0, SHOWN_ITEMS).map((line) => ({
      title: isolated(oneLine(line.title, 120)),
      quantity: quantity(line.quantity, format),
      total: formatMoney({ amount: line.total, currency }, format),
      imageUrl: webAddress(line.imageUrl),
    })),
    moreItems: Math.max(0, lines.length - SHOWN_ITEMS),
    awaitingPayment: details.awaitingPayment && total > 0,
    cashOnDelivery: cashOnDelivery && order.paidAt === null,
    delivered: deliveredAt(order) !== null,
  };
}

function quantity(value: number, format: string): string {
  return Number.isInteger(value) ? String(value) : value.toLocaleString(format, { maximumFractionDigits: 3 });
}

/** Many addresses begin with the shop's name, which stands before it already. */
function withoutName(address: string, name: string): string {
  return address.startsWith(`${name},`) ? address.slice(name.length + 1).trim() : address;
}
