/** What happened when, kept small: enough to count any kind of event in any window up to a bound. */
import { PAGES } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Happened } from "./profile.ts";

export type Activity = Readonly<Record<string, readonly Happened[]>>;

/** Moments kept per kind. A condition cannot ask for more than this, so every count it makes is exact. */
export const MOMENTS_KEPT = 50;
/** Kinds kept per customer: the names of a shop's own events are without end. */
const KINDS_KEPT = 80;

/** Time spent looking for an answer adds up, wherever it is looked for. */
const HELP_PAGES: ReadonlySet<string> = new Set(["faq", "help"]);

/**
 * The kinds an event counts under: its type, and the type with its detail ("page.viewed:faq"). What our own
 * decisions tell is not behaviour, and parcels on their way are many; neither is counted.
 */
function kindsOf(event: CanonicalEvent): string[] {
  switch (event.type) {
    case "page.viewed":
      return [event.type, `${event.type}:${event.data.page}`, ...(HELP_PAGES.has(event.data.page) ? [`${event.type}:help_pages`] : [])];
    case "survey.answered":
      return [event.type, `${event.type}:${event.data.question}`];
    case "product.used":
      return [event.type, `${event.type}:${event.data.milestone}`];
    case "custom.tracked":
      return [event.type, `${event.type}:${event.data.name}`];
    case "message.sent":
      return event.data.late ? [] : [event.type];
    case "message.failed":
      // What may have arrived counts as sent, or a lost answer would change what the customer gets next.
      return [event.data.unknown ? "message.sent" : event.type];
    case "message.held":
    case "message.dropped":
    case "profile.merged":
      return [];
    default:
      return event.type.startsWith("shipment.") && event.type !== "shipment.delivered" ? [] : [event.type];
  }
}

/** The activity after one more event; in whatever order events come, the newest moments are kept. */
export function withActivity(activity: Activity, event: CanonicalEvent): Activity {
  const kinds = kindsOf(event);
  if (kinds.length === 0) return activity;
  const seconds = event.type === "page.viewed" ? (event.data.seconds ?? 0) : 0;
  const next: Record<string, readonly Happened[]> = { ...activity };
  for (const kind of kinds) next[kind] = insert(activity[kind] ?? [], [event.at, seconds]);
  return bounded(next);
}

export function mergeActivity(one: Activity, other: Activity): Activity {
  const merged: Record<string, readonly Happened[]> = { ...one };
  for (const [kind, moments] of Object.entries(other)) merged[kind] = moments.reduce(insert, merged[kind] ?? []);
  return bounded(merged);
}

/** How often something happened from `from` (inclusive) to `until` (inclusive), and for how many seconds in all. */
export function happened(activity: Activity, kind: string, from: number, until: number): { readonly count: number; readonly seconds: number } {
  let count = 0;
  let seconds = 0;
  for (const [at, lasted] of activity[kind] ?? []) {
    if (at < from || at > until) continue;
    count++;
    seconds += lasted;
  }
  return { count, seconds };
}

function insert(moments: readonly Happened[], moment: Happened): readonly Happened[] {
  let index = moments.length;
  while (index > 0 && isAfter(moments[index - 1] as Happened, moment)) index--;
  if (index === 0 && moments.length >= MOMENTS_KEPT) return moments;
  const next = [...moments.slice(0, index), moment, ...moments.slice(index)];
  return next.length > MOMENTS_KEPT ? next.slice(-MOMENTS_KEPT) : next;
}

function isAfter(a: Happened, b: Happened): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

function bounded(activity: Activity): Activity {
  const kinds = Object.keys(activity);
  if (kinds.length <= KINDS_KEPT) return activity;
  const newest = (kind: string): number => activity[kind]?.at(-1)?.[0] ?? 0;
  const rank = (kind: string): number => (isNamedByShop(kind) ? 1 : 0);
  const kept = kinds.sort((a, b) => rank(a) - rank(b) || newest(b) - newest(a) || (a < b ? -1 : 1)).slice(0, KINDS_KEPT);
  return Object.fromEntries(kept.map((kind) => [kind, activity[kind] as readonly Happened[]]));
}

/** Names that a shop makes up must not push out the signals that journeys know. */
function isNamedByShop(kind: string): boolean {
  const [type, name] = kind.split(":");
  return type === "custom.tracked" ? name !== undefined : type === "page.viewed" && name !== undefined && !(PAGES as readonly string[]).includes(name);
}
