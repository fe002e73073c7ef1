/**
 * Wix's entities and events as its REST API and its webhooks write them, built from a few facts: for tests, doubles and the
 * demo. Written for this project from the reference; none of it is a captured body. Money is given in Wix's decimals.
 */
import { formatInstant, SECOND } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { makeToken } from "./jwt.ts";

export type Json = Record<string, unknown>;

const price = (amount: string): Json => ({ amount, formattedAmount: `$${amount}` });

export type WixLineInput = { readonly productId: string; readonly name: string; readonly sku?: string; readonly quantity?: number; readonly price: string; readonly total?: string; readonly imageUrl?: string; readonly offline?: boolean };

export type WixOrderInput = {
  readonly id: string;
  readonly number: number;
  readonly createdAt: Instant;
  readonly updatedAt?: Instant;
  readonly paidAt?: Instant | null;
  readonly fulfilledAt?: Instant | null;
  readonly canceledAt?: Instant | null;
  readonly status?: string;
  readonly paymentStatus?: string;
  readonly fulfillmentStatus?: string;
  readonly currency?: string;
  readonly total: string;
  readonly contactId?: string | null;
  readonly memberId?: string;
  readonly email?: string | null;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly country?: string;
  readonly lines?: readonly WixLineInput[];
  readonly coupon?: string;
  /** Laid over the finished entity: for what a test wants broken. */
  readonly overrides?: Json;
};

export function wixOrder(input: WixOrderInput): Json {
  const { createdAt, paidAt = null, fulfilledAt = null, canceledAt = null, country = "US" } = input;
  const activity = (type: string, at: Instant | null): Json[] => (at === null ? [] : [{ type, createdDate: formatInstant(at) }]);
  const address = { country, subdivision: `${country}-NY`, city: "Springfield", postalCode: "12345", addressLine: "1 Elm Street" };
  const contactDetails = { firstName: input.firstName ?? "Ada", lastName: input.lastName ?? "Moss", ...(input.phone && { phone: input.phone }) };
  return {
    id: input.id,
    number: String(input.number),
    createdDate: formatInstant(createdAt),
    updatedDate: formatInstant(input.updatedAt ?? Math.max(createdAt, paidAt ?? 0, fulfilledAt ?? 0, canceledAt ?? 0)),
    status: input.status ?? (canceledAt === null ? "APPROVED" : "CANCELED"),
    paymentStatus: input.paymentStatus ?? (paidAt === null ? "NOT_PAID" : "PAID"),
    fulfillmentStatus: input.fulfillmentStatus ?? (fulfilledAt === null ? "NOT_FULFILLED" : "FULFILLED"),
    currency: input.currency ?? "USD",
    taxIncludedInPrices: false,
    buyerLanguage: "en",
    buyerInfo: { contactId: input.contactId ?? null, email: input.email ?? null, ...(input.memberId ? { memberId: input.memberId } : { visitorId: "5c9e6e1a-0000-4000-8000-000000000001" }) },
    priceSummary: { subtotal: price(input.total), total: price(input.total), totalPrice: price(input.total) },
    billingInfo: { address, contactDetails },
    shippingInfo: { title: "Standard", logistics: { shippingDestination: { address, contactDetails } } },
    lineItems: (input.lines ?? []).map((line, index) => lineJson(line, index)),
    appliedDiscounts: input.coupon ? [{ coupon: { id: "c1", code: input.coupon, amount: price("1.00") }, discountType: "GLOBAL" }] : [],
    activities: [...activity("ORDER_PLACED", createdAt), ...activity("ORDER_PAID", paidAt), ...activity("ORDER_FULFILLED", fulfilledAt), ...activity("ORDER_CANCELED", canceledAt)],
    ...input.overrides,
  };
}

function lineJson(line: WixLineInput, index: number): Json {
  const total = line.total ?? (Number(line.price) * (line.quantity ?? 1)).toFixed(2);
  return {
    id: `00000000-0000-0000-0000-${String(index + 1).padStart(12, "0")}`,
    productName: { original: line.name, translated: line.name },
    catalogReference: { catalogItemId: line.productId, appId: "1380b703-ce81-ff05-f115-39571d94dfcd" },
    quantity: line.quantity ?? 1,
    price: price(line.price), totalPriceBeforeTax: price(total), totalPriceAfterTax: price(total),
    paymentOption: line.offline ? "FULL_PAYMENT_OFFLINE" : "FULL_PAYMENT_ONLINE",
    physicalProperties: { sku: line.sku ?? null, shippable: true },
    ...(line.imageUrl && { image: { url: line.imageUrl } }),
  };
}

export type WixFulfillmentInput = { readonly id: string; readonly createdAt: Instant; readonly number?: string; readonly carrier?: string; readonly link?: string };

export function wixFulfillments(orderId: string, fulfillments: readonly WixFulfillmentInput[]): Json {
  return {
    orderId,
    fulfillments: fulfillments.map(({ id, createdAt, number, carrier = "ups", link }) => ({
      id, createdDate: formatInstant(createdAt), lineItems: [{ id: "00000000-0000-0000-0000-000000000001", quantity: 1 }],
      ...(number && { trackingInfo: { trackingNumber: number, shippingProvider: carrier, ...(link && { trackingLink: link }) } }),
    })),
  };
}

export type WixRefundInput = { readonly id: string; readonly createdAt: Instant; readonly amount: string; readonly status?: string; readonly reason?: string };

export function wixRefund({ id, createdAt, amount, status = "SUCCEEDED", reason }: WixRefundInput): Json {
  return { id, createdDate: formatInstant(createdAt), transactions: [{ paymentId: "p1", amount: price(amount), refundStatus: status }], details: { ...(reason && { reason }) } };
}

export function wixTransactions(orderId: string, refunds: readonly WixRefundInput[]): Json {
  return { orderId, payments: [], refunds: refunds.map(wixRefund) };
}

export type WixContactInput = { readonly id: string; readonly createdAt: Instant; readonly updatedAt?: Instant; readonly email?: string; readonly firstName?: string; readonly lastName?: string; readonly phone?: string; readonly subscription?: string };

export function wixContact(input: WixContactInput): Json {
  return {
    id: input.id, revision: 1, createdDate: formatInstant(input.createdAt), updatedDate: formatInstant(input.updatedAt ?? input.createdAt),
    primaryInfo: { ...(input.email && { email: input.email }), ...(input.phone && { phone: input.phone }) },
    info: {
      name: { first: input.firstName ?? "Ada", last: input.lastName ?? "Moss" },
      ...(input.phone && { phones: { items: [{ phone: input.phone, e164Phone: input.phone, primary: true }] } }),
      extendedFields: { items: { "emailSubscriptions.subscriptionStatus": input.subscription ?? "NOT_SET" } },
    },
  };
}

export type WixProductInput = { readonly id: string; readonly name: string; readonly updatedAt: Instant; readonly price: string; readonly stock?: string; readonly visible?: boolean; readonly imageUrl?: string };

/** Of catalog v3. */
export function wixProduct({ id, name, updatedAt, price: amount, stock = "IN_STOCK", visible = true, imageUrl }: WixProductInput): Json {
  return {
    id, name, visible, createdDate: formatInstant(updatedAt), updatedDate: formatInstant(updatedAt), inventory: { availabilityStatus: stock }, actualPriceRange: { minValue: { amount }, maxValue: { amount } },
    ...(imageUrl && { media: { main: { image: { url: imageUrl } } } }),
  };
}

/** Of catalog v1. */
export function wixProductV1({ id, name, updatedAt, price: amount, stock = "IN_STOCK", visible = true, imageUrl }: WixProductInput): Json {
  return {
    id, name, visible, lastUpdated: formatInstant(updatedAt), stock: { trackInventory: true, inStock: stock === "IN_STOCK" }, priceData: { currency: "USD", price: Number(amount), discountedPrice: Number(amount) },
    ...(imageUrl && { media: { mainMedia: { image: { url: imageUrl } } } }),
  };
}

export type WixConsentInput = { readonly id: string; readonly state: string; readonly updatedAt: Instant; readonly email?: string; readonly phone?: string };

export function wixConsent({ id, state, updatedAt, email, phone }: WixConsentInput): Json {
  return { id, state, updatedDate: formatInstant(updatedAt), details: { type: email ? "EMAIL" : "SMS", ...(email && { email }), ...(phone && { phone }) } };
}

/** A domain event. `carrier` is where the entity stands in it. */
export function wixEvent(fqdn: string, slug: string, entityId: string, at: Instant, carrier: Json, id = `${entityId}-${slug}-${at}`): Json {
  return { id, entityFqdn: fqdn, slug, entityId, eventTime: formatInstant(at), triggeredByAnonymizeRequest: false, ...carrier };
}

export type WixWebhookInput = {
  readonly eventType: string;
  readonly instanceId: string;
  readonly event: Json;
  readonly privateKey: string;
  readonly at: Instant;
  readonly claims?: Json;
  readonly header?: Json;
};

/** A whole webhook body: the signed token. */
export function wixWebhook({ eventType, instanceId, event, privateKey, at, claims, header }: WixWebhookInput): Uint8Array {
  const iat = Math.floor(at / SECOND);
  const data = JSON.stringify({ eventType, instanceId, identity: JSON.stringify({ identityType: "WIX_USER" }), data: JSON.stringify(event) });
  return new TextEncoder().encode(makeToken({ data, iat, exp: iat + 300_000, ...claims }, privateKey, header));
}
