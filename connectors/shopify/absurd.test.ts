/** The newer bodies with parts deleted or made absurd: a translation never throws, and lets through only what can be stored. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { shopifyCustomerRedact, shopifyEmailConsent, shopifyReturn, shopifyScopes } from "./fixtures-more.ts";
import { shopify } from "./index.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const dollars = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });
const ORDER = {
  id: "gid://shopify/Order/5001", name: "#1001", createdAt: "2026-05-01T09:00:00Z", processedAt: "2026-05-01T09:00:00Z", updatedAt: "2026-05-01T10:00:00Z", cancelledAt: null, currencyCode: "USD", test: false, email: "a@example.com",
  displayFinancialStatus: "PARTIALLY_REFUNDED", displayFulfillmentStatus: "FULFILLED", paymentGatewayNames: ["bogus"], customerAcceptsMarketing: true, customerLocale: "en-IN", discountCodes: ["TEN"], totalPriceSet: dollars("19.98"),
  customAttributes: [{ key: "ref", value: "ASHA" }], customer: { id: "gid://shopify/Customer/7", firstName: "Asha", defaultEmailAddress: { emailAddress: "a@example.com" } }, shippingAddress: { city: "Pune", countryCodeV2: "IN", phone: "98765 43210" },
  lineItems: { nodes: [{ id: "gid://shopify/LineItem/1", name: "Mug", sku: "MUG", quantity: 2, product: { id: "gid://shopify/Product/11" }, originalUnitPriceSet: dollars("9.99"), discountAllocations: [{ allocatedAmountSet: dollars("0.05") }] }] },
  fulfillments: [{ id: "gid://shopify/Fulfillment/8", status: "SUCCESS", createdAt: "2026-05-01T10:00:00Z", updatedAt: "2026-05-01T10:00:00Z", trackingInfo: [{ company: "UPS", number: "1Z", url: "https://ups.example/1Z" }],
    events: { nodes: [{ id: "gid://shopify/FulfillmentEvent/3", status: "DELIVERED", happenedAt: "2026-05-01T10:00:00Z", message: "Door" }] } }],
  refunds: [{ id: "gid://shopify/Refund/9", createdAt: "2026-05-01T10:00:00Z", processedAt: "2026-05-01T10:00:00Z", note: "broken", totalRefundedSet: dollars("1.00") }],
  returns: { nodes: [{ id: "gid://shopify/Return/4", status: "OPEN", createdAt: "2026-05-01T10:00:00Z", closedAt: null }] },
};

const CUSTOMER = {
  id: "gid://shopify/Customer/7", firstName: "Asha", createdAt: "2026-05-01T09:00:00Z", updatedAt: "2026-05-01T09:00:00Z", defaultAddress: { city: "Pune", countryCodeV2: "IN" },
  defaultEmailAddress: { emailAddress: "a@example.com", marketingState: "SUBSCRIBED", marketingUpdatedAt: "2026-05-01T09:00:00Z" }, defaultPhoneNumber: { phoneNumber: "+919876543210", marketingState: "UNSUBSCRIBED", marketingUpdatedAt: null },
};
const PRODUCT = {
  id: "gid://shopify/Product/11", title: "Mug", status: "ACTIVE", createdAt: "2026-05-01T09:00:00Z", updatedAt: "2026-05-01T09:00:00Z", featuredMedia: { preview: { image: { url: "https://cdn.example.com/mug.png" } } },
  variants: { nodes: [{ id: "gid://shopify/ProductVariant/1", position: 1, sku: "MUG", price: "9.99", availableForSale: true }] },
};

const BODIES: readonly (readonly [topic: string, body: object])[] = [
  ["orders/pulled", ORDER], ["customers/pulled", CUSTOMER], ["products/pulled", PRODUCT], ["returns/approve", shopifyReturn({ id: 9, orderId: 5001, note: "too small" })],
  ["customers_email_marketing_consent/update", shopifyEmailConsent({ customerId: 7, email: "a@example.com", state: "unsubscribed", at: T0 })],
  ["customers/redact", shopifyCustomerRedact("demo.myshopify.com", { customerId: 7, email: "a@example.com", orders: [5001] })], ["app/scopes_update", shopifyScopes(["read_orders"], ["read_orders"], T0)],
];

const absurd: readonly unknown[] = [
  undefined, null, true, "", "abc", [], {}, [[]], [null], { nodes: 1 }, { nodes: [null, 1, []] }, 0, -1, 1e308, 2 ** 60, "\u0000", "\ud800", "x".repeat(20_000), "9".repeat(400), "9999-12-31T23:59:59Z", "javascript:alert(1)", "gid://shopify/Order/", "__proto__",
];

function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}

const mutated = fc.constantFrom(...BODIES).chain(([topic, body]) => {
  const json: unknown = JSON.parse(JSON.stringify(body));
  return fc.array(fc.tuple(fc.constantFrom(...places(json).filter((path) => path.length > 0)), fc.constantFrom(...absurd)), { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = structuredClone(json) as Record<string, unknown>;
    for (const [path, value] of changes) {
      let parent: unknown = copy;
      for (const key of path.slice(0, -1)) parent = typeof parent === "object" && parent !== null ? (parent as Record<string, unknown>)[key] : null;
      if (typeof parent === "object" && parent !== null) (parent as Record<string, unknown>)[path.at(-1) ?? ""] = structuredClone(value);
    }
    return [topic, copy] as const;
  });
});

/** PostgreSQL's text and jsonb, JavaScript's integers, and our own sense of time. */
function assertStorable(value: unknown, key: string): void {
  if (typeof value === "string") expect([value.isWellFormed(), /\p{Cc}/u.test(value), value.length <= 2000], key).toEqual([true, false, true]);
  else if (typeof value === "number") expect(Number.isSafeInteger(value) || key === "quantity", key).toBe(true);
  else if (typeof value === "object" && value !== null) for (const [name, child] of Object.entries(value)) assertStorable(child, name);
}

it("whatever stands in them", () => {
  fc.assert(
    fc.property(mutated, ([topic, json]) => {
      const translation = shopify.translate(topic, new TextEncoder().encode(JSON.stringify(json)), T0, { currency: "USD", country: "IN" });
      assertStorable(translation, "translation");
      if (translation.kind === "quarantined") expect(translation.reason).not.toMatch(/Error\)/);
    }),
    { numRuns: 2000 },
  );
});

it("as they are, they are read", () => {
  for (const [topic, json] of BODIES) expect(["snapshots", "notice"]).toContain(shopify.translate(topic, new TextEncoder().encode(JSON.stringify(json)), T0, { currency: "USD", country: "IN" }).kind);
});
