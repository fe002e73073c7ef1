import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { SendOutcome } from "../core/message/outcome.ts";
import type { Instant } from "../core/shared/instant.ts";
import { handleEvents } from "./handle-events.ts";
import type { Feedback } from "./handle-events.ts";
import type { ClaimedMessage, MessageUpdate, Store } from "./ports.ts";

/** How a channel says a send went, or why it was not even tried. */
export type Delivered = SendOutcome | { readonly kind: "stopped"; readonly reason: string };
/** Another sender has the message in hand: there is nothing to say about this attempt. */
export type TakenOver = { readonly kind: "taken_over" };

export type Send = (shopId: string, message: ClaimedMessage) => Promise<Delivered | TakenOver>;
/** When to try again after this many attempts; null gives up. */
export type RetryAt = (attempts: number, now: Instant) => Instant | null;

const LOST = "The sender stopped while this message was on its way; whether it arrived is not known.";

/**
 * Sends what is queued and may go. Each message was marked as being sent, and that committed, before this
 * starts, so a crash at any point is recognised: marketing is then not sent again (at most once), a
 * transactional message is, under the same Message-ID (at least once). Returns how many were taken.
 */
export async function deliver(store: Store, shopId: string, send: Send, retryAt: RetryAt, now: () => Instant, limit: number, parallel: number): Promise<number> {
  const claimed = await store.claimMessages(shopId, now(), limit);
  const open = [...claimed];
  const worker = async (): Promise<void> => {
    for (let message = open.shift(); message; message = open.shift()) {
      const outcome = lost(message) ?? (await send(shopId, message));
      if (outcome.kind !== "taken_over") await record(store, shopId, message, outcome, retryAt, now());
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, claimed.length) }, worker));
  return claimed.length;
}

function lost(message: ClaimedMessage): Delivered | null {
  return message.wasInterrupted && message.class === "marketing" ? { kind: "unknown", reason: LOST, log: "sender died" } : null;
}

async function record(store: Store, shopId: string, message: ClaimedMessage, outcome: Delivered, retryAt: RetryAt, now: Instant): Promise<void> {
  const { update, event } = consequences(message, outcome, retryAt, now);
  const feedback: Feedback[] = event ? [{ profileId: message.profileId, event }] : [];
  await handleEvents(store, shopId, feedback, now, [update]);
}

/** What an outcome makes of the message, and the event it is. */
export function consequences(message: ClaimedMessage, outcome: Delivered, retryAt: RetryAt, now: Instant): { update: MessageUpdate; event: CanonicalEvent | null } {
  const data = { messageId: message.id, enrollmentId: message.enrollmentId, step: message.step, channel: message.channel, class: message.class };
  const update = { id: message.id, reason: outcome.kind === "sent" ? null : outcome.reason, sendAt: null, sentAt: null };
  switch (outcome.kind) {
    case "sent":
      return { update: { ...update, status: "sent", sentAt: now }, event: { key: `message:${message.id}:sent`, type: "message.sent", at: now, data } };
    case "stopped":
      return { update: { ...update, status: "stopped" }, event: null };
    case "failed": {
      const type = outcome.deadAddress ? "message.bounced" : "message.failed";
      return {
        update: { ...update, status: outcome.deadAddress ? "bounced" : "failed" },
        event: { key: `message:${message.id}:failed`, type, at: now, data: { ...data, reason: outcome.reason } },
      };
    }
    case "unknown":
    case "retry": {
      // An open outcome may only be tried again where twice is better than never.
      const again = outcome.kind === "retry" || message.class === "transactional" ? retryAt(message.attempts, now) : null;
      if (again !== null) return { update: { ...update, status: "queued", sendAt: again }, event: null };
      const status = outcome.kind === "unknown" ? "unknown" : "failed";
      return { update: { ...update, status }, event: { key: `message:${message.id}:failed`, type: "message.failed", at: now, data: { ...data, reason: outcome.reason } } };
    }
  }
}
