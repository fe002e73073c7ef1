import type { Column } from "#app/core/event/payload/export-row.ts";

/**
 * Names of the columns that are read, as `headerKey` writes them. In the order of: Customer/Order/Coupon
 * Export (SkyVerge, "order_id"), Order Import Export (WebToffee, "order_date"), Advanced Order Export
 * for WooCommerce (AlgolPlus, "Email (Billing)"), WP All Export ("Billing Email Address").
 */
export const COLUMNS = {
  id: ["order_id", "id", "post_id"],
  number: ["order_number_formatted", "order_number", "order_no", "number"],
  status: ["status", "order_status", "post_status"],
  placed: ["order_date", "date_created", "date", "created_at", "order_created", "post_date"],
  modified: ["modified_date", "date_modified", "last_modified", "order_modified_date", "modification_date"],
  paid: ["paid_date", "date_paid", "paid_at"],
  completed: ["completed_date", "date_completed", "completed_at"],
  currency: ["order_currency", "currency"],
  total: ["order_total", "order_total_amount", "total"],
  refunded: ["refunded_total", "order_refund_amount", "total_refunded", "order_total_refunded"],
  paymentMethod: ["payment_method"],
  paymentTitle: ["payment_method_title"],
  customerId: ["customer_id", "customer_user_id", "customer_user", "user_id"],
  email: ["billing_email", "email_billing", "billing_email_address"],
  accountEmail: ["customer_email", "customer_account_email_address", "user_email", "email"],
  billingPhone: ["billing_phone", "phone_billing"],
  billingFirst: ["billing_first_name", "first_name_billing"],
  billingLast: ["billing_last_name", "last_name_billing"],
  billingCity: ["billing_city", "city_billing"],
  billingState: ["billing_state_code", "billing_state", "state_code_billing"],
  billingPostcode: ["billing_postcode", "postcode_billing"],
  billingCountry: ["billing_country", "country_code_billing"],
  shippingPhone: ["shipping_phone", "phone_shipping"],
  shippingFirst: ["shipping_first_name", "first_name_shipping"],
  shippingLast: ["shipping_last_name", "last_name_shipping"],
  shippingCity: ["shipping_city", "city_shipping"],
  shippingState: ["shipping_state_code", "shipping_state", "state_code_shipping"],
  shippingPostcode: ["shipping_postcode", "postcode_shipping"],
  shippingCountry: ["shipping_country", "country_code_shipping"],
  /** All items of the order in one cell. */
  items: ["line_items"],
} as const;

/** Of one item: in columns of its own ("Item Name"), or numbered where an order is one row ("Product Name #2"). */
export const ITEM_COLUMNS = {
  name: ["item_name", "product_name", "line_item_name", "name"],
  sku: ["item_sku", "sku", "product_sku", "line_item_sku"],
  quantity: ["item_quantity", "quantity", "qty", "quantity_refund", "line_item_quantity"],
  total: ["item_total", "line_total", "order_line_total", "line_item_total", "order_line_w_o_tax"],
  price: ["item_price", "item_cost", "price", "unit_price"],
} as const;

export type Columns = Readonly<Record<keyof typeof COLUMNS, Column>>;
export type ItemColumns = Readonly<Record<keyof typeof ITEM_COLUMNS, Column>>;

/** The same, numbered as `headerKey` writes "Product Name #2". */
export function numberedNames(number: number): Record<keyof typeof ITEM_COLUMNS, string[]> {
  const of = (names: readonly string[]): string[] => names.map((name) => `${name}_${number}`);
  return { name: of(ITEM_COLUMNS.name), sku: of(ITEM_COLUMNS.sku), quantity: of(ITEM_COLUMNS.quantity), total: of(ITEM_COLUMNS.total), price: of(ITEM_COLUMNS.price) };
}
