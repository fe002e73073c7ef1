/** Rows of an orders file in columns of numbers: as objects a million of them take hundreds of megabytes. */
import type { Instant } from "#app/core/shared/instant.ts";

/** What one row says; `order`, `product` and `currency` are null where it does not. */
export type PlainRow = {
  readonly customer: string;
  /** Both readings of its date: see plain-orders-dates. */
  readonly monthFirst: Instant;
  readonly dayFirst: Instant;
  readonly order: string | null;
  readonly product: string | null;
  /** Negative where something came back. */
  readonly quantity: number;
  /** Minor units; negative where money went back. */
  readonly amount: number;
  readonly currency: string;
};

const FIRST_ROOM = 1 << 12;

export class PlainRows {
  size = 0;
  readonly customers = new Words();
  readonly orders = new Words();
  readonly products = new Words();
  readonly currencies = new Words();
  customer = new Int32Array(FIRST_ROOM);
  order = new Int32Array(FIRST_ROOM);
  product = new Int32Array(FIRST_ROOM);
  currency = new Int32Array(FIRST_ROOM);
  quantity = new Float64Array(FIRST_ROOM);
  amount = new Float64Array(FIRST_ROOM);
  at = new Float64Array(FIRST_ROOM);
  /** The other reading of the date; let go once it is settled. */
  dayFirst = new Float64Array(FIRST_ROOM);

  add(row: PlainRow): void {
    if (this.size === this.customer.length) this.#grow();
    const index = this.size++;
    this.customer[index] = this.customers.number(row.customer);
    this.order[index] = row.order === null ? -1 : this.orders.number(row.order);
    this.product[index] = row.product === null ? -1 : this.products.number(row.product);
    this.currency[index] = this.currencies.number(row.currency);
    this.quantity[index] = row.quantity;
    this.amount[index] = row.amount;
    this.at[index] = row.monthFirst;
    this.dayFirst[index] = row.dayFirst;
  }

  /** Settles which reading of the dates holds. */
  settle(dayFirst: boolean): void {
    if (dayFirst) this.at = this.dayFirst;
    this.dayFirst = new Float64Array(0);
  }

  #grow(): void {
    const room = this.size * 2;
    this.customer = moved(this.customer, new Int32Array(room));
    this.order = moved(this.order, new Int32Array(room));
    this.product = moved(this.product, new Int32Array(room));
    this.currency = moved(this.currency, new Int32Array(room));
    this.quantity = moved(this.quantity, new Float64Array(room));
    this.amount = moved(this.amount, new Float64Array(room));
    this.at = moved(this.at, new Float64Array(room));
    this.dayFirst = moved(this.dayFirst, new Float64Array(room));
  }
}

function moved<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Texts by number, one copy of each. */
export class Words {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    // A text cut from a file's keeps the whole file in memory, so it is cut loose.
    const loose = JSON.parse(JSON.stringify(text)) as string;
    this.#numbers.set(loose, this.#texts.length);
    return this.#texts.push(loose) - 1;
  }

  text(number: number): string {
    return this.#texts[number] as string;
  }
}
