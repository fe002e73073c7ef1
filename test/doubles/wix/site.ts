/** What is in a Wix site, and what Wix would tell of its changes. */
import { wixContact, wixEvent, wixFulfillments, wixOrder, wixProduct, wixRefund, wixTransactions } from "#connectors/wix/fixtures.ts";
import type { Json } from "#connectors/wix/fixtures.ts";
import type { StoreChange, StoreTruth } from "../store-double.ts";

const DAY = 86_400_000;
const CURRENCY = "USD";

type Contact = { readonly id: string; readonly email: string; firstName: string; subscription: string; readonly createdAt: number; updatedAt: number };
type Product = { readonly id: string; readonly name: string; /** Cents. */ readonly price: number; inStock: boolean; updatedAt: number };
type Order = {
  readonly id: string; readonly number: number; readonly customer: number; readonly products: readonly number[]; readonly createdAt: number; updatedAt: number;
  paidAt: number | null; canceledAt: number | null; readonly parcels: { id: string; at: number; tracking: string }[]; readonly refunds: { id: string; at: number; amount: number }[];
};
export type Told = { readonly eventType: string; readonly event: Json };

/** The same number gives the same id. */
const uuid = (kind: number, number: number): string => `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;
const decimal = (cents: number): string => (cents / 100).toFixed(2);

export type Site = ReturnType<typeof createSite>;

export function createSite(options: { readonly now: number; readonly orders: number; readonly customers: number; readonly products: number }) {
  const first = options.now - 300 * DAY;
  const contacts: Contact[] = Array.from({ length: options.customers }, (_, index) => ({ id: uuid(1, index + 1), email: `shopper${index + 1}@example.com`, firstName: `Shopper ${index + 1}`, subscription: index % 2 ? "SUBSCRIBED" : "NOT_SET", createdAt: first + index, updatedAt: first + index }));
  const products: Product[] = Array.from({ length: options.products }, (_, index) => ({ id: uuid(2, index + 1), name: `Product ${index + 1}`, price: 500 + 250 * index, inStock: true, updatedAt: first + index }));
  const orders: Order[] = [];
  let told = 0;

  const totalOf = (order: Order): number => order.products.reduce((sum, number) => sum + (products[number - 1]?.price ?? 0), 0);
  const refundedOf = (order: Order): number => order.refunds.reduce((sum, { amount }) => sum + amount, 0);

  const orderJson = (order: Order): Json => {
    const contact = contacts[order.customer - 1];
    const refunded = refundedOf(order);
    return wixOrder({
      id: order.id, number: order.number, createdAt: order.createdAt, updatedAt: order.updatedAt, paidAt: order.paidAt, canceledAt: order.canceledAt, fulfilledAt: order.parcels.at(-1)?.at ?? null, currency: CURRENCY, total: decimal(totalOf(order)),
      paymentStatus: order.paidAt === null ? "NOT_PAID" : refunded === 0 ? "PAID" : refunded >= totalOf(order) ? "FULLY_REFUNDED" : "PARTIALLY_REFUNDED",
      contactId: contact?.id ?? null, email: contact?.email ?? null, firstName: contact?.firstName ?? "", lastName: "Doe",
      lines: order.products.map((number) => ({ productId: uuid(2, number), name: `Product ${number}`, price: decimal(products[number - 1]?.price ?? 0) })),
    });
  };
  const parcelsJson = (order: Order): Json => wixFulfillments(order.id, order.parcels.map(({ id, at, tracking }) => ({ id, createdAt: at, number: tracking, link: `https://carrier.example/${tracking}` })));
  const refundOf = ({ id, at, amount }: Order["refunds"][number]) => ({ id, createdAt: at, amount: decimal(amount) });
  const contactJson = (contact: Contact): Json => wixContact({ ...contact, lastName: "Doe" });
  const productJson = (product: Product): Json => wixProduct({ id: product.id, name: product.name, updatedAt: product.updatedAt, price: decimal(product.price), stock: product.inStock ? "IN_STOCK" : "OUT_OF_STOCK" });

  const event = (fqdn: string, slug: string, id: string, at: number, carrier: Json): Told => ({ eventType: `${fqdn}_${slug}`, event: wixEvent(fqdn, slug, id, at, carrier, `event-${++told}`) });
  const orderEvent = (slug: string, order: Order, at: number): Told =>
    event("wix.ecom.v1.order", slug, order.id, at, slug === "created" ? { createdEvent: { entity: orderJson(order) } } : slug === "updated" ? { updatedEvent: { currentEntityAsJson: JSON.stringify(orderJson(order)) } } : { actionEvent: { body: { order: orderJson(order) } } });

  const place = (change: Extract<StoreChange, { kind: "order_placed" }>, at: number): Order => {
    const number = orders.length + 1;
    const order: Order = { id: uuid(3, number), number: 10_000 + number, customer: change.customer, products: change.products, createdAt: at, updatedAt: at, paidAt: change.paid ? at : null, canceledAt: null, parcels: [], refunds: [] };
    orders.push(order);
    return order;
  };
  const find = <T>(list: readonly T[], number: number): T => {
    const found = list[number - 1];
    if (found === undefined) throw new RangeError(`the store has no number ${number} of this`);
    return found;
  };

  /** Does it, and says what Wix sends: often two events about one thing. */
  const change = (what: StoreChange, at: number): Told[] => {
    switch (what.kind) {
      case "order_placed": {
        const order = place(what, at);
        return [orderEvent("created", order, at), orderEvent("approved", order, at)];
      }
      case "order_paid": {
        const order = find(orders, what.order);
        order.paidAt ??= at;
        order.updatedAt = at;
        return [orderEvent("payment_status_updated", order, at), orderEvent("updated", order, at)];
      }
      case "order_shipped": {
        const order = find(orders, what.order);
        order.parcels.push({ id: uuid(4, order.number * 10 + order.parcels.length), at, tracking: what.tracking });
        order.updatedAt = at;
        return [event("wix.ecom.v1.fulfillments", "updated", order.id, at, { actionEvent: { body: { orderWithFulfillments: parcelsJson(order) } } }), orderEvent("updated", order, at)];
      }
      case "order_refunded": {
        const order = find(orders, what.order);
        const refund = { id: uuid(5, order.number * 10 + order.refunds.length), at, amount: what.amount };
        order.refunds.push(refund);
        order.updatedAt = at;
        return [event("wix.ecom.v1.order_transactions", "refund_completed", order.id, at, { actionEvent: { body: { orderId: order.id, refund: wixRefund(refundOf(refund)) } } }), orderEvent("updated", order, at)];
      }
      case "order_cancelled": {
        const order = find(orders, what.order);
        order.canceledAt = order.updatedAt = at;
        return [orderEvent("canceled", order, at)];
      }
      case "customer_changed": {
        const contact = find(contacts, what.customer);
        contact.firstName = what.firstName;
        if (what.consents !== null) contact.subscription = what.consents ? "SUBSCRIBED" : "UNSUBSCRIBED";
        contact.updatedAt = at;
        return [event("wix.contacts.v4.contact", "updated", contact.id, at, { updatedEvent: { currentEntityAsJson: JSON.stringify(contactJson(contact)) } })];
      }
      case "product_changed": {
        const product = find(products, what.product);
        product.inStock = what.inStock;
        product.updatedAt = at;
        return [event("wix.stores.catalog.v3.product", "updated", product.id, at, { updatedEvent: { currentEntity: productJson(product) } })];
      }
    }
  };

  for (let index = 0; index < options.orders; index++) {
    const at = first + DAY + Math.floor((index / Math.max(1, options.orders)) * 298 * DAY);
    place({ kind: "order_placed", customer: (index % Math.max(1, options.customers)) + 1, products: [(index % Math.max(1, options.products)) + 1], paid: index % 10 !== 9 }, at);
    if (index % 3 === 0) change({ kind: "order_shipped", order: index + 1, tracking: `OLD${index + 1}` }, at + DAY / 2);
    if (index % 7 === 0 && index % 10 !== 9) change({ kind: "order_refunded", order: index + 1, amount: 100 }, at + DAY);
  }

  const truth = (): StoreTruth => ({
    orders: orders.map((order) => ({ ref: order.id, email: contacts[order.customer - 1]?.email ?? "", total: totalOf(order), currency: CURRENCY, paid: order.paidAt !== null, cancelled: order.canceledAt !== null, shipped: order.parcels.length > 0, refunded: refundedOf(order) })),
    customers: contacts.map(({ id, email, firstName }) => ({ ref: id, email, firstName })),
    products: products.map(({ id, name, inStock }) => ({ ref: id, title: name, inStock })),
  });

  return {
    change,
    truth,
    orders: () => orders.map(orderJson),
    contacts: () => contacts.map(contactJson),
    products: () => products.map(productJson),
    parcels: (id: unknown): Json => {
      const order = orders.find((one) => one.id === id);
      return order ? parcelsJson(order) : wixFulfillments(String(id), []);
    },
    transactions: (id: unknown): Json => {
      const order = orders.find((one) => one.id === id);
      return wixTransactions(String(id), (order?.refunds ?? []).map(refundOf));
    },
  };
}
