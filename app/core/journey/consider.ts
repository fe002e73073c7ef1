import { decide } from "../decision/decide.ts";
import type { Decided } from "../decision/decide.ts";
import type { Decision } from "../decision/decision.ts";
import type { Message } from "../message/message.ts";
import type { Profile } from "../profile/profile.ts";
import { formatInstant } from "../shared/instant.ts";
import { derivedId } from "../shared/keyed.ts";
import type { MessageStep } from "./definition.ts";
import type { Effect } from "./effects.ts";
import type { Enrollment } from "./enrollment.ts";
import type { World } from "./world.ts";

export type Considered = { readonly decided: Decided; readonly profile: Profile; readonly effects: readonly Effect[] };

/**
 * Decides one message step at `world.now`: the decision row it leaves, the message when it may go, and the
 * profile that remembers a marketing message from the moment it was decided (one still queued counts).
 */
export function consider(stepId: string, step: MessageStep, walk: Enrollment, world: World): Considered {
  const { shop, profile, now } = world;
  const decided = decide({ channel: step.channel, class: step.class, profile, shop, now });
  // No loops: a step is decided to go at most once per walk, so these ids repeat only when the work does.
  const messageId = decided.verdict.kind === "pass" ? derivedId(shop, "message", walk.id, stepId) : null;
  const decision = decisionFor(stepId, step, walk, world, decided, messageId);
  if (messageId === null) return { decided, profile, effects: [{ kind: "decision", decision }] };
  const message: Message = {
    id: messageId,
    profileId: profile.id,
    enrollmentId: walk.id,
    orderRef: walk.orderRef,
    journey: walk.journey,
    step: stepId,
    channel: step.channel,
    class: step.class,
    content: step.content,
    locale: profile.locale?.value ?? shop.locale,
    recipient: profile.email?.value ?? "",
    status: "queued",
    reason: null,
    createdAt: now,
    sendAt: now,
    attempts: 0,
    messageIdHeader: `<${messageId}@${shop.domain}>`,
  };
  const messages = step.class === "marketing" ? { ...profile.messages, lastMarketingAt: now } : profile.messages;
  return { decided, profile: { ...profile, messages }, effects: [{ kind: "decision", decision }, { kind: "message", message }] };
}

function decisionFor(stepId: string, step: MessageStep, walk: Enrollment, world: World, decided: Decided, messageId: string | null): Decision {
  const { verdict } = decided;
  const outcome = verdict.kind === "pass" ? "send" : verdict.kind;
  return {
    id: derivedId(world.shop, "decision", walk.id, stepId, outcome, outcome === "hold" ? formatInstant(world.now) : ""),
    profileId: world.profile.id,
    enrollmentId: walk.id,
    journey: walk.journey,
    step: stepId,
    content: step.content,
    channel: step.channel,
    class: step.class,
    at: world.now,
    outcome,
    rule: decided.rule,
    reason: verdict.kind === "pass" ? "Nothing spoke against sending it now." : verdict.reason,
    heldUntil: verdict.kind === "hold" ? verdict.until : null,
    facts: decided.facts,
    probability: 1,
    messageId,
  };
}
