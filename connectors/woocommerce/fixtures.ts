/**
 * Whole webhook bodies as WooCommerce writes them (REST v3, WooCommerce 10), built from a few facts:
 * for tests and for the demo's own stores. Written for this project; none of it is a captured body.
 * Money is given in minor units, moments as Instants.
 */
import type { Instant } from "#app/core/shared/instant.ts";
import { formatInstant } from "#app/core/shared/instant.ts";
import { minorUnitDigits } from "#app/core/shared/money.ts";

export type Json = Record<string, unknown>;
export type Id = string | number;

export type WooAddressInput = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly address1?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postcode?: string;
  readonly country?: string;
  readonly email?: string;
  readonly phone?: string;
};

export type WooLineInput = {
  readonly id?: Id;
  readonly productId?: Id;
  readonly variationId?: Id;
  readonly sku?: string;
  readonly title: string;
  readonly quantity?: number;
  readonly unitPrice: number;
  /** Off the whole line, as a coupon takes it. */
  readonly discount?: number;
  readonly imageUrl?: string;
};

export type WooTrackingInput = {
  readonly trackingId?: string;
  readonly number: string;
  readonly provider?: string;
  readonly customProvider?: string;
  readonly customLink?: string;
  readonly shippedAt?: Instant;
};

export type WooOrderInput = {
  readonly id: Id;
  readonly number?: string;
  readonly status?: string;
  readonly createdAt: Instant;
  readonly modifiedAt?: Instant;
  readonly paidAt?: Instant | null;
  readonly completedAt?: Instant | null;
  readonly currency?: string;
  /** 0 or absent for a guest. */
  readonly customerId?: Id;
  readonly billing?: WooAddressInput;
  readonly shipping?: WooAddressInput;
  readonly lines?: readonly WooLineInput[];
  readonly shippingTotal?: number;
  readonly tax?: number;
  readonly couponCodes?: readonly string[];
  readonly paymentMethod?: string;
  readonly paymentTitle?: string;
  readonly cashOnDelivery?: boolean;
  readonly refunds?: readonly { readonly id: Id; readonly amount: number; readonly reason?: string }[];
  readonly tracking?: readonly WooTrackingInput[];
  readonly acceptsMarketing?: boolean;
  /** WooPayments in test mode. */
  readonly test?: boolean;
  readonly meta?: Json;
  /** The shop's time zone: minutes that its clocks are ahead of UTC. */
  readonly zoneOffset?: number;
  /** Laid over the finished body: for what a test wants broken. */
  readonly overrides?: Json;
};

/** The body of order.created, order.updated and order.restored. */
export function wooOrder(input: WooOrderInput): Json {
  const currency = input.currency ?? "USD";
  const lines = input.lines ?? [];
  const goods = lines.reduce((sum, line) => sum + worth(line), 0);
  const total = goods + (input.shippingTotal ?? 0) + (input.tax ?? 0);
  const zone = input.zoneOffset ?? -300;
  const cod = input.cashOnDelivery ?? false;
  return {
    id: Number(input.id),
    parent_id: 0,
    status: input.status ?? "processing",
    currency,
    version: "10.5.0",
    prices_include_tax: false,
    ...datesJson({ created: input.createdAt, modified: input.modifiedAt ?? input.createdAt, paid: input.paidAt ?? null, completed: input.completedAt ?? null }, zone),
    discount_total: decimal(lines.reduce((sum, line) => sum + (line.discount ?? 0), 0), currency),
    shipping_total: decimal(input.shippingTotal ?? 0, currency),
    cart_tax: decimal(input.tax ?? 0, currency),
    total: decimal(total, currency),
    total_tax: decimal(input.tax ?? 0, currency),
    customer_id: Number(input.customerId ?? 0),
    order_key: `wc_order_${input.id}`,
    billing: { ...addressJson(input.billing ?? {}), email: input.billing?.email ?? "" },
    shipping: addressJson(input.shipping ?? {}),
    payment_method: input.paymentMethod ?? (cod ? "cod" : "stripe"),
    payment_method_title: input.paymentTitle ?? (cod ? "Cash on delivery" : "Credit card"),
    created_via: "checkout",
    customer_note: "",
    number: input.number ?? String(input.id),
    meta_data: metaJson(input),
    line_items: lines.map((line, index) => lineJson(line, index, input.id, currency)),
    tax_lines: [],
    shipping_lines: [{ id: 1, method_title: "Flat rate", method_id: "flat_rate", total: decimal(input.shippingTotal ?? 0, currency) }],
    fee_lines: [],
    coupon_lines: (input.couponCodes ?? []).map((code, index) => ({ id: index + 1, code: code.toLowerCase() })),
    refunds: (input.refunds ?? []).map(({ id, amount, reason }) => ({ id: Number(id), reason: reason ?? "", total: decimal(-amount, currency) })),
    ...input.overrides,
  };
}

function worth(line: WooLineInput): number {
  return line.unitPrice * (line.quantity ?? 1) - (line.discount ?? 0);
}

function lineJson(line: WooLineInput, index: number, orderId: Id, currency: string): Json {
  return {
    id: Number(line.id ?? `${orderId}${index + 1}`),
    name: line.title,
    product_id: Number(line.productId ?? 0),
    variation_id: Number(line.variationId ?? 0),
    quantity: line.quantity ?? 1,
    subtotal: decimal(line.unitPrice * (line.quantity ?? 1), currency),
    total: decimal(worth(line), currency),
    total_tax: "0.00",
    meta_data: [],
    sku: line.sku ?? "",
    price: worth(line) / (line.quantity ?? 1) / 10 ** minorUnitDigits(currency),
    image: { id: line.imageUrl ? 1 : "", src: line.imageUrl ?? "" },
    parent_name: null,
  };
}

function metaJson(input: WooOrderInput): Json[] {
  const meta: Json = { ...input.meta };
  if (input.acceptsMarketing !== undefined) meta["_afterglow_marketing_consent"] = input.acceptsMarketing ? "1" : "0";
  if (input.test) meta["_wcpay_mode"] = "test";
  if (input.tracking) meta["_wc_shipment_tracking_items"] = input.tracking.map(trackingJson);
  return Object.entries(meta).map(([key, value], index) => ({ id: index + 1, key, value }));
}

function trackingJson(input: WooTrackingInput): Json {
  return {
    tracking_provider: input.provider ?? "",
    custom_tracking_provider: input.customProvider ?? "",
    custom_tracking_link: input.customLink ?? "",
    tracking_number: input.number,
    date_shipped: input.shippedAt === undefined ? "" : String(Math.floor(input.shippedAt / 86_400_000) * 86_400),
    tracking_id: input.trackingId ?? "",
  };
}

export type WooCustomerInput = {
  readonly id: Id;
  readonly createdAt: Instant;
  /** Null for a WordPress user that was never edited. */
  readonly modifiedAt?: Instant | null;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly role?: string;
  readonly billing?: WooAddressInput;
  readonly shipping?: WooAddressInput;
  readonly acceptsMarketing?: boolean;
  readonly meta?: Json;
  readonly zoneOffset?: number;
  readonly overrides?: Json;
};

/** The body of customer.created and customer.updated. */
export function wooCustomer(input: WooCustomerInput): Json {
  const modified = input.modifiedAt === undefined ? input.createdAt : input.modifiedAt;
  const meta: Json = { ...input.meta };
  if (input.acceptsMarketing !== undefined) meta["_afterglow_marketing_consent"] = input.acceptsMarketing ? "1" : "0";
  return {
    id: Number(input.id),
    ...datesJson({ created: input.createdAt, modified }, input.zoneOffset ?? -300),
    email: input.email ?? "",
    first_name: input.firstName ?? "",
    last_name: input.lastName ?? "",
    role: input.role ?? "customer",
    username: `user${input.id}`,
    billing: { ...addressJson(input.billing ?? {}), email: input.billing?.email ?? "" },
    shipping: addressJson(input.shipping ?? {}),
    is_paying_customer: false,
    meta_data: Object.entries(meta).map(([key, value], index) => ({ id: index + 1, key, value })),
    ...input.overrides,
  };
}

/** The body of order.deleted and customer.deleted. */
export function wooDeleted(id: Id): Json {
  return { id: Number(id) };
}

/** What a webhook carries when its resource is gone before it is delivered. */
export function wooError(code = "woocommerce_rest_shop_order_invalid_id", status = 404): Json {
  return { code, message: "Invalid ID.", data: { status } };
}

function addressJson(input: WooAddressInput): Json {
  return {
    first_name: input.firstName ?? "",
    last_name: input.lastName ?? "",
    company: "",
    address_1: input.address1 ?? "",
    address_2: "",
    city: input.city ?? "",
    state: input.state ?? "",
    postcode: input.postcode ?? "",
    country: input.country ?? "",
    phone: input.phone ?? "",
  };
}

/** Each date twice and without a zone: the shop's own time, and UTC under _gmt. Whole seconds. */
function datesJson(dates: Readonly<Record<string, Instant | null>>, zone: number): Json {
  const entries = Object.entries(dates).flatMap(([name, at]) => [
    [`date_${name}`, at === null ? null : stamp(at + zone * 60_000)],
    [`date_${name}_gmt`, at === null ? null : stamp(at)],
  ]);
  return Object.fromEntries(entries) as Json;
}

function stamp(at: Instant): string {
  return formatInstant(at).slice(0, 19);
}

/** At least two decimals whatever the currency: they are the shop's setting, not the currency's ("1200.00" yen). */
function decimal(amount: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  return (amount / 10 ** digits).toFixed(Math.max(2, digits));
}

/** The bytes PHP would send: slashes and everything beyond ASCII are escaped. */
export function wooBody(body: Json): Uint8Array {
  const text = JSON.stringify(body).replaceAll("/", "\\/");
  return new TextEncoder().encode(text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`));
}
