/** One decided send, and the ways it may go. */
import type { Channel } from "../event/snapshot.ts";
import type { Instant } from "../shared/instant.ts";

export type MessageClass = "transactional" | "marketing";

export type MessageStatus = "queued" | "sending" | "sent" | "delivered" | "failed" | "bounced" | "stopped" | "unknown";

export type Message = {
  readonly id: string;
  readonly profileId: string;
  readonly enrollmentId: string | null;
  readonly orderRef: string | null;
  readonly journey: string | null;
  readonly step: string | null;
  readonly channel: Channel;
  readonly class: MessageClass;
  readonly content: string;
  readonly locale: string;
  readonly recipient: string;
  readonly status: MessageStatus;
  readonly reason: string | null;
  readonly createdAt: Instant;
  readonly sendAt: Instant | null;
  readonly attempts: number;
  readonly messageIdHeader: string;
};
