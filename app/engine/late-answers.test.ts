import { describe, expect, it } from "vitest";
import { orderSnapshot, T0 } from "../core/event/testing.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { handleEvents } from "./handle-events.ts";
import { handleSnapshot, needsOf } from "./handle-snapshot.ts";
import { MemoryStore } from "./memory-store.ts";
import { testJourneys, testShop } from "./testing.ts";

/** Two senders had one message in hand: one says that it went, the other that it does not know. */
async function told(outcomes: readonly ("sent" | "unknown")[]): Promise<{ sent: number; counted: number; channel: number; walk: number }> {
  const store = new MemoryStore(testShop(), testJourneys);
  await store.transaction("shop-1", async (tx) => {
    const work = await tx.load(needsOf([orderSnapshot()]));
    handleSnapshot(work, orderSnapshot(), T0, T0);
    await tx.save(work, T0);
  });
  const message = store.messages[0];
  if (!message) throw new Error("no message");
  const data = { messageId: message.id, enrollmentId: message.enrollmentId, step: message.step, channel: message.channel, class: message.class };
  for (const outcome of outcomes) {
    const event: CanonicalEvent = outcome === "sent"
      ? { key: `message:${message.id}:sent`, type: "message.sent", at: T0, data }
      : { key: `message:${message.id}:failed`, type: "message.failed", at: T0, data: { ...data, reason: "Nobody knows.", unknown: true } };
    await handleEvents(store, "shop-1", [{ profileId: message.profileId, event }], T0);
  }
  const profile = [...store.work.profiles.values()][0];
  const walk = store.work.enrollments.get(message.enrollmentId ?? "");
  return { sent: profile?.messages.sent ?? 0, counted: profile?.activity["message.sent"]?.length ?? 0, channel: profile?.channels.email?.sent ?? 0, walk: walk?.walk.sent ?? 0 };
}

describe("two answers about one message", () => {
  it.each([[["sent"]], [["sent", "unknown"]], [["unknown", "sent"]], [["unknown", "sent", "unknown", "sent"]]] as const)("told as %j count it once", async (outcomes) => {
    expect(await told(outcomes)).toEqual({ sent: 1, counted: 1, channel: 1, walk: 1 });
  });

  it("that stay open count it for what comes next, and not as sent", async () => {
    expect(await told(["unknown"])).toEqual({ sent: 0, counted: 1, channel: 1, walk: 1 });
  });
});
