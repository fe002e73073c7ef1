/** Reasons for the scores that are counts, sums and places: what the customer did, beside what is usual in the shop. */
import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { figuresOf } from "./people/figures.ts";
import { groupOf, groupWords } from "./people/groups.ts";
import { rfmOf } from "./people/rfm.ts";
import { stageOf, STAGES } from "./people/stage.ts";
import { chanceAlive } from "./purchase/model.ts";
import { repeatOfProfile, spendOfProfile } from "./purchase-history.ts";
import { usualGap } from "./rhythm.ts";
import type { Reason } from "./score.ts";
import type { ShopModels } from "./shop-models.ts";
import { counted, percent } from "./words.ts";

type Said = { readonly reasons: readonly Reason[]; readonly sure: string };
const NOTHING: Said = { reasons: [], sure: "" };

/** Why so many orders are expected. */
export function orderReasons(profile: Profile, models: ShopModels, now: Instant): Said {
  const repeat = repeatOfProfile(profile, now);
  if (repeat === null || models.purchases === null) return NOTHING;
  const alive = chanceAlive(models.purchases, repeat);
  const last = profile.orders.findLast((order) => !order.cancelled && order.at <= now);
  // Not T - tx, which counts by the calendar: two reasons on one page would name two numbers of days for one order.
  const since = last === undefined ? 0 : Math.floor((now - last.at) / DAY);
  const reasons: Reason[] = [
    { key: "frequency", words: repeat.x === 0 ? "Bought once so far" : `Came back ${times(repeat.x)} in ${days(repeat.T)}`, effect: repeat.x },
    { key: "recency", words: `Last order ${ago(since)}`, effect: -since / Math.max(1, models.horizonDays) },
  ];
  if (alive !== null) reasons.push({ key: "alive", words: `The chance that they have not left for good is about ${percent(alive)}`, effect: alive - 1 });
  return { reasons, sure: `This is a mean over customers like this one; a single one may order none or several. It was learnt from ${counted(models.purchases.customers, "customer")}.` };
}

/** Why so much is expected of them, within the horizon or over the coming year. */
export function spendReasons(profile: Profile, models: ShopModels, now: Instant, money: (amount: number) => string): Said {
  const spend = spendOfProfile(profile, now, models.currency);
  const [often, ...others] = orderReasons(profile, models, now).reasons;
  const worth: Reason = spend === null ? { key: "amount", words: "No order with an amount in the shop's currency: the shop's usual is taken", effect: 0 } : { key: "amount", words: `Their orders are worth ${money(Math.round(spend.mean))} on average`, effect: spend.mean };
  return { reasons: [worth, ...(often ? [often] : []), ...others], sure: spend === null || spend.x < 3 ? "Few of their orders are known, so the shop's usual order counts for most of it." : `It rests on ${spend.x} of their own orders.` };
}

export function nextOrderReasons(profile: Profile, { rhythm }: Pick<ShopModels, "rhythm">, now: Instant): Said {
  const moments = profile.orders.filter(({ cancelled, at }) => !cancelled && at <= now).map(({ at }) => at);
  const gap = usualGap(moments, rhythm);
  const last = moments.at(-1);
  if (gap.days === null || last === undefined) return NOTHING;
  const reasons: Reason[] = [
    { key: "rhythm", words: `Usually ${days(Math.round(gap.days))} from one order to the next`, effect: gap.days },
    { key: "recency", words: `Last order ${ago(Math.floor((now - last) / DAY))}`, effect: -Math.floor((now - last) / DAY) },
  ];
  if (gap.gaps === 0) return { reasons, sure: "It rests on what is usual in the shop: they have not come back yet." };
  const own = gap.gaps === 1 ? "the one pause between their own orders" : `${gap.gaps} pauses between their own orders`;
  return { reasons, sure: gap.basis === "own" || rhythm === null ? `It rests on ${own}.` : `It rests on ${own} and on what is usual in the shop.` };
}

export function stageReasons(profile: Profile, { rhythm }: Pick<ShopModels, "rhythm">, now: Instant): Said {
  const stage = stageOf(profile, rhythm, now);
  const { reasons, sure } = nextOrderReasons(profile, { rhythm }, now);
  const words = STAGES[stage];
  return { reasons: [{ key: "stage", words: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`, effect: 0 }, ...reasons], sure: sure || "There is no gap between orders to go by yet; a season is taken." };
}

export function segmentReasons(profile: Profile, { rfm, currency }: ShopModels, now: Instant, money: (amount: number) => string): Said {
  const figures = figuresOf(profile, now, currency);
  if (figures === null || rfm === null) return NOTHING;
  const { r, f, m, words } = rfmOf(rfm, figures.recencyDays, figures.orders, figures.spend);
  const fifth = (place: number): string => ["the lowest", "the second lowest", "the middle", "the second best", "the best"][place - 1] ?? "";
  return {
    reasons: [
      { key: "recency", words: `Last order ${ago(figures.recencyDays)}: ${fifth(r)} fifth of the shop`, effect: r - 3 },
      { key: "frequency", words: `Bought on ${days(figures.orders)}: ${fifth(f)} fifth`, effect: f - 3 },
      { key: "money", words: `Spent ${money(figures.spend)}: ${fifth(m)} fifth`, effect: m - 3 },
    ],
    sure: `This is a fact and no forecast: ${words}. It is set against ${counted(rfm.customers, "customer")} of the shop.`,
  };
}

/** The customers it is like. */
export function groupReasons(profile: Profile, { groups, currency }: ShopModels, now: Instant): Said {
  const figures = figuresOf(profile, now, currency);
  if (figures === null || groups === null) return NOTHING;
  const group = groupOf(groups, figures.recencyDays, figures.orders, figures.spend);
  return { reasons: [{ key: "group", words: `Like customers who ${groupWords(groups, group)}`, effect: 0 }], sure: `One of ${groups.sizes.length} groups found among ${counted(groups.customers, "customer")}; this one has ${groups.sizes[group - 1] ?? 0}.` };
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

function ago(count: number): string {
  return count === 0 ? "today" : `${days(count)} ago`;
}

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}
