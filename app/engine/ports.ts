/** What the engine needs from outside. Live, simulation and tests give it different ones. */
import type { Snapshot } from "../core/event/snapshot.ts";
import type { Identity } from "../core/profile/identity.ts";
import type { Message, MessageStatus } from "../core/message/message.ts";
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
};

/** Which part of the shop's state a unit of work touches. */
export type Needs = {
  readonly orderRefs: readonly string[];
  readonly accountRefs: readonly string[];
  readonly identities: readonly Identity[];
  readonly profileIds: readonly string[];
};

export type MessageUpdate = {
  readonly id: string;
  readonly status: MessageStatus;
  readonly reason: string | null;
  readonly sendAt: Instant | null;
  readonly sentAt: Instant | null;
};

/** One transaction in one shop. Everything or nothing is kept. */
export interface Transaction {
  /** Pending deliveries, oldest first, that no other worker has in hand. */
  claimDeliveries(limit: number): Promise<PendingDelivery[]>;
  /** Profiles with walks due at `now` that no other worker has in hand. */
  claimDue(now: Instant, limit: number): Promise<string[]>;
  /** Reads that part and keeps every other worker away from its customers until the end. */
  load(needs: Needs): Promise<WorkingSet>;
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
export type Translate = (delivery: PendingDelivery) =>
  | { readonly kind: "snapshots"; readonly snapshots: readonly Snapshot[] }
  | { readonly kind: "unhandled" | "quarantined"; readonly reason: string };
