/**
 * The part of a shop's state that one unit of work reads and writes, in memory. A store fills it, the engine
 * changes it without waiting for anything, and the store writes the changes back in one transaction. The
 * memory store keeps one for ever; the Postgres store makes a new one for each batch.
 */
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { CustomerState } from "../core/event/customer-state.ts";
import type { OrderState } from "../core/event/order-state.ts";
import type { Decision } from "../core/decision/decision.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Message } from "../core/message/message.ts";
import type { Identity } from "../core/profile/identity.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Shop } from "../core/shop.ts";
import { Tracked } from "./tracked.ts";

export type StoredOrder = { readonly state: OrderState; readonly profileId: string | null };
export type RecordedEvent = { readonly profileId: string; readonly event: CanonicalEvent };
/** Queued messages that must not leave any more. */
export type StopOrder = {
  readonly enrollmentId: string | null;
  /** All queued marketing of this customer, when no walk is named. */
  readonly profileId: string | null;
  readonly rule: string;
  readonly reason: string;
  /** Leaves what is about an order alone. */
  readonly marketingOnly: boolean;
  /** The walk never started: its unsent messages are taken away, the decisions tell the story. */
  readonly remove: boolean;
};
export type LiveJourney = { readonly version: number; readonly definition: Definition };

export class WorkingSet {
  readonly shop: Shop;
  readonly journeys: readonly LiveJourney[];
  readonly orders = new Tracked<StoredOrder>();
  readonly accounts = new Tracked<CustomerState>();
  readonly profiles = new Tracked<Profile>();
  /** "email:ada@example.com" → profile id. */
  readonly identities = new Tracked<string>();
  readonly enrollments = new Tracked<Enrollment>();
  readonly events: RecordedEvent[] = [];
  readonly decisions: Decision[] = [];
  readonly messages: Message[] = [];
  readonly stops: StopOrder[] = [];
  /** Profiles that turned out to be another's customer: gone → kept. */
  readonly merges = new Map<string, string>();
  readonly #known = new Map<string, string>();
  readonly #byKey = new Map<string, string>();
  readonly #byProfile = new Map<string, Set<string>>();
  readonly #definitions: (journey: string, version: number) => Definition;

  constructor(shop: Shop, journeys: readonly LiveJourney[], definitions: (journey: string, version: number) => Definition) {
    this.shop = shop;
    this.journeys = journeys;
    this.#definitions = definitions;
  }

  /** The definition a walk is pinned to. @throws Error when the store does not have it */
  definition(journey: string, version: number): Definition {
    return this.#definitions(journey, version);
  }

  profileOf(identity: Identity): Profile | null {
    const id = this.identities.get(identityKey(identity));
    return id === undefined ? null : (this.profiles.get(this.survivor(id)) ?? null);
  }

  /** Where a profile's rows live now. */
  survivor(profileId: string): string {
    const next = (id: string): string | undefined => this.merges.get(id) ?? this.#known.get(id);
    let id = profileId;
    for (let to = next(id); to !== undefined; to = next(id)) id = to;
    return id;
  }

  /** A merge that is already stored. */
  knownMerge(gone: string, kept: string): void {
    this.#known.set(gone, kept);
  }

  enrollmentFor(journey: string, key: string): Enrollment | null {
    const id = this.#byKey.get(`${journey}|${key}`);
    return id === undefined ? null : (this.enrollments.get(id) ?? null);
  }

  /** Walks of a customer that are not over. */
  activeWalks(profileId: string): Enrollment[] {
    return [...(this.#byProfile.get(profileId) ?? [])].map((id) => this.enrollments.get(id)).filter((walk) => walk?.status === "active") as Enrollment[];
  }

  /** Takes a stored walk into the set, unchanged. */
  loadEnrollment(walk: Enrollment): void {
    this.enrollments.load(walk.id, walk);
    this.#index(walk);
  }

  setEnrollment(walk: Enrollment): void {
    this.enrollments.set(walk.id, walk);
    this.#index(walk);
  }

  #index(walk: Enrollment): void {
    this.#byKey.set(`${walk.journey}|${walk.key}`, walk.id);
    let walks = this.#byProfile.get(walk.profileId);
    if (!walks) this.#byProfile.set(walk.profileId, (walks = new Set()));
    walks.add(walk.id);
  }
}

/** Whether a stop order is about a message. */
export function isStopped(order: StopOrder, message: Pick<Message, "enrollmentId" | "profileId" | "class">): boolean {
  if (order.marketingOnly && message.class !== "marketing") return false;
  return order.enrollmentId !== null ? message.enrollmentId === order.enrollmentId : message.profileId === order.profileId;
}

export function identityKey(identity: Identity): string {
  return `${identity.kind}:${identity.value}`;
}
