/**
 * Facts about one customer that hold by themselves, as plain values: what conditions read in memory, and what is
 * stored beside the profile so that SQL reads the very same.
 */
import { chooseLanguage } from "../message/locale.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { SCORE_NAMES, SCORES } from "../scoring/score.ts";
import type { ScoreName } from "../scoring/score.ts";
import { openIssues } from "./issues.ts";
import type { Profile } from "./profile.ts";

export type Trait = number | boolean | string | null;

/**
 * `moment`: the trait is a moment, the fact is the days since then. `rhythm`: the same, in units of the
 * customer's own usual gap.
 */
type ProfileFact = { readonly kind: "number" | "boolean" | "text" | "moment" | "rhythm"; readonly words: string; trait(profile: Profile, currency: string): Trait };

const number = (words: string, trait: ProfileFact["trait"]): ProfileFact => ({ kind: "number", words, trait });
const flag = (words: string, trait: ProfileFact["trait"]): ProfileFact => ({ kind: "boolean", words, trait });
const moment = (words: string, trait: ProfileFact["trait"]): ProfileFact => ({ kind: "moment", words, trait });

const facts = {
  "profile.orders": number("orders that were not cancelled", (profile) => profile.counts.orders - profile.counts.cancelled),
  "profile.delivered": number("orders that arrived", (profile) => profile.counts.delivered),
  "profile.refunds": number("refunds", (profile) => profile.counts.refunded),
  "profile.spend": number("money spent, in the smallest unit of the shop's currency", (profile, currency) => profile.spend[currency] ?? 0),
  "profile.products": number("different products bought", (profile) => Object.keys(profile.bought).length),
  "profile.daysSinceOrder": moment("days since the last order", (profile) => profile.lastOrderAt),
  "profile.daysSinceFirstOrder": moment("days since the first order", (profile) => profile.firstOrderAt),
  "profile.daysSinceSeen": moment("days since any sign of life", (profile) => profile.lastSeenAt),
  "profile.usualGapDays": number("days usually between orders", ownGapDays),
  "profile.gapRatio": { kind: "rhythm", words: "time since the last order, in units of the usual gap", trait: (profile) => profile.lastOrderAt },
  "profile.country": { kind: "text", words: "country of the address", trait: (profile) => profile.address?.value.country ?? null },
  "profile.language": { kind: "text", words: "language messages are written in", trait: (profile) => (profile.locale ? chooseLanguage(profile.locale.value) : null) },
  "profile.openTickets": number("support tickets open", (profile) => openIssues(profile.issues, "ticket").length),
  "profile.openReturns": number("returns open", (profile) => openIssues(profile.issues, "return").length),
  "profile.openTasks": number("tasks open for your team", (profile) => openIssues(profile.issues, "task").length),
  "profile.satisfaction": number("newest rating, from 0 (worst) to 1 (best)", (profile) => profile.satisfaction?.value.share ?? null),
  "profile.loyalty": flag("joined the loyalty programme", (profile) => (profile.activity["loyalty.joined"]?.length ?? 0) > 0),
  "profile.complained": flag("marked a message as spam", (profile) => Object.values(profile.suppressed).some((one) => one.reason === "complained")),
  "profile.mayEmail": flag("agreed to marketing by e-mail", (profile) => profile.consent.email?.granted === true && !profile.suppressed.email),
  "profile.maySms": flag("agreed to marketing by SMS", (profile) => profile.consent.sms?.granted === true && !profile.suppressed.sms),
  "profile.mayWhatsapp": flag("agreed to marketing by WhatsApp", (profile) => profile.consent.whatsapp?.granted === true && !profile.suppressed.whatsapp),
} as const satisfies Record<string, ProfileFact>;

type ScoreFactName = `score.${ScoreName}`;
export type ProfileFactName = keyof typeof facts | ScoreFactName;

const scores = Object.fromEntries(SCORE_NAMES.map((name) => [`score.${name}`, { ...SCORES[name], trait: (profile) => profile.scores[name]?.value ?? null } satisfies ProfileFact]));

export const PROFILE_FACTS = { ...facts, ...scores } as unknown as Readonly<Record<ProfileFactName, ProfileFact>>;

/** Every trait by the name of its fact: the column that SQL conditions read. */
export function traitsOf(profile: Profile, currency: string): Record<ProfileFactName, Trait> {
  return Object.fromEntries(Object.entries(PROFILE_FACTS).map(([name, one]) => [name, one.trait(profile, currency)])) as Record<ProfileFactName, Trait>;
}

/** The value of a profile's fact at `now`. */
export function profileFact(name: ProfileFactName, profile: Profile, currency: string, now: Instant): Trait {
  const { kind, trait } = PROFILE_FACTS[name];
  const value = trait(profile, currency);
  if ((kind !== "moment" && kind !== "rhythm") || typeof value !== "number") return value;
  const days = (now - value) / DAY;
  if (kind === "moment") return days;
  const gap = ownGapDays(profile);
  return gap === null ? null : days / gap;
}

/** The median of the customer's own gaps between orders, in days; null below two orders. At least a day. */
function ownGapDays(profile: Profile): number | null {
  const moments = profile.orders.filter((order) => !order.cancelled).map((order) => order.at);
  const gaps = moments.slice(1).map((at, index) => (at - (moments[index] ?? at)) / DAY).filter((days) => days >= 1).sort((a, b) => a - b);
  if (gaps.length === 0) return null;
  const middle = gaps.length >> 1;
  return gaps.length % 2 === 1 ? (gaps[middle] as number) : ((gaps[middle - 1] as number) + (gaps[middle] as number)) / 2;
}
