/** What the demo's made-up customers do with a message: their hidden traits, the same on every run. */
import { HOUR, MINUTE } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Message } from "../../core/message/message.ts";
import { Random } from "../life/random.ts";

export type Reaction = { readonly kind: "opened" | "clicked" | "viewed" | "arrived_well" | "arrived_badly" | "unsubscribed" | "complained"; readonly at: Instant };

/** Nobody reacts later than this. */
export const REACTS_WITHIN = 48 * HOUR;

type Sent = Pick<Message, "recipient" | "orderRef" | "step" | "class" | "content">;

/** Whether mail to this address comes back. Keyed by the address, so it always does. */
export function isDeadAddress(seed: string, recipient: string): boolean {
  return new Random(`${seed}|address|${recipient}`).chance(0.012);
}

/** Everything the customer does after a message that left at `sentAt`, oldest first. */
export function reactionsTo(seed: string, message: Sent, sentAt: Instant): Reaction[] {
  // How fond of mail the person is: most read some of it, a few read everything, a fifth nothing.
  const fondness = new Random(`${seed}|fondness|${message.recipient}`).weighted([0.03, 0.35, 0.65, 0.92], (value) => (value === 0.03 ? 2 : 3));
  const random = new Random(`${seed}|reaction|${message.recipient}|${message.orderRef}|${message.step}`);
  if (!random.chance(fondness * (message.class === "transactional" ? 1 : 0.7))) return [];
  const soon = random.chance(0.6);
  const openedAt = sentAt + (soon ? random.int(2, 120) * MINUTE : random.int(120, 44 * 60) * MINUTE);
  const reactions: Reaction[] = [{ kind: "opened", at: openedAt }];
  if (random.chance(0.3 * fondness)) {
    const clickedAt = openedAt + random.int(1, 6) * MINUTE;
    reactions.push({ kind: "clicked", at: clickedAt }, { kind: "viewed", at: clickedAt + 2_000 });
    if (message.class === "marketing" && random.chance(0.5)) reactions.push({ kind: random.chance(0.92) ? "arrived_well" : "arrived_badly", at: clickedAt + MINUTE });
  }
  if (message.class === "marketing" && random.chance(0.02)) reactions.push({ kind: random.chance(0.9) ? "unsubscribed" : "complained", at: openedAt + 3 * MINUTE });
  return reactions;
}
