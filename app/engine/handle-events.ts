import { orderRefOf } from "../core/event/canonical-event.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { Instant } from "../core/shared/instant.ts";
import { handleEvent } from "./handle-event.ts";
import type { MessageUpdate, Store, Transaction } from "./ports.ts";

export type Feedback = { readonly profileId: string; readonly event: CanonicalEvent };

/** Events that come to us as such (a click, a survey answer, a send's outcome). Repeats change nothing. */
export async function handleEvents(store: Store, shopId: string, feedback: readonly Feedback[], now: Instant, updates: readonly MessageUpdate[] = []): Promise<void> {
  if (feedback.length === 0 && updates.length === 0) return;
  await store.transaction(shopId, (tx) => recordIn(tx, feedback, now, updates));
}

async function recordIn(tx: Transaction, feedback: readonly Feedback[], now: Instant, updates: readonly MessageUpdate[]): Promise<void> {
  const orderRefs = feedback.map((one) => orderRefOf(one.event)).filter((ref) => ref !== null);
  const profileIds = feedback.map((one) => one.profileId);
  const work = await tx.load({ orderRefs: [...new Set(orderRefs)], accountRefs: [], identities: [], profileIds: [...new Set(profileIds)] });
  // Asked after the customers are locked, so that a second worker with the same event waits and then sees it.
  const known = await tx.knownEvents(feedback.flatMap(({ event }) => [event.key, ...rivalKeys(event)]));
  for (const { profileId, event: told } of feedback) {
    const rivals = rivalKeys(told).some((key) => known.has(key));
    // Two senders had it in hand, and the other one's answer is known: it was sent.
    if (told.type === "message.failed" && rivals) continue;
    const event = told.type === "message.sent" && rivals ? { ...told, data: { ...told.data, late: true } } : told;
    // A link in an old mail may be about a customer who was erased since.
    if (known.has(event.key) || !work.profiles.get(work.survivor(profileId))) continue;
    known.add(event.key);
    handleEvent(work, profileId, event, now);
  }
  await tx.updateMessages(updates);
  await tx.save(work, now);
}

/** The other outcome of the same send, which may be known already. */
function rivalKeys(event: CanonicalEvent): string[] {
  if (event.type === "message.sent") return [`message:${event.data.messageId}:failed`];
  return event.type === "message.failed" ? [`message:${event.data.messageId}:sent`] : [];
}
