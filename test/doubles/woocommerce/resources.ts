/** A store's rows as WooCommerce's REST API writes them, with every key a real store sends. */
import { wooCustomer, wooOrder } from "#connectors/woocommerce/fixtures.ts";
import type { Json } from "#connectors/woocommerce/fixtures.ts";
import { wooProduct } from "#connectors/woocommerce/product-fixture.ts";

export type Product = { readonly id: number; readonly title: string; readonly price: number; inStock: boolean; readonly createdAt: number; modifiedAt: number };
export type Customer = { readonly id: number; readonly email: string; firstName: string; consents: boolean | null; readonly createdAt: number; modifiedAt: number };
export type Order = {
  readonly id: number; readonly customer: Customer; readonly products: readonly Product[]; readonly createdAt: number; modifiedAt: number;
  status: "pending" | "processing" | "completed" | "cancelled" | "refunded"; paidAt: number | null; completedAt: number | null; tracking: { readonly number: string; readonly shippedAt: number }[];
  readonly refunds: { readonly id: number; readonly amount: number }[];
};

export const totalOf = (order: Order): number => order.products.reduce((sum, { price }) => sum + price, 0);
export const refundedOf = (order: Order): number => order.refunds.reduce((sum, { amount }) => sum + amount, 0);

const links = (base: string, list: string, id: number): Json => ({ self: [{ href: `${base}/wp-json/wc/v3/${list}/${id}` }], collection: [{ href: `${base}/wp-json/wc/v3/${list}` }] });

export function orderJson(order: Order, base: string): Json {
  const { id, customer, products, createdAt, modifiedAt, status, paidAt, completedAt, tracking, refunds } = order;
  const body = wooOrder({
    id, status, createdAt, modifiedAt, paidAt, completedAt, customerId: customer.id, paymentMethod: "bacs", paymentTitle: "Direct bank transfer", refunds,
    billing: { firstName: customer.firstName, lastName: "Shopper", email: customer.email, country: "US", city: "Albany", state: "NY", postcode: "12207", address1: "5 Elm St" },
    lines: products.map((product, index) => ({ id: id * 10 + index, productId: product.id, title: product.title, unitPrice: product.price, sku: `SKU-${product.id}` })),
    ...(tracking.length > 0 && { tracking: tracking.map((parcel) => ({ ...parcel, provider: "ups" })) }),
  });
  return {
    ...body,
    discount_tax: "0.00", shipping_tax: "0.00", transaction_id: "", customer_ip_address: "", customer_user_agent: "", cart_hash: "", shipping_lines: [],
    line_items: (body["line_items"] as Json[]).map((line) => ({ ...line, tax_class: "", subtotal_tax: "0.00", taxes: [], global_unique_id: "" })),
    payment_url: `${base}/checkout/order-pay/${id}/?pay_for_order=true&key=wc_order_${id}`, is_editable: status === "pending", needs_payment: status === "pending",
    needs_processing: true, currency_symbol: "$", _links: { ...links(base, "orders", id), email_templates: [], customer: [{ href: `${base}/wp-json/wc/v3/customers/${customer.id}` }] },
  };
}

export function customerJson({ id, email, firstName, consents, createdAt, modifiedAt }: Customer, base: string): Json {
  const body = wooCustomer({ id, email, firstName, lastName: "Shopper", createdAt, modifiedAt, ...(consents !== null && { acceptsMarketing: consents }) });
  return { ...body, is_paying_customer: true, avatar_url: `${base}/avatar.png`, _links: links(base, "customers", id) };
}

const NO_DATES = { date_on_sale_from: null, date_on_sale_from_gmt: null, date_on_sale_to: null, date_on_sale_to_gmt: null };

export function productJson({ id, title, price, inStock, createdAt, modifiedAt }: Product, base: string): Json {
  const body = wooProduct({ id, name: title, createdAt, modifiedAt, price: (price / 100).toFixed(2), sku: `SKU-${id}`, stockStatus: inStock ? "instock" : "outofstock" });
  return {
    ...body, ...NO_DATES, permalink: `${base}/product/product-${id}/`, featured: false, catalog_visibility: "visible", description: "", short_description: "", sale_price: "", on_sale: false,
    purchasable: true, total_sales: 0, virtual: false, downloadable: false, downloads: [], download_limit: -1, download_expiry: -1, external_url: "", button_text: "", tax_status: "taxable", tax_class: "",
    backorders_allowed: false, backordered: false, low_stock_amount: null, sold_individually: false, weight: "", dimensions: { length: "", width: "", height: "" }, shipping_required: true,
    shipping_taxable: true, shipping_class: "", shipping_class_id: 0, reviews_allowed: true, average_rating: "0.00", rating_count: 0, upsell_ids: [], cross_sell_ids: [], purchase_note: "",
    categories: [{ id: 15, name: "Uncategorized", slug: "uncategorized" }], brands: [], tags: [], attributes: [], default_attributes: [], grouped_products: [], menu_order: 0, price_html: "", related_ids: [],
    has_options: false, post_password: "", global_unique_id: "", _links: links(base, "products", id),
  };
}
