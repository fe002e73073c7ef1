/** What the engine needs of a way to reach people; each folder here has one. */
import type { SendOutcome } from "#app/core/message/outcome.ts";

export type Channel<Message> = {
  /** Tries once. Never throws for what the other side or the network does: that is an outcome. */
  send(message: Message): Promise<SendOutcome>;
  /** Finishes what is on its way, then lets go of connections. */
  close(): Promise<void>;
};
