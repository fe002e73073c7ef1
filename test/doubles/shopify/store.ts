/** What the pretended shop holds, and how it changes. Ids lie beyond 2^53, as Shopify's may. */
import type { StoreChange, StoreTruth } from "../store-double.ts";

export type Customer = {
  readonly id: string; readonly email: string; firstName: string; readonly lastName: string; readonly phone: string | null; readonly createdAt: number; updatedAt: number;
  consent: { readonly state: "subscribed" | "unsubscribed" | "not_subscribed"; readonly at: number | null }; note: string | null; readonly tags: string[];
};
export type Variant = { readonly id: string; readonly sku: string; readonly price: number; inStock: boolean };
export type Product = { readonly id: string; readonly title: string; readonly createdAt: number; updatedAt: number; readonly variants: readonly Variant[] };
export type Line = { readonly id: string; readonly product: Product; readonly price: number };
export type Order = {
  readonly id: string; readonly number: number; readonly customer: Customer; readonly lines: readonly Line[]; readonly createdAt: number; updatedAt: number; readonly acceptsMarketing: boolean; readonly paysLater: boolean; paid: boolean;
  cancelledAt: number | null; shipment: { readonly id: string; readonly at: number; readonly tracking: string } | null; readonly refunds: { readonly id: string; readonly at: number; readonly amount: number }[];
};
export type Discount = { readonly code: string; readonly title: string; readonly input: Record<string, unknown> };

export type Store = {
  readonly currency: "USD"; readonly customers: readonly Customer[]; readonly products: readonly Product[]; readonly orders: Order[]; readonly discounts: Map<string, Discount>;
};

const DAY = 86_400_000;
const NAMES = ["Asha", "Ben", "Chloë", "Dmitri", "Eiko"];
const id = (kind: number, number: number): string => `82098${kind}9119461${String(number).padStart(5, "0")}`;

/** Shopify's moments have whole seconds. */
const second = (at: number): number => Math.floor(at / 1000) * 1000;

export function createStore(now: number, sizes: { readonly orders: number; readonly customers: number; readonly products: number }): Store {
  const born = second(now - 400 * DAY);
  const customers = Array.from({ length: sizes.customers }, (_, index): Customer => ({
    id: id(7, index + 1), email: `buyer.${index + 1}@shopify.example`, firstName: NAMES[index % NAMES.length] ?? "", lastName: `Marlow ${index + 1}`, phone: index % 3 === 0 ? `+1518555${String(1000 + index)}` : null,
    createdAt: born + index * 1000, updatedAt: born + index * 1000, consent: index % 2 ? { state: "not_subscribed", at: null } : { state: "subscribed", at: born + index * 1000 }, note: null, tags: [],
  }));
  const products = Array.from({ length: sizes.products }, (_, index): Product => ({
    id: id(8, index + 1), title: `Product ${index + 1}`, createdAt: born, updatedAt: born + index * 1000,
    variants: Array.from({ length: 1 + (index % 3) }, (_one, variant) => ({ id: id(9, index * 10 + variant + 1), sku: `SKU-${index + 1}-${variant + 1}`, price: 999 + 100 * index + variant, inStock: true })),
  }));
  const store: Store = { currency: "USD", customers, products, orders: [], discounts: new Map() };
  for (let index = 0; index < sizes.orders; index++) {
    const at = second(now - DAY - ((sizes.orders - index) * 300 * DAY) / sizes.orders);
    change(store, { kind: "order_placed", customer: 1 + (index % sizes.customers), products: [1 + (index % sizes.products), 1 + ((index + 1) % sizes.products)], paid: index % 4 !== 3 }, at);
    const order = store.orders.length;
    if (index % 5 === 1) change(store, { kind: "order_shipped", order, tracking: `1Z${order}` }, at + 3_600_000);
    if (index % 7 === 2) change(store, { kind: "order_refunded", order, amount: 500 }, at + 7_200_000);
    if (index % 11 === 4) change(store, { kind: "order_cancelled", order }, at + 9_000_000);
  }
  return store;
}

/** What the change touched; null where a shop would refuse it. Moves nothing else. */
export function change(store: Store, what: StoreChange, at: number): Order | Customer | Product | null {
  const when = second(at);
  if (what.kind === "order_placed") return place(store, what, when);
  if (what.kind === "customer_changed") {
    const customer = entry(store.customers, what.customer);
    customer.firstName = what.firstName;
    if (what.consents !== null) customer.consent = { state: what.consents ? "subscribed" : "unsubscribed", at: when };
    customer.updatedAt = Math.max(customer.updatedAt, when);
    return customer;
  }
  if (what.kind === "product_changed") {
    const product = entry(store.products, what.product);
    for (const variant of product.variants) variant.inStock = what.inStock;
    product.updatedAt = Math.max(product.updatedAt, when);
    return product;
  }
  const order = entry(store.orders, what.order);
  if (!changeOrder(order, what, when)) return null;
  order.updatedAt = Math.max(order.updatedAt, when);
  return order;
}

function place(store: Store, what: Extract<StoreChange, { kind: "order_placed" }>, at: number): Order {
  const number = store.orders.length + 1;
  const lines = what.products.map((product, index): Line => {
    const chosen = entry(store.products, product);
    return { id: `${id(6, number)}${index + 1}`, product: chosen, price: entry(chosen.variants, 1).price };
  });
  const customer = entry(store.customers, what.customer);
  const order: Order = {
    id: id(6, number), number: 1000 + number, customer, lines, acceptsMarketing: customer.consent.state === "subscribed", createdAt: at, updatedAt: at, paysLater: !what.paid, paid: what.paid,
    cancelledAt: null, shipment: null, refunds: [],
  };
  store.orders.push(order);
  return order;
}

function changeOrder(order: Order, what: Exclude<StoreChange, { kind: "order_placed" | "customer_changed" | "product_changed" }>, at: number): boolean {
  switch (what.kind) {
    case "order_paid":
      if (order.paid || order.cancelledAt !== null) return false;
      return (order.paid = true);
    case "order_shipped":
      if (order.shipment || order.cancelledAt !== null) return false;
      order.shipment = { id: `${order.id.slice(0, -6)}1${order.id.slice(-5)}`, at, tracking: what.tracking };
      return true;
    case "order_refunded": {
      const amount = Math.min(what.amount, totalOf(order) - refundedOf(order));
      if (!order.paid || amount <= 0) return false;
      order.refunds.push({ id: `${order.id.slice(0, -6)}${2 + order.refunds.length}${order.id.slice(-5)}`, at, amount });
      return true;
    }
    case "order_cancelled":
      if (order.cancelledAt !== null) return false;
      order.cancelledAt = at;
      return true;
  }
}

function entry<T>(list: readonly T[], number: number): T {
  const found = list[number - 1];
  if (!found) throw new RangeError(`the store has no number ${number} of ${list.length}`);
  return found;
}

export const totalOf = (order: Order): number => order.lines.reduce((sum, line) => sum + line.price, 0);
export const refundedOf = (order: Order): number => order.refunds.reduce((sum, refund) => sum + refund.amount, 0);

export function truthOf(store: Store): StoreTruth {
  return {
    orders: store.orders.map((order) => ({
      ref: order.id, email: order.customer.email, total: totalOf(order), currency: store.currency, paid: order.paid, cancelled: order.cancelledAt !== null, shipped: order.shipment !== null, refunded: refundedOf(order),
    })),
    customers: store.customers.map(({ id: ref, email, firstName }) => ({ ref, email, firstName })),
    products: store.products.map(({ id: ref, title, variants }) => ({ ref, title, inStock: variants.some(({ inStock }) => inStock) })),
  };
}
