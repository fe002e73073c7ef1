/** When a `waitUntil` step's moment is, as far as is known now. */
import { deliveredAt } from "../event/order-facts.ts";
import { bestHourOf } from "../decision/reading-hour.ts";
import { driftAt, usualGap } from "../scoring/rhythm.ts";
import { parseDuration } from "../shared/duration.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { nextLocalHour } from "../shared/local-time.ts";
import { engagementLevel } from "../decision/engagement-level.ts";
import type { Enrollment } from "./enrollment.ts";
import type { Moment } from "./step.ts";
import type { World } from "./world.ts";

/** Null while it cannot be told yet (the parcel is on its way). */
export function momentOf(moment: Moment, walk: Enrollment, world: World): Instant | null {
  if ("sinceStart" in moment) return walk.anchorAt + ms(moment.sinceStart);
  if ("bestHour" in moment) {
    const best = bestHourOf(world.profile, world.shop);
    return best ? nextLocalHour(walk.stepAt, world.profile.timeZone ?? world.shop.timeZone, best.hour) : walk.stepAt;
  }
  if ("runOut" in moment) return world.product?.runOut ? Math.max(walk.stepAt, world.product.runOut.at - ms(moment.before ?? "P0D")) : null;
  if ("drift" in moment) return driftMoment(moment.drift, world);
  const arrived = world.order ? deliveredAt(world.order) : null;
  if (arrived === null) return null;
  const level = engagementLevel(world.profile, world.now);
  const wait = level === "engaged" ? (moment.sooner ?? moment.delivered) : level === "quiet" ? (moment.later ?? moment.delivered) : moment.delivered;
  return arrived + ms(wait);
}

/** Counted from the last order; falling interest makes it come sooner: a customer who opens and visits less is drifting already. */
function driftMoment(factor: number, { profile, shop }: World): Instant | null {
  // An order that was cancelled was no purchase.
  const orders = profile.orders.filter((order) => !order.cancelled).map((order) => order.at);
  const last = orders.at(-1);
  const gap = usualGap(orders, shop.stats.usualGap);
  if (last === undefined || gap.days === null) return null;
  const fading = isFading(profile, last, gap.days) ? FADING : 1;
  return driftAt(last, gap.days, factor * fading);
}

/** Who visits and reads less than they did is drifting this much sooner. Judgement. */
const FADING = 0.8;

/** No visit and no click since the last order plus one usual gap, by someone who used to do either. */
function isFading(profile: World["profile"], lastOrderAt: Instant, gapDays: number): boolean {
  const signs = [...(profile.activity["page.viewed"] ?? []), ...(profile.activity["message.clicked"] ?? []), ...(profile.activity["message.opened"] ?? [])].map(([at]) => at);
  return signs.length >= 3 && Math.max(...signs) < lastOrderAt + 0.5 * gapDays * DAY;
}

function ms(duration: string): number {
  return parseDuration(duration) ?? 0;
}
