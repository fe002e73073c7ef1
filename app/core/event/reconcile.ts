import type { Instant } from "../shared/instant.ts";
import { knownBy } from "./ahead.ts";
import type { CanonicalEvent } from "./canonical-event.ts";
import { impliedEvents } from "./order-facts.ts";
import { join } from "./order-state.ts";
import type { OrderPart, OrderState } from "./order-state.ts";

export type Reconciled = { readonly state: OrderState; readonly events: readonly CanonicalEvent[] };

/**
 * Compares a part of an order with what is stored of it: the new stored state, and the canonical events
 * that follow and were not told before, oldest first. A part older than what is stored changes nothing;
 * the same parts in any order and any number end in the same state and the same set of events, except
 * `order.edited`: a change of total between two snapshots is told only when both were seen in turn.
 *
 * @param receivedAt used only where the platform dates nothing (a deletion, a restore), or dates a change in the future
 */
export function reconcile(stored: OrderState, part: OrderPart, receivedAt: Instant): Reconciled {
  const joined = join(stored, part, receivedAt);
  if (joined === stored) return { state: stored, events: [] };
  const told = new Set(joined.told);
  const events = impliedEvents(joined, told);
  const edit = editEvent(joined, receivedAt);
  if (edit) events.push(edit);
  if (events.length === 0) return { state: joined, events };
  const toldTotal = joined.details && !joined.details.draft ? joined.details.total : joined.toldTotal;
  return { state: { ...joined, toldTotal, told: [...joined.told, ...events.map((event) => event.key)] }, events };
}

function editEvent(state: OrderState, receivedAt: Instant): CanonicalEvent | null {
  const details = state.details;
  if (!details || details.draft || state.toldTotal === null || state.toldTotal === details.total) return null;
  return {
    key: `order:${state.ref}:edited:${details.version.at}:${details.version.digest}`,
    type: "order.edited",
    at: knownBy(details.version, receivedAt),
    data: { orderRef: state.ref, number: details.number, change: details.total - state.toldTotal, currency: details.currency },
  };
}
