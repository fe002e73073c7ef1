/** One order that somebody's recommendation brought. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { fullyRefundedAt } from "../event/order-facts.ts";
import type { OrderState } from "../event/order-state.ts";
import type { Instant } from "../shared/instant.ts";
import { homeOf } from "./home.ts";

/** What counts of the friend's order. Moments that were seen once stay. */
export type ReferredOrder = {
  readonly placedAt: Instant;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly paidAt: Instant | null;
  /** Cancelled or deleted. */
  readonly cancelledAt: Instant | null;
  /** Every penny went back. */
  readonly refundedAt: Instant | null;
  readonly place: string | null;
  readonly home: string | null;
};

export type ReferralStatus =
  /** Not paid yet. */
  | "waiting"
  | "converted"
  /** For good: nothing that makes it so is ever taken back. */
  | "refused";

export type Referral = {
  readonly code: string;
  readonly orderRef: string;
  readonly recommenderId: string;
  /** The walk that made the code. */
  readonly enrollmentId: string;
  readonly friendId: string;
  readonly order: ReferredOrder;
  readonly status: ReferralStatus;
  /** For the merchant, while it is refused. */
  readonly reason: string | null;
};

/** Null for what is no order of a customer's: a draft, a test. */
export function referredOrder(state: OrderState): ReferredOrder | null {
  const { details } = state;
  if (!details || details.draft || details.test) return null;
  return {
    placedAt: details.placedAt,
    amount: details.total,
    currency: details.currency,
    paidAt: state.paidAt,
    cancelledAt: state.cancelledAt ?? state.deletedAt,
    refundedAt: fullyRefundedAt(state),
    place: details.place ?? null,
    home: homeOf(details.place, details.customer.lastName),
  };
}

/** What the one who recommended is told. */
export function toldOf(referral: Referral, at: Instant): CanonicalEvent | null {
  const about = { code: referral.code, friendOrderRef: referral.orderRef };
  const key = `referral:${referral.code}:${referral.orderRef}`;
  switch (referral.status) {
    case "waiting":
      return null;
    case "converted":
      return { key: `${key}:converted`, type: "referral.converted", at, data: { ...about, amount: referral.order.amount, currency: referral.order.currency } };
    case "refused":
      return { key: `${key}:refused`, type: "referral.refused", at, data: { ...about, reason: referral.reason ?? "" } };
  }
}

/** Which of two referred orders came first. */
export function byPlaced(a: Referral, b: Referral): number {
  return a.order.placedAt - b.order.placedAt || (a.orderRef < b.orderRef ? -1 : 1);
}
