/** How fast a shop's past is read in, per connector, against its local double in the same process. */
import { createDb } from "#app/db.server.ts";
import { createApp } from "#app/live.server.ts";
import { DOUBLES } from "#test/doubles/all.ts";
import type { BenchDatabase } from "./database.ts";
import { figure, title } from "./report.ts";

const PAST = { orders: 3_000, customers: 800, products: 100 };

/**
 * Prints rows (orders, customers, products) per second from install to the end of the backfill, beside what the wire alone
 * allows: the same pages fetched from the same double and thrown away.
 */
export async function measureBackfill(database: BenchDatabase): Promise<void> {
  title(`Backfill: ${PAST.orders} orders, ${PAST.customers} customers and ${PAST.products} products from a double in the same process`);
  for (const [platform, load] of Object.entries(DOUBLES)) {
    let now = Date.now();
    const double = await (await load())({ now, ...PAST });
    const db = createDb(database.url, { max: 10 });
    const app = createApp({
      db: db.prisma, secret: "a secret of at least thirty-two characters", url: "http://localhost", email: { smtpUrl: "smtp://127.0.0.1:9", from: "mail@example.com" },
      shopifySecrets: [], now: () => now, worker: false, log: console, reach: { allowPrivate: true, sleep: async (ms) => void (now += ms), ...double.reach },
      ...(double.keys ? { platformKeys: { [double.platform]: double.keys } } : {}),
    });
    const client = await app.platforms.trial(double.platform, double.domain, double.credentials, double.scopes);
    const facts = await client.about();
    const wire = await timed(async () => {
      for (const { key } of client.resources) {
        let cursor: string | null = null;
        do {
          const page = await client.pull(key, { since: null, until: now }, cursor);
          now += page.waitMs;
          cursor = page.next;
        } while (cursor !== null);
      }
    });
    let rows = 0;
    const whole = await timed(async () => {
      const { shopId } = await app.platforms.install({ platform: double.platform, facts, credentials: double.credentials, scopes: double.scopes });
      do {
        await app.work.drain();
        now += 60_000;
      } while ((await db.prisma.pull.count({ where: { shopId, status: "waiting" } })) > 0);
      rows = (await db.prisma.pull.aggregate({ where: { shopId, purpose: "backfill" }, _sum: { done: true } }))._sum.done ?? 0;
    });
    figure({ name: `${platform}: rows per second, read in`, value: (rows / (whole / 1000)).toFixed(0) });
    figure({ name: `${platform}: rows per second, only fetched (ratio)`, value: `${(rows / (wire / 1000)).toFixed(0)} (${(wire / whole).toFixed(2)})` });
    await app.close();
    await db.close();
    await double.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
