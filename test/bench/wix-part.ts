/** Process: the app with one Wix site, taking its webhooks and working through them, as `npm start` does without Redis. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createDb } from "#app/db.server.ts";
import type { Db } from "#app/db.server.ts";
import { createApp } from "#app/live.server.ts";
import type { Live } from "#app/live.server.ts";
import { testShop } from "#app/engine/testing.ts";
import { connectShop } from "#app/models/connect-shop.ts";
import { ownCpu, serve } from "./part.ts";

let db: Db | undefined;
let app: Live | undefined;
const server = createServer((req, res) => void app?.receive.handle(req, res));

const methods = {
  cpu: ownCpu,
  async start({ databaseUrl, domain, publicKey, appId }: { databaseUrl: string; domain: string; publicKey: string; appId: string }): Promise<string> {
    db = createDb(databaseUrl, { max: 20 });
    const { stats: _stats, ...shop } = testShop({ id: "bench-wix", platform: "wix", domain, currency: "USD", country: "US", salt: "salt-wix" });
    await connectShop(db.prisma, { ...shop, secrets: ["secret-wix"], apiKey: "key-wix", writeKey: "write-wix" }, Date.now());
    app = createApp({
      db: db.prisma, secret: "a secret of at least thirty-two characters", url: "http://localhost", email: { smtpUrl: "smtp://127.0.0.1:9", from: "mail@example.com" },
      shopifySecrets: [], platformKeys: { wix: { id: appId, secret: "app-secret", publicKey } }, now: Date.now, worker: true, log: console,
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
};

export type WixApp = typeof methods;

serve(methods, async () => {
  server.closeAllConnections();
  await app?.close();
  await db?.close();
});
