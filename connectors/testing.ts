/** What the tests over all platforms share: their secrets, and a memory of what their snapshots told. */
import type { Connector, Platform, WebhookRequest } from "#app/core/event/connector.ts";
import type { CanonicalEvent } from "#app/core/event/canonical-event.ts";
import { emptyCustomer, reconcileConsent, reconcileCustomer } from "#app/core/event/customer-state.ts";
import type { CustomerState } from "#app/core/event/customer-state.ts";
import { emptyOrder, orderRefOfPart } from "#app/core/event/order-state.ts";
import type { OrderState } from "#app/core/event/order-state.ts";
import { reconcile } from "#app/core/event/reconcile.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { asTranslated } from "./examples.ts";
import type { Example } from "./shared/example.ts";
import { newKeyPair } from "./wix/test-keys.ts";

export const RECEIVED = Date.UTC(2026, 4, 10, 9);
export const SHOP = { currency: "USD", country: "US" } as const;

export type Secret = { readonly sign: string; readonly check: string };

/** What signs and what checks it: one shared secret, or the two halves of a pair where the platform signs with a key of its own. */
export function newSecret(platform: Platform, shared: string): Secret {
  if (platform !== "wix") return { sign: shared, check: shared };
  const { privateKey, publicKey } = newKeyPair();
  return { sign: privateKey, check: publicKey };
}

/** The example as the platform would send it at `RECEIVED`. */
export function sent(connector: Connector, example: Example, secret: string): WebhookRequest {
  const body = asTranslated(connector, example, secret, RECEIVED);
  return { headers: connector.sign(body, secret, example.topic, RECEIVED), body };
}

/** Hears snapshots and remembers; gives the events that are new, as the engine would be told. */
export function newMemory(receivedAt: number): { hear(snapshots: readonly Snapshot[]): readonly CanonicalEvent[]; readonly events: readonly CanonicalEvent[] } {
  const orders = new Map<string, OrderState>();
  const customers = new Map<string, CustomerState>();
  const events: CanonicalEvent[] = [];
  const hearOne = (one: Snapshot): readonly CanonicalEvent[] => {
    if (one.kind === "product") return [];
    if (one.kind === "customer" || one.kind === "consent") {
      const stored = customers.get(one.ref) ?? emptyCustomer(one.ref);
      const next = one.kind === "customer" ? reconcileCustomer(stored, one) : reconcileConsent(stored, one);
      customers.set(one.ref, next.state);
      return next.events;
    }
    const ref = orderRefOfPart(one);
    const next = reconcile(orders.get(ref) ?? emptyOrder(ref), one, receivedAt);
    orders.set(ref, next.state);
    return next.events;
  };
  const hear = (snapshots: readonly Snapshot[]): readonly CanonicalEvent[] => {
    const fresh = snapshots.flatMap(hearOne);
    events.push(...fresh);
    return fresh;
  };
  return { hear, events };
}
