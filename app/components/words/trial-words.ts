/** How each subject line on trial does, in plain words: never more than the numbers bear. */
import type { LearnGoal, SubjectTrial } from "../../core/journey/catalog/subject-trial.ts";
import { comparedByWeek } from "../../core/scoring/effects/by-week.ts";
import { effectOf } from "../../core/scoring/effects/effect.ts";
import { waitFor } from "../../core/scoring/effects/sample-size.ts";
import { WITHIN_DAYS } from "../../core/scoring/effects/within-days.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { TrialWeek } from "../../models/journey-trial.ts";
import { customers, LEVEL, points, waitWords, WORTHWHILE } from "./effect-words.ts";
import type { EffectWords } from "./effect-words.ts";
import { thousands } from "./journey-words.ts";

const HOPED: Readonly<Record<LearnGoal, { readonly done: string; readonly does: string; readonly more: string; readonly days: number }>> = {
  clicked: { done: "clicked in it", does: "click", more: "is clicked more", days: WITHIN_DAYS.clicked },
  ordered: { done: "ordered", does: "order", more: "brings more orders", days: WITHIN_DAYS.ordered },
};
/** What the weekly flow is counted over. */
const RECENT_WEEKS = 8;
const WEEK = 7 * 86_400_000;

export type TrialArmWords = {
  readonly id: string;
  readonly label: string;
  /** How many customers get it at present. */
  readonly share: string;
  readonly counts: string;
  /** Beside the first; null of the first itself. */
  readonly verdict: string | null;
  readonly tone: EffectWords["tone"];
};
export type TrialWords = { readonly step: string; readonly title: string; readonly goal: string; readonly arms: readonly TrialArmWords[]; /** Who is not counted yet; null where there is nobody. */ readonly waiting: string | null };

/** What is hoped for, in a sentence. */
export function goalWords(goal: LearnGoal): string {
  const { more, days } = HOPED[goal];
  return `Each week the one that ${more} within ${days} days gets more customers.`;
}

/** @param chances of the arms this week, as the shop's figures have them; nothing while they know none */
export function trialWords(trial: SubjectTrial, weeks: readonly TrialWeek[], chances: Readonly<Record<string, number>> | undefined, now: Instant): TrialWords {
  const [first, ...others] = trial.arms;
  const known = chances !== undefined && trial.arms.every(({ id }) => chances[id] !== undefined);
  const shareOf = (id: string): number => (known ? (chances[id] ?? 0) : 1 / trial.arms.length);
  const hoped = HOPED[trial.goal];
  const recent = weeks.filter(({ week }) => week > now - RECENT_WEEKS * WEEK);
  const since = Math.min(RECENT_WEEKS, Math.max(1, (now - Math.min(now, ...recent.map(({ week }) => week))) / WEEK));
  const perWeek = recent.reduce((sum, one) => sum + one.n + one.waiting, 0) / since;
  const level = 1 - (1 - LEVEL) / Math.max(1, others.length);
  const verdictOf = (id: string): Pick<TrialArmWords, "verdict" | "tone"> => {
    if (!first || id === first.id) return { verdict: null, tone: "open" };
    const compared = comparedByWeek(id, first.id, pairs(weeks, id, first.id));
    const tooFew = `too few customers have had their ${hoped.days} days`;
    if (!compared) return { verdict: waitWords(null, tooFew), tone: "open" };
    const { interval } = effectOf(compared.arm, compared.against, "always", level);
    if (interval && interval.low > 0) return { verdict: `Better than the first: between ${points(interval.low)} and ${points(interval.high)} more in every 100 ${hoped.does}.`, tone: "good" };
    if (interval && interval.high < 0) return { verdict: `Worse than the first: between ${points(-interval.high)} and ${points(-interval.low)} fewer in every 100 ${hoped.does}.`, tone: "bad" };
    if (shareOf(id) === 0) return { verdict: null, tone: "bad" };
    const [mine, its] = [shareOf(id), shareOf(first.id)];
    // Twice as many comparisons as there would be customers in each of two arms: see comparedByWeek.
    const flow = mine + its > 0 ? (4 * perWeek * mine * its) / (mine + its) : 0;
    return { verdict: waitWords(waitFor(compared.arm, compared.against, { perWeek: flow, worthwhile: WORTHWHILE, level }), tooFew), tone: "open" };
  };
  const waiting = weeks.reduce((sum, one) => sum + one.waiting, 0);
  return {
    step: trial.step, title: trial.label, goal: goalWords(trial.goal),
    arms: trial.arms.map(({ id, label }) => ({ id, label, share: shareWords(shareOf(id)), counts: countWords(weeks.filter(({ arm }) => arm === id), hoped), ...verdictOf(id) })),
    waiting: waiting === 0 ? null : `${waiting === 1 ? "One customer" : `${thousands(waiting)} customers`} who got it less than ${hoped.days} days ago ${waiting === 1 ? "is" : "are"} not counted yet.`,
  };
}

function pairs(weeks: readonly TrialWeek[], arm: string, against: string) {
  const of = (week: Instant, id: string) => {
    const found = weeks.find((one) => one.week === week && one.arm === id);
    return { n: found?.n ?? 0, successes: found?.brought ?? 0 };
  };
  return [...new Set(weeks.map(({ week }) => week))].map((week) => ({ arm: of(week, arm), against: of(week, against) }));
}

function shareWords(share: number): string {
  return share === 0 ? "Nobody gets it any more: too many unsubscribed after it." : `${Math.round(100 * share) || "Less than 1"} % of customers get it now.`;
}

function countWords(weeks: readonly TrialWeek[], { done, days }: (typeof HOPED)[LearnGoal]): string {
  const [n, brought] = [weeks.reduce((sum, one) => sum + one.n, 0), weeks.reduce((sum, one) => sum + one.brought, 0)];
  return n === 0 ? `Nobody has had their ${days} days with it yet.` : `Of ${customers(n)} who got it, ${Math.round((1000 * brought) / n) / 10} % ${done} within ${days} days.`;
}
