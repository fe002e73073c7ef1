/** An orders export as histories of customers, kept small: a million orders fit into a few hundred megabytes. */
import type { OrderSnapshot } from "../core/event/snapshot.ts";
import { itemsOf } from "../core/event/order-facts.ts";
import type { OrderFigure } from "../core/scoring/shop-figures.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { CustomerHistory } from "./history.ts";
import { FigureColumns } from "./figure-columns.ts";
import { Packed } from "./packed.ts";
import { unpacked, unpacker } from "./packed-history.ts";
import type { PackedHistories, PackedHistory } from "./packed-history.ts";
import { TextsByKey } from "./texts-by-key.ts";

export class ExportHistories {
  /** Orders of a customer as texts: an order of objects takes ten times the room. */
  readonly #orders = new TextsByKey();
  readonly #packed = new Packed();
  /** One copy of what orders say alike. A text cut from a file's keeps the whole file in memory, so these are cut loose. */
  readonly #words = new Map<string, string>();
  #figures = new FigureColumns();
  #first: Instant | null = null;
  #last: Instant | null = null;

  add(order: OrderSnapshot): void {
    const key = this.#word(order.customer.ref ?? order.customer.email ?? order.customer.phone ?? `order ${order.number}`);
    this.#orders.add(key, this.#packed.pack(order));
    this.#first = Math.min(this.#first ?? Infinity, order.placedAt);
    this.#last = Math.max(this.#last ?? -Infinity, order.placedAt);
    if (order.test || order.draft) return;
    this.#figures.add({ customer: key, at: order.placedAt, amount: order.total, currency: this.#word(order.currency), items: itemsOf(order).map(({ productRef, quantity }) => ({ productRef: this.#word(productRef), quantity })) });
  }

  get size(): number {
    return this.#orders.size;
  }

  get span(): { readonly from: Instant; readonly to: Instant } | null {
    return this.#first === null || this.#last === null ? null : { from: this.#first, to: this.#last };
  }

  /** Every order's figure by time; handed out once, when all orders were added, and then no longer kept. */
  figures(): Iterable<OrderFigure> {
    const figures = this.#figures;
    this.#figures = new FigureColumns();
    return figures.byTime();
  }

  histories(arrivesAfterDays: number): Generator<CustomerHistory> {
    return unpacked(this.packed(arrivesAfterDays));
  }

  /** The same as they are kept. */
  packed(arrivesAfterDays: number): PackedHistories {
    const customers = (): Iterable<PackedHistory> => this.#customers();
    return { unpacking: { kind: "orders", keys: this.#packed.keys, arrivesAfterDays }, customers };
  }

  find(key: string, arrivesAfterDays: number): CustomerHistory | null {
    const texts = this.#orders.of(key);
    return texts.length > 0 ? unpacker(this.packed(arrivesAfterDays).unpacking)({ key, texts }) : null;
  }

  *#customers(): Generator<PackedHistory> {
    for (const key of this.#orders.keys()) yield { key, texts: this.#orders.of(key) };
  }

  #word(text: string): string {
    let word = this.#words.get(text);
    if (word === undefined) this.#words.set((word = JSON.parse(JSON.stringify(text)) as string), word);
    return word;
  }
}
