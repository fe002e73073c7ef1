/** What is stored of a platform's customer account, and the events that follow from a snapshot of it. */
import type { CanonicalEvent } from "./canonical-event.ts";
import { compareVersions } from "./order-state.ts";
import type { ConsentFact, ConsentSnapshot, CustomerSnapshot } from "./snapshot.ts";

export type CustomerState = {
  readonly ref: string;
  readonly latest: Omit<CustomerSnapshot, "kind"> | null;
  readonly told: readonly string[];
};

export function emptyCustomer(ref: string): CustomerState {
  return { ref, latest: null, told: [] };
}

/**
 * As `reconcile` for orders: the newest snapshot is kept, and facts with a moment of their own (the account's
 * creation, a consent) are told from whichever snapshot tells them first.
 */
export function reconcileCustomer(stored: CustomerState, snapshot: CustomerSnapshot): { state: CustomerState; events: CanonicalEvent[] } {
  const newer = !stored.latest || compareVersions(snapshot.version, stored.latest.version) > 0;
  const events = implied(snapshot).filter((event) => !stored.told.includes(event.key));
  if (!newer && events.length === 0) return { state: stored, events };
  const { kind: _kind, ...latest } = snapshot;
  return { state: { ref: stored.ref, latest: newer ? latest : stored.latest, told: [...stored.told, ...events.map((event) => event.key)] }, events };
}

/** What a consent told by itself adds: its events, and nothing else of the account. */
export function reconcileConsent(stored: CustomerState, snapshot: ConsentSnapshot): { state: CustomerState; events: CanonicalEvent[] } {
  const events = consentEvents(`customer:${snapshot.ref}`, snapshot.consents).filter((event) => !stored.told.includes(event.key));
  return events.length === 0 ? { state: stored, events } : { state: { ...stored, told: [...stored.told, ...events.map((event) => event.key)] }, events };
}

function consentEvents(key: string, consents: readonly ConsentFact[]): CanonicalEvent[] {
  return consents.map(({ granted, channel, at, source, statedAt = at }) => {
    const type = granted ? "consent.granted" : "consent.withdrawn";
    return { key: `${key}:${type}:${channel}:${statedAt}`, type, at, data: { channel, source } };
  });
}

function implied(snapshot: CustomerSnapshot): CanonicalEvent[] {
  const key = `customer:${snapshot.ref}`;
  const data = { customerRef: snapshot.ref };
  const events: CanonicalEvent[] = [];
  if (snapshot.createdAt !== null) events.push({ key: `${key}:created`, type: "customer.created", at: snapshot.createdAt, data });
  events.push(...consentEvents(key, snapshot.consents));
  if (snapshot.deleted) events.push({ key: `${key}:deleted`, type: "customer.deleted", at: snapshot.version.at, data });
  return events;
}
