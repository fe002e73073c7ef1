/** Asks a shop's platform whether what customers are about to be reminded of can be bought: not every platform tells of each sale. */
import { DAY, HOUR } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import { findConnection } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import { plainSql } from "./models/plain-sql.ts";
import { keepStock, productsSoonAskedFor } from "./models/product-stock.ts";
import type { Platforms } from "./platforms.server.ts";

/** Until the next night, and a little more. */
const AHEAD_MS = DAY + HOUR;
/** Products asked about in one night: a few calls, whatever the platform. */
const MOST = 300;

/** Refreshes the stock of products that walks will ask about within a day. Nothing to do in a shop that is not connected. @throws PlatformError */
export async function refreshStock(db: Database, platforms: Pick<Platforms, "clientFor">, shopId: string, now: Instant): Promise<void> {
  const connection = await findConnection(db, shopId);
  if (!connection || connection.status === "left") return;
  const sql = plainSql(db);
  const refs = await productsSoonAskedFor(sql, shopId, now + AHEAD_MS, MOST);
  if (refs.length > 0) await keepStock(sql, shopId, await (await platforms.clientFor(shopId)).stock(refs));
}
