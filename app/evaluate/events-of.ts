/** Transactions of the public data sets as the events a shop's webhooks become: what is measured goes the way live data goes. */
import { ITEMS_TOLD } from "../core/event/canonical-event.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { purchasesIn } from "./data.ts";
import type { EvaluationData, UciRow } from "./data.ts";

/** The placed orders of each customer, oldest first. */
export type Histories = ReadonlyMap<string, readonly CanonicalEvent[]>;

/** One order as the events name it. */
export type Basket = {
  readonly customer: string;
  readonly ref: string;
  readonly at: number;
  readonly amount: number;
  readonly currency: string;
  readonly items: readonly { readonly productRef: string; readonly quantity: number }[];
};

/** Baskets as placed orders by customer. A basket tells at most ITEMS_TOLD products, as live. */
export function eventsOf(baskets: Iterable<Basket>): Histories {
  const histories = new Map<string, CanonicalEvent[]>();
  for (const { customer, ref, at, amount, currency, items } of baskets) {
    const event: CanonicalEvent = { key: `order.placed:${ref}`, type: "order.placed", at, data: { orderRef: ref, number: ref, amount, currency, items: items.slice(0, ITEMS_TOLD) } };
    const known = histories.get(customer);
    if (known) known.push(event);
    else histories.set(customer, [event]);
  }
  for (const events of histories.values()) events.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  return histories;
}

/** UCI's invoices of products by known customers, in pence; an invoice's lines of one product are one item. */
export function uciHistories(rows: readonly UciRow[]): Histories {
  const invoices = new Map<string, { customer: string; at: number; amount: number; quantities: Map<string, number> }>();
  for (const { customer, invoice, product, quantity, at, unitPrice } of purchasesIn(rows)) {
    const key = `${customer}|${invoice}`;
    let known = invoices.get(key);
    if (!known) invoices.set(key, (known = { customer, at, amount: 0, quantities: new Map() }));
    known.amount += Math.round(unitPrice * 100 * quantity);
    known.quantities.set(product, (known.quantities.get(product) ?? 0) + quantity);
  }
  return eventsOf([...invoices].map(([ref, { customer, at, amount, quantities }]) => ({ customer, ref, at, amount, currency: "GBP", items: [...quantities].map(([productRef, quantity]) => ({ productRef, quantity })) })));
}

/** CDNOW's purchase days, in cents: rows of one customer and day are one purchase. Titles are not known, so there are no items. */
export function cdnowHistories(rows: ReturnType<EvaluationData["cdnow"]>): Histories {
  const days = new Map<string, Basket>();
  for (const { customer, at, cents } of rows) {
    const ref = `${customer}|${at}`;
    days.set(ref, { customer, ref, at, amount: (days.get(ref)?.amount ?? 0) + cents, currency: "USD", items: [] });
  }
  return eventsOf(days.values());
}
