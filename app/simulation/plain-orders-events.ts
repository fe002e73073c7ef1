/** One customer's rows as the events a shop would have told. */
import { ITEMS_TOLD } from "#app/core/event/canonical-event.ts";
import type { CanonicalEvent } from "#app/core/event/canonical-event.ts";
import { DAY } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { PlainRows } from "./plain-orders-rows.ts";

/** What came back is counted, and what of it belongs to no earlier order. */
export type TakenBack = { invoices: number; unmatched: number };

export type HowToRead = {
  readonly hasOrders: boolean;
  /** Numbers like "C536379" are cancellations: not so where all of a file's begin like that. */
  readonly marksCancellations: boolean;
  /** Each row repeats the whole order's amount. */
  readonly totals: boolean;
  readonly isProduct: (product: number) => boolean;
};

type Group = { readonly ref: string; /** Null where the file numbers no order. */ readonly number: string | null; readonly at: Instant; readonly rows: number[] };
type Standing = { readonly ref: string; readonly at: Instant; readonly amount: number; left: number; readonly currency: string; readonly items: Map<number, number>; refunds: number };

/** An invoice like "C536379" takes back; so does one whose rows come to less than nothing. */
export const CANCELLATION = /^c\d/i;

/**
 * Orders as `order.placed`. What takes back (negative quantities or amounts, invoices beginning with C) is set against the
 * newest earlier order with that product, else the newest with money left: a refund, or a cancellation where
 * it takes the whole order back within a day. Rows without an order's number are one order where they share a moment.
 *
 * @param indexes of this customer's rows, by time
 */
export function eventsOf(rows: PlainRows, indexes: ArrayLike<number>, how: HowToRead, back: TakenBack): CanonicalEvent[] {
  const events: CanonicalEvent[] = [];
  const standing = new Ledger();
  for (const group of groupsOf(rows, indexes, how)) {
    const amount = amountOf(rows, group, how);
    const items = itemsIn(rows, group, how);
    const currency = rows.currencies.text(rows.currency[group.rows[0] as number] as number);
    const takes = (how.marksCancellations && group.number !== null && CANCELLATION.test(group.number)) || amount < 0 || group.rows.every((row) => (rows.quantity[row] as number) < 0);
    if (takes) {
      back.invoices++;
      if (!standing.takeBack(rows, group, how, events)) back.unmatched++;
      continue;
    }
    const told = [...items].slice(0, ITEMS_TOLD).map(([product, quantity]) => ({ productRef: rows.products.text(product), quantity }));
    events.push({ key: `order:${group.ref}:placed`, type: "order.placed", at: group.at, data: { orderRef: group.ref, number: group.ref, amount, currency, ...(told.length > 0 && { items: told }) } });
    standing.add({ ref: group.ref, at: group.at, amount, left: amount, currency, items, refunds: 0 });
  }
  return events;
}

/** Rows of one order, by the moment of its first row. Rows of its number that come a day later or more are something else: a return, or a number given twice. */
function groupsOf(rows: PlainRows, indexes: ArrayLike<number>, { hasOrders }: HowToRead): Iterable<Group> {
  const groups = new Map<number | string, Group>();
  for (let place = 0; place < indexes.length; place++) {
    const row = indexes[place] as number;
    const at = rows.at[row] as number;
    const order = rows.order[row] as number;
    const numbered = hasOrders && order >= 0;
    const first = numbered ? groups.get(order) : undefined;
    const again = first !== undefined && at - first.at >= DAY;
    // Numbers of orders are whole and small, moments of rows without one stand as texts.
    const key = numbered && !again ? order : `${order}@${at}`;
    const known = groups.get(key);
    if (known) {
      known.rows.push(row);
      continue;
    }
    const number = numbered ? rows.orders.text(order) : null;
    groups.set(key, { ref: number === null ? `${rows.customers.text(rows.customer[row] as number)}@${at}` : again ? `${number}@${at}` : number, number, at, rows: [row] });
  }
  return groups.values();
}

function amountOf(rows: PlainRows, group: Group, { totals }: HowToRead): number {
  if (totals) return rows.amount[group.rows[0] as number] as number;
  let sum = 0;
  for (const row of group.rows) sum += rows.amount[row] as number;
  return sum;
}

function itemsIn(rows: PlainRows, group: Group, { isProduct }: HowToRead): Map<number, number> {
  const items = new Map<number, number>();
  for (const row of group.rows) {
    const product = rows.product[row] as number;
    const quantity = rows.quantity[row] as number;
    if (product >= 0 && quantity > 0 && isProduct(product)) items.set(product, (items.get(product) ?? 0) + quantity);
  }
  return items;
}

/** A customer's orders that still stand, newest last: each is looked at and let go once, however many there are. */
class Ledger {
  readonly #orders: Standing[] = [];
  readonly #byProduct = new Map<number, Standing[]>();

  add(order: Standing): void {
    this.#orders.push(order);
    for (const product of order.items.keys()) {
      const known = this.#byProduct.get(product);
      if (known) known.push(order);
      else this.#byProduct.set(product, [order]);
    }
  }

  /** @returns false where nothing earlier was found for any of it */
  takeBack(rows: PlainRows, group: Group, how: HowToRead, events: CanonicalEvent[]): boolean {
    const taken = new Map<Standing, number>();
    for (const row of how.totals ? group.rows.slice(0, 1) : group.rows) {
      const amount = Math.abs(rows.amount[row] as number);
      const order = this.#newest(rows.product[row] as number);
      if (order === undefined) continue;
      const much = Math.min(amount, order.left);
      order.left -= much;
      taken.set(order, (taken.get(order) ?? 0) + much);
    }
    for (const [order, amount] of taken) events.push(takenBack(order, amount, group));
    return taken.size > 0;
  }

  #newest(product: number): Standing | undefined {
    for (const orders of [this.#byProduct.get(product), this.#orders]) {
      while (orders?.length && (orders.at(-1) as Standing).left <= 0) orders.pop();
      if (orders?.length) return orders.at(-1);
    }
    return undefined;
  }
}

function takenBack(order: Standing, amount: number, { ref, at }: Group): CanonicalEvent {
  const about = { orderRef: order.ref, number: order.ref, amount, currency: order.currency };
  const whole = order.refunds++ === 0 && amount === order.amount && at - order.at <= DAY;
  if (whole) return { key: `order:${order.ref}:cancelled`, type: "order.cancelled", at, data: about };
  return { key: `refund:${ref}:${order.ref}`, type: "order.refunded", at, data: { ...about, refundRef: ref, reason: null } };
}
