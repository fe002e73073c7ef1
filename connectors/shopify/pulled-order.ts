/**
 * An order as our client reads it from the GraphQL Admin API, put into the shape of the orders/* webhooks: what
 * both tell goes through one reader, so that both give the same facts.
 */
import { digitsOf, nodeOf, nodesOf, textOf } from "./node.ts";
import type { Node } from "./node.ts";

/** OrderDisplayFulfillmentStatus in the webhooks' words; the others say that nothing has left. */
const FULFILLMENT: ReadonlyMap<unknown, string> = new Map([["FULFILLED", "fulfilled"], ["PARTIALLY_FULFILLED", "partial"], ["RESTOCKED", "restocked"]]);

export function webhookOrder(order: Node): object {
  const customer = order["customer"] === null || order["customer"] === undefined ? null : nodeOf(order["customer"]);
  return {
    admin_graphql_api_id: order["id"],
    name: order["name"],
    created_at: order["createdAt"],
    processed_at: order["processedAt"],
    updated_at: order["updatedAt"],
    cancelled_at: order["cancelledAt"],
    currency: order["currencyCode"],
    total_price: shopMoney(order["totalPriceSet"]),
    financial_status: textOf(order["displayFinancialStatus"])?.toLowerCase(),
    fulfillment_status: FULFILLMENT.get(order["displayFulfillmentStatus"]) ?? null,
    test: order["test"],
    buyer_accepts_marketing: order["customerAcceptsMarketing"],
    customer_locale: order["customerLocale"],
    email: order["email"],
    phone: order["phone"],
    payment_gateway_names: order["paymentGatewayNames"],
    customer: customer && webhookBuyer(customer),
    shipping_address: webhookAddress(order["shippingAddress"]),
    billing_address: webhookAddress(order["billingAddress"]),
    line_items: nodesOf(order["lineItems"]).map(webhookLine),
    discount_codes: Array.isArray(order["discountCodes"]) ? order["discountCodes"].map((code: unknown) => ({ code })) : [],
    note_attributes: nodesOf(order["customAttributes"]).map(({ key, value }) => ({ name: key, value })),
    landing_site: nodeOf(nodeOf(order["customerJourneySummary"])["lastVisit"])["landingPage"],
    fulfillments: nodesOf(order["fulfillments"]).map(webhookFulfillment),
    refunds: nodesOf(order["refunds"]).map(webhookRefund),
  };
}

/** Without consent, as in the orders/* webhooks: it is told with the customer. */
function webhookBuyer(customer: Node): object {
  return {
    admin_graphql_api_id: customer["id"],
    email: nodeOf(customer["defaultEmailAddress"])["emailAddress"],
    phone: nodeOf(customer["defaultPhoneNumber"])["phoneNumber"],
    first_name: customer["firstName"],
    last_name: customer["lastName"],
    created_at: customer["createdAt"],
    updated_at: customer["updatedAt"],
    default_address: webhookAddress(customer["defaultAddress"]),
  };
}

export function webhookAddress(address: unknown): object | null {
  if (address === null || address === undefined) return null;
  const { firstName, lastName, phone, address1, address2, city, zip, province, provinceCode, countryCodeV2 } = nodeOf(address);
  return { first_name: firstName, last_name: lastName, phone, address1, address2, city, zip, province, province_code: provinceCode, country_code: countryCodeV2 };
}

function webhookLine(line: Node): object {
  return {
    id: digitsOf(line["id"]),
    product_id: digitsOf(nodeOf(line["product"])["id"]),
    sku: line["sku"],
    name: line["name"],
    title: line["title"],
    quantity: line["quantity"],
    price: shopMoney(line["originalUnitPriceSet"]),
    discount_allocations: nodesOf(line["discountAllocations"]).map((part) => ({ amount: shopMoney(part["allocatedAmountSet"]) })),
  };
}

function webhookFulfillment(parcel: Node): object {
  const [tracking] = nodesOf(parcel["trackingInfo"]);
  return {
    admin_graphql_api_id: parcel["id"],
    status: textOf(parcel["status"])?.toLowerCase(),
    shipment_status: textOf(parcel["displayStatus"])?.toLowerCase(),
    created_at: parcel["createdAt"],
    updated_at: parcel["updatedAt"],
    tracking_company: tracking?.["company"],
    tracking_number: tracking?.["number"],
    tracking_url: tracking?.["url"],
  };
}

/** `totalRefundedSet` is the sum of the refund's transactions, which a bulk export cannot list. */
function webhookRefund(refund: Node): object {
  const total = nodeOf(nodeOf(refund["totalRefundedSet"])["shopMoney"]);
  return {
    admin_graphql_api_id: refund["id"],
    created_at: refund["createdAt"],
    processed_at: refund["processedAt"],
    note: refund["note"],
    transactions: [{ kind: "refund", status: "success", amount: total["amount"], currency: total["currencyCode"] }],
  };
}

/** The carrier's scans of an order's parcels, in the shape of fulfillment_events/create. */
export function webhookScans(order: Node): object[] {
  return nodesOf(order["fulfillments"]).flatMap((parcel) =>
    nodesOf(parcel["events"]).map((event) => ({
      admin_graphql_api_id: event["id"],
      order_id: digitsOf(order["id"]),
      fulfillment_id: digitsOf(parcel["id"]),
      status: textOf(event["status"])?.toLowerCase(),
      message: event["message"],
      happened_at: event["happenedAt"],
    })),
  );
}

/** The order's returns, in the shape of the returns/* webhooks. */
export function webhookReturns(order: Node): object[] {
  return nodesOf(order["returns"]).map((back) => ({
    admin_graphql_api_id: back["id"],
    order_id: digitsOf(order["id"]),
    status: textOf(back["status"])?.toLowerCase(),
    created_at: back["createdAt"],
    closed_at: back["closedAt"],
  }));
}

function shopMoney(bag: unknown): unknown {
  return nodeOf(nodeOf(bag)["shopMoney"])["amount"];
}
