import { expect, test } from "vitest";
import { isRecordedOnly } from "#app/core/message/recorded.ts";
import { createSmsChannel } from "./send.ts";

test("records what would go, and says that it did not", async () => {
  const outcome = await createSmsChannel().send({ to: "+447700900123", text: "Hello" });
  expect(outcome).toEqual({ kind: "sent", response: "recorded: no provider is connected", note: "Recorded only: no SMS provider is connected yet." });
  expect(outcome.kind === "sent" && isRecordedOnly({ status: "sent", reason: outcome.note ?? null })).toBe(true);
});

test.each(["", "07700900123", "+0123456789", "+1234567890123456", "ada@example.com", "+44 7700 900123"])("takes no %j for a number", async (to) => {
  expect(await createSmsChannel().send({ to, text: "Hello" })).toMatchObject({ kind: "failed", deadAddress: true });
});
