import type { Channel } from "../event/snapshot.ts";
import { formatInstant } from "../shared/instant.ts";
import { chooseChannel } from "./choose-channel.ts";
import type { ChannelChoice, OpenWay } from "./choose-channel.ts";
import { PASS } from "./decision.ts";
import type { Candidate, ChannelRule, Checked, MessageRule, OnChannel, TimingRule, Verdict } from "./decision.ts";
import { address } from "./rules/address.ts";
import { bestHour } from "./rules/best-hour.ts";
import { channelCap } from "./rules/channel-cap.ts";
import { channelOffered } from "./rules/channel-offered.ts";
import { consent } from "./rules/consent.ts";
import { expired } from "./rules/expired.ts";
import { frequencyCap } from "./rules/frequency-cap.ts";
import { holdout } from "./rules/holdout.ts";
import { lowScore } from "./rules/low-score.ts";
import { openIssue } from "./rules/open-issue.ts";
import { plan } from "./rules/plan.ts";
import { priority } from "./rules/priority.ts";
import { quietHours } from "./rules/quiet-hours.ts";
import { saidTwice } from "./rules/said-twice.ts";
import { seekingHelp } from "./rules/seeking-help.ts";
import { suppression } from "./rules/suppression.ts";
import { whatsappLimits } from "./rules/whatsapp-limits.ts";

/** What forbids a way of sending for good comes first: what may never go must not wait. */
export const CHANNEL_DROPS: readonly ChannelRule[] = [channelOffered, address, suppression, consent, whatsappLimits];
/** What forbids the message itself, then what makes it wait. */
export const MESSAGE_RULES: readonly MessageRule[] = [expired, holdout, plan, saidTwice, openIssue, lowScore, seekingHelp, priority, frequencyCap];
/** What makes one way wait; asked of every way that is open, since another may be free. Quiet hours come last, so that a hold by a cap ends awake. */
export const CHANNEL_HOLDS: readonly ChannelRule[] = [channelCap, quietHours];
export const TIMING: readonly TimingRule[] = [bestHour];

export const RULES = [...CHANNEL_DROPS, ...MESSAGE_RULES, ...CHANNEL_HOLDS, ...TIMING] as const;

export type Decided = {
  readonly verdict: Verdict;
  readonly rule: string | null;
  /** The way it goes, or would go. */
  readonly channel: Channel;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly chance: number;
};

type Facts = Record<string, unknown>;
type Objection = { readonly rule: string; readonly verdict: Exclude<Verdict, { kind: "pass" }> };
/** What the rules asked so far said, in their order, and the one that objected. */
type Asked = { readonly rules: readonly { readonly id: string }[]; readonly checked: readonly Checked[]; readonly objection: Objection | null };
/** One way, with what forbids it or makes it wait. */
type Way = { readonly channel: Channel; readonly drops: Asked; readonly holds: Asked };

const NOT_ASKED: Asked = { rules: [], checked: [], objection: null };

/**
 * Asks every rule in turn; the first that does not let the message pass decides. The facts hold what each
 * rule asked so far saw, by rule; those about channels are of the way it goes, or would go. Where a step names several ways, `channels` says
 * why each was or was not taken.
 *
 * @throws RangeError when the candidate names no channel
 */
export function decide(candidate: Candidate): Decided {
  const ways = candidate.channels.map((channel): Way => ({ channel, drops: ask(CHANNEL_DROPS, onChannel(candidate, channel)), holds: NOT_ASKED }));
  const [first] = ways;
  if (!first) throw new RangeError("candidate.channels must name at least one channel");
  const open = ways.filter(({ drops }) => drops.objection === null);
  // Told by the way the step would have preferred; the others stand in the facts.
  if (open.length === 0) return told(candidate, first.drops.objection, first, { facts: NOT_ASKED, choice: null, ways, chance: 1 });

  const facts = ask(MESSAGE_RULES, candidate);
  let chance = 1;
  for (const one of facts.checked) chance *= one.chance ?? 1;
  // What holds the message holds it on every way; which waits for what of its own does not matter then.
  const asked = facts.objection ? open : open.map((way): Way => ({ ...way, holds: ask(CHANNEL_HOLDS, onChannel(candidate, way.channel)) }));
  const able = asked.filter(({ holds }) => holds.objection?.verdict.kind !== "drop");
  const choice = able.length === 0 ? null : chooseChannel(candidate, able.map(openWay));
  const way = able.find(({ channel }) => channel === choice?.way.channel) ?? (asked[0] as Way);
  const log = { facts, choice, ways: open.length === ways.length ? asked : [...asked, ...ways.filter(({ drops }) => drops.objection !== null)], chance };
  const objection = facts.objection ?? way.holds.objection;
  if (objection) return told(candidate, objection, way, log);
  const timing = ask(TIMING, { ...candidate, channel: way.channel });
  return told(candidate, timing.objection, way, { ...log, timing });
}

type Log = { readonly facts: Asked; readonly timing?: Asked; readonly choice: ChannelChoice | null; readonly ways: readonly Way[]; readonly chance: number };

/** The outcome with its facts. A hold that would outlast the message's moment is a drop: it must not stand in the way for ever. */
function told(candidate: Candidate, objection: Objection | null, way: Way, { facts: asked, timing = NOT_ASKED, choice, ways, chance }: Log): Decided {
  const facts: Facts = {};
  for (const { rules, checked } of [way.drops, asked, way.holds, timing]) for (let index = 0; index < checked.length; index++) facts[(rules[index] as { id: string }).id] = (checked[index] as Checked).saw();
  if (candidate.channels.length > 1) {
    const refused = ways.flatMap(({ channel, drops, holds }) => {
      const never = drops.objection ?? (holds.objection?.verdict.kind === "drop" ? holds.objection : null);
      return never ? [{ channel, chosen: false, rule: never.rule, reason: never.verdict.reason }] : [];
    });
    facts["channels"] = choice ? [...choice.weighed, ...refused] : refused;
    if (choice) facts["channelBy"] = choice.decidedBy;
  }
  const { channel } = way;
  if (!objection) return { verdict: PASS, rule: null, channel, facts, chance };
  const { rule, verdict } = objection;
  if (verdict.kind === "drop" || verdict.until <= candidate.expiresAt) return { verdict, rule, channel, facts, chance };
  facts["expiry"] = { since: formatInstant(candidate.since), expiresAt: formatInstant(candidate.expiresAt) };
  return { verdict: { kind: "drop", reason: `${verdict.reason} By then this message's moment will be over, so it is not sent.` }, rule, channel, facts, chance };
}

function ask<C>(rules: readonly { readonly id: string; check(candidate: C): Checked }[], candidate: C): Asked {
  const checked: Checked[] = [];
  for (const rule of rules) {
    const one = rule.check(candidate);
    checked.push(one);
    if (one.verdict.kind !== "pass") return { rules, checked, objection: { rule: rule.id, verdict: one.verdict } };
  }
  return { rules, checked, objection: null };
}

function onChannel({ class: kind, profile, shop, now }: Candidate, channel: Channel): OnChannel {
  return { channel, class: kind, profile, shop, now };
}

function openWay({ channel, holds: { objection } }: Way): OpenWay {
  return { channel, wait: objection?.verdict.kind === "hold" ? { rule: objection.rule, verdict: objection.verdict } : null };
}
