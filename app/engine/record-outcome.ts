import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { isOutage } from "../core/shared/outage.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Delivered, RetryAt } from "./deliver.ts";
import { handleEvents } from "./handle-events.ts";
import type { ClaimedMessage, MessageUpdate, Store } from "./ports.ts";

type Ended = { readonly message: ClaimedMessage; readonly outcome: Delivered; readonly at: Instant };
type Waiting = Ended & { readonly done: () => void; readonly failed: (error: unknown) => void };

/** As many as one transaction records: it holds the customers of all of them meanwhile. */
const TOGETHER = 25;

/**
 * Writes down what became of sends, those that end while others are being written in one transaction:
 * nothing waits for company, so an outcome is open hardly longer than alone. When a group fails for a
 * reason of its own, each is recorded by itself: one message must not keep the others from being known.
 */
export function outcomeRecorder(store: Store, shopId: string, retryAt: RetryAt, now: () => Instant): (message: ClaimedMessage, outcome: Delivered) => Promise<void> {
  const waiting: Waiting[] = [];
  let writing = false;
  const write = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, TOGETHER);
      try {
        await record(store, shopId, group, retryAt);
        for (const one of group) one.done();
      } catch (error) {
        if (group.length === 1 || isOutage(error)) for (const one of group) one.failed(error);
        else for (const one of group) await record(store, shopId, [one], retryAt).then(one.done, one.failed);
      }
    }
    writing = false;
  };
  return (message, outcome) =>
    new Promise((done, failed) => {
      waiting.push({ message, outcome, at: now(), done, failed });
      if (!writing) void write();
    });
}

async function record(store: Store, shopId: string, group: readonly Ended[], retryAt: RetryAt): Promise<void> {
  const told = group.map(({ message, outcome, at }) => ({ profileId: message.profileId, ...consequences(message, outcome, retryAt, at) }));
  const feedback = told.flatMap(({ profileId, event }) => (event ? [{ profileId, event }] : []));
  await handleEvents(store, shopId, feedback, Math.max(...group.map(({ at }) => at)), told.map(({ update }) => update));
}

/** What an outcome makes of the message, and the event it is. */
export function consequences(message: ClaimedMessage, outcome: Delivered, retryAt: RetryAt, now: Instant): { update: MessageUpdate; event: CanonicalEvent | null } {
  const data = { messageId: message.id, enrollmentId: message.enrollmentId, step: message.step, channel: message.channel, class: message.class };
  const update = { id: message.id, reason: outcome.kind === "sent" ? (outcome.note ?? null) : outcome.reason, sendAt: null, sentAt: null };
  switch (outcome.kind) {
    case "sent":
      return { update: { ...update, status: "sent", sentAt: now }, event: { key: `message:${message.id}:sent`, type: "message.sent", at: now, data } };
    case "wait":
      return { update: { ...update, status: "queued", sendAt: outcome.until }, event: null };
    case "stopped":
      return { update: { ...update, status: "stopped", rule: outcome.rule }, event: droppedEvent(message, outcome, now) };
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
      return { update: { ...update, status }, event: { key: `message:${message.id}:failed`, type: "message.failed", at: now, data: { ...data, reason: outcome.reason, ...(status === "unknown" ? { unknown: true } : {}) } } };
    }
  }
}

function droppedEvent({ id, enrollmentId, journey, step }: ClaimedMessage, { rule, reason }: { readonly rule: string; readonly reason: string }, at: Instant): CanonicalEvent | null {
  if (enrollmentId === null || journey === null || step === null) return null;
  return { key: `message:${id}:stopped`, type: "message.dropped", at, data: { enrollmentId, journey, step, rule, reason } };
}
