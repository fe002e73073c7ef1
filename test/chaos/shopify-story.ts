import { shopifyBody, shopifyCustomer, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder, shopifyRefund } from "#connectors/shopify/fixtures.ts";
import type { Random } from "#app/demo/life/random.ts";
import { ADDRESSES, momentOf } from "./purchase.ts";
import type { Later, Purchase } from "./purchase.ts";

/** What Shopify tells of one purchase: orders, parcels with their scans, refunds, and a customer who changes their mind. */
export function shopifyWebhooks(purchase: Purchase, random: Random): Later[] {
  const { number, fate, at } = purchase;
  const id = 6_000_000_000_000 + number;
  const told: Later[] = [];
  const tell = (after: number, topic: string, body: Record<string, unknown>): void => void told.push({ after, topic, body: shopifyBody(body) });
  const order = (after: number, over: object): Record<string, unknown> => shopifyOrder({ ...facts(purchase, id), updatedAt: momentOf(purchase, after), ...over });
  if (fate === "cancelled_first") {
    tell(0, "orders/cancelled", order(0, { cancelledAt: at, financialStatus: "voided" }));
    return told;
  }
  tell(0, "orders/create", order(0, {}));
  if (fate === "unsubscribes") {
    const after = random.int(1, 6);
    tell(after, "customers/update", shopifyCustomer({ ...customer(purchase), createdAt: at, updatedAt: momentOf(purchase, after), emailConsent: { state: "unsubscribed", at: momentOf(purchase, after) } }));
  }
  const shipped = random.int(1, 4);
  if (fate === "cancelled_later") tell(shipped, "orders/cancelled", order(shipped, { cancelledAt: momentOf(purchase, shipped), financialStatus: "refunded" }));
  if (fate === "cancelled_later" || fate === "never_leaves") return told;
  const parcel = { id: 7_000_000_000_000 + number, orderId: id, createdAt: momentOf(purchase, shipped), carrier: "UPS", trackingNumber: `1Z${number}` };
  tell(shipped, "fulfillments/create", shopifyFulfillment(parcel));
  tell(shipped, "orders/fulfilled", order(shipped, { fulfillmentStatus: "fulfilled", fulfillments: [shopifyFulfillment(parcel)] }));
  const arrived = shipped + random.int(1, 6);
  if (fate !== "stays_in_post") {
    const scan = { orderId: id, fulfillmentId: parcel.id, status: "delivered", happenedAt: momentOf(purchase, arrived) };
    tell(arrived, "fulfillment_events/create", shopifyFulfillmentEvent({ id: 9_000_000_000_000 + number, ...scan }));
  }
  if (fate === "refunded" || fate === "partly_refunded") {
    const after = arrived + random.int(1, 8);
    const amount = fate === "refunded" ? purchase.price : Math.round(purchase.price / 4);
    const refund = shopifyRefund({ id: 5_000_000_000_000 + number, orderId: id, createdAt: momentOf(purchase, after), amount });
    tell(after, "refunds/create", refund);
    tell(after, "orders/updated", order(after, { financialStatus: fate === "refunded" ? "refunded" : "partially_refunded", refunds: [refund] }));
  }
  return told;
}

function customer({ customer: number, country, consents, at }: Purchase) {
  const address = ADDRESSES[country];
  return {
    id: 8_000_000_000_000 + number, email: `customer.${number}@shopify.example`, firstName: "Robin", lastName: `Marlow ${number}`,
    address: { address1: address.address1, city: address.city, zip: address.zip, provinceCode: address.code, countryCode: country },
    emailConsent: { state: consents ? ("subscribed" as const) : ("not_subscribed" as const), at },
  };
}

function facts(purchase: Purchase, id: number) {
  const buyer = customer(purchase);
  const lines = [{ id: 4_000_000_000_000 + purchase.number, title: "Stoneware mug", unitPrice: purchase.price, productId: 71_001, variantId: 72_001 }];
  return { id, number: 1_001 + purchase.number, createdAt: purchase.at, customer: buyer, email: buyer.email, shippingAddress: buyer.address, acceptsMarketing: purchase.consents, lines };
}
