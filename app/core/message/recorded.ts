/** Channels that nothing sends by yet: their messages are written, kept and shown, and go nowhere. */
import type { SendOutcome } from "./outcome.ts";

const PROVIDER = { sms: "SMS", whatsapp: "WhatsApp", push: "push" } as const;
export type RecordedChannel = keyof typeof PROVIDER;

const START = "Recorded only:";

/** The outcome of a send that was none: for the journey it went, and the merchant is told that it did not leave. */
export function recordedOnly(channel: RecordedChannel): SendOutcome {
  return { kind: "sent", response: "recorded: no provider is connected", note: `${START} no ${PROVIDER[channel]} provider is connected yet.` };
}

/** Whether a message that counts as sent was only recorded; its reason says so. Also of old ones, once there is a provider. */
export function isRecordedOnly({ status, reason }: { readonly status: string; readonly reason: string | null }): boolean {
  return status === "sent" && (reason?.startsWith(START) ?? false);
}
