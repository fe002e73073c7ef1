/** Statuses in a merchant's words, with the colour that goes with them. */
import { isRecordedOnly } from "../../core/message/recorded.ts";
import type { MessageStatus } from "../../core/message/message.ts";
import type { OrderStatus } from "../../core/event/order-facts.ts";
import type { DeliverySource, DeliveryStatus } from "../../models/delivery.ts";

export type Tone = "success" | "info" | "attention" | "warning" | "critical" | undefined;
export type StatusWord = { readonly words: string; readonly tone: Tone; /** What it means, for the curious. */ readonly meaning?: string };

export const MESSAGE_WORDS: Readonly<Record<MessageStatus, StatusWord>> = {
  queued: { words: "Waiting", tone: "info", meaning: "It will be sent in a moment, or at the next try." },
  sending: { words: "Sending", tone: "info", meaning: "It is being handed to the mail server." },
  sent: { words: "Sent", tone: "success", meaning: "The mail server took responsibility for it." },
  delivered: { words: "Delivered", tone: "success", meaning: "The customer's mailbox has it." },
  failed: { words: "Failed", tone: "critical", meaning: "The mail server refused it for good." },
  bounced: { words: "Came back", tone: "critical", meaning: "The customer's mailbox returned it." },
  stopped: { words: "Stopped", tone: undefined, meaning: "It was called back before it left." },
  unknown: { words: "Outcome unknown", tone: "warning", meaning: "It was handed over, but the answer was lost. It may or may not have arrived, and is not sent twice." },
};

/** The word for one message: what a channel without a provider took did not leave, whatever its status. */
export function messageWord(message: { readonly status: MessageStatus; readonly reason: string | null }): StatusWord {
  if (!isRecordedOnly(message)) return MESSAGE_WORDS[message.status];
  return { words: "Recorded", tone: "attention", meaning: "Nothing left Afterglow: it was written and kept." };
}

export const DELIVERY_WORDS: Readonly<Record<DeliveryStatus, StatusWord>> = {
  pending: { words: "In line", tone: "info", meaning: "Kept, and about to be read." },
  processed: { words: "Understood", tone: "success" },
  unhandled: { words: "Not read", tone: undefined, meaning: "A topic Afterglow has no use for." },
  quarantined: { words: "Not understood", tone: "warning", meaning: "Really from your shop, but something in it does not fit. Nothing was lost." },
  failed: { words: "Failed", tone: "critical", meaning: "A fault on our side. It can be replayed once mended." },
};

export const SOURCE_WORDS: Readonly<Record<DeliverySource, string>> = { webhook: "Webhook", catch_up: "Fetched by us", backfill: "From your past" };

export const ORDER_WORDS: Readonly<Record<OrderStatus, StatusWord>> = {
  draft: { words: "Draft", tone: undefined },
  placed: { words: "Placed", tone: "info" },
  payment_failed: { words: "Payment failed", tone: "critical" },
  paid: { words: "Paid", tone: "info" },
  shipped: { words: "Shipped", tone: "attention" },
  delivered: { words: "Delivered", tone: "success" },
  refunded: { words: "Refunded", tone: "warning" },
  cancelled: { words: "Cancelled", tone: "warning" },
  deleted: { words: "Deleted", tone: undefined },
};

export const CLASS_WORDS: Readonly<Record<string, string>> = { transactional: "About the order", marketing: "Marketing" };
