import { eventData } from "../core/event/canonical-event.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { Database } from "./database.ts";
import { toPage } from "./keyset.ts";
import type { Cursor, Page } from "./keyset.ts";

/** Events of one moment in the order in which such things happen: the table of types is in that order. */
const RANK: Readonly<Record<string, number>> = Object.fromEntries(Object.keys(eventData).map((type, index) => [type, index]));

/** Oldest first. */
export function byTime(a: CanonicalEvent, b: CanonicalEvent): number {
  return a.at - b.at || (RANK[a.type] ?? 0) - (RANK[b.type] ?? 0) || (a.key < b.key ? -1 : 1);
}

export type RecordedEvent = CanonicalEvent & { readonly recordedAt: number };

/** A row as the event it is. */
export function toEvent(row: { key: string; type: string; at: Date; data: unknown; recordedAt: Date }): RecordedEvent {
  return { key: row.key, type: row.type, at: row.at.getTime(), data: row.data, recordedAt: row.recordedAt.getTime() } as RecordedEvent;
}

/** A customer's events, newest first. */
export async function eventsOf(db: Database, shopId: string, profileId: string, cursor: Cursor | null, limit: number): Promise<Page<RecordedEvent>> {
  const at = cursor ? new Date(cursor.at) : null;
  const rows = await db.event.findMany({
    where: { shopId, profileId, ...(cursor && at ? { at: { lte: at }, OR: [{ at: { lt: at } }, { key: { lt: cursor.id } }] } : {}) },
    orderBy: [{ at: "desc" }, { key: "desc" }],
    take: limit + 1,
  });
  return toPage(rows.map(toEvent), limit, cursor, (event) => ({ at: event.at, id: event.key }));
}

/** Events by their keys, oldest first, as far as they were recorded in a span of time. */
export async function eventsRecorded(db: Database, shopId: string, keys: readonly string[], from: number, to: number): Promise<(RecordedEvent & { profileId: string })[]> {
  const rows = await db.event.findMany({
    where: { shopId, key: { in: [...keys] }, recordedAt: { gte: new Date(from), lte: new Date(to) } },
    orderBy: { at: "asc" },
    take: 100,
  });
  return rows.map((row) => ({ ...toEvent(row), profileId: row.profileId }));
}
