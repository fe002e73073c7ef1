/** How much price decides: how often a customer buys with a discount. */
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { ABSURD_AMOUNT } from "../observed.ts";
import { counted, percent } from "../words.ts";
import { reasonsOf } from "./evidence.ts";
import type { Readiness, Seen, Weighed } from "./evidence.ts";
import { NO_MODEL } from "./readiness-model.ts";
import type { ReadinessModel } from "./readiness-model.ts";

/** Orders' worth of trust in the shop's share against the customer's. Judgement: four orders of their own outweigh it. */
const DISCOUNT_STRENGTH = 4;
/** An order with a discount so soon after an offer answers it. */
const ANSWER_DAYS = 14;

export type Discounts = {
  /** Orders that say whether they had a discount, and those that had one. */
  readonly told: number;
  readonly discounted: number;
  /** Money of both before discounts, in minor units. */
  readonly worth: number;
  readonly discountedWorth: number;
  /** Offers that were made, and those followed by an order with a discount. */
  readonly offers: number;
  readonly answered: number;
};

/** What a customer's orders tell of discounts. Orders of before discounts were kept, of another currency or of no sane amount tell nothing. */
export function discountsOf(profile: Profile, now: Instant, currency: string): Discounts {
  let [told, discounted, worth, discountedWorth, offers, answered] = [0, 0, 0, 0, 0, 0];
  for (const order of profile.orders) {
    const { discount } = order;
    if (discount === undefined || !counts(order, discount, now, currency)) continue;
    told++;
    worth += order.amount + discount;
    if (discount === 0) continue;
    discounted++;
    discountedWorth += order.amount + discount;
  }
  for (const what in profile.said) {
    const at = profile.said[what];
    if (at === undefined || at > now || !what.startsWith("offer:")) continue;
    const until = at + ANSWER_DAYS * DAY;
    const follows = profile.orders.some((order) => !order.cancelled && order.at >= at && order.at <= Math.min(until, now) && (order.discount ?? 0) > 0);
    // An offer still open has not been left unanswered yet.
    if (!follows && until > now) continue;
    offers++;
    if (follows) answered++;
  }
  return { told, discounted, worth, discountedWorth, offers, answered };
}

/**
 * The chance that an order of this customer comes with a discount: the mean of a share of orders and a share of money,
 * each a Beta posterior around the shop's (beta-binomial; Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4),
 * the orders and the offers made counted together:
 *
 *     (discounted + answered + 4·shop) / (told + offers + 4)   and   (n·own share of money + 4·shop) / (n + 4)
 */
export function priceSensitivityWeighed(profile: Profile, model: ReadinessModel | null, now: Instant, currency: string): Weighed {
  const base = model ?? NO_MODEL;
  const own = discountsOf(profile, now, currency);
  const n = own.told + own.offers;
  const byOrders = (own.discounted + own.answered + DISCOUNT_STRENGTH * base.discountedOrders) / (n + DISCOUNT_STRENGTH);
  const share = own.worth > 0 ? own.discountedWorth / own.worth : 0;
  const weight = own.worth > 0 ? own.told : 0;
  const bySpend = (weight * share + DISCOUNT_STRENGTH * base.discountedSpend) / (weight + DISCOUNT_STRENGTH);
  const seen: Seen[] = [];
  if (own.told > 0) {
    const say = (): string => `${own.discounted} of ${counted(own.told, "order", "orders")} came with a discount; in this shop ${percent(base.discountedOrders)} do.`;
    seen.push({ key: "discounted_orders", effect: (own.discounted - own.told * base.discountedOrders) / (n + DISCOUNT_STRENGTH), figure: own.discounted, say });
    const money = (): string => `${percent(share)} of what was bought was bought with a discount.`;
    if (own.worth > 0) seen.push({ key: "discounted_spend", effect: bySpend - base.discountedSpend, figure: share, say: money });
  }
  if (own.offers > 0) seen.push({ key: "offers", effect: (own.answered - own.offers * base.discountedOrders) / (n + DISCOUNT_STRENGTH), figure: own.answered, say: () => `Took up ${own.answered} of ${counted(own.offers, "discount offer", "discount offers")}.` });
  return { value: (byOrders + bySpend) / 2, tier: model !== null && n === 0 ? "base" : "rule", seen };
}

/** As `priceSensitivityWeighed`, with reasons in words. */
export function priceSensitivityOf(profile: Profile, model: ReadinessModel | null, now: Instant, currency: string): Readiness {
  const { value, tier, seen } = priceSensitivityWeighed(profile, model, now, currency);
  const { told } = discountsOf(profile, now, currency);
  const sure = told === 0
    ? "No order tells whether it came with a discount: this is the shop's usual share."
    : `From ${counted(told, "order", "orders")}; the shop's usual share weighs as much as ${DISCOUNT_STRENGTH} orders.`;
  return { value, tier, reasons: reasonsOf(seen), sure };
}

function counts(order: Profile["orders"][number], discount: number, now: Instant, currency: string): boolean {
  return !order.cancelled && order.at <= now && order.currency === currency && order.amount >= 0 && order.amount <= ABSURD_AMOUNT && discount >= 0 && discount <= ABSURD_AMOUNT;
}
