/** A shop's own base rates, which the readiness of one customer is shrunk to. */

export type ReadinessModel = {
  readonly customers: number;
  /** Share of customers who showed that they recommend; held between LEAST_ADVOCACY and MOST_ADVOCACY. */
  readonly advocacy: number;
  /** Of the last orders older than ARRIVAL_DAYS, the share known to have arrived: whether the shop tells deliveries at all. */
  readonly delivered: number;
  /** Of the customers with an earlier order, the share whose last one was larger than their earlier ones on average. */
  readonly upsell: number;
  /** Mean of the logarithms of what orders brought, in minor units; null without any. */
  readonly meanLogOrder: number | null;
  /** Share of orders, and of the money before discounts, that came with a discount. */
  readonly discountedOrders: number;
  readonly discountedSpend: number;
  /** Orders that say whether they had one. */
  readonly ordersWithDiscountTold: number;
  /** Answers (see engagement-level) to one message sent, and visits on one day. */
  readonly answersPerMessage: number;
  readonly visitsPerDay: number;
};

/**
 * What is believed of a shop before its own customers are counted, and how many of them outweigh it. Judgement, but for the
 * answers (Klaviyo's clicks: see DEFAULT_RATE of channel-engagement); a shop of a few hundred customers is past it.
 */
export const NO_MODEL: ReadinessModel = {
  customers: 0, advocacy: 0.1, delivered: 0, upsell: 0.4, meanLogOrder: null, discountedOrders: 0.2, discountedSpend: 0.2, ordersWithDiscountTold: 0, answersPerMessage: 0.05, visitsPerDay: 0.01,
};
export const SHOP_STRENGTH = 30;

/** Somebody who showed nothing stays at the shop's rate, so it must stay low whatever few customers show. Judgement. */
export const LEAST_ADVOCACY = 0.02;
export const MOST_ADVOCACY = 0.2;

/** An order that has not arrived by then is late. Judgement. */
export const ARRIVAL_DAYS = 14;
