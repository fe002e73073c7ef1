import type { Happened, Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";

export type EngagementLevel = "engaged" | "normal" | "quiet";

/** Recent is within this time. */
const RECENT = 60 * DAY;
/** After this many messages without any sign, a customer counts as quiet. */
const UNANSWERED = 4;

const ENGAGED_BY = ["message.clicked", "message.replied", "page.viewed", "survey.answered", "review.submitted"] as const;
const ANSWERED_BY = ["message.opened", "message.clicked", "message.replied", "order.placed"] as const;

/**
 * How much a customer answers: "engaged" with a click, reply, visit, survey or review in the last 60 days; "quiet" when
 * the last four messages or more brought no open, click, reply or order. Opens alone make nobody engaged: mail
 * programs open by themselves (Apple Mail Privacy Protection).
 */
export function engagementLevel(profile: Profile, now: Instant): EngagementLevel {
  // Several rules ask in turn about the same customer and moment.
  if (last === null || last.profile !== profile || last.now !== now) last = { profile, now, level: levelOf(profile, now) };
  return last.level;
}

let last: { readonly profile: Profile; readonly now: Instant; readonly level: EngagementLevel } | null = null;

function levelOf({ activity }: Profile, now: Instant): EngagementLevel {
  for (const kind of ENGAGED_BY) if (newest(activity[kind], 1, now) >= now - RECENT) return "engaged";
  let answered = -Infinity;
  for (const kind of ANSWERED_BY) answered = Math.max(answered, newest(activity[kind], 1, now));
  return newest(activity["message.sent"], UNANSWERED, now) > answered ? "quiet" : "normal";
}

/** The `nth` newest moment that is not after `now`; -Infinity where there are fewer. */
function newest(moments: readonly Happened[] | undefined, nth: number, now: Instant): number {
  if (!moments) return -Infinity;
  let index = moments.length - 1;
  while (index >= 0 && (moments[index] as Happened)[0] > now) index--;
  return moments[index - nth + 1]?.[0] ?? -Infinity;
}
