/** A WooCommerce store over HTTP: its API, its webhooks, and its page of consent. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { StartDouble, StoreDouble } from "../store-double.ts";
import { api, resourceNow, send } from "./api.ts";
import { consent } from "./consent.ts";
import { Hooks } from "./hooks.ts";
import { Keys } from "./keys.ts";
import { StockRoom } from "./stock-room.ts";
import type { Habits, Store } from "./store.ts";

export type WooCommerceDouble = StoreDouble & { readonly store: Store };

const PUBLIC = "https://shop.example";

/** The double, with habits of hosts that a test wants. */
export async function startWooStore({ now, orders, customers, products, ...habits }: Parameters<StartDouble>[0] & Habits): Promise<WooCommerceDouble> {
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? "/", `http://${req.headers.host}`);
    answer(url, req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const folder = habits.folder ?? "";
  const domain = `${habits.local ? origin : PUBLIC}${folder}`;
  const store: Store = { habits, room: new StockRoom({ now, orders, customers, products }), hooks: new Hooks(), keys: new Keys(), coupons: new Map(), notes: [], faults: [], link: null, calls: 0, address: domain };
  const key = store.keys.create("read_write");
  let time = now;

  async function answer(url: URL, req: Parameters<typeof api>[1], res: Parameters<typeof api>[2]): Promise<void> {
    const path = url.pathname.startsWith(`${folder}/`) ? url.pathname.slice(folder.length) : null;
    const route = habits.plainPermalinks ? (path === "/" ? url.searchParams.get("rest_route") : null) : path?.startsWith("/wp-json/") ? path.slice("/wp-json".length) : null;
    if (route) return api(store, req, res, url, route);
    const step = /^\/wc-auth\/v1\/(authorize|login|access_granted)$/.exec(path ?? "")?.[1];
    if (step && !habits.plainPermalinks) return consent(store, req, res, url, step, `${origin}${folder}`);
    send(res, 404, "<!DOCTYPE html><html><body>Page not found</body></html>", { "content-type": "text/html" });
  }

  return {
    platform: "woocommerce", domain, url: `${origin}${folder}`, store, keys: null, scopes: ["read_write"],
    reach: { allowPrivate: true, resolve: (url) => (url.startsWith(PUBLIC) ? `${origin}${url.slice(PUBLIC.length)}` : url) },
    credentials: { url: domain, consumerKey: key.key, consumerSecret: key.secret, auth: habits.stripsAuthorization ? "query" : "basic", restRoute: habits.plainPermalinks === true },
    change(change, at) {
      time = Math.max(time, at);
      for (const happened of store.room.change(change, at)) store.hooks.queue(happened);
    },
    takeWebhooks: () => store.hooks.take((topic, id) => resourceNow(store, topic, id), domain, time),
    webhookFailed: (webhook) => store.hooks.failed(webhook),
    failNext: (faults) => void store.faults.splice(0, store.faults.length, ...faults),
    get calls() {
      return store.calls;
    },
    truth: () => store.room.truth(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const startWooCommerceDouble: StartDouble = startWooStore;
