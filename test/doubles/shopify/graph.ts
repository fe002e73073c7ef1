/** The store as the GraphQL Admin API shows it: the fields our documents ask for. */
import { decimal } from "#connectors/shopify/fixture-parts.ts";
import { formatInstant } from "#app/core/shared/instant.ts";
import { connection } from "./execute.ts";
import type { Arguments, Item } from "./execute.ts";
import { totalOf } from "./store.ts";
import type { Customer, Order, Product, Store } from "./store.ts";
import { ADDRESS, financialStatus, gatewayOf } from "./webhooks.ts";

const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;
const stamp = (at: number): string => `${formatInstant(at).slice(0, 19)}Z`;
const money = (amount: number) => ({ shopMoney: { amount: decimal(amount, "USD"), currencyCode: "USD" } });
const { countryCode, ...place } = ADDRESS;
const addressOf = ({ firstName, lastName }: Customer) => ({ firstName, lastName, phone: null, address2: null, province: null, ...place, countryCodeV2: countryCode });

export function customerNode(customer: Customer): Item {
  const { id, email, phone, firstName, lastName, createdAt, updatedAt, consent, note } = customer;
  return {
    __typename: "Customer", id: gid("Customer", id), firstName, lastName, note, createdAt: stamp(createdAt), updatedAt: stamp(updatedAt),
    defaultEmailAddress: { emailAddress: email, marketingState: consent.state.toUpperCase(), marketingUpdatedAt: consent.at === null ? null : stamp(consent.at) },
    defaultPhoneNumber: phone === null ? null : { phoneNumber: phone, marketingState: "NOT_SUBSCRIBED", marketingUpdatedAt: null },
    defaultAddress: addressOf(customer),
  };
}

export function productNode(product: Product): Item {
  return {
    __typename: "Product", id: gid("Product", product.id), title: product.title, status: "ACTIVE", createdAt: stamp(product.createdAt), updatedAt: stamp(product.updatedAt), featuredMedia: null,
    variants: connection(product.variants.map(({ id, sku, price, inStock }, index) => ({ __typename: "ProductVariant", id: gid("ProductVariant", id), position: index + 1, sku, price: decimal(price, "USD"), availableForSale: inStock }))),
  };
}

export function orderNode(order: Order): Item {
  const { customer } = order;
  return {
    __typename: "Order", id: gid("Order", order.id), name: `#${order.number}`, createdAt: stamp(order.createdAt), processedAt: stamp(order.createdAt), updatedAt: stamp(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : stamp(order.cancelledAt), currencyCode: "USD", test: false, email: customer.email, phone: null,
    displayFinancialStatus: financialStatus(order).toUpperCase(), displayFulfillmentStatus: order.shipment ? "FULFILLED" : "UNFULFILLED", paymentGatewayNames: [gatewayOf(order)],
    customerAcceptsMarketing: order.acceptsMarketing, customerLocale: "en-US", discountCodes: [], totalPriceSet: money(totalOf(order)),
    customAttributes: [], customerJourneySummary: null, customer: customerNode(customer), shippingAddress: addressOf(customer), billingAddress: addressOf(customer),
    fulfillments: order.shipment
      ? [{
          __typename: "Fulfillment", id: gid("Fulfillment", order.shipment.id), status: "SUCCESS", displayStatus: "FULFILLED", createdAt: stamp(order.shipment.at), updatedAt: stamp(order.shipment.at),
          trackingInfo: [{ company: "UPS", number: order.shipment.tracking, url: `https://ups.example/${order.shipment.tracking}` }], events: connection([]),
        }]
      : [],
    refunds: order.refunds.map(({ id, at, amount }) => ({ __typename: "Refund", id: gid("Refund", id), createdAt: stamp(at), processedAt: stamp(at), note: null, totalRefundedSet: money(amount) })),
    returns: connection([]),
    lineItems: connection(order.lines.map(({ id, product, price }) => ({
      __typename: "LineItem", id: gid("LineItem", id), name: product.title, title: product.title, sku: product.variants[0]?.sku ?? "", quantity: 1, product: { id: gid("Product", product.id) },
      originalUnitPriceSet: money(price), discountAllocations: [],
    }))),
  };
}

export type Root = { readonly store: Store; readonly domain: string; readonly name: string; readonly scopes: readonly string[]; readonly now: () => number };

/** Reads only; mutations are beside. */
export function queryRoot({ store, domain, name, scopes, now }: Root): Item {
  // Without read_all_orders Shopify behaves as though older orders were not there.
  const shown = (): Order[] => (scopes.includes("read_all_orders") ? store.orders : store.orders.filter(({ createdAt }) => createdAt >= now() - 60 * 86_400_000));
  const nodeFor = (id: string): Item | null => {
    const [, type, digits] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(id) ?? [];
    if (type === "Order") return first(shown().filter((one) => one.id === digits).map(orderNode));
    if (type === "Product") return first(store.products.filter((one) => one.id === digits).map(productNode));
    return type === "Customer" ? first(store.customers.filter((one) => one.id === digits).map(customerNode)) : null;
  };
  return {
    shop: { name, myshopifyDomain: domain, url: `https://${domain}`, contactEmail: `owner@${domain}`, currencyCode: "USD", ianaTimezone: "America/New_York", shopAddress: { countryCodeV2: "US" }, primaryDomain: { localization: { defaultLocale: "en" } } },
    currentAppInstallation: { accessScopes: scopes.map((handle) => ({ handle })) },
    orders: () => connection(shown().map(orderNode)),
    customers: () => connection(store.customers.map(customerNode)),
    products: () => connection(store.products.map(productNode)),
    node: ({ id }: Arguments) => nodeFor(String(id)),
    nodes: ({ ids }: Arguments) => (ids as string[]).map(nodeFor),
    customer: ({ id }: Arguments) => nodeFor(String(id)),
    codeDiscountNodeByCode: ({ code }: Arguments) => {
      const found = store.discounts.get(String(code).toUpperCase());
      return found ? { id: gid("DiscountCodeNode", "1"), codeDiscount: { __typename: "DiscountCodeBasic", title: found.title } } : null;
    },
  };
}

const first = (items: readonly Item[]): Item | null => items[0] ?? null;
