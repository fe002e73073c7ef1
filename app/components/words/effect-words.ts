/** Whether a journey works, in plain words: never more than the numbers bear. */
import type { Definition } from "../../core/journey/definition.ts";
import { HELD_OUT } from "../../core/journey/draw-arm.ts";
import { shareArm, sumsArm } from "../../core/scoring/effects/arm.ts";
import { effectOf } from "../../core/scoring/effects/effect.ts";
import { waitFor } from "../../core/scoring/effects/sample-size.ts";
import type { Wait } from "../../core/scoring/effects/sample-size.ts";
import type { ArmCount, DrawnArms, WRITTEN_TO } from "../../models/journey-effect.ts";
import { thousands } from "./journey-words.ts";

/** A difference smaller than two customers in a hundred is not waited for: a small shop would wait for years. */
export const WORTHWHILE = 0.02;
export const LEVEL = 0.95;
/** As app/models/journey-effect names it. */
const WRITTEN = "written" satisfies typeof WRITTEN_TO;

export type EffectWords = {
  /** What was drawn: "The way: coupon or not"; null for the shop's own comparison group. */
  readonly title: string | null;
  readonly counts: string;
  readonly verdict: string;
  readonly tone: "good" | "bad" | "open";
  /** What it may be, as far as one can say; null before one can, and where the verdict says it. */
  readonly range: string | null;
  /** Of the currency's minor unit, per customer; `low` and `high` of the difference where it is told from nothing. */
  readonly spent: { readonly ours: number; readonly theirs: number; readonly told: { readonly low: number; readonly high: number } | null };
  /** Who is not counted yet; null where there is nobody. */
  readonly waiting: string | null;
};

/** One entry for every arm beside what it is measured against; none where nobody was drawn on both sides. */
export function effectWords({ split, arms: drawn }: DrawnArms, definition: Definition, days: number): EffectWords[] {
  const step = split === null ? undefined : definition.steps[split];
  // Where the arms' shares change from week to week, one arm's customers are of other weeks than another's: only all arms together can be compared with those left alone.
  const learns = step?.kind === "split" && step.learn !== undefined;
  const arms = learns ? together(drawn) : drawn;
  const order = learns ? armsOf(null, definition) : armsOf(split, definition);
  const found = order.flatMap(({ id, told }) => arms.filter((arm) => arm.id === id).map((arm) => ({ arm, told })));
  const base = found.find(({ arm }) => arm.id === HELD_OUT) ?? (learns ? undefined : found[0]);
  const others = found.filter((one) => one !== base);
  const title = split === null ? null : (step?.label ?? split);
  // Intervals of several arms share the level: see effectsOf.
  const level = 1 - (1 - LEVEL) / Math.max(1, others.length);
  return base ? others.map((one) => ({ title, ...comparison(one, base, level, days) })) : [];
}

function together(arms: readonly ArmCount[]): ArmCount[] {
  const none: ArmCount = { id: WRITTEN, n: 0, ordered: 0, revenue: 0, revenueSquares: 0, perWeek: 0, waiting: 0 };
  const all = arms.filter(({ id }) => id !== HELD_OUT).reduce((sum, arm) => ({
    ...sum, n: sum.n + arm.n, ordered: sum.ordered + arm.ordered, revenue: sum.revenue + arm.revenue, revenueSquares: sum.revenueSquares + arm.revenueSquares, perWeek: sum.perWeek + arm.perWeek, waiting: sum.waiting + arm.waiting,
  }), none);
  return [all, ...arms.filter(({ id }) => id === HELD_OUT)];
}

type Told = { readonly arm: ArmCount; readonly told: string };

function comparison({ arm, told }: Told, { arm: base, told: toldBase }: Told, level: number, days: number): Omit<EffectWords, "title"> {
  const waiting = arm.waiting + base.waiting;
  return {
    counts: `Of ${customers(arm.n)} ${told}, ${share(arm)} ordered within ${days} days; of ${thousands(base.n)} ${toldBase}, ${share(base)}.`,
    ...verdictOf(arm, base, level, days),
    spent: { ours: perCustomer(arm), theirs: perCustomer(base), told: spentTold(arm, base, level) },
    waiting: waiting === 0 ? null : `${waiting === 1 ? "One customer" : `${thousands(waiting)} customers`} drawn less than ${days} days ago ${waiting === 1 ? "is" : "are"} not counted yet.`,
  };
}

function verdictOf(arm: ArmCount, base: ArmCount, level: number, days: number): Pick<EffectWords, "verdict" | "tone" | "range"> {
  const [ours, theirs] = [shareArm(arm.id, arm.ordered, arm.n), shareArm(base.id, base.ordered, base.n)];
  const { interval } = effectOf(ours, theirs, "always", level);
  if (interval && interval.low > 0) return { verdict: `It works: between ${points(interval.low)} and ${points(interval.high)} more in every 100 order because of it.`, tone: "good", range: null };
  if (interval && interval.high < 0) return { verdict: `It does harm: between ${points(-interval.high)} and ${points(-interval.low)} fewer in every 100 order because of it.`, tone: "bad", range: null };
  const range = interval && `So far anything from ${points(-interval.low)} fewer to ${points(interval.high)} more in every 100 is possible.`;
  const wait = waitFor(ours, theirs, { perWeek: arm.perWeek + base.perWeek, worthwhile: WORTHWHILE, level });
  return { verdict: waitWords(wait, `too few customers have had their ${days} days to order`), tone: "open", range };
}

/** Why nothing can be said yet, and when it can. @param tooFew where not even that is known */
export function waitWords(wait: Wait | null, tooFew: string): string {
  if (wait === null) return `Not enough yet: ${tooFew}.`;
  if (wait.weeks === 0) return "No difference worth having has shown, though there are enough customers to see one.";
  const what = `a difference of ${points(wait.effect)} in every 100`;
  if (wait.weeks === null) return `Not enough yet, and at this pace it takes more than two years to tell ${what} from chance.`;
  return `Not enough yet: about ${wait.weeks === 1 ? "one more week" : `${wait.weeks} more weeks`} to tell ${what} from chance.`;
}

function armsOf(split: string | null, definition: Definition): { readonly id: string; readonly told: string }[] {
  const leftAlone = { id: HELD_OUT, told: "left alone" };
  if (split === null) return [{ id: WRITTEN, told: "written to" }, leftAlone];
  const step = definition.steps[split];
  return step?.kind === "split" ? [...step.arms.map(({ id, label }) => ({ id, told: `in “${label}”` })), leftAlone] : [];
}

function spentTold(arm: ArmCount, base: ArmCount, level: number): { low: number; high: number } | null {
  const [ours, theirs] = [arm, base].map(({ id, n, revenue, revenueSquares }) => sumsArm(id, n, revenue, revenueSquares));
  const interval = ours && theirs ? effectOf(ours, theirs, "always", level).interval : null;
  return interval && (interval.low > 0 || interval.high < 0) ? { low: Math.round(interval.low), high: Math.round(interval.high) } : null;
}

function perCustomer({ n, revenue }: ArmCount): number {
  return n === 0 ? 0 : Math.round(revenue / n);
}

export function customers(n: number): string {
  return n === 1 ? "1 customer" : `${thousands(n)} customers`;
}

function share({ n, ordered }: ArmCount): string {
  return n === 0 ? "nobody" : `${Math.round((100 * ordered) / n)} %`;
}

/** "7", "0.4": of a hundred. */
export function points(value: number): string {
  const of100 = Math.max(0, 100 * value);
  return of100 >= 9.95 ? String(Math.round(of100)) : String(Math.round(10 * of100) / 10);
}
