import type { Column } from "#app/core/event/payload/export-row.ts";

/** The export's columns that are read, as `headerKey` writes their names. */
export const COLUMNS = {
  name: ["name"],
  id: ["id"],
  email: ["email"],
  phone: ["phone"],
  financialStatus: ["financial_status"],
  paidAt: ["paid_at"],
  fulfillmentStatus: ["fulfillment_status"],
  fulfilledAt: ["fulfilled_at"],
  acceptsMarketing: ["accepts_marketing"],
  currency: ["currency"],
  subtotal: ["subtotal"],
  total: ["total"],
  discountAmount: ["discount_amount"],
  createdAt: ["created_at"],
  cancelledAt: ["cancelled_at"],
  paymentMethod: ["payment_method"],
  refundedAmount: ["refunded_amount"],
  lineQuantity: ["lineitem_quantity"],
  lineName: ["lineitem_name"],
  linePrice: ["lineitem_price"],
  lineSku: ["lineitem_sku"],
  lineDiscount: ["lineitem_discount"],
  billingName: ["billing_name"],
  billingCity: ["billing_city"],
  billingZip: ["billing_zip"],
  billingProvince: ["billing_province"],
  billingCountry: ["billing_country"],
  billingPhone: ["billing_phone"],
  shippingName: ["shipping_name"],
  shippingCity: ["shipping_city"],
  shippingZip: ["shipping_zip"],
  shippingProvince: ["shipping_province"],
  shippingCountry: ["shipping_country"],
  shippingPhone: ["shipping_phone"],
} as const;

export type Columns = Readonly<Record<keyof typeof COLUMNS, Column>>;

/** Without these there is no order to speak of; the names are Shopify's own. */
export const NEEDED: Readonly<Partial<Record<keyof Columns, string>>> = {
  name: "Name",
  email: "Email",
  createdAt: "Created at",
  financialStatus: "Financial Status",
  total: "Total",
  lineName: "Lineitem name",
  lineQuantity: "Lineitem quantity",
  linePrice: "Lineitem price",
};
