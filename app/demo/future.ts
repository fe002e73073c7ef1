import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "../models/store/transaction.ts";
import { FUTURE, SEED } from "./history/seed.ts";
import { writeFuture } from "./history/write-past.ts";
import { lifeOf } from "./life/life.ts";
import { DEMO_STORES } from "./stores/index.ts";

/** A store's life is written further when less than this is left of it. */
const LEAST = 45 * DAY;

/** Makes sure that every store has a life to come beyond `now`. A longer life only adds to the one that is written. */
export async function extendFuture(sql: Sql, now: Instant): Promise<void> {
  const rows = await sql.$queryRawUnsafe<{ id: string; began: Date; until: Date | null }[]>(
    `SELECT id, installed_at AS began, (SELECT max(at) FROM demo_webhook WHERE shop_id = shop.id) AS until FROM shop`,
  );
  for (const { id, began, until } of rows) {
    const store = DEMO_STORES.find((one) => one.id === id);
    if (!store || !until || until.getTime() > now + LEAST) continue;
    const span = { from: until.getTime(), until: now + FUTURE };
    await writeFuture(sql, id, lifeOf(store, SEED, began.getTime(), span).webhooks);
  }
}
