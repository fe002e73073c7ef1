/** What must be settled before anything is asked of a customer. */
import { isOpen } from "../../profile/issues.ts";
import type { Profile } from "../../profile/profile.ts";
import type { Instant } from "../../shared/instant.ts";
import { daysBetween } from "../whole-days.ts";
import { counted } from "../words.ts";
import type { Seen } from "./evidence.ts";

/** Trouble that is over counts so long. Judgement. */
const TROUBLE_DAYS = 90;

/** Open tickets and returns, trouble of the last TROUBLE_DAYS that is over, and money that went back then. */
export function troubleOf(profile: Profile, now: Instant): Seen[] {
  let open = 0;
  let closed = 0;
  for (const ref in profile.issues) {
    const issue = profile.issues[ref];
    if (!issue || issue.kind === "task" || issue.openedAt === null || issue.openedAt > now) continue;
    if (isOpen(issue)) open++;
    else if (daysBetween(issue.closedAt ?? issue.openedAt, now) < TROUBLE_DAYS) closed++;
  }
  let refunded = 0;
  for (const order of profile.orders) if (order.refunded > 0 && order.at <= now && daysBetween(order.at, now) < TROUBLE_DAYS) refunded++;
  const seen: Seen[] = [];
  if (open > 0) seen.push({ key: "open_issue", effect: -2, figure: open, say: (n) => `${counted(n, "ticket or return is", "tickets or returns are")} open: settle ${n === 1 ? "it" : "them"} first.` });
  if (closed > 0) seen.push({ key: "past_issue", effect: -Math.min(0.6 * closed, 1.2), figure: closed, say: (n) => `${counted(n, "ticket or return", "tickets or returns")} in the last ${TROUBLE_DAYS} days.` });
  if (refunded > 0) seen.push({ key: "refunded", effect: -0.6, figure: refunded, say: (n) => `Money went back on ${counted(n, "order", "orders")} of the last ${TROUBLE_DAYS} days.` });
  return seen;
}
