import type { Database } from "./database.ts";
import { isUuid, toPage } from "./keyset.ts";
import type { Cursor, Page } from "./keyset.ts";

export const DELIVERY_STATUSES = ["pending", "processed", "unhandled", "quarantined", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** How it came: the store sent it, we fetched what it had not told, or it is of the past and could not be read. */
export const DELIVERY_SOURCES = ["webhook", "catch_up", "backfill"] as const;
export type DeliverySource = (typeof DELIVERY_SOURCES)[number];

export type DeliveryRow = {
  readonly id: string;
  readonly topic: string;
  readonly source: DeliverySource;
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly attempts: number;
  readonly resource: string | null;
  readonly receivedAt: number;
  readonly processedAt: number | null;
};

const OMIT = { body: true, headers: true } as const;

function toDelivery(row: Omit<Awaited<ReturnType<Database["delivery"]["findFirstOrThrow"]>>, keyof typeof OMIT>): DeliveryRow {
  const { id, topic, reason, attempts, resource } = row;
  return { id, topic, source: row.source as DeliverySource, status: row.status as DeliveryStatus, reason, attempts, resource, receivedAt: row.receivedAt.getTime(), processedAt: row.processedAt?.getTime() ?? null };
}

export type DeliveryFilter = { readonly status?: readonly DeliveryStatus[]; readonly topic?: string; readonly source?: DeliverySource };

/** What came in, newest first. Ids are in order of arrival, so the id alone is the place. */
export async function listDeliveries(db: Database, shopId: string, filter: DeliveryFilter, cursor: Cursor | null, limit: number): Promise<Page<DeliveryRow>> {
  const start = cursor ? { id: cursor.back ? { gt: cursor.id } : { lt: cursor.id } } : {};
  const rows = await db.delivery.findMany({
    where: { shopId, ...(filter.topic ? { topic: filter.topic } : {}), ...(filter.source ? { source: filter.source } : {}), ...(filter.status ? { status: { in: [...filter.status] } } : {}), ...start },
    orderBy: { id: cursor?.back ? "asc" : "desc" },
    take: limit + 1,
    omit: OMIT,
  });
  return toPage(rows.map(toDelivery), limit, cursor, (delivery) => ({ at: delivery.receivedAt, id: delivery.id }));
}

/** Topics among the newest arrivals, for the filter: asking all of them would read the whole table. */
export async function recentTopics(db: Database, shopId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ topic: string }[]>`
    select distinct topic from (select topic from delivery where shop_id = ${shopId} order by id desc limit 2000) as newest order by topic`;
  return rows.map((row) => row.topic);
}

export type DeliveryDetail = DeliveryRow & { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

export async function findDelivery(db: Database, shopId: string, id: string): Promise<DeliveryDetail | null> {
  if (!isUuid(id)) return null;
  const row = await db.delivery.findFirst({ where: { id, shopId } });
  return row && { ...toDelivery(row), headers: row.headers as Record<string, string>, body: row.body };
}

/** Deliveries that could be tried again, oldest first, at most `limit`. */
export async function deliveriesToReplay(db: Database, shopId: string, limit: number): Promise<string[]> {
  const rows = await db.delivery.findMany({ where: { shopId, status: { in: ["quarantined", "failed"] } }, orderBy: { id: "asc" }, select: { id: true }, take: limit });
  return rows.map((row) => row.id);
}
