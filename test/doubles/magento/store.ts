/** The store's own memory: what it holds, and how its resources move when something happens. */
import { magentoCreditmemo, magentoCustomer, magentoOrder, magentoProduct, magentoShipment, magentoSubscriber } from "#connectors/magento/fixtures.ts";
import type { Json } from "#connectors/magento/fixtures.ts";
import type { StoreChange, StoreTruth } from "../store-double.ts";

type Order = { id: number; customer: number; products: number[]; createdAt: number; modifiedAt: number; paid: boolean; shipped: boolean; cancelled: boolean; refunded: number };
type Customer = { id: number; email: string; firstName: string; subscribed: boolean; createdAt: number; modifiedAt: number };
type Product = { id: number; name: string; price: number; inStock: boolean; createdAt: number; modifiedAt: number };

/** What the module writes into its outbox: which resource was saved. */
export type Saved = { readonly topic: string; readonly id: number };

export type Collection = "orders" | "shipments" | "creditmemos" | "customers" | "products";

const SHIPPING = 500;

export class MagentoStore {
  readonly orders: Order[] = [];
  readonly customers: Customer[] = [];
  readonly products: Product[] = [];
  readonly shipments: { id: number; order: number; tracking: string; createdAt: number }[] = [];
  readonly creditmemos: { id: number; order: number; amount: number; createdAt: number }[] = [];
  readonly rules: Json[] = [];
  readonly coupons: Json[] = [];

  constructor({ now, orders, customers, products }: { now: number; orders: number; customers: number; products: number }) {
    // Magento's times have whole seconds.
    const at = (index: number, of: number): number => Math.floor((now - 400 * 86_400_000 * (1 - index / (of + 1))) / 1000) * 1000;
    for (let id = 1; id <= products; id++) this.products.push({ id, name: `Product ${id}`, price: 1000 + id, inStock: true, createdAt: at(0, products), modifiedAt: at(0, products) });
    for (let id = 1; id <= customers; id++) this.customers.push({ id, email: `customer${id}@example.com`, firstName: `Name${id}`, subscribed: id % 2 === 0, createdAt: at(0, customers), modifiedAt: at(0, customers) });
    for (let id = 1; id <= orders; id++) {
      this.change({ kind: "order_placed", customer: ((id - 1) % Math.max(1, customers)) + 1, products: [((id - 1) % Math.max(1, products)) + 1], paid: true }, at(id, orders));
      if (id % 3 === 0) this.change({ kind: "order_shipped", order: id, tracking: `PAST-${id}` }, at(id, orders) + 1000);
    }
  }

  /** Does it, and says which resources were saved by it. */
  change(change: StoreChange, moment: number): Saved[] {
    const at = Math.floor(moment / 1000) * 1000;
    if (change.kind === "customer_changed") {
      const customer = found(this.customers[change.customer - 1]);
      Object.assign(customer, { firstName: change.firstName, modifiedAt: at, subscribed: change.consents ?? customer.subscribed });
      return [{ topic: "customer.saved", id: customer.id }, ...(change.consents === null ? [] : [{ topic: "subscriber.saved", id: customer.id }])];
    }
    if (change.kind === "product_changed") {
      // The stock is a table of its own, whose changes the module does not watch.
      Object.assign(found(this.products[change.product - 1]), { inStock: change.inStock, modifiedAt: at });
      return [];
    }
    if (change.kind === "order_placed") {
      const id = this.orders.length + 1;
      this.orders.push({ id, customer: change.customer, products: [...change.products], createdAt: at, modifiedAt: at, paid: change.paid, shipped: false, cancelled: false, refunded: 0 });
      return [{ topic: "order.saved", id }, { topic: "order.saved", id }];
    }
    const order = found(this.orders[change.order - 1]);
    order.modifiedAt = Math.max(at, order.modifiedAt);
    const saved: Saved[] = [{ topic: "order.saved", id: order.id }];
    if (change.kind === "order_paid") order.paid = true;
    else if (change.kind === "order_cancelled") order.cancelled = true;
    else if (change.kind === "order_shipped") {
      order.shipped = true;
      this.shipments.push({ id: this.shipments.length + 1, order: order.id, tracking: change.tracking, createdAt: at });
      saved.push({ topic: "shipment.saved", id: this.shipments.length });
    } else {
      order.refunded += change.amount;
      this.creditmemos.push({ id: this.creditmemos.length + 1, order: order.id, amount: change.amount, createdAt: at });
      saved.push({ topic: "creditmemo.saved", id: this.creditmemos.length });
    }
    return saved;
  }

  list(collection: Collection): Json[] {
    if (collection === "orders") return this.orders.map((order) => this.orderJson(order));
    if (collection === "shipments") return this.shipments.map(({ id, order, tracking, createdAt }) => magentoShipment({ id, orderId: order, tracking, createdAt }));
    if (collection === "creditmemos") return this.creditmemos.map(({ id, order, amount, createdAt }) => magentoCreditmemo({ id, orderId: order, amount, createdAt }));
    if (collection === "products") return this.products.map(({ inStock: _inStock, ...product }) => magentoProduct(product));
    return this.customers.map((customer) => magentoCustomer({ ...customer, lastName: "Shopper", address: { firstName: customer.firstName, lastName: "Shopper" } }));
  }

  /** The body the module sends for what was saved, as it is now. */
  resource({ topic, id }: Saved): Json {
    const customer = this.customers[id - 1];
    if (topic === "subscriber.saved" && customer) return magentoSubscriber({ customerId: id, email: customer.email, status: customer.subscribed ? 1 : 3, at: customer.modifiedAt });
    const collection = { "order.saved": "orders", "shipment.saved": "shipments", "creditmemo.saved": "creditmemos", "customer.saved": "customers" }[topic] as Collection;
    return found(this.list(collection)[id - 1]);
  }

  truth(): StoreTruth {
    return {
      orders: this.orders.map((order) => ({ ref: String(order.id), email: this.customerOf(order).email, total: this.totalOf(order), currency: "USD", paid: order.paid, cancelled: order.cancelled, shipped: order.shipped, refunded: order.refunded })),
      customers: this.customers.map(({ id, email, firstName }) => ({ ref: String(id), email, firstName })),
      // Lists do not tell the stock, so our side cannot know it without asking.
      products: this.products.map(({ id, name }) => ({ ref: String(id), title: name, inStock: null })),
    };
  }

  private customerOf(order: Order): Customer {
    return found(this.customers[order.customer - 1]);
  }

  private totalOf(order: Order): number {
    return order.products.reduce((sum, product) => sum + found(this.products[product - 1]).price, 0) + SHIPPING;
  }

  private orderJson(order: Order): Json {
    const { email, firstName, id: customerId } = this.customerOf(order);
    const closed = order.refunded > 0 && order.refunded >= this.totalOf(order);
    const state = order.cancelled ? "canceled" : closed ? "closed" : order.paid && order.shipped ? "complete" : order.paid || order.shipped ? "processing" : "new";
    const items = order.products.map((id) => ({ productId: id, sku: `SKU-${id}`, title: `Product ${id}`, unitPrice: found(this.products[id - 1]).price, shipped: order.shipped ? 1 : 0 }));
    return magentoOrder({ id: order.id, state, createdAt: order.createdAt, modifiedAt: order.modifiedAt, customerId, email, firstName, lastName: "Shopper", items, shippingTotal: SHIPPING, paid: order.paid, refunded: order.refunded, payment: order.paid ? "braintree" : "banktransfer" });
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the double's store has no such thing");
  return value;
}
