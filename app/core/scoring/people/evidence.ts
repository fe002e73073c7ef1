/** How readiness is put together: a chance to begin with, moved by what was seen, each thing by so much in log-odds. */
import { logistic } from "../numeric/logistic.ts";
import type { Reason, Tier } from "../score.ts";

/** One thing seen. Its words are made only where somebody reads them: scores are worked out on every event. */
export type Seen = { readonly key: string; readonly effect: number; readonly figure: number; readonly say: (figure: number) => string };

export type Weighed = { readonly value: number; readonly tier: Tier; readonly seen: readonly Seen[] };

export type Readiness = { readonly value: number; readonly reasons: readonly Reason[]; readonly sure: string; readonly tier: Tier };

/**
 * A posterior chance by log-odds (I. J. Good, Probability and the Weighing of Evidence, 1950: weights of evidence add).
 * That the weights add takes what was seen as independent given the truth, which it is only roughly; so each is kept small.
 *
 * @param chance to begin with, between 0 and 1
 */
export function moved(chance: number, seen: readonly Seen[]): number {
  if (seen.length === 0) return chance;
  let odds = Math.log(chance / (1 - chance));
  for (const { effect } of seen) odds += effect;
  return logistic(odds);
}

/** Below this an effect rounds to nothing, and is no reason. */
const TOLD_FROM = 0.005;

/** The strongest first, at most three. */
export function reasonsOf(seen: readonly Seen[]): Reason[] {
  return seen
    .filter(({ effect }) => Math.abs(effect) >= TOLD_FROM)
    .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, 3)
    .map(({ key, effect, figure, say }) => ({ key, effect, words: say(figure) }));
}
