import { isStopped } from "./working-set.ts";
import type { StopOrder, WorkingSet } from "./working-set.ts";

/** Messages queued in this very unit of work are stopped here; those already stored, when it is saved. */
export function stopQueued(work: WorkingSet, order: StopOrder): void {
  for (let index = work.messages.length - 1; index >= 0; index--) {
    const message = work.messages[index];
    if (!message || message.status !== "queued" || !isStopped(order, message)) continue;
    if (order.remove) work.messages.splice(index, 1);
    else work.messages[index] = { ...message, status: "stopped", reason: order.reason, sendAt: null };
    dropDecision(work, message.id, order.rule, order.reason, order.remove);
  }
  work.stops.push(order);
}

/** What this set decided to send did not leave: its decision says so. */
export function dropDecision(work: WorkingSet, messageId: string, rule: string, reason: string, removed = false): void {
  const index = work.decisions.findLastIndex((decision) => decision.messageId === messageId);
  const decision = work.decisions[index];
  if (decision) work.decisions[index] = { ...decision, outcome: "drop", rule, reason, messageId: removed ? null : messageId };
}
