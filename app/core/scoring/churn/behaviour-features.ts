import { isOpen } from "../../profile/issues.ts";
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { countSince } from "./buying-features.ts";
import { daysBetween } from "../whole-days.ts";

/** Shares of satisfaction from which somebody is happy, and below which unhappy: 4 of 5, 3 of 5. */
const HAPPY = 0.75;
const UNHAPPY = 0.5;

/** Writes the features of BEHAVIOUR, in their order, to `out` from `index`. */
export function behaviourOf(profile: Profile, at: Instant, out: Float64Array, index: number): void {
  const counted = (kind: string, days: number): number => Math.log1p(countSince(profile, kind, at - days * DAY));
  const satisfaction = profile.satisfaction?.value.share ?? null;
  out[index++] = counted("message.sent", 30);
  out[index++] = counted("message.sent", 90);
  out[index++] = counted("message.opened", 30);
  out[index++] = counted("message.opened", 90);
  out[index++] = counted("message.clicked", 90);
  out[index++] = Object.keys(profile.suppressed).length;
  out[index++] = counted("page.viewed", 14);
  out[index++] = counted("page.viewed", 90);
  out[index++] = profile.lastSeenAt === null ? 0 : Math.log1p(daysBetween(profile.lastSeenAt, at));
  out[index++] = counted("page.viewed:help_pages", 30);
  out[index++] = counted("page.viewed:returns", 30);
  out[index++] = counted("ticket.opened", 90);
  out[index++] = openOnes(profile);
  out[index++] = counted("shipment.delivered", 90);
  out[index++] = awaited(profile, at);
  out[index++] = satisfaction !== null && satisfaction >= HAPPY ? 1 : 0;
  out[index++] = satisfaction !== null && satisfaction < UNHAPPY ? 1 : 0;
  out[index++] = counted("referral.shared", 365);
  out[index] = profile.activity["loyalty.joined"] === undefined ? 0 : 1;
}

function openOnes({ issues }: Profile): number {
  let open = 0;
  for (const ref in issues) {
    const issue = issues[ref] as Profile["issues"][string];
    if (issue.kind !== "task" && isOpen(issue)) open++;
  }
  return Math.log1p(open);
}

/** A parcel that is late is a reason to leave; after a month it is more likely that nobody told us of the delivery. */
function awaited({ orders }: Profile, at: Instant): number {
  let waiting = 0;
  for (let index = orders.length - 1; index >= 0; index--) {
    const order = orders[index] as Profile["orders"][number];
    if (daysBetween(order.at, at) > 30) break;
    if (!order.delivered && !order.cancelled) waiting++;
  }
  return Math.log1p(waiting);
}
