/**
 * The fields we read of Magento's resources. The REST API, our module and Adobe I/O Events write the same names, but
 * I/O Events only those that were subscribed to, with ids and amounts as text or numbers, booleans as "0" and "1",
 * addresses in one flat list and a street as one text.
 */
import { z } from "zod";
import { cleanText, exact, list, nested, objects, text } from "#app/core/event/payload/fields.ts";

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);

/** A customer's address names its region in an object, an order's in a text. */
const region = z.unknown().optional().transform((value) => cleanText(isObject(value) ? value["region"] : value, 200));

/** A list of lines, or one text with line breaks. */
const street = z.unknown().optional().transform((value) => {
  const lines = Array.isArray(value) ? value : typeof value === "string" ? value.slice(0, 2000).split("\n") : [];
  return lines.slice(0, 6).map((line) => cleanText(line, 300));
});

/** Titles beside a payment: a list in the API, an object with names in events. */
const words = z.unknown().optional().transform((value) =>
  (typeof value === "object" && value !== null ? Object.values(value) : []).slice(0, 40).map((word) => cleanText(word, 200) ?? ""),
);

const addressShape = z.object({
  address_type: exact,
  firstname: text(200),
  lastname: text(200),
  street,
  city: text(200),
  region,
  postcode: text(40),
  country_id: exact,
  email: text(320),
  telephone: text(60),
  parent_id: exact,
});

const item = z.object({
  item_id: exact,
  order_id: exact,
  parent_item_id: exact,
  product_id: exact,
  product_type: exact,
  sku: text(200),
  name: text(500),
  is_virtual: exact,
  qty_ordered: exact,
  qty_shipped: exact,
  qty_canceled: exact,
  qty_refunded: exact,
  original_price: exact,
  price: exact,
  price_incl_tax: exact,
  row_total: exact,
  row_total_incl_tax: exact,
  discount_amount: exact,
});

export const OrderPayload = z.object({
  entity_id: exact,
  increment_id: text(100),
  state: exact,
  created_at: exact,
  updated_at: exact,
  order_currency_code: exact,
  grand_total: exact,
  discount_amount: exact,
  total_paid: exact,
  total_refunded: exact,
  coupon_code: text(200),
  customer_id: exact,
  customer_email: text(320),
  customer_firstname: text(200),
  customer_lastname: text(200),
  items: list(item),
  billing_address: nested(addressShape),
  shipping_address: nested(addressShape),
  addresses: objects(addressShape),
  payment: nested(z.object({ method: exact, parent_id: exact, additional_information: words })),
  extension_attributes: nested(z.object({ shipping_assignments: objects(z.object({ shipping: nested(z.object({ address: nested(addressShape) })) })) })),
});

export const ShipmentPayload = z.object({
  entity_id: exact,
  order_id: exact,
  created_at: exact,
  updated_at: exact,
  tracks: objects(z.object({ track_number: text(200), carrier_code: text(100), title: text(200) })),
});

export const CreditmemoPayload = z.object({
  entity_id: exact,
  order_id: exact,
  created_at: exact,
  state: exact,
  grand_total: exact,
  order_currency_code: exact,
  customer_note: text(500),
});

export const CustomerPayload = z.object({
  id: exact,
  entity_id: exact,
  created_at: exact,
  updated_at: exact,
  email: text(320),
  firstname: text(200),
  lastname: text(200),
  default_billing: exact,
  default_shipping: exact,
  addresses: objects(addressShape.extend({ id: exact, default_billing: exact, default_shipping: exact })),
  extension_attributes: nested(z.object({ is_subscribed: exact })),
});

export const SubscriberPayload = z.object({ customer_id: exact, subscriber_email: text(320), subscriber_status: exact, change_status_at: exact });

export const ProductPayload = z.object({
  id: exact,
  entity_id: exact,
  sku: text(200),
  name: text(500),
  price: exact,
  status: exact,
  visibility: exact,
  created_at: exact,
  updated_at: exact,
  extension_attributes: nested(z.object({ stock_item: nested(z.object({ is_in_stock: exact })) })),
});

export type Address = z.infer<typeof addressShape>;
export type Item = z.infer<typeof item>;
export type Order = z.infer<typeof OrderPayload>;
export type Shipment = z.infer<typeof ShipmentPayload>;
export type Creditmemo = z.infer<typeof CreditmemoPayload>;
export type Customer = z.infer<typeof CustomerPayload>;
export type Subscriber = z.infer<typeof SubscriberPayload>;
export type Product = z.infer<typeof ProductPayload>;
