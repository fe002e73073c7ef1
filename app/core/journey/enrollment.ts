/** One customer's walk through one version of one journey. */
import type { EventType } from "../event/canonical-event.ts";
import type { Instant } from "../shared/instant.ts";

export type EnrollmentStatus =
  | "active"
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
  readonly key: string;
  readonly orderRef: string | null;
  readonly status: EnrollmentStatus;
  readonly step: string;
  /** When the step began: a timeout counts from here. */
  readonly stepAt: Instant;
  /** The moment the walk counts its days from: when the order was placed. */
  readonly anchorAt: Instant;
  readonly dueAt: Instant | null;
  /** Events the current step waits for; empty when it waits only for time. */
  readonly waitingFor: readonly EventType[];
  readonly enteredAt: Instant;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  readonly walk: {
    readonly firstTime: boolean;
    /** Messages that left. */
    readonly sent: number;
    readonly opened: boolean;
    readonly clicked: boolean;
    /** First moment of each kind of event about this walk: a step may wait for what already happened. */
    readonly seen: Readonly<Partial<Record<EventType, Instant>>>;
  };
  readonly trail: readonly Stop[];
};

/** A walk visits few steps; a bound keeps a faulty one from growing its row. */
export const TRAIL_LENGTH = 100;
