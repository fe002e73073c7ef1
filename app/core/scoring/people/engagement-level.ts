/** How much a customer answers, against what this shop's customers usually do. */
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { daysBetween } from "../whole-days.ts";
import { counted } from "../words.ts";
import { reasonsOf } from "./evidence.ts";
import type { Readiness, Seen, Weighed } from "./evidence.ts";
import { NO_MODEL } from "./readiness-model.ts";
import type { ReadinessModel } from "./readiness-model.ts";

const WINDOW_DAYS = 180;
/** Activity keeps so many moments of a kind: where there are as many, the window begins at the oldest of them. */
const KEPT = 50;

/** Apple's Mail Privacy Protection (since 2021) opens about half of all mail by itself. Judgement: ten opens are worth a click. */
const OPEN_WEIGHT = 0.1;
/** Coming by is less than answering. Judgement. */
const VISIT_WEIGHT = 0.3;

/** Expected answers' worth of trust in the shop's usual. Judgement, on the strong side: clicks are few. */
const ENGAGEMENT_STRENGTH = 2;

const ANSWERS: readonly (readonly [kind: string, weight: number])[] = [["message.clicked", 1], ["message.replied", 1], ["survey.answered", 1], ["review.submitted", 1], ["message.opened", OPEN_WEIGHT]];

export type Engagement = { readonly answers: number; readonly visits: number; readonly sent: number; readonly days: number };

/** What a customer was sent in the last half year, and what came back; `visits` are days with a page seen. */
export function engagementSeen(profile: Profile, now: Instant): Engagement {
  const sends = profile.activity["message.sent"] ?? [];
  const begin = now - WINDOW_DAYS * DAY;
  // Answers to messages that are no longer remembered would count against none.
  const from = sends.length >= KEPT ? Math.max(begin, sends[0]?.[0] ?? begin) : begin;
  let answers = 0;
  for (const [kind, weight] of ANSWERS) answers += weight * within(profile, kind, from, now);
  const known = profile.firstSeenAt === null ? 0 : Math.min(WINDOW_DAYS, daysBetween(profile.firstSeenAt, now));
  return { answers, visits: visitDays(profile, begin, now), sent: within(profile, "message.sent", from, now), days: known };
}

/**
 * A level from 0 to 1; 0.5 is what this shop's customers usually do. With a the answers weighed and E those to be expected
 * of the shop's usual customer with as many messages and days, λ = (a + 2) / (E + 2) is the posterior mean of a Poisson
 * rate against the shop's (Gamma prior of mean 1; Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6), and the
 * level λ / (1 + λ). Whoever was sent nothing and is new stands at 0.5.
 */
export function engagementWeighed(profile: Profile, model: ReadinessModel | null, now: Instant): Weighed {
  const base = model ?? NO_MODEL;
  const { answers, visits, sent, days } = engagementSeen(profile, now);
  const expectedAnswers = sent * base.answersPerMessage;
  const expectedVisits = days * base.visitsPerDay * VISIT_WEIGHT;
  const rate = (answers + visits * VISIT_WEIGHT + ENGAGEMENT_STRENGTH) / (expectedAnswers + expectedVisits + ENGAGEMENT_STRENGTH);
  const seen: Seen[] = [];
  const effect = (more: number): number => more / (expectedAnswers + expectedVisits + ENGAGEMENT_STRENGTH);
  if (sent > 0 || answers > 0) {
    const say = (): string => `${sent === 0 ? "Without a message" : `To ${counted(sent, "message", "messages")}`} as much came back as ${counted(Math.round(answers * 10) / 10, "click", "clicks")}; ${Math.round(expectedAnswers * 10) / 10} would be usual here.`;
    seen.push({ key: "answers", effect: effect(answers - expectedAnswers), figure: answers, say });
  }
  if (visits > 0 || expectedVisits > 0) seen.push({ key: "visits", effect: effect(visits * VISIT_WEIGHT - expectedVisits), figure: visits, say: (n) => `Came to the shop's site on ${counted(n, "day", "days")} of the last ${WINDOW_DAYS}.` });
  return { value: rate / (1 + rate), tier: model !== null && sent === 0 && visits === 0 && answers === 0 ? "base" : "rule", seen };
}

/** As `engagementWeighed`, with reasons in words. */
export function engagementOf(profile: Profile, model: ReadinessModel | null, now: Instant): Readiness {
  const { value, tier, seen } = engagementWeighed(profile, model, now);
  const { sent, answers, visits } = engagementSeen(profile, now);
  const basis = sent > 0 ? `${engagementWords(value)}, from ${counted(sent, "message", "messages")} in half a year. Opens count little: mail apps open by themselves.`
    : answers > 0 || visits > 0 ? "They were sent no message in half a year: it rests on what they did of their own accord."
    : "They were sent no message in half a year and did not come by: close to what is usual here, for want of anything to go by.";
  return { value, tier, reasons: reasonsOf(seen), sure: basis };
}

/** The level in words. */
function engagementWords(value: number): string {
  if (value >= 0.7) return "Answers far more than is usual here";
  if (value >= 0.57) return "Answers more than is usual here";
  if (value > 0.43) return "Answers about as is usual here";
  return value > 0.3 ? "Answers less than is usual here" : "Hardly answers";
}

function within(profile: Profile, kind: string, from: Instant, until: Instant): number {
  let count = 0;
  for (const [at] of profile.activity[kind] ?? []) if (at >= from && at <= until) count++;
  return count;
}

function visitDays(profile: Profile, from: Instant, until: Instant): number {
  let days = 0;
  let last = Number.NaN;
  for (const [at] of profile.activity["page.viewed"] ?? []) {
    if (at < from || at > until) continue;
    const day = Math.floor(at / DAY);
    if (day !== last) days++;
    last = day;
  }
  return days;
}
