/** What models learn from: one customer's purchases, and the profile as it was at earlier moments. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { applyEvent } from "../profile/apply-event.ts";
import { emptyProfile } from "../profile/profile.ts";
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";

/** An order that stands: placed and not cancelled by the end of what is known. */
export type Purchase = {
  readonly ref: string;
  readonly at: Instant;
  /** Minor units of the shop's currency, less refunds; null in another currency or where the amount is no amount. */
  readonly amount: number | null;
  readonly items: readonly { readonly productRef: string; readonly quantity: number }[];
};

export type Observed = {
  /** Oldest first, none after the end. */
  readonly purchases: readonly Purchase[];
  /** The profile as it was at each cut asked for, in the cuts' order: nothing later is in it. */
  readonly profiles: readonly Profile[];
  /** The profile at the end. */
  readonly profile: Profile;
};

/** Above this an amount is a mistake of a keyboard or of a currency: a hundred million of a currency with cents. */
export const ABSURD_AMOUNT = 10_000_000_000;

/**
 * Folds one customer's events up to `end`, as live does, so that what a model learns from is what a score is later worked
 * out from. Events after `end` (also orders dated into the future) are left out; the same event told twice counts once.
 *
 * @param events of one customer, in any order
 * @param cuts ascending, none after `end`
 */
export function observe(events: readonly CanonicalEvent[], cuts: readonly Instant[], end: Instant, currency: string): Observed {
  const known = events.filter((event) => event.at <= end).sort(byMoment);
  const sorted = known.filter(({ key }, index) => key !== known[index - 1]?.key);
  const profiles: Profile[] = [];
  let profile = emptyProfile("");
  let next = 0;
  for (const event of sorted) {
    while (next < cuts.length && event.at > (cuts[next] as Instant)) {
      profiles.push(profile);
      next++;
    }
    profile = applyEvent(profile, event);
  }
  while (profiles.length < cuts.length) profiles.push(profile);
  return { purchases: purchasesOf(sorted, currency), profiles, profile };
}

/** An order is placed before anything else happens to it, also where a platform or a file tells days and no hours. */
function byMoment(a: CanonicalEvent, b: CanonicalEvent): number {
  return a.at - b.at || Number(b.type === "order.placed") - Number(a.type === "order.placed") || (a.key < b.key ? -1 : 1);
}

function purchasesOf(events: readonly CanonicalEvent[], currency: string): Purchase[] {
  const cancelled = new Set<string>();
  const changes = new Map<string, number>();
  for (const event of events) {
    if (event.type === "order.cancelled") cancelled.add(event.data.orderRef);
    else if (event.type === "order.edited") add(changes, event.data.orderRef, event.data.change);
    else if (event.type === "order.refunded") add(changes, event.data.orderRef, -event.data.amount);
  }
  const purchases: Purchase[] = [];
  for (const event of events) {
    if (event.type !== "order.placed" || cancelled.has(event.data.orderRef)) continue;
    const amount = event.data.amount + (changes.get(event.data.orderRef) ?? 0);
    const isMoney = event.data.currency === currency && amount >= 0 && amount <= ABSURD_AMOUNT;
    purchases.push({ ref: event.data.orderRef, at: event.at, amount: isMoney ? amount : null, items: event.data.items ?? [] });
  }
  return purchases;
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
