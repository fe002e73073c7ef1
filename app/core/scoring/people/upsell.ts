/** Readiness to buy more than usual. */
import { PRODUCTS_KEPT } from "../../profile/bought.ts";
import type { Profile } from "../../profile/profile.ts";
import type { Instant } from "../../shared/instant.ts";
import { ABSURD_AMOUNT } from "../observed.ts";
import { daysBetween } from "../whole-days.ts";
import { percent } from "../words.ts";
import { tierOf } from "./advocacy.ts";
import { moved, reasonsOf } from "./evidence.ts";
import type { Readiness, Seen, Weighed } from "./evidence.ts";
import { NO_MODEL } from "./readiness-model.ts";
import type { ReadinessModel } from "./readiness-model.ts";
import { troubleOf } from "./trouble.ts";

const RECENT_ORDERS = 3;
const LOOKING_DAYS = 30;
/** Longer without an order, and buying again comes before buying more. Judgement: two seasons. */
const QUIET_DAYS = 180;

/**
 * The chance that the next order is larger than the customer's are on average: the shop's own share, moved by whether
 * baskets grow, by room for more, by breadth (which tells nothing on UCI, so it weighs little), by looking around lately,
 * and by trouble. The weights are judgement; `npm run evaluate -- segments` says what they are worth on real orders.
 */
export function upsellWeighed(profile: Profile, model: ReadinessModel | null, now: Instant, currency: string): Weighed {
  const base = model ?? NO_MODEL;
  const amounts = amountsOf(profile, now, currency);
  const seen = [...growth(amounts), ...room(amounts, base.meanLogOrder), ...interest(profile, now), ...troubleOf(profile, now)];
  return { value: moved(base.upsell, seen), tier: tierOf(model, seen), seen };
}

/** As `upsellWeighed`, with reasons in words. */
export function upsellOf(profile: Profile, model: ReadinessModel | null, now: Instant, currency: string): Readiness {
  const { value, tier, seen } = upsellWeighed(profile, model, now, currency);
  const rate = percent((model ?? NO_MODEL).upsell);
  const sure = seen.length === 0 ? `Nothing to go by yet: ${rate} is ${model ? "this shop's usual share" : "what is usual"}.` : `Beginning at ${rate}, moved by what was seen; a rule of thumb rather than a measured chance.`;
  return { value, tier, reasons: reasonsOf(seen), sure };
}

/** What the orders that stand brought, oldest first; orders in another currency or of no sane amount left out. */
export function amountsOf(profile: Profile, now: Instant, currency: string): number[] {
  const amounts: number[] = [];
  for (const order of profile.orders) {
    const amount = order.amount - order.refunded;
    if (!order.cancelled && order.at <= now && order.currency === currency && amount > 0 && amount <= ABSURD_AMOUNT) amounts.push(amount);
  }
  return amounts;
}

function growth(amounts: readonly number[]): Seen[] {
  if (amounts.length < 3) return [];
  const recent = Math.min(RECENT_ORDERS, Math.floor(amounts.length / 2));
  const ratio = meanLog(amounts, amounts.length - recent, amounts.length) - meanLog(amounts, 0, amounts.length - recent);
  // As little as a few orders say of a trend: shrunk as a mean of them is.
  const effect = Math.max(-1, Math.min(1, ratio * (recent / (recent + 2))));
  if (Math.abs(effect) < 0.05) return [];
  const say = (grown: number): string => (grown > 0 ? `The last orders were ${percent(Math.min(Math.exp(grown) - 1, 99))} larger than the earlier ones.` : `The last orders were ${percent(1 - Math.exp(grown))} smaller than the earlier ones.`);
  return [{ key: "basket_growth", effect, figure: ratio, say }];
}

/** Who orders for less than is usual in the shop has room for more: of all signs the best on UCI (AUC 0.59 to 0.61 by itself). */
function room(amounts: readonly number[], usual: number | null): Seen[] {
  if (usual === null || amounts.length < 2) return [];
  const below = (usual - meanLog(amounts, 0, amounts.length)) * (amounts.length / (amounts.length + 1));
  const effect = Math.max(-0.7, Math.min(0.7, 0.5 * below));
  if (Math.abs(effect) < 0.05) return [];
  return [{ key: "room", effect, figure: below, say: (much) => (much > 0 ? "Orders are smaller than is usual in this shop: there is room for more." : "Orders are already larger than is usual in this shop.") }];
}

function meanLog(amounts: readonly number[], from: number, until: number): number {
  let sum = 0;
  for (let index = from; index < until; index++) sum += Math.log(amounts[index] as number);
  return sum / (until - from);
}

function interest(profile: Profile, now: Instant): Seen[] {
  const seen: Seen[] = [];
  let kinds = 0;
  for (const _ in profile.bought) kinds++;
  if (kinds >= 2) seen.push({ key: "breadth", effect: Math.min(0.04 * Math.log2(kinds), 0.2), figure: kinds, say: (n) => `Has bought ${n}${n < PRODUCTS_KEPT ? "" : " or more"} different products.` });
  if (happenedWithin(profile, "message.clicked", now)) seen.push({ key: "clicked", effect: 0.4, figure: 1, say: () => `Clicked in a message within the last ${LOOKING_DAYS} days.` });
  if (happenedWithin(profile, "page.viewed:product", now)) seen.push({ key: "looked", effect: 0.4, figure: 1, say: () => `Looked at products within the last ${LOOKING_DAYS} days.` });
  // Not lastOrderAt: that one may have been cancelled, or be dated into the future.
  const last = profile.orders.findLast((order) => !order.cancelled && order.at <= now);
  const days = last === undefined ? 0 : daysBetween(last.at, now);
  if (days >= QUIET_DAYS) seen.push({ key: "quiet", effect: -0.8, figure: days, say: (n) => `No order for ${n} days.` });
  return seen;
}

function happenedWithin(profile: Profile, kind: string, now: Instant): boolean {
  return profile.activity[kind]?.some(([at]) => at <= now && daysBetween(at, now) < LOOKING_DAYS) ?? false;
}
