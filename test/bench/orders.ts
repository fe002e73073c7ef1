/** Distinct, signed order webhooks of two shops, about as large as real ones, ready to be written to a socket. */
import { connectorFor } from "#connectors/registry.ts";
import { shopifyBody, shopifyOrder } from "#connectors/shopify/fixtures.ts";
import { wooBody, wooOrder } from "#connectors/woocommerce/fixtures.ts";

export const SHOPS = [
  { id: "bench-shopify", platform: "shopify", domain: "bench.myshopify.com", secret: "bench-secret", topic: "orders/create", path: "/webhooks/shopify" },
  { id: "bench-woo", platform: "woocommerce", domain: "bench.example.com", secret: "bench-secret", topic: "order.created", path: "/webhooks/woocommerce/bench-woo" },
] as const;

/** One request: what the door stores of it, and its bytes on the wire. */
export type Prepared = { readonly shopId: string; readonly topic: string; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array; readonly wire: Buffer };

/** The order with this number; the same number is the same order. Every fifth is by a customer who ordered before. */
export function prepare(number: number, createdAt: number): Prepared {
  const shop = SHOPS[number % SHOPS.length] ?? SHOPS[0];
  const customer = number % 10 < 2 && number >= 100 ? number - 100 : number;
  const body = shop.platform === "shopify" ? shopifyOrderBody(number, customer, createdAt) : wooOrderBody(number, customer, createdAt);
  const headers: Record<string, string> = { ...connectorFor(shop.platform)?.sign(body, shop.secret, shop.topic) };
  if (shop.platform === "shopify") headers["x-shopify-shop-domain"] = shop.domain;
  const lines = Object.entries({ host: "localhost", ...headers, "content-length": String(body.length) }).map(([name, value]) => `${name}: ${value}\r\n`);
  const wire = Buffer.concat([Buffer.from(`POST ${shop.path} HTTP/1.1\r\n${lines.join("")}\r\n`), body]);
  return { shopId: shop.id, topic: shop.topic, headers, body, wire };
}

const LINES = [
  { title: "Stoneware mug", sku: "MUG-1", quantity: 2, unitPrice: 1_900, productId: 71_001, variantId: 72_001, variationId: 72_001 },
  { title: "Linen tea towel", sku: "TOWEL-3", quantity: 1, unitPrice: 1_450, productId: 71_002, variantId: 72_002, variationId: 72_002 },
];

function shopifyOrderBody(number: number, customer: number, createdAt: number): Uint8Array {
  const email = `customer.${customer}@example.com`;
  const address = { address1: "12 Mill Lane", city: "Portland", zip: "97201", provinceCode: "OR", countryCode: "US" };
  return shopifyBody(shopifyOrder({
    id: 6_000_000_000_000 + number, number: 1_001 + number, createdAt, email, lines: LINES, shipping: 500, shippingAddress: address,
    customer: { id: 8_000_000_000_000 + customer, email, firstName: "Robin", lastName: `Marlow ${customer}`, address, emailConsent: { state: number % 3 ? "subscribed" : "not_subscribed", at: createdAt } },
    overrides: UNREAD,
  }));
}

function wooOrderBody(number: number, customer: number, createdAt: number): Uint8Array {
  const address = { firstName: "Robin", lastName: `Marlow ${customer}`, address1: "12 Mill Lane", city: "Portland", state: "OR", postcode: "97201", country: "US" };
  return wooBody(wooOrder({
    id: 100_000 + number, createdAt, paidAt: createdAt, customerId: 500_000 + customer, lines: LINES, shippingTotal: 500, acceptsMarketing: number % 3 > 0,
    billing: { ...address, email: `customer.${customer}@example.com` }, shipping: address, overrides: UNREAD,
  }));
}

/** What real bodies carry beside what is read, as attributes that apps leave on orders: with it a body is near 5 kB, as captured ones are. */
const UNREAD = {
  note_attributes: Array.from({ length: 12 }, (_, index) => ({ name: `attribution_${index}`, value: `https://shop.example.com/landing/${index * 7919}?utm_source=newsletter&utm_campaign=${index * 104_729}` })),
  client_details: { accept_language: "en-US,en;q=0.9", browser_height: 900, browser_width: 1440, user_agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36" },
};
