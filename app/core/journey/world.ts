/** What a step can see of the world, and the facts computed from it. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { OrderState } from "../event/order-state.ts";
import { deliveredAt } from "../event/order-facts.ts";
import { happened } from "../profile/activity.ts";
import type { Profile } from "../profile/profile.ts";
import { PROFILE_FACTS, profileFact } from "../profile/traits.ts";
import type { ProfileFactName } from "../profile/traits.ts";
import { parseDuration } from "../shared/duration.ts";
import type { ScoreName } from "../scoring/score.ts";
import { formatInstant } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import type { Shop } from "../shop.ts";
import { evaluate, leavesOf, nameOf } from "./condition.ts";
import type { Condition, Reader, Window } from "./condition.ts";
import { eventFact } from "./event-facts.ts";
import type { FactName, FactValue } from "./facts.ts";
import type { Enrollment } from "./enrollment.ts";
import type { ProductAtHand } from "./product-at-hand.ts";
import { orderFact, productFact, walkFact } from "./walk-facts.ts";

/** A walk of the same customer that stands before a marketing message: the one that asks may be among them. */
export type Rival = { readonly enrollmentId: string; readonly journey: string; readonly name: string; readonly priority: number; readonly at: Instant };

export type World = {
  readonly now: Instant;
  readonly shop: Shop;
  readonly profile: Profile;
  /** The order the walk is about. */
  readonly order: OrderState | null;
  /** The product the walk is about. */
  readonly product: ProductAtHand | null;
  /** Who wants to speak to this customer soon. Asked for only where a message is decided: every walk of a customer sees every event. */
  readonly rivals: () => readonly Rival[];
};

export type Seen = Readonly<Record<string, FactValue>>;

/** Whether a condition holds, with what it read. */
export function look(condition: Condition, world: World, walk: Enrollment | null, event: CanonicalEvent | null): { holds: boolean; facts: Seen } {
  const reader: Reader = {
    fact: (name) => factOf(name, world, walk, event),
    happened: (kind, measure, window) => {
      const bounds = boundsOf(window, world, walk);
      return bounds && happened(world.profile.activity, kind, bounds.from, bounds.until)[measure];
    },
  };
  const facts: Record<string, FactValue> = {};
  for (const leaf of leavesOf(condition)) {
    facts[nameOf(leaf)] = "happened" in leaf ? reader.happened(leaf.happened, leaf.measure ?? "count", leaf.window) : reader.fact(leaf.fact);
    if (!("happened" in leaf)) Object.assign(facts, asOf(leaf.fact, world.profile));
  }
  return { holds: evaluate(condition, reader), facts };
}

/** The scores a way was chosen by, for the walk's own record: " (churn 0.2 as of 2026-11-22T03:00:00.000Z)". Empty where it asked for none, or none was known. */
export function scoresRead(conditions: readonly Condition[], { profile }: World): string {
  const names = new Set(conditions.flatMap(leavesOf).flatMap((leaf) => ("fact" in leaf && leaf.fact.startsWith("score.") ? [leaf.fact.slice("score.".length) as ScoreName] : [])));
  const read = [...names].flatMap((name) => {
    const score = profile.scores[name];
    return score ? [`${name} ${typeof score.value === "number" ? Number(score.value.toFixed(4)) : score.value} as of ${formatInstant(score.at)}`] : [];
  });
  return read.length === 0 ? "" : ` (${read.join("; ")})`;
}

/** A score is as of a moment, without which its value cannot be judged later. */
function asOf(fact: FactName, profile: Profile): Seen {
  const score = fact.startsWith("score.") ? profile.scores[fact.slice("score.".length) as ScoreName] : undefined;
  return score ? { [`${fact} as of`]: formatInstant(score.at) } : {};
}

/** Whether a condition holds, for the many times when nobody writes down why. */
export function holds(condition: Condition, world: World, walk: Enrollment | null, event: CanonicalEvent | null): boolean {
  return evaluate(condition, {
    fact: (name) => factOf(name, world, walk, event),
    happened: (kind, measure, window) => {
      const bounds = boundsOf(window, world, walk);
      return bounds && happened(world.profile.activity, kind, bounds.from, bounds.until)[measure];
    },
  });
}

function factOf(name: FactName, world: World, walk: Enrollment | null, event: CanonicalEvent | null): FactValue {
  if (name in PROFILE_FACTS) return profileFact(name as ProfileFactName, world.profile, world.shop.currency, world.now);
  if (name.startsWith("order.")) return orderFact(name, world);
  if (name.startsWith("walk.")) return walkFact(name, world, walk);
  if (name.startsWith("product.")) return productFact(name, world);
  return event ? eventFact(name, event, walk) : null;
}

/** Null where the walk or the delivery that a window begins with is not there (yet). */
function boundsOf(window: Window, world: World, walk: Enrollment | null): { from: Instant; until: Instant } | null {
  if ("last" in window) return { from: world.now - (parseDuration(window.last) ?? 0), until: world.now };
  const from = anchorOf(window.since, world, walk);
  if (from === null) return null;
  const length = window.within === undefined ? Infinity : (parseDuration(window.within) ?? 0);
  return { from, until: Math.min(world.now, from + length) };
}

function anchorOf(since: "start" | "delivered" | "step", world: World, walk: Enrollment | null): Instant | null {
  if (since === "delivered") return world.order ? deliveredAt(world.order) : null;
  if (!walk) return null;
  return since === "start" ? walk.anchorAt : walk.stepAt;
}
