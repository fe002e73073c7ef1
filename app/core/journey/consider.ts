import { decide } from "../decision/decide.ts";
import type { Decided } from "../decision/decide.ts";
import { EXPIRES } from "../decision/rules/expired.ts";
import type { Decision } from "../decision/decision.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Channel } from "../event/snapshot.ts";
import { addressOf } from "../message/address.ts";
import type { Message } from "../message/message.ts";
import { MARKETING_MEMORY } from "../profile/profile.ts";
import type { Profile } from "../profile/profile.ts";
import { parseDuration } from "../shared/duration.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { derivedId } from "../shared/keyed.ts";
import type { Definition, MessageStep } from "./definition.ts";
import type { Effect } from "./effects.ts";
import type { Enrollment } from "./enrollment.ts";
import { memoryKey, saidBy } from "./memory-key.ts";
import type { World } from "./world.ts";

/** `said` is what the message says, to be remembered by the walk; empty when it does not go. */
export type Considered = { readonly decided: Decided; readonly profile: Profile; readonly effects: readonly Effect[]; readonly said: readonly string[] };

/** What was said is remembered for longer than anyone asks about it. */
const SAID_KEPT = 200 * DAY;

/**
 * Decides one message step at `world.now`: the decision row it leaves, the message when it may go, and the
 * profile that remembers a marketing message from the moment it was decided (one still queued counts).
 */
export function consider(definition: Definition, stepId: string, step: MessageStep, walk: Enrollment, world: World): Considered {
  const { shop, profile, now } = world;
  const says = [...(step.says ?? []), ...(walk.productRef !== null && step.class === "marketing" ? [`product:${walk.productRef}`] : [])];
  const since = walk.stepAt;
  // A reminder of what this very walk said last is not the same said twice.
  const asked = says.filter((what) => walk.walk.said?.[what] === undefined || walk.walk.said[what] !== profile.said[what]);
  const decided = decide({
    channels: step.channels, class: step.class, supports: step.supports ?? false, says: asked, timing: step.timing ?? null, enrollmentId: walk.id, priority: definition.priority,
    since, expiresAt: Math.max(since, walk.enteredAt) + ((step.expires === undefined ? null : parseDuration(step.expires)) ?? EXPIRES), profile, shop, now, rivals: world.rivals(),
  });
  // No loops: a step is decided to go at most once per walk, so these ids repeat only when the work does.
  const messageId = decided.verdict.kind === "pass" ? derivedId(shop, "message", walk.id, stepId) : null;
  const decision = decisionFor(stepId, step, walk, world, decided, messageId);
  const told = decision.outcome === "hold" && walk.walk.waited.includes(waitOf(stepId, decision)) ? null : eventFor(decision, walk, stepId, now);
  const effects: Effect[] = [{ kind: "decision", decision }, ...(told ? [{ kind: "event" as const, event: told }] : [])];
  if (messageId === null) return { decided, profile, effects, said: [] };
  const message: Message = {
    id: messageId,
    profileId: profile.id,
    enrollmentId: walk.id,
    orderRef: walk.orderRef,
    journey: walk.journey,
    step: stepId,
    channel: decided.channel,
    class: step.class,
    content: step.content,
    locale: profile.locale?.value ?? shop.locale,
    recipient: addressOf(profile, decided.channel) ?? "",
    status: "queued",
    reason: null,
    createdAt: now,
    sendAt: now,
    attempts: 0,
    messageIdHeader: `<${messageId}@${shop.domain}>`,
  };
  effects.push({ kind: "message", message });
  const known = withWalk(profile, definition, walk);
  if (step.class !== "marketing") return { decided, profile: known, effects, said: [] };
  const said = [...says, saidBy(walk.journey)];
  return { decided, profile: remembering(known, decided.channel, said, now), effects, said };
}

/** A walk counts from its first message on: one that said nothing does not stand in the way of the next. */
function withWalk(profile: Profile, definition: Definition, walk: Enrollment): Profile {
  const walks = { ...profile.walks };
  for (const key of new Set([definition.key, memoryKey(definition, walk.trigger)])) {
    const known = walks[key];
    if (known && known.lastAt >= walk.enteredAt) continue;
    walks[key] = { count: (known?.count ?? 0) + 1, lastAt: walk.enteredAt };
  }
  return { ...profile, walks };
}

function remembering(profile: Profile, channel: Channel, says: readonly string[], now: Instant): Profile {
  const marketing = [...profile.messages.marketing, [now, channel] as const].slice(-MARKETING_MEMORY);
  const kept = Object.entries(profile.said).filter(([, at]) => now - at < SAID_KEPT);
  const said = { ...Object.fromEntries(kept), ...Object.fromEntries(says.map((what) => [what, now])) };
  return { ...profile, said, messages: { ...profile.messages, marketing, lastMarketingAt: now } };
}

function decisionFor(stepId: string, step: MessageStep, walk: Enrollment, world: World, decided: Decided, messageId: string | null): Decision {
  const { verdict } = decided;
  const outcome = verdict.kind === "pass" ? "send" : verdict.kind;
  return {
    // A hold by the same rule that is only prolonged stays one row.
    id: derivedId(world.shop, "decision", walk.id, stepId, outcome, outcome === "hold" ? (decided.rule ?? "") : ""),
    profileId: world.profile.id,
    enrollmentId: walk.id,
    journey: walk.journey,
    step: stepId,
    content: step.content,
    channel: decided.channel,
    class: step.class,
    at: world.now,
    outcome,
    rule: decided.rule,
    reason: verdict.kind === "pass" ? "Nothing spoke against sending it now." : verdict.reason,
    heldUntil: verdict.kind === "hold" ? verdict.until : null,
    facts: decided.facts,
    probability: walk.chance * decided.chance,
    messageId,
  };
}

/** What a hold is remembered by: prolonged, it is the same hold. */
export function waitOf(stepId: string, decision: { readonly rule: string | null }): string {
  return `${stepId}|${decision.rule ?? ""}`;
}

/** A hold or a drop as an event others can wait for; that it was sent is told when it was. */
function eventFor(decision: Decision, walk: Enrollment, step: string, now: Instant): CanonicalEvent | null {
  const data = { enrollmentId: walk.id, journey: walk.journey, step, rule: decision.rule ?? "", reason: decision.reason };
  const key = `decision:${decision.id}`;
  if (decision.outcome === "hold") return { key, type: "message.held", at: now, data: { ...data, until: decision.heldUntil ?? now } };
  return decision.outcome === "drop" ? { key, type: "message.dropped", at: now, data } : null;
}
