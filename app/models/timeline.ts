import type { Decision } from "../core/decision/decision.ts";
import type { Database } from "./database.ts";
import { toDecision } from "./decision.ts";
import { byTime, toEvent } from "./event.ts";
import type { RecordedEvent } from "./event.ts";
import { findMessage, toMessage } from "./message.ts";
import type { MessageRow } from "./message.ts";

/** One thing on a customer's timeline. A message carries the decision that sent it. */
export type TimelineEntry =
  | { readonly kind: "event"; readonly id: string; readonly at: number; readonly event: RecordedEvent }
  | { readonly kind: "decision"; readonly id: string; readonly at: number; readonly decision: Decision }
  | { readonly kind: "message"; readonly id: string; readonly at: number; readonly message: MessageRow; readonly decision: Decision | null };

export type Timeline = { readonly entries: readonly TimelineEntry[]; /** Pass as `before` for what is older. */ readonly older: number | null };

/**
 * Events, messages and decisions of one customer as one list, newest first. A page never splits a moment,
 * so `before` can be a plain time.
 */
export async function timelineOf(db: Database, shopId: string, profileId: string, before: number | null, limit: number): Promise<Timeline> {
  const bound = before === null ? {} : { lt: new Date(before) };
  const [events, messages, decisions] = await Promise.all([
    db.event.findMany({ where: { shopId, profileId, at: bound }, orderBy: { at: "desc" }, take: limit + 1 }),
    db.message.findMany({
      where: { shopId, profileId, createdAt: bound },
      orderBy: { createdAt: "desc" },
      take: limit + 1,
      omit: { html: true, text: true, lockedUntil: true, messageIdHeader: true },
    }),
    db.decision.findMany({ where: { shopId, profileId, at: bound }, orderBy: { at: "desc" }, take: limit + 1 }),
  ]);
  const all = assemble(events.map(toEvent), messages.map(toMessage), decisions.map(toDecision));
  const full = [events, messages, decisions].some((rows) => rows.length > limit);
  return cut(all, limit, full);
}

/** A decision to send and its message are one entry; "sent" is told by the message, not once more. */
function assemble(events: readonly RecordedEvent[], messages: readonly MessageRow[], decisions: readonly Decision[]): TimelineEntry[] {
  const byMessage = new Map(decisions.flatMap((decision) => (decision.messageId === null ? [] : [[decision.messageId, decision] as const])));
  const shown = new Set(messages.map((message) => message.id));
  return [
    ...events.filter((event) => !(event.type === "message.sent" && shown.has(event.data.messageId))).map((event) => ({ kind: "event" as const, id: event.key, at: event.at, event })),
    ...messages.map((message) => ({ kind: "message" as const, id: message.id, at: message.createdAt, message, decision: byMessage.get(message.id) ?? null })),
    ...decisions.filter((one) => one.messageId === null || !shown.has(one.messageId)).map((decision) => ({ kind: "decision" as const, id: decision.id, at: decision.at, decision })),
  ].sort(newestFirst);
}

/** In one moment the event comes first, then what was decided, then what went. */
const RANK = { event: 0, decision: 1, message: 2 } as const;

function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  if (a.kind === "event" && b.kind === "event") return byTime(b.event, a.event);
  return b.at - a.at || RANK[b.kind] - RANK[a.kind] || (a.id < b.id ? 1 : -1);
}

function cut(all: readonly TimelineEntry[], limit: number, full: boolean): Timeline {
  if (!full && all.length <= limit) return { entries: all, older: null };
  const edge = all[Math.min(limit, all.length) - 1]?.at ?? 0;
  const whole = all.filter((entry) => entry.at > edge);
  const entries = whole.length > 0 ? whole : all.filter((entry) => entry.at === edge);
  return { entries, older: entries.at(-1)?.at ?? null };
}

/** A message with everything the page about it shows. */
export async function messageHistory(db: Database, shopId: string, id: string): Promise<{ message: MessageRow; events: RecordedEvent[] } | null> {
  const message = await findMessage(db, shopId, id);
  if (!message) return null;
  const rows = await db.event.findMany({
    where: { shopId, profileId: message.profileId, type: { startsWith: "message." }, data: { path: ["messageId"], equals: id } },
    orderBy: { at: "asc" },
    take: 100,
  });
  return { message, events: rows.map(toEvent) };
}
