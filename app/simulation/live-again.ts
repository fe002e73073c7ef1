/** One customer's history through the engine again, on a clock that jumps from one due moment to the next. */
import type { Decision } from "../core/decision/decision.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { nextAttemptAt } from "../core/message/backoff.ts";
import type { Message } from "../core/message/message.ts";
import type { Action } from "../core/journey/effects.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import type { Definition } from "../core/journey/definition.ts";
import { consequences } from "../engine/deliver.ts";
import type { Delivered } from "../engine/deliver.ts";
import { handleEvent } from "../engine/handle-event.ts";
import { handleSnapshot } from "../engine/handle-snapshot.ts";
import { moveDue } from "../engine/handle-timers.ts";
import { dropDecision } from "../engine/stop-queued.ts";
import { mayStillGo } from "../engine/may-still-go.ts";
import type { ClaimedMessage } from "../engine/ports.ts";
import { WorkingSet } from "../engine/working-set.ts";
import type { LiveJourney, RecordedEvent } from "../engine/working-set.ts";
import type { CustomerHistory, Happening } from "./history.ts";

export type Lived = {
  readonly profiles: readonly Profile[];
  readonly walks: readonly Enrollment[];
  readonly decisions: readonly Decision[];
  readonly messages: readonly (Message & { readonly sentAt: Instant | null })[];
  readonly events: readonly RecordedEvent[];
  readonly actions: readonly Action[];
};

export type World = {
  /** The shop with the figures it had at that moment. */
  readonly shopAt: (at: Instant) => Shop;
  readonly journeys: readonly LiveJourney[];
  /** Versions that walks may be pinned to. */
  readonly definition: (journey: string, version: number) => Definition;
};

/** Where a customer's happenings come from: a recorded past, or a made-up shopper who answers messages. */
export interface Source {
  readonly key: string;
  readonly failures: CustomerHistory["failures"];
  /** When something happens next, or null. */
  peek(): Instant | null;
  /** What happens up to `now`, in order; each is given once. */
  take(now: Instant): readonly Happening[];
  /** A message reached the customer. */
  sent?(message: Message, now: Instant): void;
}

/** A walk moves on at most this often in one moment; more would be a fault of ours, not a journey. */
const ROUNDS = 1_000;

/** Lives through a history up to `until`: the same engine as live, with everything in memory and nothing sent. */
export function liveAgain(history: CustomerHistory, world: World, until: Instant): Lived {
  return live(recorded(history), world, until);
}

/** The same for any source of happenings. */
export function live(source: Source, world: World, until: Instant): Lived {
  const run = new Run(source, world);
  run.to(until);
  return run.lived();
}

function recorded({ key, happenings, failures }: CustomerHistory): Source {
  let arrived = 0;
  return {
    key,
    failures,
    peek: () => happenings[arrived]?.at ?? null,
    take(now) {
      const start = arrived;
      while (arrived < happenings.length && (happenings[arrived] as Happening).at <= now) arrived++;
      return happenings.slice(start, arrived);
    },
  };
}

class Run {
  readonly #source: Source;
  readonly #world: World;
  #work: WorkingSet | null = null;
  readonly #sent: (Message & { readonly sentAt: Instant | null })[] = [];
  readonly #owners = new Map<string, string>();
  /** Walks that are not over, in the order they began: a customer of many orders has thousands that are. */
  readonly #open = new Map<string, Enrollment>();

  constructor(source: Source, world: World) {
    this.#source = source;
    this.#world = world;
  }

  to(until: Instant): void {
    for (let now = this.#next(); now !== null && now <= until; now = this.#next()) this.#at(now);
  }

  lived(): Lived {
    const work = this.#work;
    if (!work) return { profiles: [], walks: [], decisions: [], messages: [], events: [], actions: [] };
    return {
      profiles: [...work.profiles.entries()].filter(([id]) => work.survivor(id) === id).map(([, profile]) => profile),
      walks: [...work.enrollments.values()], decisions: work.decisions, messages: this.#sent, events: work.events, actions: work.actions,
    };
  }

  #next(): Instant | null {
    const next = Math.min(this.#source.peek() ?? Infinity, nextDue(this.#open));
    return next === Infinity ? null : next;
  }

  #begin(shop: Shop): WorkingSet {
    const work = new WorkingSet(shop, this.#world.journeys, this.#world.definition);
    work.enrollments.watch((id, walk) => {
      if (walk.status === "active" || walk.status === "paused") this.#open.set(id, walk);
      else this.#open.delete(id);
    });
    return work;
  }

  /** As a worker does: what arrived, then what is due, then what is queued, until nothing is left at this moment. */
  #at(now: Instant): void {
    const shop = this.#world.shopAt(now);
    const work = (this.#work ??= this.#begin(shop));
    work.shop = shop;
    for (const one of this.#source.take(now)) {
      if (one.kind === "snapshot") handleSnapshot(work, one.snapshot, one.receivedAt, now);
      else this.#tell(work, one.event, now);
    }
    for (let round = 0; round < ROUNDS; round++) {
      const owners = dueOwners(work, this.#open, now);
      for (const profileId of owners) moveDue(work, profileId, now);
      if (owners.length === 0 && work.messages.length === 0) return;
      this.#send(work, now);
    }
    throw new Error(`the walks of ${this.#source.key} do not come to rest`);
  }

  /** An event about a message that was never sent in this replay has nobody to happen to, and happens to the customer all the same. */
  #tell(work: WorkingSet, event: CanonicalEvent, now: Instant): void {
    const id = this.#ownerOf(work, event);
    if (id !== null && work.isNew(event.key)) handleEvent(work, id, event, now);
  }

  #ownerOf(work: WorkingSet, event: CanonicalEvent): string | null {
    const known = "messageId" in event.data ? this.#owners.get(event.data.messageId) : undefined;
    if (known !== undefined) return work.survivor(known);
    for (const [id] of work.profiles.entries()) return work.survivor(id);
    return null;
  }

  #send(work: WorkingSet, now: Instant): void {
    for (const message of work.messages.splice(0)) {
      if (message.status !== "queued") {
        this.#sent.push({ ...message, sentAt: null });
        continue;
      }
      const profileId = work.survivor(message.profileId);
      const profile = work.profiles.get(profileId) as Profile;
      const claimed: ClaimedMessage = { ...message, profileId, status: "sending", attempts: message.attempts + 1, wasInterrupted: false };
      const { update, event } = consequences(claimed, this.#outcome(claimed, profile, work.shop, now), nextAttemptAt, now);
      this.#sent.push({ ...message, status: update.status, reason: update.reason, sentAt: update.sentAt });
      this.#owners.set(message.id, profileId);
      if (update.rule !== undefined) dropDecision(work, message.id, update.rule, update.reason ?? "");
      if (event) handleEvent(work, profileId, event, now);
      if (update.status === "sent") this.#source.sent?.(message, now);
    }
  }

  #outcome(message: ClaimedMessage, profile: Profile, shop: Shop, now: Instant): Delivered {
    const objection = mayStillGo(message, profile, shop, now);
    if (objection !== null) return { kind: "stopped", ...objection };
    // Decided and sent in one moment here: quiet hours cannot have begun in between.
    const failure = this.#source.failures.get(message.id);
    if (!failure) return { kind: "sent", response: "" };
    if (failure.unknown) return { kind: "unknown", reason: failure.reason, log: "" };
    return { kind: "failed", deadAddress: failure.deadAddress, reason: failure.reason, log: "" };
  }
}

function nextDue(open: ReadonlyMap<string, Enrollment>): number {
  let next = Infinity;
  for (const walk of open.values()) if (walk.status === "active" && walk.dueAt !== null && walk.dueAt < next) next = walk.dueAt;
  return next;
}

function dueOwners(work: WorkingSet, open: ReadonlyMap<string, Enrollment>, now: Instant): string[] {
  const owners = new Set<string>();
  for (const walk of open.values()) if (walk.status === "active" && walk.dueAt !== null && walk.dueAt <= now) owners.add(work.survivor(walk.profileId));
  return [...owners];
}
