/** Process: the app, as web process, as worker, or both in one, as `npm start` is without Redis. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connectorFor } from "#connectors/registry.ts";
import { createDb } from "#app/db.server.ts";
import type { Db } from "#app/db.server.ts";
import { handlersFor } from "#app/jobs/handlers.ts";
import { createApp } from "#app/live.server.ts";
import type { Live } from "#app/live.server.ts";
import { readShop } from "#app/models/shop.ts";
import { postgresStore } from "#app/models/store/index.ts";
import { SHOPS } from "./orders.ts";
import { ownCpu, serve } from "./part.ts";

let db: Db | undefined;
let app: Live | undefined;
const server = createServer((req, res) => void app?.receive.handle(req, res));

const methods = {
  cpu: ownCpu,
  async start({ databaseUrl, smtpUrl, worker }: { databaseUrl: string; smtpUrl: string; worker: boolean }): Promise<string> {
    // As many connections as production.server.ts gives a process.
    db = createDb(databaseUrl, { max: 20 });
    app = createApp({
      db: db.prisma, secret: "a secret of at least thirty-two characters", url: "http://localhost", email: { smtpUrl, from: "mail@example.com" },
      shopifySecrets: SHOPS.map((shop) => shop.secret), now: Date.now, worker, log: console,
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  /** Works the backlog off as the queue would, every shop at once, and leaves the mail in the outbox. Returns milliseconds. */
  async process(): Promise<number> {
    const prisma = db?.prisma;
    if (!prisma) throw new Error("not started");
    const handlers = handlersFor({
      store: postgresStore(prisma), now: Date.now, hint: () => {}, retryAt: () => null, send: () => Promise.reject(new Error("nothing is sent here")),
      onFailed: (_shopId, _id, error) => console.error(error),
      async translateFor(shopId) {
        const shop = await readShop(prisma, shopId);
        const connector = connectorFor(shop.platform);
        if (!connector) throw new Error(shop.platform);
        return (delivery) => connector.translate(delivery.topic, delivery.body, delivery.receivedAt, shop);
      },
    });
    const start = performance.now();
    await Promise.all(SHOPS.map(async ({ id }) => {
      while ((await handlers.deliveries({ shopId: id })).more);
    }));
    return performance.now() - start;
  },
};

export type BenchApp = typeof methods;

serve(methods, async () => {
  server.closeAllConnections();
  await app?.close();
  await db?.close();
});
