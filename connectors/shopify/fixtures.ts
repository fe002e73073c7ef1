/**
 * Whole webhook bodies as Shopify writes them (API 2026-07), built from a few facts: for tests and for
 * the demo's own stores. Written for this project from the REST reference; none of it is a captured body.
 * Money is given in minor units, moments as Instants.
 */
import type { Instant } from "#app/core/shared/instant.ts";
import { addressJson, customerJson, decimal, idsOf, moneySet, numericId, stamp } from "./fixture-parts.ts";
import type { Id, Json, ShopifyAddressInput, ShopifyCustomerInput } from "./fixture-parts.ts";

export type { Id, Json, ShopifyAddressInput, ShopifyCustomerInput } from "./fixture-parts.ts";
export { shopifyCustomer } from "./fixture-parts.ts";

export type ShopifyLineInput = {
  readonly id?: Id;
  readonly productId?: Id | null;
  readonly variantId?: Id | null;
  readonly sku?: string;
  readonly title: string;
  readonly variantTitle?: string;
  readonly quantity?: number;
  readonly unitPrice: number;
  /** Off the whole line. */
  readonly discount?: number;
};

export type ShopifyOrderInput = {
  readonly id: Id;
  /** 1001 becomes "#1001". */
  readonly number: number;
  readonly createdAt: Instant;
  readonly processedAt?: Instant;
  readonly updatedAt?: Instant;
  readonly cancelledAt?: Instant | null;
  readonly currency?: string;
  /** Null or absent for a guest. */
  readonly customer?: ShopifyCustomerInput | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: string | null;
  readonly acceptsMarketing?: boolean;
  readonly shippingAddress?: ShopifyAddressInput | null;
  readonly billingAddress?: ShopifyAddressInput | null;
  readonly lines?: readonly ShopifyLineInput[];
  readonly shipping?: number;
  readonly tax?: number;
  readonly discountCodes?: readonly { readonly code: string; readonly amount: number }[];
  readonly gateways?: readonly string[];
  readonly cashOnDelivery?: boolean;
  readonly test?: boolean;
  readonly financialStatus?: "pending" | "authorized" | "partially_paid" | "paid" | "partially_refunded" | "refunded" | "voided";
  readonly fulfillmentStatus?: "partial" | "fulfilled" | "restocked" | null;
  readonly fulfillments?: readonly Json[];
  readonly refunds?: readonly Json[];
  /** Laid over the finished body: for what a test wants broken. */
  readonly overrides?: Json;
};

/** The body of every orders/* topic. The grand total is lines, less codes, plus shipping and tax. */
export function shopifyOrder(input: ShopifyOrderInput): Json {
  const currency = input.currency ?? "USD";
  const money = (amount: number): string => decimal(amount, currency);
  const lines = input.lines ?? [];
  const codes = input.discountCodes ?? [];
  const gross = lines.reduce((sum, line) => sum + line.unitPrice * (line.quantity ?? 1) - (line.discount ?? 0), 0);
  const off = Math.min(gross, codes.reduce((sum, code) => sum + code.amount, 0));
  const total = gross - off + (input.shipping ?? 0) + (input.tax ?? 0);
  const email = input.email === undefined ? (input.customer?.email ?? "") : input.email;
  const shipping = input.shippingAddress ?? input.customer?.address ?? null;
  const billing = input.billingAddress === undefined ? shipping : input.billingAddress;
  const gateways = input.gateways ?? [input.cashOnDelivery ? "Cash on Delivery (COD)" : "shopify_payments"];
  return {
    ...idsOf("Order", input.id),
    buyer_accepts_marketing: input.acceptsMarketing ?? false,
    cancel_reason: input.cancelledAt == null ? null : "customer",
    cancelled_at: input.cancelledAt == null ? null : stamp(input.cancelledAt),
    confirmed: true,
    contact_email: email === "" ? null : email,
    created_at: stamp(input.createdAt),
    currency,
    current_total_price: money(total),
    customer_locale: input.locale === undefined ? (input.customer?.locale ?? "en") : input.locale,
    discount_codes: codes.map(({ code, amount }) => ({ code, amount: money(amount), type: "fixed_amount" })),
    email,
    financial_status: input.financialStatus ?? (input.cashOnDelivery ? "pending" : "paid"),
    fulfillment_status: input.fulfillmentStatus ?? null,
    name: `#${input.number}`,
    note: null,
    number: input.number - 1000,
    order_number: input.number,
    payment_gateway_names: gateways,
    phone: input.phone ?? null,
    presentment_currency: currency,
    processed_at: stamp(input.processedAt ?? input.createdAt),
    source_name: "web",
    subtotal_price: money(gross - off),
    taxes_included: false,
    test: input.test ?? false,
    total_discounts: money(off),
    total_line_items_price: money(gross),
    total_price: money(total),
    total_price_set: moneySet(total, currency),
    total_shipping_price_set: moneySet(input.shipping ?? 0, currency),
    total_tax: money(input.tax ?? 0),
    updated_at: stamp(input.updatedAt ?? input.createdAt),
    billing_address: billing && addressJson(billing, input.customer),
    shipping_address: shipping && addressJson(shipping, input.customer),
    customer: input.customer ? customerJson(input.customer, input.createdAt) : null,
    fulfillments: input.fulfillments ?? [],
    line_items: linesJson(input.id, lines, off, gross, currency),
    payment_terms: null,
    refunds: input.refunds ?? [],
    shipping_lines: input.shipping ? [{ id: 1, title: "Standard", price: money(input.shipping) }] : [],
    ...input.overrides,
  };
}

/** A code's discount is shared among the lines by their worth, the last one taking what rounding leaves. */
function linesJson(orderId: Id, lines: readonly ShopifyLineInput[], off: number, gross: number, currency: string): Json[] {
  let left = off;
  return lines.map((line, index) => {
    const quantity = line.quantity ?? 1;
    const worth = line.unitPrice * quantity - (line.discount ?? 0);
    const share = index === lines.length - 1 ? left : Math.round((off * worth) / (gross || 1));
    left -= share;
    const parts = [line.discount ?? 0, share].filter((amount) => amount > 0);
    return {
      ...idsOf("LineItem", line.id ?? `${orderId}${index + 1}`),
      fulfillable_quantity: quantity,
      name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
      price: decimal(line.unitPrice, currency),
      product_exists: line.productId != null,
      product_id: line.productId == null ? null : numericId(line.productId),
      quantity,
      requires_shipping: true,
      sku: line.sku ?? "",
      taxable: true,
      title: line.title,
      total_discount: decimal(line.discount ?? 0, currency),
      variant_id: line.variantId == null ? null : numericId(line.variantId),
      variant_title: line.variantTitle ?? null,
      discount_allocations: parts.map((amount, application) => ({ amount: decimal(amount, currency), discount_application_index: application })),
    };
  });
}

export type ShopifyFulfillmentInput = {
  readonly id: Id;
  readonly orderId: Id;
  readonly createdAt: Instant;
  readonly updatedAt?: Instant;
  readonly status?: "pending" | "open" | "success" | "cancelled" | "error" | "failure";
  readonly shipmentStatus?: string | null;
  readonly carrier?: string | null;
  readonly trackingNumber?: string | null;
  readonly trackingUrl?: string | null;
  readonly overrides?: Json;
};

/** The body of fulfillments/create and fulfillments/update, and an entry of an order's `fulfillments`. */
export function shopifyFulfillment(input: ShopifyFulfillmentInput): Json {
  const number = input.trackingNumber ?? null;
  const url = input.trackingUrl ?? null;
  return {
    ...idsOf("Fulfillment", input.id),
    created_at: stamp(input.createdAt),
    line_items: [],
    order_id: numericId(input.orderId),
    service: "manual",
    shipment_status: input.shipmentStatus ?? null,
    status: input.status ?? "success",
    tracking_company: input.carrier ?? null,
    tracking_number: number,
    tracking_numbers: number === null ? [] : [number],
    tracking_url: url,
    tracking_urls: url === null ? [] : [url],
    updated_at: stamp(input.updatedAt ?? input.createdAt),
    ...input.overrides,
  };
}

export type ShopifyFulfillmentEventInput = {
  readonly id: Id;
  readonly fulfillmentId: Id;
  readonly orderId: Id;
  readonly status: string;
  readonly happenedAt: Instant;
  readonly message?: string | null;
  readonly overrides?: Json;
};

/** The body of fulfillment_events/create. */
export function shopifyFulfillmentEvent(input: ShopifyFulfillmentEventInput): Json {
  const at = stamp(input.happenedAt);
  return {
    ...idsOf("FulfillmentEvent", input.id),
    created_at: at,
    estimated_delivery_at: null,
    fulfillment_id: numericId(input.fulfillmentId),
    happened_at: at,
    message: input.message ?? null,
    order_id: numericId(input.orderId),
    status: input.status,
    updated_at: at,
    ...input.overrides,
  };
}

export type ShopifyRefundInput = {
  readonly id: Id;
  readonly orderId: Id;
  readonly createdAt: Instant;
  readonly amount: number;
  readonly currency?: string;
  readonly note?: string | null;
  readonly status?: "success" | "pending" | "failure";
  readonly overrides?: Json;
};

/** The body of refunds/create, and an entry of an order's `refunds`. */
export function shopifyRefund(input: ShopifyRefundInput): Json {
  const currency = input.currency ?? "USD";
  const at = stamp(input.createdAt);
  const move = { amount: decimal(input.amount, currency), currency, kind: "refund", status: input.status ?? "success", gateway: "shopify_payments" };
  return {
    ...idsOf("Refund", input.id),
    created_at: at,
    note: input.note ?? null,
    order_id: numericId(input.orderId),
    processed_at: at,
    restock: true,
    total_duties_set: moneySet(0, currency),
    order_adjustments: [],
    transactions: [{ ...idsOf("OrderTransaction", `${input.id}1`), ...move, created_at: at, processed_at: at }],
    refund_line_items: [],
    ...input.overrides,
  };
}

/** The bytes Shopify would send: slashes are escaped, everything else is plain UTF-8. */
export function shopifyBody(body: Json): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body).replaceAll("/", "\\/"));
}
