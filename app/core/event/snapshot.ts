/**
 * What a platform says a resource looks like at a moment. Connectors produce snapshots; `reconcile`
 * compares them with what is stored. Platform ids are kept as text, exact beyond 2^53.
 */
import type { Instant } from "../shared/instant.ts";

/**
 * Which of two snapshots of one resource is newer: the platform's modification time, then `rank`
 * (how far along the resource is), because WooCommerce's times have whole seconds and a payment
 * often falls into the second of the order. Equal on both: `digest` decides, so that every order of
 * arrival ends in the same state.
 */
export type Version = { readonly at: Instant; readonly rank: number; readonly digest: string };

export type Address = {
  readonly country: string | null;
  readonly province: string | null;
  readonly city: string | null;
  readonly postcode: string | null;
};

export type Channel = "email" | "sms" | "whatsapp" | "push";

/** A recorded yes or no to marketing on one channel, with when and where it was given. */
export type ConsentFact = {
  readonly channel: Channel;
  readonly granted: boolean;
  readonly at: Instant;
  /** Where it was given, in a word: "checkout", "account", "unsubscribe page". */
  readonly source: string;
  /** What the platform said where `at` could not be believed: see ahead.ts. */
  readonly statedAt?: Instant;
};

/** Who a resource says its customer is. Every field may be missing: guests, draft orders, phone-only buyers. */
export type CustomerHint = {
  readonly ref: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** BCP 47 tag as the shop recorded it: "en", "hi-IN". */
  readonly locale: string | null;
  readonly address: Address | null;
};

export type OrderLine = {
  readonly ref: string;
  readonly productRef: string | null;
  readonly sku: string | null;
  readonly title: string;
  /** Decimal quantities exist (fabric by the metre). */
  readonly quantity: number;
  /** Line total in minor units of the order's currency, after discounts. */
  readonly total: number;
  readonly imageUrl: string | null;
};

export type OrderSnapshot = {
  readonly kind: "order";
  readonly ref: string;
  /** What the shopper calls the order: "#1001", "26". */
  readonly number: string;
  readonly version: Version;
  readonly placedAt: Instant;
  /** What the platform said where `placedAt` could not be believed: see ahead.ts. */
  readonly statedAt?: Instant;
  /** True while the order is not yet placed (a checkout's draft): remembered, no events. */
  readonly draft: boolean;
  readonly test: boolean;
  readonly currency: string;
  /** Grand total in minor units, before refunds. */
  readonly total: number;
  /** What codes and automatic discounts took off, in minor units, 0 or more; left out where the platform does not tell. */
  readonly discount?: number;
  readonly lines: readonly OrderLine[];
  readonly paidAt: Instant | null;
  readonly paymentFailed: boolean;
  /** Nothing moves until the buyer pays: a bank transfer on its way, an open invoice; never cash on delivery. */
  readonly awaitingPayment: boolean;
  readonly cashOnDelivery: boolean;
  /** All of it handed over or shipped, as far as the order itself says so (WooCommerce's "completed"). */
  readonly fulfilledAt: Instant | null;
  readonly cancelledAt: Instant | null;
  /** The platform says every penny went back, whether or not it lists the refunds. */
  readonly fullyRefundedAt: Instant | null;
  readonly customer: CustomerHint;
  readonly consents: readonly ConsentFact[];
  readonly shipments: readonly ShipmentSnapshot[];
  readonly refunds: readonly RefundSnapshot[];
  /** Back from the bin: an earlier deletion no longer counts. */
  readonly restored: boolean;
  /** Discount codes, and what the link said that led here: see payload/codes. */
  readonly codes?: readonly string[];
  /** Mark of the door it goes to: see payload/place. */
  readonly place?: string | null;
  /** Read from an exported file, which has stand-ins for parcels and refunds it does not name: see exported-order. */
  readonly exported?: true;
};

export type ShipmentSnapshot = {
  readonly kind: "shipment";
  readonly ref: string;
  readonly orderRef: string;
  readonly version: Version;
  readonly cancelled: boolean;
  readonly shippedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
};

export type ShipmentProgress = "shipped" | "in_transit" | "out_for_delivery" | "attempted" | "delayed" | "delivered" | "failed";

/** One carrier scan; a fact of its own that no later snapshot takes back. */
export type ShipmentScanSnapshot = {
  readonly kind: "shipment_scan";
  readonly ref: string;
  readonly orderRef: string;
  readonly shipmentRef: string;
  readonly progress: ShipmentProgress;
  readonly at: Instant;
  readonly message: string | null;
};

export type RefundSnapshot = {
  readonly kind: "refund";
  readonly ref: string;
  readonly orderRef: string;
  readonly at: Instant;
  /** Positive minor units of the order's currency. */
  readonly amount: number;
  readonly currency: string | null;
  readonly reason: string | null;
};

/** The platform says only that the order is gone, and not when: the moment is that of our receipt. */
export type OrderDeletedSnapshot = { readonly kind: "order_deleted"; readonly ref: string; readonly at: Instant };

export type CustomerSnapshot = {
  readonly kind: "customer";
  readonly ref: string;
  readonly version: Version;
  readonly createdAt: Instant | null;
  readonly deleted: boolean;
  readonly customer: CustomerHint;
  readonly consents: readonly ConsentFact[];
};

/** What a customer said about marketing, told by itself (Shopify's consent topics); it says nothing else of them. */
export type ConsentSnapshot = {
  readonly kind: "consent";
  /** The customer's account. */
  readonly ref: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly consents: readonly ConsentFact[];
};

/** A return of (a part of) an order. A moment that the platform does not tell is null. */
export type ReturnSnapshot = {
  readonly kind: "return";
  readonly ref: string;
  readonly orderRef: string;
  readonly requestedAt: Instant | null;
  /** Taken back, refused or called off: nothing is open any more. */
  readonly closedAt: Instant | null;
  readonly reason: string | null;
};

/** A product as the shop sells it now. `ref` is what order lines call it. */
export type ProductSnapshot = {
  readonly kind: "product";
  readonly ref: string;
  readonly version: Version;
  readonly title: string;
  readonly sku: string | null;
  readonly imageUrl: string | null;
  /** Any variant can be bought; null when the platform does not tell. */
  readonly inStock: boolean | null;
  /** Lowest price in minor units of the shop's currency; null when not told. */
  readonly price: number | null;
  readonly deleted: boolean;
};

export type Snapshot =
  | ProductSnapshot
  | OrderSnapshot
  | ShipmentSnapshot
  | ShipmentScanSnapshot
  | RefundSnapshot
  | ReturnSnapshot
  | OrderDeletedSnapshot
  | ConsentSnapshot
  | CustomerSnapshot;
