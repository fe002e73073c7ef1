import { wooBody, wooCustomer, wooOrder } from "#connectors/woocommerce/fixtures.ts";
import type { Random } from "#app/demo/life/random.ts";
import { ADDRESSES, momentOf } from "./purchase.ts";
import type { Later, Purchase } from "./purchase.ts";

/** What WooCommerce tells of one purchase: snapshots of the order only, and no word of a parcel's arrival. */
export function wooWebhooks(purchase: Purchase, random: Random): Later[] {
  const { number, fate, at } = purchase;
  const told: Later[] = [];
  const tell = (after: number, topic: string, body: Record<string, unknown>): void => void told.push({ after, topic, body: wooBody(body) });
  const order = (after: number, over: object): Record<string, unknown> => wooOrder({ ...facts(purchase), modifiedAt: momentOf(purchase, after), ...over });
  if (fate === "cancelled_first") {
    tell(0, "order.created", order(0, { status: "cancelled" }));
    return told;
  }
  tell(0, "order.created", order(0, {}));
  tell(0, "order.updated", order(0, {}));
  if (fate === "unsubscribes") {
    const after = random.int(1, 6);
    const { billing } = facts(purchase);
    tell(after, "customer.updated", wooCustomer({ id: 500_000 + purchase.customer, createdAt: at, modifiedAt: momentOf(purchase, after), email: billing.email, billing, acceptsMarketing: false }));
  }
  const shipped = random.int(1, 4);
  if (fate === "cancelled_later") tell(shipped, "order.updated", order(shipped, { status: "cancelled" }));
  if (fate === "cancelled_later" || fate === "never_leaves") return told;
  const tracking = [{ trackingId: `t${number}`, number: `1Z${number}`, provider: "ups", shippedAt: momentOf(purchase, shipped) }];
  const completed = { status: "completed", completedAt: momentOf(purchase, shipped), tracking };
  tell(shipped, "order.updated", order(shipped, completed));
  if (fate === "refunded" || fate === "partly_refunded") {
    const after = shipped + random.int(2, 12);
    const amount = fate === "refunded" ? purchase.price : Math.round(purchase.price / 4);
    tell(after, "order.updated", order(after, { ...completed, status: fate === "refunded" ? "refunded" : "completed", refunds: [{ id: 900_000 + number, amount }] }));
  }
  return told;
}

function facts(purchase: Purchase) {
  const { address1, city, zip: postcode, province: state } = ADDRESSES[purchase.country];
  const address = { firstName: "Robin", lastName: `Marlow ${purchase.customer}`, address1, city, state, postcode, country: purchase.country };
  return {
    id: 100_000 + purchase.number, createdAt: purchase.at, paidAt: purchase.at, customerId: 500_000 + purchase.customer, acceptsMarketing: purchase.consents,
    billing: { ...address, email: `customer.${purchase.customer}@woo.example` }, shipping: address, lines: [{ title: "Stoneware mug", unitPrice: purchase.price, productId: 71_001 }],
  };
}
