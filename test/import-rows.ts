import type { Database } from "#app/models/database.ts";

const TABLES = ["order", "profile", "identity", "event", "account", "product", "enrollment", "message", "decision", "action", "delivery"] as const;

/** What an import may have left in a shop, without what every shop makes for itself: its own ids, and when it was done. */
export async function rowsOf(db: Database, shopId: string) {
  const counts: Record<string, number> = {};
  for (const table of TABLES) counts[table] = (await db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM "${table}" WHERE shop_id = $1`, shopId))[0]?.n ?? 0;
  const events = await db.event.findMany({ where: { shopId, NOT: { type: { startsWith: "profile." } } }, select: { key: true, at: true, data: true } });
  const orders = await db.order.findMany({ where: { shopId }, select: { ref: true, status: true, state: true } });
  const profiles = await db.profile.findMany({ where: { shopId, orders: { gt: 0 } }, select: { email: true, phone: true, orders: true, spend: true, name: true } });
  return { counts, events: texts(events), orders: texts(orders), profiles: texts(profiles) };
}

function texts(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value))).toSorted();
}
