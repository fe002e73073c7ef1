/** What the engine needs from outside. Live, simulation and tests give it different ones. */
import type { Translation } from "../core/event/connector.ts";
import type { Notice } from "../core/event/notice.ts";
import type { Identity } from "../core/profile/identity.ts";
import type { Message, MessageStatus } from "../core/message/message.ts";
import type { Marks } from "../core/profile/erased.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { WorkingSet } from "./working-set.ts";

/** One raw request waiting to be understood. */
export type PendingDelivery = {
  readonly id: string;
  readonly topic: string;
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
};

export type DeliveryOutcome = {
  readonly id: string;
  readonly status: "processed" | "unhandled" | "quarantined" | "failed";
  readonly reason: string | null;
  readonly resource: string | null;
  /** What it says of the shop or a person's rights, to be acted on once this is committed. */
  readonly notice?: Notice;
  /** The request itself is not kept: it names somebody whose data is to go, or went. */
  readonly blank?: true;
};

/** Which part of the shop's state a unit of work touches. */
export type Needs = {
  readonly orderRefs: readonly string[];
  readonly accountRefs: readonly string[];
  readonly identities: readonly Identity[];
  readonly profileIds: readonly string[];
  readonly productRefs?: readonly string[];
  /** Events that two workers may be told at once, about customers by whom it does not show: held as well. */
  readonly eventKeys?: readonly string[];
  /** Given where orders change: whose recommendations are touched, besides those of the customers named. */
  readonly referrals?: { readonly codes: readonly string[]; readonly places: readonly string[] };
};

export type MessageUpdate = {
  readonly id: string;
  readonly status: MessageStatus;
  readonly reason: string | null;
  readonly sendAt: Instant | null;
  readonly sentAt: Instant | null;
  /** Of one stopped when it was about to leave: the rule, for its decision, which then is a drop. */
  readonly rule?: string;
};

/** One transaction in one shop. Everything or nothing is kept. */
export interface Transaction {
  /** Pending deliveries, oldest first, that no other worker has in hand. */
  claimDeliveries(limit: number): Promise<PendingDelivery[]>;
  /** Profiles with walks due at `now` that no other worker has in hand. */
  claimDue(now: Instant, limit: number): Promise<string[]>;
  /** Profiles with open walks of journeys that are being stopped. A journey nobody is on any more is off from then on. */
  claimStopping(limit: number): Promise<{ readonly profileIds: readonly string[]; readonly journeys: readonly string[] }>;
  /** Reads that part and keeps every other worker away from its customers until the end. */
  load(needs: Needs): Promise<WorkingSet>;
  /** Which of these marks of erased customers there are, and since when (core/profile/erased). */
  erasures(marks: readonly string[]): Promise<Marks>;
  /** Which of these events are already recorded. */
  knownEvents(keys: readonly string[]): Promise<Set<string>>;
  save(work: WorkingSet, now: Instant): Promise<void>;
  settleDeliveries(outcomes: readonly DeliveryOutcome[], now: Instant): Promise<void>;
  updateMessages(updates: readonly MessageUpdate[]): Promise<void>;
}

export interface Store {
  /** Runs `work` in a transaction; runs it again when another worker was in the way. */
  transaction<T>(shopId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Takes queued messages that may go at `now`, marks them as being sent, and commits, so that a crash from
   * here on is known to have left their outcome open. What a dead sender had in hand is taken again.
   */
  claimMessages(shopId: string, now: Instant, limit: number): Promise<ClaimedMessage[]>;
}

/** `wasInterrupted`: an earlier sender died, and may have handed it to the channel before. */
export type ClaimedMessage = Message & { readonly wasInterrupted: boolean };

/** Understanding of raw deliveries: a connector's translate, bound to the shop. */
export type Translate = (delivery: PendingDelivery) => Translation;
