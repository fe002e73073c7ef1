/**
 * The fields we read of WooCommerce's webhook bodies (REST API v3 resources).
 * Source: woocommerce.github.io/woocommerce-rest-api-docs, order and customer properties.
 */
import { z } from "zod";
import { exact, flag, list, nested, objects, text } from "#app/core/event/payload/fields.ts";

const dates = {
  date_created: exact,
  date_created_gmt: exact,
  date_modified: exact,
  date_modified_gmt: exact,
};

const address = nested(
  z.object({
    first_name: text(200),
    last_name: text(200),
    address_1: text(300),
    address_2: text(300),
    city: text(200),
    state: text(200),
    postcode: text(40),
    country: exact,
    email: text(320),
    phone: text(60),
  }),
);

/** Values are whatever a plugin stored: text, a list, an object. */
const meta = objects(z.object({ key: text(200), value: z.unknown() }));

const line = z.object({
  id: exact,
  name: text(500),
  product_id: exact,
  sku: text(200),
  quantity: exact,
  total: exact,
  total_tax: exact,
  image: nested(z.object({ src: text(2000) })),
});

export const OrderPayload = z.object({
  id: exact,
  number: text(100),
  status: exact,
  currency: exact,
  total: exact,
  discount_total: exact,
  discount_tax: exact,
  prices_include_tax: flag,
  ...dates,
  date_paid: exact,
  date_paid_gmt: exact,
  date_completed: exact,
  date_completed_gmt: exact,
  customer_id: exact,
  payment_method: text(200),
  payment_method_title: text(200),
  billing: address,
  shipping: address,
  line_items: list(line),
  coupon_lines: objects(z.object({ code: text(200) })),
  refunds: list(z.object({ id: exact, reason: text(500), total: exact })),
  meta_data: meta,
});

export const CustomerPayload = z.object({
  id: exact,
  ...dates,
  email: text(320),
  first_name: text(200),
  last_name: text(200),
  billing: address,
  shipping: address,
  meta_data: meta,
});

export const ProductPayload = z.object({
  id: exact,
  name: text(500),
  type: text(60),
  status: exact,
  ...dates,
  sku: text(200),
  price: exact,
  parent_id: exact,
  stock_status: exact,
  variations: list(z.unknown()),
  images: list(z.object({ src: text(2000) })),
});

/** All that is left of a resource in *.deleted. */
export const DeletedPayload = z.object({ id: exact });

/** What our plugin sends when WordPress exports or erases somebody's data; `request` names the occasion. */
export const PersonPayload = z.object({ email: text(320), customer_id: exact, request: text(100) });

/** One entry of the Shipment Tracking plugin's list (also written by Advanced Shipment Tracking). */
export const TrackingItems = objects(
  z.object({
    tracking_id: text(100),
    tracking_number: text(200),
    tracking_provider: text(200),
    custom_tracking_provider: text(200),
    custom_tracking_link: text(2000),
    tracking_link: text(2000),
    date_shipped: exact,
  }),
);

export type Address = z.infer<typeof address>;
export type Customer = z.infer<typeof CustomerPayload>;
export type Line = z.infer<typeof line>;
export type Meta = z.infer<typeof meta>;
export type Product = z.infer<typeof ProductPayload>;
export type Order = z.infer<typeof OrderPayload>;
