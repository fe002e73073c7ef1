import type { ActionStep } from "../core/journey/step.ts";
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
  | { readonly kind: "message"; readonly id: string; readonly at: number; readonly message: MessageRow; readonly decision: Decision | null }
  | { readonly kind: "action"; readonly id: string; readonly at: number; readonly action: DoneOutside };

/** Something a journey asked to be done in the shop or elsewhere, and what became of it. */
export type DoneOutside = {
  readonly action: ActionStep["action"];
  /** The code that was made for it. */
  readonly made: string | null;
  readonly status: "pending" | "done" | "failed" | "recorded";
  readonly reason: string | null;
};

/** Tasks are told by their events, and rewards stand with the recommendation. */
const TOLD_ELSEWHERE = ["task", "reward"];

export type Timeline = { readonly entries: readonly TimelineEntry[]; /** Pass as `before` for what is older. */ readonly older: number | null };

/**
 * Events, messages, decisions and actions of one customer as one list, newest first. A page never splits a moment,
 * so `before` can be a plain time.
 */
export async function timelineOf(db: Database, shopId: string, profileId: string, before: number | null, limit: number): Promise<Timeline> {
  const bound = before === null ? {} : { lt: new Date(before) };
  const [events, messages, decisions, actions] = await Promise.all([
    db.event.findMany({ where: { shopId, profileId, at: bound }, orderBy: { at: "desc" }, take: limit + 1 }),
    db.message.findMany({
      where: { shopId, profileId, createdAt: bound },
      orderBy: { createdAt: "desc" },
      take: limit + 1,
      omit: { html: true, text: true, lockedUntil: true, messageIdHeader: true },
    }),
    db.decision.findMany({ where: { shopId, profileId, at: bound }, orderBy: { at: "desc" }, take: limit + 1 }),
    db.action.findMany({ where: { shopId, profileId, createdAt: bound, kind: { notIn: TOLD_ELSEWHERE } }, orderBy: { createdAt: "desc" }, take: limit + 1 }),
  ]);
  const done = actions.map((row): TimelineEntry => ({
    kind: "action", id: row.id, at: row.createdAt.getTime(),
    action: { action: row.detail as unknown as DoneOutside["action"], made: row.made, status: row.status as DoneOutside["status"], reason: row.reason },
  }));
  const all = assemble(events.map(toEvent), messages.map(toMessage), decisions.map(toDecision), done);
  const full = [events, messages, decisions, actions].some((rows) => rows.length > limit);
  return cut(all, limit, full);
}

/** A decision to send and its message are one entry; "sent" is told by the message, and a hold or a drop by its decision, not once more. */
function assemble(events: readonly RecordedEvent[], messages: readonly MessageRow[], decisions: readonly Decision[], done: readonly TimelineEntry[]): TimelineEntry[] {
  const byMessage = new Map(decisions.flatMap((decision) => (decision.messageId === null ? [] : [[decision.messageId, decision] as const])));
  const shown = new Set(messages.map((message) => message.id));
  return [
    ...events.filter((event) => !isTold(event, shown)).map((event) => ({ kind: "event" as const, id: event.key, at: event.at, event })),
    ...messages.map((message) => ({ kind: "message" as const, id: message.id, at: message.createdAt, message, decision: byMessage.get(message.id) ?? null })),
    ...decisions.filter((one) => one.messageId === null || !shown.has(one.messageId)).map((decision) => ({ kind: "decision" as const, id: decision.id, at: decision.at, decision })),
    ...done,
  ].sort(newestFirst);
}

/** Every hold and drop has its decision, told under the decision's key (core/journey/consider). */
function isTold(event: RecordedEvent, messages: ReadonlySet<string>): boolean {
  if (event.type === "message.sent") return messages.has(event.data.messageId);
  return (event.type === "message.held" || event.type === "message.dropped") && event.key.startsWith("decision:");
}

/** In one moment the event comes first, then what was done for it, then what was decided, then what went. */
const RANK = { event: 0, action: 1, decision: 2, message: 3 } as const;

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
