import { pooled, varianceBetween } from "../numeric/random-effects.ts";
import type { Arm } from "./arm.ts";
import { effectOf } from "./effect.ts";
import type { Effect, Looking } from "./effect.ts";
import { spreadOf } from "./always-valid.ts";

/** One group of customers in an experiment: those who were written to, and those who were left alone. */
export type Group = { readonly name: string; readonly treated: Arm; readonly control: Arm };

export type GroupEffect = Effect & {
  readonly group: string;
  /** The difference drawn towards that of all groups by as much as the groups' scatter is noise: what to expect of this group next time. */
  readonly expected: number;
};

/**
 * The effect in each group. Of many groups the luckiest looks best, so that intervals share the level (Bonferroni, see
 * effect.ts) and every difference is shrunk: random effects with the variance between groups by moments (DerSimonian &
 * Laird, Controlled Clinical Trials 7, 1986), each group's expectation
 *
 *     (d/s² + m/τ²) / (1/s² + 1/τ²),   m the mean weighted by 1/(s² + τ²)
 *
 * which is m for all of them where the groups scatter no more than chance would have them.
 *
 * @returns in the order given; groups with an empty arm are left out
 */
export function effectsByGroup(groups: readonly Group[], looking: Looking, level = 0.95): GroupEffect[] {
  const filled = groups.filter(({ treated, control }) => treated.n > 0 && control.n > 0);
  const effects = filled.map(({ name, treated, control }) => ({ group: name, ...effectOf(treated, control, looking, 1 - (1 - level) / filled.length) }));
  const errors = filled.map(({ treated, control }) => spreadOf(treated) / treated.n + spreadOf(control) / control.n);
  const known = effects.flatMap(({ difference }, index) => ((errors[index] as number) > 0 ? [{ mean: difference, variance: errors[index] as number }] : []));
  // Groups that scatter less than chance would have them do not differ at all.
  const between = Math.max(0, varianceBetween(known) ?? 0);
  const middle = pooled(known, between).mean;
  return effects.map((effect, index) => {
    const error = errors[index] as number;
    const own = error > 0 ? between / (between + error) : 0;
    return { ...effect, expected: error === 0 ? effect.difference : own * effect.difference + (1 - own) * middle };
  });
}
