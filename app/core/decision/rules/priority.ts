import { DAY, formatInstant, HOUR } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import type { Rival } from "../../journey/world.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";
import { engagementLevel } from "../engagement-level.ts";

/** A walk that is overdue by more than this is stuck; nobody waits for it. */
const STUCK = DAY;

/**
 * Two journeys never crowd each other: the more important message goes first, and a lesser one that would leave so shortly
 * before it that the cap would then hold the more important one waits. Of two equally important ones due at
 * the same moment, the walk with the smaller id goes first, so that the outcome is the same whoever is asked first.
 */
export const priority: MessageRule = {
  id: "priority",
  words: "When two journeys want the same moment, the more important one goes first.",
  check({ class: kind, supports, priority: own, rivals, enrollmentId, profile, shop, now }) {
    if (kind === "transactional" || supports) return NOT_CONCERNED;
    if (rivals.length === 0) return pass(() => ({ priority: own }));
    const ahead = shop.settings.caps.gapHours[engagementLevel(profile, now)] * HOUR;
    const first = rivals.filter((rival) => rival.enrollmentId !== enrollmentId && goesFirst(rival, own, enrollmentId, now, ahead)).sort(byTurn)[0];
    if (!first) return pass(() => ({ priority: own }));
    const saw = () => ({ priority: own, first: first.name, firstPriority: first.priority, firstAt: formatInstant(first.at) });
    return { verdict: { kind: "hold", until: Math.max(first.at, now) + HOUR, reason: `"${first.name}" has something to say first; this waits for it.` }, saw };
  },
};

function goesFirst(rival: Rival, own: number, enrollmentId: string | null, now: Instant, ahead: number): boolean {
  if (rival.at < now - STUCK || rival.at > now + ahead) return false;
  if (rival.priority !== own) return rival.priority > own;
  return rival.at <= now && enrollmentId !== null && rival.enrollmentId < enrollmentId;
}

function byTurn(a: Rival, b: Rival): number {
  return b.priority - a.priority || a.at - b.at || (a.enrollmentId < b.enrollmentId ? -1 : 1);
}
