/** What is in the store, and what happens to it. WordPress counts time in whole seconds, and numbers posts of all kinds in one row. */
import type { StoreChange, StoreTruth } from "../store-double.ts";
import { refundedOf, totalOf } from "./resources.ts";
import type { Customer, Order, Product } from "./resources.ts";

export type Happened = { readonly topic: string; readonly id: number };
const DAY = 86_400_000;
const second = (at: number): number => Math.floor(at / 1000) * 1000;

export class StockRoom {
  readonly products: Product[] = [];
  readonly customers: Customer[] = [];
  readonly orders: Order[] = [];
  private nextPost = 11;

  constructor({ now, orders, customers, products }: { readonly now: number; readonly orders: number; readonly customers: number; readonly products: number }) {
    const begin = second(now - 730 * DAY);
    for (let number = 1; number <= products; number++) this.products.push({ id: this.nextPost++, title: `Product ${number}`, price: 900 + 137 * number, inStock: number % 7 !== 0, createdAt: begin, modifiedAt: begin });
    for (let number = 1; number <= customers; number++) {
      this.customers.push({ id: number + 1, email: `shopper${number}@example.com`, firstName: `First${number}`, consents: null, createdAt: second(begin + (number * 700 * DAY) / customers), modifiedAt: second(begin + (number * 700 * DAY) / customers) });
    }
    for (let number = 1; number <= orders; number++) this.past(number, second(begin + (number * 725 * DAY) / orders));
  }

  private past(number: number, at: number): void {
    const [customer, product] = [this.customers[(number * 7) % this.customers.length], this.products[number % this.products.length]];
    if (!customer || !product) return;
    const order: Order = { id: this.nextPost++, customer, products: number % 3 === 0 ? [product, product] : [product], createdAt: at, modifiedAt: at + DAY, status: "completed", paidAt: at + 60_000, completedAt: at + DAY, tracking: [], refunds: [] };
    if (number % 11 === 0) Object.assign(order, { status: "cancelled", paidAt: null, completedAt: null });
    else if (number % 13 === 0) order.refunds.push({ id: this.nextPost++, amount: 100 });
    this.orders.push(order);
  }

  /** @returns what WooCommerce's own hooks fire, in their order */
  change(change: StoreChange, moment: number): Happened[] {
    const at = second(moment);
    if (change.kind === "order_placed") return this.place(change, at);
    if (change.kind === "customer_changed") {
      const customer = of(this.customers, change.customer);
      customer.firstName = change.firstName;
      if (change.consents !== null) customer.consents = change.consents;
      customer.modifiedAt = at;
      return [{ topic: "customer.updated", id: customer.id }];
    }
    if (change.kind === "product_changed") {
      const product = of(this.products, change.product);
      product.inStock = change.inStock;
      product.modifiedAt = at;
      return [{ topic: "product.updated", id: product.id }];
    }
    const order = of(this.orders, change.order);
    if (change.kind === "order_paid") Object.assign(order, { status: "processing", paidAt: order.paidAt ?? at });
    if (change.kind === "order_shipped") {
      order.tracking.push({ number: change.tracking, shippedAt: at });
      Object.assign(order, { status: "completed", completedAt: at });
    }
    if (change.kind === "order_cancelled") order.status = "cancelled";
    if (change.kind === "order_refunded") {
      order.refunds.push({ id: this.nextPost++, amount: change.amount });
      if (refundedOf(order) >= totalOf(order)) order.status = "refunded";
    }
    order.modifiedAt = at;
    return [{ topic: "order.updated", id: order.id }];
  }

  /** order.updated comes with every new order, and stock that is counted sends its products along. */
  private place({ customer: buyer, products: bought, paid }: StoreChange & { kind: "order_placed" }, at: number): Happened[] {
    const products = bought.map((number) => of(this.products, number));
    const order: Order = { id: this.nextPost++, customer: of(this.customers, buyer), products, createdAt: at, modifiedAt: at, status: paid ? "processing" : "pending", paidAt: paid ? at : null, completedAt: null, tracking: [], refunds: [] };
    this.orders.push(order);
    return [{ topic: "order.created", id: order.id }, { topic: "order.updated", id: order.id }, ...products.map(({ id }) => ({ topic: "product.updated", id }))];
  }

  truth(): StoreTruth {
    return {
      orders: this.orders.map((order) => ({
        ref: String(order.id), email: order.customer.email, total: totalOf(order), currency: "USD", paid: order.paidAt !== null, cancelled: order.status === "cancelled", shipped: order.tracking.length > 0 || order.completedAt !== null,
        refunded: refundedOf(order),
      })),
      customers: this.customers.map(({ id, email, firstName }) => ({ ref: String(id), email, firstName })),
      products: this.products.map(({ id, title, inStock }) => ({ ref: String(id), title, inStock })),
    };
  }
}

function of<T>(rows: readonly T[], number: number): T {
  const row = rows[number - 1];
  if (!row) throw new Error(`the store has no number ${number}`);
  return row;
}
