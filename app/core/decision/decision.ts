/** Whether, when and what to send, and why. */
import type { Channel } from "../event/snapshot.ts";
import type { MessageClass } from "../message/message.ts";
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";
import type { Shop } from "../shop.ts";

export type Outcome = "send" | "hold" | "drop" | "refuse";

export type Decision = {
  readonly id: string;
  readonly profileId: string;
  readonly enrollmentId: string | null;
  readonly journey: string | null;
  readonly step: string | null;
  readonly content: string | null;
  readonly channel: Channel | null;
  readonly class: MessageClass | null;
  readonly at: Instant;
  readonly outcome: Outcome;
  /** The rule that decided; null when nothing spoke against sending. */
  readonly rule: string | null;
  /** One sentence for the merchant. */
  readonly reason: string;
  readonly heldUntil: Instant | null;
  /** What the rules saw. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Chance of the draw that led here; 1 where nothing was drawn. */
  readonly probability: number;
  readonly messageId: string | null;
};

/** A message under consideration. */
export type Candidate = {
  readonly channel: Channel;
  readonly class: MessageClass;
  readonly profile: Profile;
  readonly shop: Shop;
  readonly now: Instant;
};

export type Verdict =
  | { readonly kind: "pass" }
  | { readonly kind: "hold"; readonly until: Instant; readonly reason: string }
  | { readonly kind: "drop"; readonly reason: string };

/** One reason to hold a message back. `saw` returns the facts the verdict rests on, for the log. */
export type Rule = {
  readonly id: string;
  /** What it does, in the merchant's words. */
  readonly words: string;
  check(candidate: Candidate): { readonly verdict: Verdict; readonly saw: Readonly<Record<string, unknown>> };
};
