/**
 * The fields we read of Shopify's webhook bodies (the REST resources' JSON).
 * Source: shopify.dev/docs/api/admin-rest, resources Order, Fulfillment, FulfillmentEvent, Refund, Customer.
 */
import { z } from "zod";
import { exact, flag, list, nested, objects, text } from "#app/core/event/payload/fields.ts";

const id = { id: exact, admin_graphql_api_id: exact };

const address = nested(
  z.object({
    first_name: text(200),
    last_name: text(200),
    phone: text(60),
    address1: text(300),
    address2: text(300),
    city: text(200),
    zip: text(40),
    province: text(200),
    province_code: text(40),
    country_code: exact,
  }),
);

const consent = nested(z.object({ state: exact, consent_updated_at: exact }));

const customerFields = {
  ...id,
  email: text(320),
  phone: text(60),
  first_name: text(200),
  last_name: text(200),
  created_at: exact,
  updated_at: exact,
  default_address: address,
  email_marketing_consent: consent,
  sms_marketing_consent: consent,
  /** Before API 2022-04; a null here differs from "no", so it is not a flag. */
  accepts_marketing: exact,
  accepts_marketing_updated_at: exact,
};

export const CustomerPayload = z.object(customerFields);

export const FulfillmentPayload = z.object({
  ...id,
  order_id: exact,
  status: exact,
  shipment_status: exact,
  created_at: exact,
  updated_at: exact,
  tracking_company: text(200),
  tracking_number: text(200),
  tracking_numbers: list(text(200)),
  tracking_url: text(2000),
  tracking_urls: list(text(2000)),
});

export const FulfillmentEventPayload = z.object({
  ...id,
  order_id: exact,
  fulfillment_id: exact,
  status: exact,
  message: text(500),
  happened_at: exact,
  created_at: exact,
});

const moneySet = nested(z.object({ shop_money: nested(z.object({ currency_code: exact })) }));

export const RefundPayload = z.object({
  ...id,
  order_id: exact,
  created_at: exact,
  processed_at: exact,
  note: text(500),
  total_duties_set: moneySet,
  transactions: list(z.object({ kind: exact, status: exact, amount: exact, currency: exact })),
  refund_line_items: list(z.object({ subtotal: exact, total_tax: exact, subtotal_set: moneySet })),
  order_adjustments: list(z.object({ amount: exact, tax_amount: exact })),
});

const line = z.object({
  id: exact,
  product_id: exact,
  sku: text(200),
  name: text(500),
  title: text(500),
  quantity: exact,
  price: exact,
  total_discount: exact,
  discount_allocations: list(z.object({ amount: exact })),
});

export const OrderPayload = z.object({
  ...id,
  name: text(100),
  order_number: text(100),
  created_at: exact,
  processed_at: exact,
  updated_at: exact,
  cancelled_at: exact,
  currency: exact,
  total_price: exact,
  financial_status: exact,
  fulfillment_status: exact,
  test: flag,
  buyer_accepts_marketing: flag,
  customer_locale: text(35),
  email: text(320),
  contact_email: text(320),
  phone: text(60),
  gateway: text(200),
  payment_gateway_names: list(text(200)),
  payment_terms: nested(z.object({})),
  customer: nested(CustomerPayload),
  shipping_address: address,
  billing_address: address,
  line_items: list(line),
  discount_codes: objects(z.object({ code: text(200) })),
  note_attributes: objects(z.object({ name: text(200), value: text(500) })),
  /** Where the visit that ended in the order began: a path with its query. */
  landing_site: text(2000),
  fulfillments: list(FulfillmentPayload),
  refunds: list(RefundPayload),
});

const variant = z.object({
  sku: text(200),
  price: exact,
  /** Null says that stock is not counted; an absent key, as in some payloads since 2024-10, says nothing. */
  inventory_management: z.unknown().optional().transform((value) => (value === null || value === "" ? "not counted" : value === undefined ? null : "counted")),
  inventory_policy: exact,
  inventory_quantity: exact,
});

/** products/delete has the id alone. */
export const ProductPayload = z.object({
  ...id,
  title: text(500),
  status: exact,
  created_at: exact,
  updated_at: exact,
  image: nested(z.object({ src: text(2000) })),
  images: list(z.object({ src: text(2000) })),
  variants: list(variant),
});

export type Product = z.infer<typeof ProductPayload>;
export type Variant = z.infer<typeof variant>;
export type Address = z.infer<typeof address>;
export type Customer = z.infer<typeof CustomerPayload>;
export type Fulfillment = z.infer<typeof FulfillmentPayload>;
export type FulfillmentEvent = z.infer<typeof FulfillmentEventPayload>;
export type Refund = z.infer<typeof RefundPayload>;
export type Line = z.infer<typeof line>;
export type Order = z.infer<typeof OrderPayload>;
