/** What the tracking page shows, made of an order's state and its events; plain data, ready to print. */
import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import { fullyRefundedAt, orderStatus, parcelDeliveredAt, refundedTotal } from "../../core/event/order-facts.ts";
import type { OrderStatus } from "../../core/event/order-facts.ts";
import type { OrderState } from "../../core/event/order-state.ts";
import { chooseLanguage, formatLocale } from "../../core/message/locale.ts";
import type { Language } from "../../core/message/locale.ts";
import { webAddress } from "../../core/message/words.ts";
import { DAY } from "../../core/shared/instant.ts";
import { formatMoney } from "../../core/shared/money.ts";
import { timeZoneOf } from "../../core/shared/time-zone.ts";
import type { Shop } from "../../core/shop.ts";
import { fill, wordsIn } from "./words.ts";
import type { Words } from "./words.ts";

export type Answer = "yes" | "no";

export type OrderView = {
  readonly lang: Language;
  readonly number: string;
  readonly state: string;
  /** How many of the four steps are done; null when the order took another way. */
  readonly progress: number | null;
  readonly log: readonly { readonly words: string; readonly when: string }[];
  readonly parcels: readonly { readonly carrier: string | null; readonly trackingNumber: string | null; readonly url: string | null; readonly arrived: boolean }[];
  readonly items: readonly { readonly title: string; readonly quantity: string; readonly total: string }[];
  readonly total: string;
  readonly refunded: string | null;
  readonly zone: string;
  readonly answer: Answer | null;
  /** Whether to ask how it arrived: up front, at the end of the page for those who have it already, or not at all. */
  readonly ask: "now" | "later" | "never";
};

/** Survey answers about an order carry this question. */
export const ARRIVED_WELL = "arrived_well";

/** Null while the order is not (or no longer) one its buyer can look at. */
export function orderView(shop: Shop, state: OrderState, events: readonly CanonicalEvent[], acceptLanguage: string | null, now: number): OrderView | null {
  const { details } = state;
  const status = orderStatus(state);
  if (!details || status === "draft" || status === "deleted") return null;
  const lang = chooseLanguage(details.customer.locale, acceptLanguage?.split(",")[0], shop.locale);
  const words = wordsIn(lang);
  const locale = formatLocale(lang, details.customer.locale ?? "", shop.country);
  const zone = timeZoneOf(details.customer.address) ?? shop.timeZone;
  const out = status === "shipped" && events.some((event) => event.type === "shipment.out_for_delivery");
  const money = (amount: number): string => formatMoney({ amount, currency: details.currency }, locale);
  const refunded = refundedTotal(state) || (fullyRefundedAt(state) === null ? 0 : details.total);
  return {
    lang,
    number: details.number,
    state: words.state[out ? "out" : status],
    progress: { placed: 1, paid: 1, shipped: out ? 3 : 2, delivered: 4, refunded: null, cancelled: null, payment_failed: null }[status],
    log: logOf(events, words, locale, zone, money),
    parcels: Object.values(state.shipments)
      .filter((parcel) => !parcel.cancelled)
      .map((parcel) => ({
        carrier: parcel.carrier,
        trackingNumber: parcel.trackingNumber,
        url: webAddress(parcel.trackingUrl),
        arrived: parcelDeliveredAt(state, parcel.ref) !== null,
      })),
    items: details.lines.map((line) => ({ title: line.title, quantity: line.quantity.toLocaleString(locale, { maximumFractionDigits: 3 }), total: money(line.total) })),
    total: money(details.total),
    refunded: refunded > 0 ? money(refunded) : null,
    zone: zone.replaceAll("_", " "),
    answer: answerIn(events),
    ask: whenToAsk(status, events, now),
  };
}

/** Not every shop hears of deliveries, and some orders never ship: three days after the last news the question makes sense anyway. */
function whenToAsk(status: OrderStatus, events: readonly CanonicalEvent[], now: number): OrderView["ask"] {
  if (status === "cancelled" || status === "refunded" || status === "payment_failed") return "never";
  const news = events.filter((event) => event.type.startsWith("order.") || event.type.startsWith("shipment."));
  return status === "delivered" || news.every((event) => now - event.at >= 3 * DAY) ? "now" : "later";
}

/** The answer that counts: "no" is not taken back by an earlier or a later "yes". */
function answerIn(events: readonly CanonicalEvent[]): Answer | null {
  const given = events.flatMap((event) => (event.type === "survey.answered" && event.data.question === ARRIVED_WELL ? [event.data.answer] : []));
  return given.includes("no") ? "no" : given.includes("yes") ? "yes" : null;
}

function logOf(events: readonly CanonicalEvent[], words: Words, locale: string, zone: string, money: (amount: number) => string): OrderView["log"] {
  const when = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
  return events.toReversed().flatMap((event) => {
    const said = event.type === "survey.answered" ? words.answered[event.data.answer as Answer] : words.event[event.type];
    // Several parcels hand over at once, and a last refund is also the full one: one line is enough.
    if (!said || event.type === "order.fulfilled") return [];
    const amount = event.type === "order.refunded" ? money(event.data.amount) : "";
    return [{ words: fill(said, { amount }), when: when.format(event.at) }];
  });
}
