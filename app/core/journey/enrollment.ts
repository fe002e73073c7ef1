/** One customer's walk through one version of one journey. */
import type { EventType } from "../event/canonical-event.ts";
import type { Instant } from "../shared/instant.ts";

export type EnrollmentStatus =
  | "active"
  /** Its journey is paused: it stays where it is. */
  | "paused"
  | "completed"
  | "exited"
  /** Ended before any of its messages left: for every count, it did not happen. */
  | "never_started";

/** One stop on the way, for the merchant's timeline. */
export type Stop = { readonly step: string; readonly at: Instant; readonly note: string };

export type Enrollment = {
  readonly id: string;
  readonly journey: string;
  readonly version: number;
  readonly profileId: string;
  /** What it is about, once per journey and shop: the order, the order and the product, or the customer and a number. */
  readonly key: string;
  readonly orderRef: string | null;
  readonly productRef: string | null;
  /** Which trigger started it. */
  readonly trigger: string;
  readonly status: EnrollmentStatus;
  readonly step: string;
  /** When the step began: a timeout counts from here. */
  readonly stepAt: Instant;
  /** The moment the walk counts its days from: when its first event happened. */
  readonly anchorAt: Instant;
  readonly dueAt: Instant | null;
  /** Events the current step waits for; empty when it waits only for time. */
  readonly waitingFor: readonly EventType[];
  /** The journey's own hold that keeps it here. */
  readonly held: { readonly id: string; readonly reason: string; readonly since: Instant } | null;
  readonly enteredAt: Instant;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  /** It ended with what the journey is for. */
  readonly reachedGoal: boolean;
  /** Chance of all draws that led here. */
  readonly chance: number;
  readonly walk: {
    readonly firstTime: boolean;
    /** Messages that left. */
    readonly sent: number;
    readonly opened: boolean;
    readonly clicked: boolean;
    /** First moment of each kind of event about this walk: a step may wait for what already happened. */
    readonly seen: Readonly<Partial<Record<EventType, Instant>>>;
    /** Where each split led: kept, so that no visit draws anew. */
    readonly arms: Readonly<Record<string, { readonly arm: string; readonly chance: number }>>;
    /** Holds already told, by step and rule. */
    readonly waited: readonly string[];
    /** Turns already taken. */
    readonly turned: readonly string[];
    /** The journey's texts, and what actions made for it: a code, a link. Variables of its messages. */
    readonly made: Readonly<Record<string, string>>;
    /** What it said itself and when: following up on that is not saying it twice. */
    readonly said?: Readonly<Record<string, Instant>>;
    /** The newest rating given about it, as a share from 0 (worst) to 1 (best). */
    readonly rated?: { readonly share: number; readonly at: Instant };
    /** When what a step waits for came while the walk could not go on from there (paused, held, on a detour), by step. */
    readonly met?: Readonly<Record<string, Instant>>;
    /** The turn whose event came while the walk was paused: taken when it goes on. */
    readonly turning?: string;
    /** Where turns took it from, the latest last. */
    readonly left?: readonly { readonly step: string; readonly at: Instant }[];
  };
  readonly trail: readonly Stop[];
};

/** A walk visits few steps; a bound keeps a faulty one from growing its row. */
export const TRAIL_LENGTH = 100;
