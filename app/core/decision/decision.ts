/** Whether, when and what to send, and why. */
import type { Channel } from "../event/snapshot.ts";
import type { Rival } from "../journey/world.ts";
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
  /** Chance of the draws that led here; 1 where nothing was drawn. */
  readonly probability: number;
  readonly messageId: string | null;
};

/** A message under consideration, by whatever way it may go. */
export type Candidate = {
  /** Ways it may go, in the step's order of preference. */
  readonly channels: readonly Channel[];
  readonly class: MessageClass;
  /** It answers an open matter rather than promoting: open issues do not hold it. */
  readonly supports: boolean;
  /** What it says, for "nothing said twice": "product:p1", "offer:back10". */
  readonly says: readonly string[];
  readonly timing: "best_hour" | null;
  readonly enrollmentId: string | null;
  readonly priority: number;
  /** When its moment came, and when it is over. */
  readonly since: Instant;
  readonly expiresAt: Instant;
  readonly profile: Profile;
  readonly shop: Shop;
  readonly now: Instant;
  readonly rivals: readonly Rival[];
};

/** The same, by one way. */
export type OnChannel = Pick<Candidate, "class" | "profile" | "shop" | "now"> & { readonly channel: Channel };

export type Verdict =
  | { readonly kind: "pass" }
  /** `until` at the latest; what ends the hold sooner wakes the walk. */
  | { readonly kind: "hold"; readonly until: Instant; readonly reason: string }
  | { readonly kind: "drop"; readonly reason: string };

export const PASS = { kind: "pass" } as const;

/** The facts a verdict rests on, for the log. */
export type Saw = Readonly<Record<string, unknown>>;

/** What a rule says. `saw` writes down the facts, for whoever needs them: of a way that is not taken nobody does. `chance` is that of its draw. */
export type Checked = { readonly verdict: Verdict; readonly saw: () => Saw; readonly chance?: number };

/** Nothing to see: the rule is not about such messages. */
export const NOT_CONCERNED: Checked = { verdict: { kind: "pass" }, saw: () => ({}) };

export function pass(saw: () => Saw): Checked {
  return { verdict: PASS, saw };
}

/** One reason to hold a message back. */
export type Rule<C> = {
  readonly id: string;
  /** What it does, in the merchant's words. */
  readonly words: string;
  check(candidate: C): Checked;
};

/** A reason against one way of sending; other ways may be open. */
export type ChannelRule = Rule<OnChannel>;
/** A reason against the message, whatever its way. */
export type MessageRule = Rule<Candidate>;
/** A reason to wait for a better moment, once the way is chosen. */
export type TimingRule = Rule<Candidate & { readonly channel: Channel }>;
