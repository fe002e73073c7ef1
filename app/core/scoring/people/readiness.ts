/** What a customer is ready for: to recommend, to buy more, to pay full price, to answer. */
import type { Profile } from "../../profile/profile.ts";
import type { Instant } from "../../shared/instant.ts";
import { sumOf } from "../metrics.ts";
import { daysBetween } from "../whole-days.ts";
import { advocacyWeighed, showedAdvocacy } from "./advocacy.ts";
import { engagementSeen, engagementWeighed } from "./engagement-level.ts";
import type { Weighed } from "./evidence.ts";
import { discountsOf, priceSensitivityWeighed } from "./price-sensitivity.ts";
import { ARRIVAL_DAYS, LEAST_ADVOCACY, MOST_ADVOCACY, NO_MODEL, SHOP_STRENGTH } from "./readiness-model.ts";
import type { ReadinessModel } from "./readiness-model.ts";
import { amountsOf, upsellWeighed } from "./upsell.ts";

export { advocacyOf } from "./advocacy.ts";
export { engagementOf } from "./engagement-level.ts";
export type { Readiness } from "./evidence.ts";
export { priceSensitivityOf } from "./price-sensitivity.ts";
export type { ReadinessModel } from "./readiness-model.ts";
export { upsellOf } from "./upsell.ts";

/** Counts what a shop's customers did; customers without an order are left out. */
export class ReadinessTable {
  customers = 0;
  advocates = 0;
  arrived = 0;
  overdue = 0;
  repeat = 0;
  larger = 0;
  logOrders = 0;
  amounts = 0;
  told = 0;
  discounted = 0;
  worth = 0;
  discountedWorth = 0;
  answers = 0;
  sent = 0;
  visits = 0;
  days = 0;

  add(profile: Profile, now: Instant, currency: string): void {
    const last = profile.orders.findLast((order) => !order.cancelled && order.at <= now);
    if (last === undefined) return;
    this.customers++;
    if (showedAdvocacy(profile)) this.advocates++;
    if (daysBetween(last.at, now) >= ARRIVAL_DAYS) {
      this.overdue++;
      if (last.delivered) this.arrived++;
    }
    this.#addAmounts(amountsOf(profile, now, currency));
    const { told, discounted, worth, discountedWorth } = discountsOf(profile, now, currency);
    this.told += told;
    this.discounted += discounted;
    this.worth += worth;
    this.discountedWorth += discountedWorth;
    const { answers, sent, visits, days } = engagementSeen(profile, now);
    this.answers += answers;
    this.sent += sent;
    this.visits += visits;
    this.days += days;
  }

  #addAmounts(amounts: readonly number[]): void {
    this.amounts += amounts.length;
    for (const amount of amounts) this.logOrders += Math.log(amount);
    const latest = amounts.at(-1);
    if (latest === undefined || amounts.length < 2) return;
    this.repeat++;
    const before = (sumOf(amounts) - latest) / (amounts.length - 1);
    if (latest > before) this.larger++;
  }
}

/** The shop's base rates, each shrunk to what is usual by SHOP_STRENGTH cases' worth. @returns null without customers */
export function fitReadiness(table: ReadinessTable): ReadinessModel | null {
  if (table.customers === 0) return null;
  return {
    customers: table.customers,
    advocacy: Math.min(Math.max(shrunk(table.advocates, table.customers, NO_MODEL.advocacy), LEAST_ADVOCACY), MOST_ADVOCACY),
    delivered: shrunk(table.arrived, table.overdue, NO_MODEL.delivered),
    upsell: shrunk(table.larger, table.repeat, NO_MODEL.upsell),
    meanLogOrder: table.amounts === 0 ? null : table.logOrders / table.amounts,
    discountedOrders: shrunk(table.discounted, table.told, NO_MODEL.discountedOrders),
    discountedSpend: table.worth > 0 ? shrunk(table.told * (table.discountedWorth / table.worth), table.told, NO_MODEL.discountedSpend) : NO_MODEL.discountedSpend,
    ordersWithDiscountTold: table.told,
    answersPerMessage: shrunk(table.answers, table.sent, NO_MODEL.answersPerMessage),
    // A day is far less than a customer: a month of days each.
    visitsPerDay: (table.visits + SHOP_STRENGTH * 30 * NO_MODEL.visitsPerDay) / (table.days + SHOP_STRENGTH * 30),
  };
}

function shrunk(hits: number, of: number, usual: number): number {
  return (hits + SHOP_STRENGTH * usual) / (of + SHOP_STRENGTH);
}

/** The four values without words: what an engine keeps with the customer. A few microseconds. */
export function readinessOf(profile: Profile, model: ReadinessModel | null, now: Instant, currency: string): { readonly advocacy: Weighed; readonly upsell: Weighed; readonly priceSensitivity: Weighed; readonly engagement: Weighed } {
  return {
    advocacy: advocacyWeighed(profile, model, now),
    upsell: upsellWeighed(profile, model, now, currency),
    priceSensitivity: priceSensitivityWeighed(profile, model, now, currency),
    engagement: engagementWeighed(profile, model, now),
  };
}
