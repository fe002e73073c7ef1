import type { Channel } from "../event/snapshot.ts";
import { engagementMean } from "../scoring/channel-engagement.ts";
import { formatInstant, HOUR } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import type { Candidate, Verdict } from "./decision.ts";

/** A way that nothing forbids, and what makes it wait, if anything does. */
export type OpenWay = { readonly channel: Channel; readonly wait: { readonly rule: string; readonly verdict: Extract<Verdict, { kind: "hold" }> } | null };

/** What the log says of one way. */
export type Weighed = {
  readonly channel: Channel;
  readonly chosen: boolean;
  /** Expected worth of one message, in hundredths of a minor unit: its chance of a click times what a click is worth, less its cost. */
  readonly worth: number;
  readonly chance: number;
  readonly sent: number;
  readonly engaged: number;
  readonly cost: number;
  readonly waitsFor: string | null;
  readonly waitsUntil: string | null;
};

export type ChannelChoice = { readonly way: OpenWay; readonly decidedBy: "only_way" | "own_behaviour" | "shop_order" | "sooner"; readonly weighed: readonly Weighed[] };

const NONE_SENT = { engaged: 0, sent: 0 } as const;

/** From one answer, or this many messages on one channel, a customer's own behaviour decides; the shop's order before. */
const OWN_EVIDENCE = 5;
/** Within a tenth of the best, ways are equal and the shop's order decides. */
const EQUAL = 0.9;
/**
 * A better way is worth waiting for this much longer than the soonest: the longest night in the table of hours (Rhode Island's, from
 * 18:00 to 9:00). Beyond it (a French Sunday, a channel's weekly cap) the message goes the next best way.
 */
export const PATIENCE = 15 * HOUR;

/**
 * The way a message goes. Where the customer's own answers tell, the way of the greatest expected worth: the posterior chance of a
 * click (shrunk to the shop's, see channel-engagement.ts) times `clickWorth`, less the channel's cost; a tie
 * within a tenth, and customers nobody knows yet, go by the shop's order, then the step's. News of an order
 * always goes by the shop's order: nothing is to be won with it.
 * A way that must wait is passed over for one that is PATIENCE sooner, or when its wait outlasts the message's moment.
 *
 * @param ways at least one
 */
export function chooseChannel(candidate: Candidate, ways: readonly OpenWay[]): ChannelChoice {
  const scored = ways.map((way) => scoreOf(candidate, way));
  const first = scored[0] as Scored;
  if (scored.length === 1) return { way: first.way, decidedBy: "only_way", weighed: [weighedOf(first, first)] };
  const { channels } = candidate.shop.settings;
  // Ways come in the step's order, and a sort keeps it among equals.
  const byRank = [...scored].sort((a, b) => channels[a.way.channel].rank - channels[b.way.channel].rank);
  const own = candidate.class === "marketing" && scored.some(({ engaged, sent }) => engaged > 0 || sent >= OWN_EVIDENCE);
  const preferred = own ? byWorth(byRank) : byRank;
  let soonest = Infinity;
  for (const { way } of scored) soonest = Math.min(soonest, startOf(way, candidate.now));
  const latest = Math.min(soonest + PATIENCE, Math.max(soonest, candidate.expiresAt));
  const taken = preferred.find(({ way }) => startOf(way, candidate.now) <= latest) ?? first;
  const decidedBy = taken !== preferred[0] ? "sooner" : own ? "own_behaviour" : "shop_order";
  return { way: taken.way, decidedBy, weighed: scored.map((one) => weighedOf(one, taken)) };
}

type Scored = { readonly way: OpenWay; readonly sent: number; readonly engaged: number; readonly chance: number; readonly cost: number; readonly worth: number };

function scoreOf({ profile, shop }: Candidate, way: OpenWay): Scored {
  const { channel } = way;
  const own = profile.channels[channel] ?? NONE_SENT;
  const { cost } = shop.settings.channels[channel];
  const chance = engagementMean(own, shop.stats.channels[channel] ?? null, channel);
  return { way, sent: own.sent, engaged: own.engaged, chance, cost, worth: chance * shop.settings.clickWorth - cost };
}

/** The best first; of those as good as the best, the first by rank. */
function byWorth(byRank: readonly Scored[]): Scored[] {
  const rest = [...byRank];
  const ordered: Scored[] = [];
  while (rest.length > 0) {
    let best = -Infinity;
    for (const { worth } of rest) best = Math.max(best, worth);
    const index = rest.findIndex(({ worth }) => worth >= best - (1 - EQUAL) * Math.abs(best));
    ordered.push(...rest.splice(index, 1));
  }
  return ordered;
}

function startOf({ wait }: OpenWay, now: Instant): Instant {
  return wait?.verdict.until ?? now;
}

function weighedOf({ way: { channel, wait }, sent, engaged, chance, cost, worth }: Scored, taken: Scored): Weighed {
  return {
    // Plus nothing: -0 would not come back from the log as it went in.
    channel, chosen: channel === taken.way.channel, worth: Math.round(worth) + 0, chance: Math.round(chance * 1000) / 1000, sent, engaged, cost,
    waitsFor: wait?.rule ?? null, waitsUntil: wait ? formatInstant(wait.verdict.until) : null,
  };
}
