/** Which way a message may go from where it is. */
import type { MessageStatus } from "./message.ts";

/**
 * Never backwards: receipts come late, twice and out of order (Twilio and bounce mails alike), and a
 * worker that lost its lease must not overwrite what another one found out. The one step back is
 * sending → queued, a retry. What is already with the mail server cannot be stopped.
 */
const MOVES: Readonly<Record<MessageStatus, readonly MessageStatus[]>> = {
  queued: ["sending", "stopped"],
  // Stopped still counts while nothing was handed over: the last look at consent comes after the claim.
  // A refused address is a bounce on the spot.
  sending: ["sent", "failed", "bounced", "unknown", "queued", "stopped"],
  sent: ["delivered", "bounced"],
  // Any later sign of life settles what became of it.
  unknown: ["sent", "delivered", "bounced"],
  // Some mailboxes accept first and bounce afterwards (RFC 3464 allows a later report).
  delivered: ["bounced"],
  failed: [],
  bounced: [],
  stopped: [],
};

/** Whether a message in status `from` may become `to`; staying as it is is no move. */
export function canMove(from: MessageStatus, to: MessageStatus): boolean {
  return MOVES[from].includes(to);
}
