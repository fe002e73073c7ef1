/** What makes a recommended order not count: each with the merchant's words, the first that holds is the reason. */
import type { Instant } from "../shared/instant.ts";
import { livesAt } from "./home.ts";
import type { Case } from "./judge.ts";
import { byPlaced } from "./referral.ts";
import { isSamePerson } from "./same-person.ts";

export type Refusal = {
  readonly key: string;
  readonly words: string;
  /** Since when it holds; null when it does not. */
  since(it: Case): Instant | null;
};

/** Something about who ordered, and so true from the order on. */
function about(key: string, words: string, holds: (it: Case) => boolean): Refusal {
  return { key, words, since: (it) => (holds(it) ? it.referral.order.placedAt : null) };
}

export const REFUSALS: readonly Refusal[] = [
  about("recommender_gone", "The customer who recommended is no longer on record.", ({ recommender }) => recommender === null),
  about("self", "The code was used by the customer it belongs to: same account, e-mail address or phone number.", ({ friend, recommender }) =>
    recommender !== null && isSamePerson(friend, recommender)),
  about("household", "The order went to the household of the customer who recommended: same address and family name.", ({ referral: { order }, recommender }) =>
    order.home !== null && recommender !== null && livesAt(recommender.homes, order.home, order.placedAt)),
  about("ordered_before", "The friend had ordered before; only a first order counts.", ({ referral: { order, orderRef }, friend }) =>
    (friend.firstOrderAt !== null && friend.firstOrderAt < order.placedAt) || friend.orders.some((one) => one.at === order.placedAt && one.ref < orderRef)),
  about("repeat_address", "Another recommended order already went to this address.", ({ referral, atPlace }) =>
    referral.order.place !== null && atPlace.some((other) => other.orderRef !== referral.orderRef && byPlaced(other, referral) < 0)),
  { key: "cancelled", words: "The friend's order was cancelled.", since: ({ referral }) => referral.order.cancelledAt },
  { key: "refunded", words: "The friend's order was refunded.", since: ({ referral }) => referral.order.refundedAt },
];
