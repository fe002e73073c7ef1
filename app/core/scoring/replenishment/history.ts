/** One customer's purchases of one product, and of all products, in the figures that rebuying is told from. */
import type { Bought, Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { MAX_GAP_DAYS } from "../gaps.ts";
import { daysBetween } from "../whole-days.ts";

/** More of one thing at once is a mistake of a keyboard. */
const MAX_UNITS = 1_000_000;

/** One time it was bought; what was ordered within a day of it counts to it, as in gaps.ts. */
export type Occasion = { readonly at: Instant; readonly units: number };

export type PairHistory = {
  readonly occasions: number;
  readonly lastAt: Instant;
  /** Whole days since the first occasion known, and since the last. */
  readonly knownDays: number;
  readonly sinceDays: number;
  /** ln of the units bought last. */
  readonly logUnits: number;
  /** Sums over the gaps between occasions: ln(days), and ln(units bought before the gap). */
  readonly gaps: number;
  readonly sumLogDays: number;
  readonly sumLogUnits: number;
};

export type BuyerFigures = {
  /** Days on which anything was bought, those of them in the last 90 days. */
  readonly days: number;
  readonly lately: number;
  readonly knownDays: number;
  readonly sinceDays: number;
  readonly products: number;
  /** Occasions over all products. */
  readonly occasions: number;
};

/** The occasions until `now`, oldest first. Purchases dated later, or of no sensible quantity, are not there. */
export function occasionsOf(times: readonly Bought[], now: Instant): Occasion[] {
  const found: { at: Instant; units: number }[] = [];
  for (const [at, quantity] of times) {
    if (!(at <= now) || !(quantity > 0)) continue;
    const last = found.at(-1);
    if (last && at - last.at < DAY) last.units = Math.min(last.units + quantity, MAX_UNITS);
    else found.push({ at, units: Math.min(quantity, MAX_UNITS) });
  }
  return found;
}

/** @returns null where nothing was bought until `now` */
export function historyOf(times: readonly Bought[], now: Instant): PairHistory | null {
  const occasions = occasionsOf(times, now);
  const [first, last] = [occasions[0], occasions.at(-1)];
  if (!first || !last) return null;
  let [sumLogDays, sumLogUnits] = [0, 0];
  for (let index = 1; index < occasions.length; index++) {
    const { logDays, logUnits } = gapAfter(occasions[index - 1] as Occasion, occasions[index] as Occasion);
    sumLogDays += logDays;
    sumLogUnits += logUnits;
  }
  return {
    occasions: occasions.length, lastAt: last.at, knownDays: daysBetween(first.at, now), sinceDays: daysBetween(last.at, now),
    logUnits: Math.log(last.units), gaps: occasions.length - 1, sumLogDays, sumLogUnits,
  };
}

/** Logarithms of the days from one occasion to the next, 730 at most, and of the units that had to last so long. */
export function gapAfter(before: Occasion, next: Occasion): { readonly logDays: number; readonly logUnits: number } {
  return { logDays: Math.log(Math.min((next.at - before.at) / DAY, MAX_GAP_DAYS)), logUnits: Math.log(before.units) };
}

/** Over all that the customer bought until `now`. */
export function buyerFigures(bought: Profile["bought"], now: Instant): BuyerFigures {
  const days = new Set<number>();
  let [products, occasions, first, last] = [0, 0, now, -Infinity];
  for (const times of Object.values(bought)) {
    let before = -Infinity;
    for (const [at, quantity] of times) {
      if (!(at <= now) || !(quantity > 0) || at - before < DAY) continue;
      if (before === -Infinity) products++;
      occasions++;
      before = at;
      days.add(Math.floor(at / DAY));
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  }
  let lately = 0;
  for (const day of days) if (day * DAY > now - 90 * DAY) lately++;
  return { days: days.size, lately, knownDays: daysBetween(first, now), sinceDays: last === -Infinity ? 0 : daysBetween(last, now), products, occasions };
}
