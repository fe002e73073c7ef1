/** What the GraphQL Admin API gives of the resource that a webhook's body tells, as our queries ask for it. Written for this project. */
import type { Json } from "./fixture-parts.ts";

const gid = (body: Json): unknown => body["admin_graphql_api_id"];
const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const upper = (value: unknown): unknown => (typeof value === "string" ? value.toUpperCase() : value);
const nodes = (items: readonly Json[]): Json => ({ nodes: items, pageInfo: { hasNextPage: false, endCursor: null } });

export function shopifyOrderNode(order: Json): Json {
  const currencyCode = order["currency"];
  const money = (amount: unknown): Json => ({ shopMoney: { amount, currencyCode } });
  const fulfilled: Readonly<Record<string, string>> = { fulfilled: "FULFILLED", partial: "PARTIALLY_FULFILLED", restocked: "RESTOCKED" };
  return {
    id: gid(order), name: order["name"], createdAt: order["created_at"], processedAt: order["processed_at"], updatedAt: order["updated_at"], cancelledAt: order["cancelled_at"], currencyCode, test: order["test"],
    email: order["email"] === "" ? null : order["email"], phone: order["phone"], displayFinancialStatus: upper(order["financial_status"]), displayFulfillmentStatus: fulfilled[String(order["fulfillment_status"])] ?? "UNFULFILLED",
    paymentGatewayNames: order["payment_gateway_names"], customerAcceptsMarketing: order["buyer_accepts_marketing"], customerLocale: order["customer_locale"],
    discountCodes: list(order["discount_codes"]).map(({ code }) => code), totalPriceSet: money(order["total_price"]), customAttributes: [], customerJourneySummary: null,
    customer: order["customer"] ? shopifyCustomerNode(order["customer"] as Json) : null, shippingAddress: addressNode(order["shipping_address"]), billingAddress: addressNode(order["billing_address"]),
    fulfillments: list(order["fulfillments"]).map((parcel) => ({
      id: gid(parcel), status: upper(parcel["status"]), displayStatus: upper(parcel["shipment_status"]) ?? "FULFILLED", createdAt: parcel["created_at"], updatedAt: parcel["updated_at"],
      trackingInfo: parcel["tracking_number"] === null ? [] : [{ company: parcel["tracking_company"], number: parcel["tracking_number"], url: parcel["tracking_url"] }], events: nodes([]),
    })),
    refunds: list(order["refunds"]).map((refund) => ({
      id: gid(refund), createdAt: refund["created_at"], processedAt: refund["processed_at"], note: refund["note"], totalRefundedSet: money(list(refund["transactions"])[0]?.["amount"]),
    })),
    returns: nodes([]),
    lineItems: nodes(list(order["line_items"]).map((line) => ({
      id: gid(line), name: line["name"], title: line["title"], sku: line["sku"], quantity: line["quantity"], product: line["product_id"] === null ? null : { id: `gid://shopify/Product/${String(line["product_id"])}` },
      originalUnitPriceSet: money(line["price"]), discountAllocations: list(line["discount_allocations"]).map(({ amount }) => ({ allocatedAmountSet: money(amount) })),
    }))),
  };
}

export function shopifyCustomerNode(customer: Json): Json {
  const consent = (value: unknown): Json => {
    const { state = "NOT_SUBSCRIBED", consent_updated_at: at = null } = (value ?? {}) as Json;
    return { marketingState: upper(state), marketingUpdatedAt: at };
  };
  return {
    id: gid(customer), firstName: customer["first_name"], lastName: customer["last_name"], createdAt: customer["created_at"], updatedAt: customer["updated_at"],
    defaultEmailAddress: customer["email"] === null ? null : { emailAddress: customer["email"], ...consent(customer["email_marketing_consent"]) },
    defaultPhoneNumber: customer["phone"] === null ? null : { phoneNumber: customer["phone"], ...consent(customer["sms_marketing_consent"]) },
    defaultAddress: addressNode(customer["default_address"]),
  };
}

export function shopifyProductNode(product: Json): Json {
  const image = product["image"] as Json | null;
  return {
    id: gid(product), title: product["title"], status: upper(product["status"]), createdAt: product["created_at"], updatedAt: product["updated_at"],
    featuredMedia: image && { preview: { image: { url: image["src"] } } },
    variants: nodes(list(product["variants"]).map((variant, index) => ({ id: gid(variant), position: index + 1, sku: variant["sku"], price: variant["price"], availableForSale: variant["inventory_management"] === null || variant["inventory_policy"] === "continue" || Number(variant["inventory_quantity"]) > 0 }))),
  };
}

function addressNode(value: unknown): Json | null {
  if (value === null || value === undefined) return null;
  const place = value as Json;
  return {
    firstName: place["first_name"], lastName: place["last_name"], phone: place["phone"], address1: place["address1"], address2: place["address2"], city: place["city"], zip: place["zip"],
    province: null, provinceCode: place["province_code"], countryCodeV2: place["country_code"],
  };
}
