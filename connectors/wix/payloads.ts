/**
 * The fields we read of Wix's entities (REST). Source: dev.wix.com, references of eCommerce Orders, Order Fulfillments and
 * Order Transactions, Contacts v4, Marketing Consent, Stores Catalog v1 and v3. Amounts are text in Wix's decimals.
 */
import { z } from "zod";
import { exact, flag, list, nested, objects, text } from "#app/core/event/payload/fields.ts";

const price = nested(z.object({ amount: exact }));

const address = nested(z.object({
  country: exact, subdivision: text(200), city: text(200), postalCode: text(40), addressLine: text(300), addressLine1: text(300), addressLine2: text(300),
  streetAddress: nested(z.object({ number: text(40), name: text(300) })),
}));

const contactDetails = nested(z.object({ firstName: text(200), lastName: text(200), phone: text(60) }));
const person = nested(z.object({ address, contactDetails }));

const line = z.object({
  id: exact, quantity: exact, paymentOption: exact,
  productName: nested(z.object({ original: text(500) })),
  catalogReference: nested(z.object({ catalogItemId: exact })),
  physicalProperties: nested(z.object({ sku: text(200) })),
  image: nested(z.object({ url: text(2000) })),
  price, totalPriceBeforeTax: price, totalPriceAfterTax: price,
});

export const OrderPayload = z.object({
  id: exact, number: text(100), createdDate: exact, updatedDate: exact, purchasedDate: exact,
  status: exact, paymentStatus: exact, fulfillmentStatus: exact, currency: exact, taxIncludedInPrices: flag, buyerLanguage: text(35),
  priceSummary: nested(z.object({ total: price, totalPrice: price, discount: price })),
  buyerInfo: nested(z.object({ contactId: exact, email: text(320) })),
  billingInfo: person, recipientInfo: person,
  shippingInfo: nested(z.object({ logistics: nested(z.object({ shippingDestination: person })) })),
  lineItems: list(line),
  activities: objects(z.object({ type: exact, createdDate: exact })),
  appliedDiscounts: objects(z.object({ coupon: nested(z.object({ code: text(200) })) })),
});

export const FulfillmentPayload = z.object({
  id: exact, createdDate: exact,
  trackingInfo: nested(z.object({ trackingNumber: text(200), shippingProvider: text(200), trackingLink: text(2000) })),
});

export const OrderFulfillmentsPayload = z.object({ orderId: exact, fulfillments: list(FulfillmentPayload) });

const refund = z.object({
  id: exact, createdDate: exact,
  transactions: list(z.object({ amount: price, refundStatus: exact })),
  details: nested(z.object({ reason: text(500) })),
});

export const TransactionsPayload = z.object({ orderId: exact, refunds: list(refund) });

/** The body of refund_completed: the order's id and one refund. */
export const RefundEventPayload = z.object({ orderId: exact, refund: nested(refund) });

export const ContactPayload = z.object({
  id: exact, createdDate: exact, updatedDate: exact,
  primaryInfo: nested(z.object({ email: text(320), phone: text(60) })),
  info: nested(z.object({
    name: nested(z.object({ first: text(200), last: text(200) })),
    phones: nested(z.object({ items: objects(z.object({ phone: text(60), e164Phone: text(60), countryCode: exact })) })),
    addresses: nested(z.object({ items: objects(z.object({ address })) })),
    locale: text(35),
    extendedFields: nested(z.object({ items: nested(z.object({ "emailSubscriptions.subscriptionStatus": exact })) })),
  })),
});

const activity = nested(z.object({ updatedDate: exact }));

export const ConsentPayload = z.object({
  id: exact, updatedDate: exact, createdDate: exact, state: exact,
  details: nested(z.object({ type: exact, email: text(320), phone: text(60) })),
  lastConfirmationActivity: activity, lastRevokeActivity: activity,
});

/** Both catalogues' products: a site has one of the two. */
export const ProductPayload = z.object({
  id: exact, productId: exact, name: text(500), sku: text(200), visible: exact, createdDate: exact, updatedDate: exact, lastUpdated: exact,
  /** Catalog v1. */
  priceData: nested(z.object({ price: exact, discountedPrice: exact })),
  stock: nested(z.object({ inStock: exact })),
  /** v1 has mainMedia, v3 has main. */
  media: nested(z.object({ mainMedia: nested(z.object({ image: nested(z.object({ url: text(2000) })) })), main: nested(z.object({ image: nested(z.object({ url: text(2000) })) })) })),
  /** Catalog v3. */
  actualPriceRange: nested(z.object({ minValue: price })),
  inventory: nested(z.object({ availabilityStatus: exact })),
});

export type Order = z.infer<typeof OrderPayload>;
export type OrderLinePayload = z.infer<typeof line>;
export type Address = NonNullable<z.infer<typeof address>>;
export type Person = z.infer<typeof person>;
export type OrderFulfillments = z.infer<typeof OrderFulfillmentsPayload>;
export type Refund = z.infer<typeof refund>;
export type Contact = z.infer<typeof ContactPayload>;
export type Consent = z.infer<typeof ConsentPayload>;
export type Product = z.infer<typeof ProductPayload>;
