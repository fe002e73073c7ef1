import type { CanonicalEvent } from "#app/core/event/canonical-event.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { CANCELLATION, eventsOf } from "./plain-orders-events.ts";
import type { HowToRead, TakenBack } from "./plain-orders-events.ts";
import type { PlainRows } from "./plain-orders-rows.ts";

/** Customers of an orders file and their events, as often as they are asked for. */
export class PlainHistories {
  /** Rows whose moment turned out to lie after `until`. */
  readonly later: number;
  /** Customers with at least one row. */
  readonly size: number;
  readonly takenBack: TakenBack = { invoices: 0, unmatched: 0 };
  readonly #rows: PlainRows;
  readonly #how: HowToRead;
  /** Rows by customer, each customer's by time. */
  readonly #order: Uint32Array;

  constructor(rows: PlainRows, how: Omit<HowToRead, "marksCancellations">, until: Instant) {
    this.#rows = rows;
    const { customer, at } = rows;
    const kept = Uint32Array.from({ length: rows.size }, (_, index) => index).filter((index) => (at[index] as number) <= until);
    this.later = rows.size - kept.length;
    this.#how = { ...how, marksCancellations: kept.some((index) => (rows.order[index] as number) >= 0 && !CANCELLATION.test(rows.orders.text(rows.order[index] as number))) };
    // By the first row that is kept: what comes later must not even change who comes first.
    const places = new Map<number, number>();
    for (const index of kept) if (!places.has(customer[index] as number)) places.set(customer[index] as number, places.size);
    const place = Int32Array.from(customer.subarray(0, rows.size), (one) => places.get(one) ?? -1);
    this.#order = kept.sort((a, b) => (place[a] as number) - (place[b] as number) || (at[a] as number) - (at[b] as number) || a - b);
    this.size = places.size;
  }

  /** The first and the last moment; nothing else stands between reading and scoring. */
  get span(): { readonly from: Instant; readonly to: Instant } {
    let [from, to] = [Infinity, -Infinity];
    for (const index of this.#order) {
      const at = this.#rows.at[index] as number;
      if (at < from) from = at;
      if (at > to) to = at;
    }
    return { from, to };
  }

  /** What most rows are paid in. */
  get currency(): string {
    const counts = new Map<number, number>();
    for (const index of this.#order) {
      const currency = this.#rows.currency[index] as number;
      counts.set(currency, (counts.get(currency) ?? 0) + 1);
    }
    const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
    return this.#rows.currencies.text(most?.[0] ?? 0);
  }

  /** Each customer's events by time. What was taken back is counted anew each time. */
  *customers(): Generator<{ readonly key: string; readonly events: readonly CanonicalEvent[] }> {
    this.takenBack.invoices = this.takenBack.unmatched = 0;
    for (let from = 0; from < this.#order.length; ) {
      const customer = this.#customerAt(from);
      let end = from;
      while (end < this.#order.length && this.#customerAt(end) === customer) end++;
      yield { key: this.#rows.customers.text(customer), events: eventsOf(this.#rows, this.#order.subarray(from, end), this.#how, this.takenBack) };
      from = end;
    }
  }

  #customerAt(place: number): number {
    return this.#rows.customer[this.#order[place] as number] as number;
  }
}
