import { draw } from "../shared/keyed.ts";
import type { Shop } from "../shop.ts";
import type { Step } from "./definition.ts";
import type { Enrollment } from "./enrollment.ts";

export type Drawn = { readonly arm: string; readonly label: string; readonly next: string; readonly chance: number };

export const HELD_OUT = "holdout";

/** By what ShopStats.arms holds a split's chances. */
export function armsKey(journey: string, stepId: string): string {
  return `${journey}/${stepId}`;
}

/**
 * Where a split leads this customer. The draw is keyed by journey, step and customer and by nothing that changes, so
 * it is the same at every visit, in every walk and version; one already drawn in this walk is kept even if the
 * customer's profile was merged since. Where a split learns, what changes is how the draws are shared out among its arms,
 * once a week, by figures that are kept: a replay of that week shares them out the same.
 */
export function drawArm(journey: string, stepId: string, step: Extract<Step, { kind: "split" }>, walk: Enrollment, shop: Pick<Shop, "id" | "salt" | "stats">): Drawn {
  const arms = armsOf(step, step.learn && shop.stats.arms?.[armsKey(journey, stepId)]);
  const kept = walk.walk.arms[stepId];
  const before = kept && arms.find((arm) => arm.arm === kept.arm);
  if (before) return { ...before, chance: kept.chance };
  let rest = draw(shop, "split", journey, stepId, walk.profileId);
  for (const arm of arms) {
    if (rest < arm.chance) return arm;
    rest -= arm.chance;
  }
  // Chances add up to 1 but for rounding; an arm that is stopped has none.
  return arms.findLast(({ chance }) => chance > 0) as Drawn;
}

/** Every way with its chance; the hold-out's share comes off first, so that changing weights moves nobody into or out of it. */
function armsOf(step: Extract<Step, { kind: "split" }>, learned: Readonly<Record<string, number>> | undefined): Drawn[] {
  const share = step.holdout?.share ?? 0;
  // An arm that is newer than the figures is not shut out: until they know it, the merchant's weights hold.
  const known = learned !== undefined && step.arms.every(({ id }) => learned[id] !== undefined) && step.arms.some(({ id }) => (learned[id] ?? 0) > 0);
  const weightOf = (arm: { readonly id: string; readonly weight: number }): number => (known ? (learned[arm.id] ?? 0) : arm.weight);
  const weights = step.arms.reduce((sum, arm) => sum + weightOf(arm), 0);
  const held = step.holdout ? [{ arm: HELD_OUT, label: "comparison group", next: step.holdout.next, chance: share }] : [];
  return [...held, ...step.arms.map((arm) => ({ arm: arm.id, label: arm.label, next: arm.next, chance: ((1 - share) * weightOf(arm)) / weights }))];
}
