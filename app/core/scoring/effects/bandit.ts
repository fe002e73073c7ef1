import type { Instant } from "../../shared/instant.ts";
import { daysBetween } from "../whole-days.ts";
import { chanceAbove, chancesOfBest } from "./beta-posteriors.ts";

/** What one arm (a content, an hour, a channel) came to. Fractions are allowed: older trials count for less. */
export type ArmTally = {
  readonly id: string;
  readonly successes: number;
  readonly trials: number;
  readonly unsubscribes: number;
  /** All that was ever seen, undiscounted, where the rest is discounted: harm once shown is not forgotten. */
  readonly ever?: { readonly trials: number; readonly unsubscribes: number };
};

/** What holds the draw back. */
export type Guard = {
  /** No arm that is not stopped gets less than this chance, so that all go on being measured. 0–1; with more arms than it has room for, all get the same. */
  readonly floor: number;
  /** An arm is stopped when its share of unsubscribes is above that of the others by more than this (0.005 is half a point) … */
  readonly harmMargin: number;
  /** … with at least this chance. Between 0.5 and 1. */
  readonly harmSure: number;
};

export const USUAL_GUARD: Guard = { floor: 0.01, harmMargin: 0.005, harmSure: 0.95 };

export type ArmChance = { readonly id: string; readonly chance: number; readonly stopped: boolean };

/** So many trials of the shop's usual share of unsubscribes are believed of an arm before its own are seen. */
const PRIOR_TRIALS = 50;

/**
 * The chance each arm is drawn with: Thompson sampling (Thompson, Biometrika 25, 1933; Chapelle & Li, NIPS 2011, with
 * Beta(1, 1) to begin with), by the chance that an arm is the best rather than by drawing from each belief, which is the
 * same policy and makes the logged probability exact:
 *
 *     chance = floor + (1 − k·floor) · P(best of the k arms that are not stopped)
 *
 * An arm that harms is stopped: the worst first, against all others together, then the next; one arm is always left.
 *
 * @throws RangeError naming the arm or the guard that is out of range
 */
export function armChances(arms: readonly ArmTally[], guard: Guard = USUAL_GUARD): ArmChance[] {
  check(arms, guard);
  const stopped = harmful(arms, guard);
  const open = arms.filter(({ id }) => !stopped.has(id));
  const best = chancesOfBest(open.map(({ successes, trials }) => ({ a: 1 + successes, b: 1 + trials - successes })));
  const floor = Math.min(guard.floor, 1 / open.length);
  const chances = new Map(open.map(({ id }, index) => [id, floor + (1 - open.length * floor) * (best[index] as number)]));
  return arms.map(({ id }) => ({ id, chance: chances.get(id) ?? 0, stopped: stopped.has(id) }));
}

/**
 * The arm a draw leads to.
 *
 * @param u from [0, 1): a keyed draw, so that a replay draws the same
 * @throws RangeError when no arm has a chance
 */
export function drawnArm(chances: readonly ArmChance[], u: number): ArmChance {
  let rest = u;
  let last: ArmChance | undefined;
  for (const arm of chances) {
    if (arm.chance <= 0) continue;
    if (rest < arm.chance) return arm;
    rest -= arm.chance;
    last = arm;
  }
  // Chances add up to 1 but for rounding.
  if (!last) throw new RangeError("no arm has a chance above 0");
  return last;
}

export type DayTally = { readonly day: Instant; readonly id: string; readonly successes: number; readonly trials: number; readonly unsubscribes: number };

/**
 * Each arm's tally with a day's trials at half their weight after every `halfLifeDays`: tastes and seasons change, so what
 * an arm did long ago must not outvote what it does now (discounted Thompson sampling: Raj & Kalyani, arXiv 1707.09727,
 * 2017; γ = 2^(−1/halfLifeDays) per day). Ages are whole days.
 *
 * @param halfLifeDays above 0; Infinity forgets nothing
 * @returns arms in the order they are first met
 * @throws RangeError when halfLifeDays is not above 0
 */
export function discounted(tallies: readonly DayTally[], halfLifeDays: number, now: Instant): ArmTally[] {
  if (!(halfLifeDays > 0)) throw new RangeError(`halfLifeDays must be above 0, not ${halfLifeDays}`);
  const arms = new Map<string, { id: string; successes: number; trials: number; unsubscribes: number; ever: { trials: number; unsubscribes: number } }>();
  for (const { day, id, successes, trials, unsubscribes } of tallies) {
    const weight = 2 ** (-daysBetween(day, now) / halfLifeDays);
    let arm = arms.get(id);
    if (!arm) arms.set(id, (arm = { id, successes: 0, trials: 0, unsubscribes: 0, ever: { trials: 0, unsubscribes: 0 } }));
    arm.successes += weight * successes;
    arm.trials += weight * trials;
    arm.unsubscribes += weight * unsubscribes;
    arm.ever.trials += trials;
    arm.ever.unsubscribes += unsubscribes;
  }
  return [...arms.values()];
}

function harmful(arms: readonly ArmTally[], { harmMargin, harmSure }: Guard): Set<string> {
  const seen = arms.map(({ id, trials, unsubscribes, ever }) => ({ id, trials: ever?.trials ?? trials, unsubscribes: ever?.unsubscribes ?? unsubscribes }));
  const stopped = new Set<string>();
  for (;;) {
    const open = seen.filter(({ id }) => !stopped.has(id));
    const all = totalOf(open);
    if (open.length < 2 || all.unsubscribes === 0) return stopped;
    const usual = all.unsubscribes / all.trials;
    const belief = ({ trials, unsubscribes }: Harm) => ({ a: PRIOR_TRIALS * usual + unsubscribes, b: PRIOR_TRIALS * (1 - usual) + trials - unsubscribes });
    const rate = (arm: Harm): number => (arm.trials === 0 ? 0 : arm.unsubscribes / arm.trials);
    const worst = open.reduce((found, arm) => (rate(arm) > rate(found) ? arm : found));
    const others = totalOf(open.filter((arm) => arm !== worst));
    if (usual >= 1 || chanceAbove(belief(worst), belief(others), harmMargin) < harmSure) return stopped;
    stopped.add(worst.id);
  }
}

type Harm = { readonly trials: number; readonly unsubscribes: number };

function totalOf(arms: readonly Harm[]): Harm {
  return arms.reduce((sum, arm) => ({ trials: sum.trials + arm.trials, unsubscribes: sum.unsubscribes + arm.unsubscribes }), { trials: 0, unsubscribes: 0 });
}

function check(arms: readonly ArmTally[], { floor, harmMargin, harmSure }: Guard): void {
  if (arms.length === 0) throw new RangeError("there must be an arm");
  if (!(floor >= 0 && floor <= 1)) throw new RangeError(`floor must lie between 0 and 1, not ${floor}`);
  if (!(harmMargin >= 0 && harmMargin < 1)) throw new RangeError(`harmMargin must lie between 0 and 1, not ${harmMargin}`);
  if (!(harmSure >= 0.5 && harmSure < 1)) throw new RangeError(`harmSure must lie between 0.5 and 1, not ${harmSure}`);
  for (const { id, successes, trials, unsubscribes, ever } of arms) {
    if (!(trials >= 0 && trials < Infinity)) throw new RangeError(`trials of the arm "${id}" must be 0 or more, not ${trials}`);
    if (!(successes >= 0 && successes <= trials)) throw new RangeError(`successes of the arm "${id}" must lie between 0 and ${trials}, not ${successes}`);
    if (!(unsubscribes >= 0 && unsubscribes <= trials)) throw new RangeError(`unsubscribes of the arm "${id}" must lie between 0 and ${trials}, not ${unsubscribes}`);
    if (ever && !(ever.unsubscribes >= 0 && ever.unsubscribes <= ever.trials && ever.trials < Infinity)) throw new RangeError(`unsubscribes ever of the arm "${id}" must lie between 0 and ${ever.trials}, not ${ever.unsubscribes}`);
  }
}
