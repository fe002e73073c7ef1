import type { OrderSnapshot } from "../../core/event/snapshot.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Traits } from "./traits.ts";

/** What the made-up shop sells: one product that is used up. Its word in the title is in the shop's table of consumables. */
export const PRODUCT = { ref: "refill", title: "House blend coffee", price: 1_600 } as const;

/** The `nth` order of a shopper, paid at once. */
export function orderOf(customer: string, nth: number, at: Instant, { consents, price }: Traits): OrderSnapshot {
  const ref = `${customer}-${nth}`;
  const total = PRODUCT.price + Math.round(price * 2_000);
  const digits = customer.replace(/\D/g, "").padStart(6, "0");
  return {
    kind: "order", ref, number: `#${ref}`, version: { at, rank: 1, digest: "" }, placedAt: at, draft: false, test: false, currency: "GBP", total,
    lines: [{ ref: `${ref}-1`, productRef: PRODUCT.ref, sku: PRODUCT.ref, title: PRODUCT.title, quantity: 1, total, imageUrl: null }],
    paidAt: at, paymentFailed: false, awaitingPayment: false, cashOnDelivery: false, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
    customer: {
      ref: null, email: `${customer}@example.com`, phone: consents.sms || consents.whatsapp ? `+447700${digits}` : null, firstName: "Ada", lastName: null, locale: "en",
      address: { country: "GB", province: null, city: null, postcode: null },
    },
    consents: (["email", "sms", "whatsapp"] as const).filter((channel) => consents[channel]).map((channel) => ({ channel, granted: true, at, source: "checkout" })),
    shipments: [], refunds: [], restored: false,
  };
}
