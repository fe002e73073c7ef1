/**
 * The part of a shop's state that one unit of work reads and writes, in memory. A store fills it, the engine
 * changes it without waiting for anything, and the store writes the changes back in one transaction. The
 * memory store keeps one for ever; the Postgres store makes a new one for each batch.
 */
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { CustomerState } from "../core/event/customer-state.ts";
import type { Channel, Version } from "../core/event/snapshot.ts";
import type { OrderState } from "../core/event/order-state.ts";
import type { Decision } from "../core/decision/decision.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Action } from "../core/journey/effects.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Message } from "../core/message/message.ts";
import type { Identity } from "../core/profile/identity.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Shop } from "../core/shop.ts";
import { Referrals } from "./referrals.ts";
import { Tracked } from "./tracked.ts";

/** What is known of a product of the shop: as its order lines name it, and as the platform tells of it. */
export type StoredProduct = {
  readonly ref: string;
  readonly title: string;
  readonly sku: string | null;
  readonly imageUrl: string | null;
  /** In the shop's currency, minor units; null until the platform tells. */
  readonly price: number | null;
  readonly inStock: boolean | null;
  /** Of the newest product snapshot; null while only orders named it. */
  readonly version: Version | null;
};
export type StoredOrder = { readonly state: OrderState; readonly profileId: string | null };
export type RecordedEvent = { readonly profileId: string; readonly event: CanonicalEvent };
/** Queued messages that must not leave any more. */
export type StopOrder = {
  readonly enrollmentId: string | null;
  /** All queued marketing of this customer by this channel, when no walk is named. */
  readonly profileId: string | null;
  readonly channel: Channel | null;
  readonly rule: string;
  readonly reason: string;
  /** Leaves what is about an order alone. */
  readonly marketingOnly: boolean;
  /** The walk never started: its unsent messages are taken away, the decisions tell the story. */
  readonly remove: boolean;
};
export type LiveJourney = { readonly version: number; readonly definition: Definition };

export class WorkingSet {
  /** As it is now: a set that lives on sees the shop's figures change. */
  shop: Shop;
  readonly journeys: readonly LiveJourney[];
  /** Off while the past is read in: what is history starts no journey. */
  startsWalks = true;
  readonly orders = new Tracked<StoredOrder>();
  readonly accounts = new Tracked<CustomerState>();
  readonly profiles = new Tracked<Profile>();
  /** "email:ada@example.com" → profile id. */
  readonly identities = new Tracked<string>();
  readonly enrollments = new Tracked<Enrollment>();
  readonly products = new Tracked<StoredProduct>();
  readonly actions: Action[] = [];
  /** Who made a referral code, by code. */
  readonly codes = new Map<string, { readonly profileId: string; readonly enrollmentId: string }>();
  readonly referrals = new Referrals();
  /** Outcomes of what was just handled, to be told through the same door next. */
  readonly outcomes: { readonly profileId: string; readonly event: CanonicalEvent }[] = [];
  readonly events: RecordedEvent[] = [];
  readonly #told = new Set<string>();
  readonly decisions: Decision[] = [];
  readonly #decided = new Map<string, number>();
  readonly messages: Message[] = [];
  readonly stops: StopOrder[] = [];
  /** Profiles that turned out to be another's customer: gone → kept. */
  readonly merges = new Map<string, string>();
  readonly #known = new Map<string, string>();
  readonly #byKey = new Map<string, string>();
  readonly #byProfile = new Map<string, Set<string>>();
  /** The open walks of a customer in their order, until one of them changes: they are asked for once per walk and event. */
  readonly #open = new Map<string, readonly Enrollment[]>();
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

  record(profileId: string, event: CanonicalEvent): void {
    this.#told.add(event.key);
    this.events.push({ profileId, event });
  }

  /** Whether an event was not yet told in this set. */
  isNew(key: string): boolean {
    return !this.#told.has(key);
  }

  /** Adds a decision. A hold that goes on stays one row, with what was seen last; of anything else the first word stays. */
  decide(decision: Decision): void {
    const known = this.#decided.get(decision.id);
    const before = known === undefined ? undefined : this.decisions[known];
    if (known !== undefined && before?.id === decision.id) {
      const { channel, heldUntil, reason, facts } = decision;
      if (before.outcome === "hold" && decision.outcome === "hold") this.decisions[known] = { ...before, channel, heldUntil, reason, facts };
    } else this.#decided.set(decision.id, this.decisions.push(decision) - 1);
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

  merge(gone: string, kept: string): void {
    this.merges.set(gone, kept);
    this.messages.forEach((message, index) => {
      if (message.profileId === gone) this.messages[index] = { ...message, profileId: kept };
    });
    this.referrals.moved(gone, kept);
  }

  /** A merge that is already stored. */
  knownMerge(gone: string, kept: string): void {
    this.#known.set(gone, kept);
  }

  enrollmentFor(journey: string, key: string): Enrollment | null {
    const id = this.#byKey.get(`${journey}|${key}`);
    return id === undefined ? null : (this.enrollments.get(id) ?? null);
  }

  /** Walks of a customer that are not over, paused ones too; in an order that does not depend on how they were loaded. */
  openWalks(profileId: string): readonly Enrollment[] {
    let open = this.#open.get(profileId);
    if (!open) {
      open = [...(this.#byProfile.get(profileId) ?? [])].map((id) => this.enrollments.get(id) as Enrollment).sort((a, b) => a.enteredAt - b.enteredAt || (a.id < b.id ? -1 : 1));
      this.#open.set(profileId, open);
    }
    return open;
  }

  /** Takes a stored walk into the set, unchanged. */
  loadEnrollment(walk: Enrollment): void {
    this.enrollments.load(walk.id, walk);
    this.#index(walk);
  }

  setEnrollment(walk: Enrollment): void {
    const before = this.enrollments.get(walk.id);
    if (before === walk) return;
    if (before && before.profileId !== walk.profileId) {
      this.#byProfile.get(before.profileId)?.delete(walk.id);
      this.#open.delete(before.profileId);
    }
    this.enrollments.set(walk.id, walk);
    this.#index(walk);
  }

  #index(walk: Enrollment): void {
    this.#byKey.set(`${walk.journey}|${walk.key}`, walk.id);
    this.#open.delete(walk.profileId);
    let walks = this.#byProfile.get(walk.profileId);
    if (!walks) this.#byProfile.set(walk.profileId, (walks = new Set()));
    // What is over is looked for by its key only; a set that lives on must not be walked through for ever.
    if (walk.status === "active" || walk.status === "paused") walks.add(walk.id);
    else walks.delete(walk.id);
  }
}

/** Whether a stop order is about a message. */
export function isStopped(order: StopOrder, message: Pick<Message, "enrollmentId" | "profileId" | "class" | "channel">): boolean {
  if (order.marketingOnly && message.class !== "marketing") return false;
  if (order.channel !== null && message.channel !== order.channel) return false;
  return order.enrollmentId !== null ? message.enrollmentId === order.enrollmentId : message.profileId === order.profileId;
}

export function identityKey(identity: Identity): string {
  return `${identity.kind}:${identity.value}`;
}
