/** What happened to one customer, as it reached us: what a backtest lives through again. */
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { Snapshot } from "../core/event/snapshot.ts";
import type { Instant } from "../core/shared/instant.ts";

/** Something that reached us at a moment: what a platform said, or what the customer did. */
export type Happening =
  | { readonly at: Instant; readonly kind: "snapshot"; readonly snapshot: Snapshot; readonly receivedAt: Instant }
  | { readonly at: Instant; readonly kind: "event"; readonly event: CanonicalEvent };

export type CustomerHistory = {
  /** What the customer is called in the report: the profile's id, or the e-mail address of an export. */
  readonly key: string;
  /** In the order they reached us. */
  readonly happenings: readonly Happening[];
  /** Sends that failed, by the message's id: a message that is sent again in the replay meets the same end. */
  readonly failures: ReadonlyMap<string, { readonly deadAddress: boolean; readonly reason: string; readonly unknown: boolean }>;
};

/**
 * Events that come to us as such. Everything else the engine makes itself from snapshots and decisions, and makes
 * again in the replay.
 */
const DIRECT: ReadonlySet<string> = new Set([
  "message.opened", "message.clicked", "message.delivered", "message.replied", "message.complained", "page.viewed", "survey.answered", "review.submitted",
  "ticket.opened", "ticket.solved", "return.requested", "return.closed", "task.closed", "loyalty.joined", "referral.shared", "referral.clicked",
  "referral.converted", "referral.refused", "product.used", "custom.tracked",
]);

/** Whether an event is told to us, rather than concluded by us. A consent may be either; its key says which. */
export function isDirect(event: Pick<CanonicalEvent, "type" | "key">): boolean {
  if (event.type === "consent.granted" || event.type === "consent.withdrawn") return !event.key.startsWith("order:") && !event.key.startsWith("customer:");
  if (event.type === "message.bounced") return !event.key.endsWith(":failed");
  return DIRECT.has(event.type);
}
