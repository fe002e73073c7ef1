/** WhatsApp. No provider is connected yet: what would be sent is recorded. */
import type { SendOutcome } from "#app/core/message/outcome.ts";
import { recordedOnly } from "#app/core/message/recorded.ts";
import type { Channel } from "../channel.ts";

export type WhatsappToSend = {
  /** E.164: "+447700900123". */
  readonly to: string;
  readonly text: string;
};

const NO_NUMBER: SendOutcome = { kind: "failed", deadAddress: true, reason: "This is not a phone number with its country code.", log: "not a number" };

export function createWhatsappChannel(): Channel<WhatsappToSend> {
  return {
    // ITU-T E.164, 6.2: at most 15 digits, the country's first, which is never 0.
    send: async ({ to }) => (/^\+[1-9]\d{6,14}$/.test(to) ? recordedOnly("whatsapp") : NO_NUMBER),
    close: async () => {},
  };
}
