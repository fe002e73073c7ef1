import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Decision } from "../decision/decision.ts";
import type { Message } from "../message/message.ts";
import type { Instant } from "../shared/instant.ts";
import type { ActionStep } from "./step.ts";

/** Something to be done outside: in the platform, or by a person. The id comes from walk and step. */
export type Action = {
  readonly id: string;
  readonly profileId: string;
  readonly enrollmentId: string;
  readonly orderRef: string | null;
  readonly at: Instant;
  readonly action: ActionStep["action"];
  /** What was made for it: a code. */
  readonly made: string | null;
};

/** What a walk asks the engine to do: plain data. */
export type Effect =
  | { readonly kind: "decision"; readonly decision: Decision }
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "action"; readonly action: Action }
  /** An outcome others may wait for: told through the same door as everything else. */
  | { readonly kind: "event"; readonly event: CanonicalEvent }
  /** The walk ended: what it has queued must not leave. */
  | { readonly kind: "stop_queued"; readonly enrollmentId: string; readonly reason: string; readonly rule: string; readonly marketingOnly: boolean };
