import type { Channel } from "../core/event/snapshot.ts";
import { ShopFigures, weekOf } from "../core/scoring/shop-figures.ts";
import type { OrderFigure } from "../core/scoring/shop-figures.ts";
import { DAY, formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { hoursAhead } from "../core/shared/local-time.ts";
import type { ShopStats } from "../core/shop.ts";
import { learnedArms } from "./learned-arms.ts";
import type { Sql } from "./store/transaction.ts";

const BATCH = 5_000;
/** Reading habits older than this are not today's. */
const HABITS = 180 * DAY;

/**
 * Takes the figures of the week `now` is in, unless they were taken. They know what happened before that Monday
 * only, and are kept by week: what a decision read then can be read again in a replay.
 *
 * @returns whether the figures changed
 */
export async function refreshShopStats(sql: Sql, shopId: string, now: Instant): Promise<boolean> {
  const week = weekOf(now);
  const [shop] = await sql.$queryRawUnsafe<{ as_of: number | null; time_zone: string }[]>(`SELECT (stats->>'asOf')::float8 AS as_of, time_zone FROM shop WHERE id = $1`, shopId);
  if (!shop || shop.as_of === week) return false;
  const kept = await sql.$queryRawUnsafe<{ stats: ShopStats }[]>(`SELECT stats FROM shop_figures WHERE shop_id = $1 AND as_of = $2::timestamptz`, shopId, formatInstant(week));
  const stats = kept[0]?.stats ?? (await takeFigures(sql, shopId, shop.time_zone, week));
  await sql.$executeRawUnsafe(
    `WITH kept AS (INSERT INTO shop_figures (shop_id, as_of, stats) VALUES ($1, $2::timestamptz, $3::jsonb) ON CONFLICT DO NOTHING) UPDATE shop SET stats = $3::jsonb WHERE id = $1`,
    shopId, formatInstant(week), JSON.stringify(stats),
  );
  return true;
}

/** The figures of a week from what stands in the tables now. */
async function takeFigures(sql: Sql, shopId: string, zone: string, week: Instant): Promise<ShopStats> {
  const figures = new ShopFigures();
  for await (const order of orderFigures(sql, shopId, week)) figures.add(order);
  return { ...figures.figures(week), ...(await readingHabits(sql, shopId, zone, week)), ...(await learnedArms(sql, shopId, week)) };
}

/** Placed orders before `until` by their moments, in slices: a large shop's past does not fit into one answer. */
export async function* orderFigures(sql: Sql, shopId: string, until: Instant): AsyncGenerator<OrderFigure> {
  let after = { at: "-infinity", key: "" };
  for (;;) {
    const rows = await sql.$queryRawUnsafe<{ key: string; at: Date; profile_id: string; data: { amount: number; currency: string; items?: OrderFigure["items"] } }[]>(
      `SELECT e.key, e.at, e.profile_id::text, e.data FROM event e
       WHERE e.shop_id = $1 AND e.type = 'order.placed' AND e.at < $2::timestamptz AND (e.at, e.key) > ($3::timestamptz, $4)
         AND NOT EXISTS (SELECT 1 FROM "order" o WHERE o.shop_id = $1 AND o.ref = e.data->>'orderRef' AND o.test)
       ORDER BY e.at, e.key LIMIT $5`,
      shopId, formatInstant(until), after.at, after.key, BATCH,
    );
    for (const row of rows) yield { customer: row.profile_id, at: row.at.getTime(), amount: row.data.amount, currency: row.data.currency, items: row.data.items ?? [] };
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { at: last.at.toISOString(), key: last.key };
  }
}

/** How often each channel was answered (what may have arrived counts as sent), and at which hours of the shop's day customers read. */
async function readingHabits(sql: Sql, shopId: string, zone: string, week: Instant): Promise<Pick<ShopStats, "channels" | "hours">> {
  const rows = await sql.$queryRawUnsafe<{ type: string; channel: Channel; hour: number; n: number }[]>(
    `SELECT replace(type, 'failed', 'sent') AS type, data->>'channel' AS channel, extract(hour FROM at AT TIME ZONE 'UTC')::int AS hour, count(*)::int AS n FROM event
     WHERE shop_id = $1 AND ((type IN ('message.sent', 'message.opened', 'message.clicked') AND (data->>'late')::boolean IS NOT TRUE) OR (type = 'message.failed' AND (data->>'unknown')::boolean)) AND at < $2::timestamptz AND at >= $3::timestamptz GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    shopId, formatInstant(week), formatInstant(week - HABITS),
  );
  const channels: Record<string, { sent: number; engaged: number }> = {};
  const hours = Array.from({ length: 24 }, () => 0);
  const shift = hoursAhead(week, zone);
  for (const { type, channel, hour, n } of rows) {
    const tally = (channels[channel] ??= { sent: 0, engaged: 0 });
    if (type === "message.sent") tally.sent += n;
    else {
      if (type === "message.clicked") tally.engaged += n;
      const local = (hour + shift + 24) % 24;
      hours[local] = (hours[local] ?? 0) + n * (type === "message.clicked" ? 3 : 1);
    }
  }
  return { channels, hours: hours.every((weight) => weight === 0) ? [] : hours };
}

/** The figures that were in force in each week, as far as they were kept. */
export async function keptFigures(sql: Sql, shopId: string): Promise<Map<Instant, ShopStats>> {
  const rows = await sql.$queryRawUnsafe<{ as_of: Date; stats: ShopStats }[]>(`SELECT as_of, stats FROM shop_figures WHERE shop_id = $1`, shopId);
  return new Map(rows.map((row) => [row.as_of.getTime(), row.stats]));
}
