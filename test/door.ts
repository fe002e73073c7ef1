import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import type { Platform } from "#app/core/event/connector.ts";
import { testShop } from "#app/engine/testing.ts";
import { pastLearner } from "#app/learn-past.server.ts";
import { createApp } from "#app/live.server.ts";
import type { Live, LiveOptions } from "#app/live.server.ts";
import { connectShop } from "#app/models/connect-shop.ts";
import type { Database } from "#app/models/database.ts";
import type { Learn } from "#app/scoring.server.ts";

/** A moment shortly after the captured requests were taken. */
export const CAPTURE_TIME = Date.UTC(2026, 10, 21, 23, 10);

/** Connects a shop for a test; its secret is "secret-<id>" unless given, its API key "key-<id>", its write key "write-<id>". */
export async function addShop(db: Database, id: string, platform: Platform, over: { domain?: string; secret?: string; currency?: string; country?: string } = {}): Promise<void> {
  const { domain = `${id}.example.com`, secret = `secret-${id}`, currency = "USD", country = "US" } = over;
  const { stats: _stats, ...shop } = testShop({ id, platform, domain, currency, country, salt: `salt-${id}` });
  await connectShop(db, { ...shop, secrets: [secret], apiKey: `key-${id}`, writeKey: `write-${id}` }, 0);
}

/** Learns without a thread: a small past is learnt from in less time than a thread takes to start. */
const learnInPlace: Learn = async (options, { past, testOrders }) => {
  const learner = pastLearner(options, testOrders);
  for await (const customers of past) learner.observe(customers);
  const { products, ...learned } = learner.fit(() => {});
  return { ...learned, products: [...products] };
};

export type Door = { readonly app: Live; readonly url: string; close(): Promise<void> };

/** The webhook door of a real app on a free port. Mail goes nowhere unless `email` says where. */
export async function openDoor(db: Database, over: Partial<LiveOptions> = {}): Promise<Door> {
  const app = createApp({
    db, secret: "a secret of at least thirty-two characters", url: "http://localhost", email: { smtpUrl: "smtp://127.0.0.1:9", from: "mail@example.com" },
    shopifySecrets: ["app-secret"], now: () => CAPTURE_TIME, worker: false, log: console, learn: learnInPlace, ...over,
  });
  const server = createServer((req, res) => void app.receive.handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
    })());
  afterAll(close);
  return { app, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
