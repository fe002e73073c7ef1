import type { Happened, Profile } from "../profile/profile.ts";
import { DAY, HOUR } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";

const FAQ_VISITS = 3;
const HELP_SECONDS = 900;
/** The visits or the seconds fall within this time. */
const HELP_WINDOW = 48 * HOUR;
/** Without another visit for this long, the search is over. */
const QUIET_TIME = 3 * DAY;

export type HelpSought = { readonly sign: "returns" | "faq" | "help"; readonly lastAt: Instant; readonly until: Instant };

type Visit = { readonly at: Instant; readonly page: "faq" | "help" | "returns"; readonly seconds: number };

/**
 * Whether a customer is searching for help at `now`: a visit to the returns page, three to the FAQ, or 15 minutes on help pages (the
 * FAQ among them), the latter two within 48 hours. It lasts until three days without a visit to any of them.
 * Null when nobody searches.
 */
export function helpSought({ activity }: Profile, now: Instant): HelpSought | null {
  const faq = activity["page.viewed:faq"];
  const help = activity["page.viewed:help"];
  const returns = activity["page.viewed:returns"];
  if (!isRecent(faq, now) && !isRecent(help, now) && !isRecent(returns, now)) return null;
  const visits = [...visitsOf("faq", faq, now), ...visitsOf("help", help, now), ...visitsOf("returns", returns, now)].sort((a, b) => a.at - b.at);
  let sign: HelpSought["sign"] | null = null;
  let lastAt = -Infinity;
  let from = 0;
  let seconds = 0;
  let faqs = 0;
  for (const visit of visits) {
    seconds += visit.seconds;
    faqs += visit.page === "faq" ? 1 : 0;
    for (let first = visits[from] as Visit; first.at < visit.at - HELP_WINDOW; first = visits[++from] as Visit) {
      seconds -= first.seconds;
      faqs -= first.page === "faq" ? 1 : 0;
    }
    // A single visit is no sign by itself, but it prolongs a search that is going on.
    const before: HelpSought["sign"] | null = visit.at - lastAt < QUIET_TIME ? sign : null;
    sign = visit.page === "returns" ? "returns" : faqs >= FAQ_VISITS ? "faq" : seconds >= HELP_SECONDS ? "help" : before;
    lastAt = visit.at;
  }
  return sign !== null && now - lastAt < QUIET_TIME ? { sign, lastAt, until: lastAt + QUIET_TIME } : null;
}

/** Someone who visited none of the pages for three days searches no more, whatever came before. */
function isRecent(moments: readonly Happened[] | undefined, now: Instant): boolean {
  const newest = moments?.at(-1);
  return newest !== undefined && now - newest[0] < QUIET_TIME;
}

/** Seconds on the returns page are no measure of help read: the visit itself is the sign. */
function visitsOf(page: Visit["page"], moments: readonly Happened[] | undefined, now: Instant): Visit[] {
  return (moments ?? []).filter(([at]) => at <= now).map(([at, seconds]) => ({ at, page, seconds: page === "returns" ? 0 : seconds }));
}
