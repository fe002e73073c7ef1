/**
 * Whole resources as Magento 2.4's REST API writes them, built from a few facts: for tests, the double and the demo's
 * own stores. Written for this project; none of it is a captured body. Money is given in minor units, moments as Instants.
 */
import type { Instant } from "#app/core/shared/instant.ts";
import { minorUnitDigits } from "#app/core/shared/money.ts";
import { writeDate } from "./dates.ts";

export type Json = Record<string, unknown>;

export type MagentoAddressInput = {
  readonly firstName?: string; readonly lastName?: string; readonly street?: readonly string[]; readonly city?: string; readonly region?: string;
  readonly postcode?: string; readonly country?: string; readonly phone?: string | null;
};

export type MagentoItemInput = {
  readonly id?: number; readonly productId?: number; readonly sku?: string; readonly title: string; readonly quantity?: number; readonly unitPrice: number;
  /** Off the whole line. */
  readonly discount?: number;
  readonly type?: "simple" | "configurable" | "bundle" | "virtual";
  readonly shipped?: number;
  /** Rows below it: the variant chosen of a configurable product, the parts of a bundle. */
  readonly parts?: readonly { readonly productId?: number; readonly sku: string; readonly title: string; readonly unitPrice?: number; readonly discount?: number; readonly quantity?: number; readonly shipped?: number }[];
};

export type MagentoOrderInput = {
  readonly id: number;
  readonly number?: string;
  readonly state?: string;
  readonly status?: string;
  readonly createdAt: Instant;
  readonly modifiedAt?: Instant;
  readonly currency?: string;
  /** Left out for a guest. */
  readonly customerId?: number;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly billing?: MagentoAddressInput;
  /** Null for an order that is not sent anywhere. */
  readonly shipping?: MagentoAddressInput | null;
  readonly items?: readonly MagentoItemInput[];
  readonly shippingTotal?: number;
  readonly paid?: boolean;
  readonly refunded?: number;
  readonly coupon?: string;
  readonly payment?: string;
  /** Laid over the finished body: for what a test wants broken. */
  readonly overrides?: Json;
};

/** An order as `GET /V1/orders` lists it. */
export function magentoOrder(input: MagentoOrderInput): Json {
  const { id, currency = "USD", items = [], state = "processing", billing = {} } = input;
  const shipping = input.shipping === undefined ? billing : input.shipping;
  const money = (amount: number): number => decimal(amount, currency);
  const goods = items.reduce((sum, item) => sum + rowTotal(item), 0);
  const discount = items.reduce((sum, item) => sum + discountOf(item), 0);
  const total = goods - discount + (input.shippingTotal ?? 0);
  const paid = input.paid ?? ["processing", "complete", "closed"].includes(state);
  const email = input.email ?? "ada@example.com";
  const amounts = { grand_total: money(total), subtotal: money(goods), discount_amount: money(-discount), shipping_amount: money(input.shippingTotal ?? 0), tax_amount: 0, total_due: money(paid ? 0 : total), ...(paid ? { total_paid: money(total) } : {}), ...(input.refunded ? { total_refunded: money(input.refunded) } : {}) };
  return {
    entity_id: id,
    increment_id: input.number ?? String(id).padStart(9, "0"),
    state,
    status: input.status ?? STATUS[state] ?? state,
    store_id: 1,
    store_name: "Main Website\nMain Website Store\nDefault Store View",
    created_at: writeDate(input.createdAt),
    updated_at: writeDate(input.modifiedAt ?? input.createdAt),
    order_currency_code: currency,
    base_currency_code: currency,
    ...amounts,
    ...Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`base_${name}`, amount])),
    ...(input.coupon === undefined ? {} : { coupon_code: input.coupon }),
    customer_email: email,
    customer_is_guest: input.customerId === undefined ? 1 : 0,
    ...(input.customerId === undefined ? {} : { customer_id: input.customerId }),
    ...(input.firstName === undefined ? {} : { customer_firstname: input.firstName }),
    ...(input.lastName === undefined ? {} : { customer_lastname: input.lastName }),
    is_virtual: shipping === null ? 1 : 0,
    items: items.flatMap((item, index) => itemRows(item, index, input, money)),
    billing_address: addressJson(billing, "billing", id, email),
    payment: { account_status: null, additional_information: [PAYMENTS[input.payment ?? "checkmo"] ?? "Card", ""], amount_ordered: money(total), cc_last4: null, entity_id: id, method: input.payment ?? "checkmo", parent_id: id },
    status_histories: [],
    extension_attributes: { shipping_assignments: shipping === null ? [{ shipping: { total: {} }, items: [] }] : [{ shipping: { address: addressJson(shipping, "shipping", id, email), method: "flatrate_flatrate" }, items: [] }] },
    ...input.overrides,
  };
}

const STATUS: Readonly<Record<string, string>> = { new: "pending" };
const PAYMENTS: Readonly<Record<string, string>> = { checkmo: "Check / Money order", cashondelivery: "Cash On Delivery", banktransfer: "Bank Transfer Payment" };

const rowTotal = (item: MagentoItemInput): number => item.unitPrice * (item.quantity ?? 1);
const discountOf = (item: MagentoItemInput): number => (item.discount ?? 0) + (item.parts ?? []).reduce((sum, part) => sum + (part.discount ?? 0), 0);

function itemRows(item: MagentoItemInput, index: number, order: MagentoOrderInput, money: (amount: number) => number): Json[] {
  const id = item.id ?? order.id * 100 + index * 10 + 1;
  const row = (over: Json): Json => ({ order_id: order.id, store_id: 1, qty_canceled: 0, qty_invoiced: 0, qty_refunded: 0, is_virtual: item.type === "virtual" ? 1 : 0, created_at: writeDate(order.createdAt), ...over });
  const price = money(item.unitPrice);
  const total = money(rowTotal(item));
  const parent = row({
    item_id: id, product_id: item.productId ?? 1, product_type: item.type ?? "simple", sku: item.sku ?? "SKU", name: item.title, qty_ordered: item.quantity ?? 1, qty_shipped: item.shipped ?? 0,
    original_price: price, price, price_incl_tax: price, row_total: total, row_total_incl_tax: total, discount_amount: money(item.discount ?? 0),
  });
  const parts = (item.parts ?? []).map((part, place) => row({
    item_id: id + place + 1, parent_item_id: id, product_id: part.productId ?? 1000 + place, product_type: "simple", sku: part.sku, name: part.title, qty_ordered: part.quantity ?? item.quantity ?? 1, qty_shipped: part.shipped ?? 0,
    original_price: money(part.unitPrice ?? 0), price: money(part.unitPrice ?? 0), row_total: money((part.unitPrice ?? 0) * (part.quantity ?? 1)), discount_amount: money(part.discount ?? 0), parent_item: parent,
  }));
  return [parent, ...parts];
}

function addressJson(input: MagentoAddressInput, type: string, orderId: number, email: string): Json {
  return {
    address_type: type, entity_id: orderId * 2 + (type === "billing" ? 1 : 0), parent_id: orderId, email, firstname: input.firstName ?? "Ada", lastname: input.lastName ?? "Lovelace",
    street: input.street ?? ["1 High Street"], city: input.city ?? "Albany", region: input.region ?? "New York", postcode: input.postcode ?? "12207", country_id: input.country ?? "US",
    telephone: input.phone === undefined ? "5185550100" : input.phone,
  };
}

/** A parcel as `GET /V1/shipments` lists it. */
export function magentoShipment(input: { readonly id: number; readonly orderId: number; readonly createdAt: Instant; readonly modifiedAt?: Instant; readonly tracking?: string; readonly carrier?: string; readonly overrides?: Json }): Json {
  const { id, orderId, createdAt } = input;
  const track = { entity_id: id, order_id: orderId, parent_id: id, weight: null, qty: null, description: null, track_number: input.tracking, title: input.carrier ?? "DHL", carrier_code: "dhl" };
  return { entity_id: id, increment_id: String(id).padStart(9, "0"), order_id: orderId, store_id: 1, created_at: writeDate(createdAt), updated_at: writeDate(input.modifiedAt ?? createdAt), items: [], tracks: input.tracking === undefined ? [] : [track], comments: [], ...input.overrides };
}

/** Money that went back, as `GET /V1/creditmemos` lists it. */
export function magentoCreditmemo(input: { readonly id: number; readonly orderId: number; readonly createdAt: Instant; readonly amount: number; readonly currency?: string; readonly overrides?: Json }): Json {
  const { id, orderId, createdAt, amount, currency = "USD" } = input;
  return { entity_id: id, increment_id: String(id).padStart(9, "0"), order_id: orderId, state: 2, store_id: 1, created_at: writeDate(createdAt), updated_at: writeDate(createdAt), grand_total: decimal(amount, currency), base_grand_total: decimal(amount, currency), order_currency_code: currency, items: [], comments: [], ...input.overrides };
}

export type MagentoCustomerInput = {
  readonly id: number; readonly createdAt: Instant; readonly modifiedAt?: Instant; readonly email?: string; readonly firstName?: string; readonly lastName?: string;
  readonly address?: MagentoAddressInput; /** Null: the newsletter module is off. */ readonly subscribed?: boolean | null; readonly overrides?: Json;
};

/** An account as `GET /V1/customers/search` lists it. */
export function magentoCustomer(input: MagentoCustomerInput): Json {
  const { id, address, subscribed = null } = input;
  const { email: _email, address_type: _type, entity_id: _entity, parent_id: _parent, region, ...place } = addressJson(address ?? {}, "shipping", id, "");
  return {
    id, group_id: 1, store_id: 1, website_id: 1, created_at: writeDate(input.createdAt), updated_at: writeDate(input.modifiedAt ?? input.createdAt), created_in: "Default Store View",
    email: input.email ?? `customer${id}@example.com`, firstname: input.firstName ?? "Ada", lastname: input.lastName ?? "Lovelace",
    ...(address ? { default_billing: String(id), default_shipping: String(id) } : {}),
    addresses: address ? [{ ...place, id, customer_id: id, region: { region_code: null, region, region_id: 0 }, default_billing: true, default_shipping: true }] : [],
    disable_auto_group_change: 0,
    extension_attributes: subscribed === null ? [] : { is_subscribed: subscribed },
    ...input.overrides,
  };
}

/** A product as `GET /V1/products` lists it: without its stock. */
export function magentoProduct(input: { readonly id: number; readonly name: string; readonly sku?: string; readonly price: number; readonly createdAt: Instant; readonly modifiedAt?: Instant; readonly type?: string; readonly visibility?: number; readonly enabled?: boolean; readonly overrides?: Json }): Json {
  return {
    id: input.id, sku: input.sku ?? `SKU-${input.id}`, name: input.name, attribute_set_id: 4, price: input.price / 100, status: (input.enabled ?? true) ? 1 : 2, visibility: input.visibility ?? 4, type_id: input.type ?? "simple",
    created_at: writeDate(input.createdAt), updated_at: writeDate(input.modifiedAt ?? input.createdAt), extension_attributes: { website_ids: [1] }, product_links: [], options: [], media_gallery_entries: [], tier_prices: [], custom_attributes: [], ...input.overrides,
  };
}

/** A newsletter subscription as our module sends it. 1 is a yes, 3 a no. */
export function magentoSubscriber(input: { readonly customerId: number; readonly email: string; readonly status: 1 | 2 | 3 | 4; readonly at: Instant }): Json {
  return { subscriber_id: input.customerId, store_id: 1, customer_id: input.customerId, subscriber_email: input.email, subscriber_status: input.status, change_status_at: writeDate(input.at) };
}

/** Magento writes amounts as numbers, with as many digits as its database has. */
function decimal(amount: number, currency: string): number {
  return amount / 10 ** minorUnitDigits(currency);
}

export function magentoBody(body: Json): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body).replaceAll("/", "\\/"));
}
