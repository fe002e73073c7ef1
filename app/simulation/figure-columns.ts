import type { OrderFigure } from "../core/scoring/shop-figures.ts";
import type { Instant } from "../core/shared/instant.ts";

/** Figures of many orders in columns: as objects a million of them take hundreds of megabytes. */
export class FigureColumns {
  readonly #customers: string[] = [];
  readonly #currencies: string[] = [];
  readonly #at: Instant[] = [];
  readonly #amounts: number[] = [];
  /** Where an order's items begin; they end where the next one's begin. */
  readonly #begins: number[] = [];
  readonly #products: string[] = [];
  readonly #quantities: number[] = [];

  add({ customer, at, amount, currency, items }: OrderFigure): void {
    this.#customers.push(customer);
    this.#currencies.push(currency);
    this.#at.push(at);
    this.#amounts.push(amount);
    this.#begins.push(this.#products.length);
    for (const { productRef, quantity } of items) {
      this.#products.push(productRef);
      this.#quantities.push(quantity);
    }
  }

  /** One after another in the order of their moments, those of one moment by customer, then as they were added. */
  *byTime(): Generator<OrderFigure> {
    const order = Uint32Array.from(this.#at.keys()).sort((a, b) => this.#moment(a) - this.#moment(b) || this.#byCustomer(a, b));
    for (const index of order) yield this.#figure(index);
  }

  #moment(index: number): Instant {
    return this.#at[index] as Instant;
  }

  #byCustomer(a: number, b: number): number {
    const [one, other] = [this.#customers[a] as string, this.#customers[b] as string];
    return one < other ? -1 : one > other ? 1 : a - b;
  }

  #figure(index: number): OrderFigure {
    const items: { productRef: string; quantity: number }[] = [];
    const end = this.#begins[index + 1] ?? this.#products.length;
    for (let item = this.#begins[index] as number; item < end; item++) items.push({ productRef: this.#products[item] as string, quantity: this.#quantities[item] as number });
    return { customer: this.#customers[index] as string, at: this.#moment(index), amount: this.#amounts[index] as number, currency: this.#currencies[index] as string, items };
  }
}
