/** One import of a made-up export, alone in its process so that its memory is its own; its figures as one line of JSON. */
import { createReadStream } from "node:fs";
import { createDb } from "#app/db.server.ts";
import { importOrders } from "#app/import.server.ts";
import { plainSql } from "#app/models/plain-sql.ts";
import { readShop } from "#app/models/shop.ts";
import { postgresStore } from "#app/models/store/index.ts";

export type Measured = {
  readonly rows: number; readonly orders: number; readonly taken: number;
  /** Milliseconds on the wall, and of this processor. */
  readonly took: number; readonly cpu: number;
  /** Bytes, at the highest. */
  readonly memory: number;
};

const [url = "", shopId = "", path = "", how = "dry"] = process.argv.slice(2);
const db = createDb(url, { max: 2 });
const sql = plainSql(db.prisma);
const shop = await readShop(sql, shopId);
const began = performance.now();
const { rows, orders, taken } = await importOrders(createReadStream(path), { shop, sql, store: postgresStore(db.prisma), now: () => Date.now(), dryRun: how === "dry" });
const took = performance.now() - began;
await db.close();
const { user, system } = process.cpuUsage();
const measured: Measured = { rows, orders, taken, took, cpu: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024 };
console.log(JSON.stringify(measured));
