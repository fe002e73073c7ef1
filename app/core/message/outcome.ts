/** What became of one try to send a message, the same for every channel. */

/** Neither text names the customer; `log` has no free text of the other side in it either. */
type Explained = {
  /** For the merchant, one sentence. */
  readonly reason: string;
  /** For the log: codes and steps only. */
  readonly log: string;
};

export type SendOutcome =
  /** The other side took responsibility for it; `response` is its receipt, `note` what the merchant must know of it. */
  | { readonly kind: "sent"; readonly response: string; readonly note?: string | undefined }
  /** Surely not accepted: trying again cannot send it twice. */
  | ({ readonly kind: "retry" } & Explained)
  /** Refused for good. A dead address must not be written to again. */
  | ({ readonly kind: "failed"; readonly deadAddress: boolean } & Explained)
  /** Handed over, but the answer was lost: it may or may not arrive. */
  | ({ readonly kind: "unknown" } & Explained);
