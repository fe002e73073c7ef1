import type { Decision } from "../decision/decision.ts";
import type { Message } from "../message/message.ts";

/** What a walk asks the engine to do: plain data. */
export type Effect =
  | { readonly kind: "decision"; readonly decision: Decision }
  | { readonly kind: "message"; readonly message: Message }
  /** The walk ended: what it has queued must not leave. */
  | { readonly kind: "stop_queued"; readonly enrollmentId: string; readonly reason: string; readonly rule: string; readonly marketingOnly: boolean };
