/** Web push. No provider is connected yet: what would be sent is recorded. */
import { recordedOnly } from "#app/core/message/recorded.ts";
import type { Channel } from "../channel.ts";

export type PushToSend = {
  /** Whose subscription. */
  readonly to: string;
  readonly title: string;
  readonly text: string;
};

export function createPushChannel(): Channel<PushToSend> {
  return {
    send: async ({ to }) => (to ? recordedOnly("push") : { kind: "failed", deadAddress: true, reason: "This customer has no device that takes push messages.", log: "no subscription" }),
    close: async () => {},
  };
}
