/** What the demo's made-up customers do with a message: their hidden traits, the same on every run. */
import { HOUR, MINUTE, SECOND } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Message } from "../../core/message/message.ts";
import { Random } from "../life/random.ts";
import { starsFor, temperOf } from "../life/temper.ts";
import type { Temper } from "../life/temper.ts";

export type Reaction = { readonly at: Instant } & (
  | { readonly kind: "opened" | "clicked" | "viewed" | "unsubscribed" | "complained" }
  | { readonly kind: "arrived"; readonly well: boolean }
  | { readonly kind: "answered"; readonly question: "rating" | "stood_out" | "wants"; readonly answer: string }
  | { readonly kind: "reviewed"; readonly stars: number }
  | { readonly kind: "joined" }
  | { readonly kind: "looked" }
  | { readonly kind: "asked_support"; readonly solvedAt: Instant }
  /** Passes the link on, to so many who look at it. */
  | { readonly kind: "shared"; readonly looks: number }
  /** Orders again; or a friend does, with the code. */
  | { readonly kind: "bought"; readonly who: "self" | "friend" }
);

/** Nobody opens, clicks or answers later than this. */
export const REACTS_WITHIN = 48 * HOUR;

type Sent = Pick<Message, "recipient" | "orderRef" | "step" | "class" | "content" | "channel">;
type Scene = { readonly seed: string; readonly person: string; readonly temper: Temper; readonly random: Random; readonly message: Sent };

/** Whether mail to this address comes back. Keyed by the address, so it always does. */
export function isDeadAddress(seed: string, recipient: string): boolean {
  return new Random(`${seed}|address|${recipient}`).chance(0.012);
}

/**
 * Everything the customer does after a message that left at `sentAt`, oldest first.
 *
 * @param person see personOf: the same one however they were reached
 */
export function reactionsTo(seed: string, message: Sent, person: string, sentAt: Instant): Reaction[] {
  const temper = temperOf(seed, person);
  const random = new Random(`${seed}|reaction|${person}|${message.orderRef}|${message.step}|${message.content}`);
  const isEmail = message.channel === "email";
  // A text is glanced at by most.
  if (!random.chance(temper.fondness * (message.class === "transactional" || !isEmail ? 1 : 0.7))) return [];
  const openedAt = sentAt + (random.chance(0.6) ? random.int(2, 120) * MINUTE : random.int(120, 44 * 60) * MINUTE);
  const scene: Scene = { seed, person, temper, random, message };
  const reactions: Reaction[] = isEmail ? [{ kind: "opened", at: openedAt }] : [];
  if (random.chance((isEmail ? 0.3 : 0.45) * temper.fondness)) reactions.push(...clicks(scene, openedAt));
  reactions.push(...answers(scene, openedAt));
  if (message.class === "marketing" && random.chance(0.012)) reactions.push({ kind: random.chance(0.9) ? "unsubscribed" : "complained", at: openedAt + 3 * MINUTE });
  return reactions.sort((a, b) => a.at - b.at);
}

function clicks({ random, message }: Scene, openedAt: Instant): Reaction[] {
  const at = openedAt + random.int(1, 6) * MINUTE;
  const clicked: Reaction[] = [{ kind: "clicked", at }];
  if (/^(?:winback|replenish)\./.test(message.content)) clicked.push({ kind: "looked", at: at + 4 * SECOND });
  else if (message.content.startsWith("welcome.")) {
    clicked.push({ kind: "viewed", at: at + 2 * SECOND });
    if (message.class === "marketing" && random.chance(0.5)) clicked.push({ kind: "arrived", well: random.chance(0.92), at: at + MINUTE });
  }
  return clicked;
}

/** What a message asks for, and this customer does. */
function answers(scene: Scene, openedAt: Instant): Reaction[] {
  const { random, temper, message } = scene;
  const at = openedAt + random.int(1, 25) * MINUTE;
  const buys = (chance: number): Reaction[] => (random.chance(chance) ? [{ kind: "bought", who: "self", at: at + random.int(0, 20) * MINUTE }] : []);
  switch (message.content) {
    case "review.ask":
    case "review.remind":
      return rates(scene, at);
    case "review.promoter":
    case "review.good":
      return random.chance(0.3) ? [{ kind: "reviewed", stars: message.content === "review.good" ? 4 : 5, at }] : [];
    case "welcome.support":
      return random.chance(0.35) ? [{ kind: "asked_support", at, solvedAt: at + random.int(3, 40) * HOUR }] : [];
    case "welcome.day14_engaged":
    case "welcome.day14_quiet":
      return random.chance(temper.stars >= 4 ? 0.15 : 0.03) ? [{ kind: "joined", at }] : [];
    case "referral.ask":
    case "referral.ask_vip":
    case "referral.ask_cashback":
    case "referral.remind":
      return recommends(scene, at);
    case "replenish.soon":
    case "replenish.last":
      return buys(temper.tempted * 1.6);
    case "winback.miss":
    case "winback.news":
      return buys(temper.tempted * 0.6);
    case "winback.offer":
    case "winback.last":
      return buys(temper.tempted);
    default:
      return [];
  }
}

function rates({ seed, person, random, message }: Scene, at: Instant): Reaction[] {
  // Whoever answers at all answers the first time or the second, not both.
  const patience = new Random(`${seed}|answers|${person}|${message.orderRef}`).weighted(["ask", "remind", "never"] as const, (when) => (when === "ask" ? 55 : 20));
  if (message.content !== `review.${patience}`) return [];
  const stars = starsFor(seed, person, message.orderRef ?? "");
  const given: Reaction[] = [{ kind: "answered", question: "rating", answer: String(stars), at }];
  if (random.chance(0.7)) given.push({ kind: "answered", question: "stood_out", answer: random.pick(stars >= 3 ? ["quality", "quality", "looks", "delivery", "price"] : ["delivery", "quality", "service"]), at: at + 20 * SECOND });
  if (random.chance(0.5)) given.push({ kind: "answered", question: "wants", answer: random.pick(["tip", "offer", "demo", "nothing", "nothing"]), at: at + 40 * SECOND });
  return given;
}

function recommends({ random, temper }: Scene, at: Instant): Reaction[] {
  if (!temper.recommends || !random.chance(0.6)) return [];
  const shared: Reaction[] = [{ kind: "shared", looks: random.int(0, 3), at }];
  if (random.chance(0.3)) shared.push({ kind: "bought", who: "friend", at: at + random.int(3, 40) * HOUR });
  return shared;
}
