/** Our pages and doors that connect a WooCommerce store, over HTTP, as a browser and a store meet them. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { afterAll } from "vitest";
import { action as start, loader as begin } from "#app/routes/connect.woocommerce.tsx";
import { action as callback } from "#app/routes/connect.woocommerce_.callback.ts";
import { action as notMe, loader as comeBack } from "#app/routes/connect.woocommerce_.return.tsx";
import { loader as embed } from "#app/routes/embed.woocommerce.tsx";
import { requireWho } from "#app/who.server.ts";
import type { Page } from "playwright-core";
import type { Door } from "./door.ts";

type Handler = (args: { request: Request; params: object; context: { app: Door["app"] } }) => Promise<Response>;
const ROUTES = {
  "GET /connect/woocommerce": begin, "POST /connect/woocommerce": start, "POST /connect/woocommerce/callback": callback, "GET /connect/woocommerce/return": comeBack, "POST /connect/woocommerce/return": notMe, "GET /embed/woocommerce": embed,
  "GET /app": async ({ request, context }: Parameters<Handler>[0]) => new Response(`Signed in to ${(await requireWho(request, context)).shop.name}`),
} as unknown as Readonly<Record<string, Handler>>;

/** Listens until the test file ends. @returns its address */
export async function connectPages(doorNow: () => Door): Promise<string> {
  let url = "";
  const server = createServer((req, res) => {
    void (async () => {
      const { app } = doorNow();
      if (req.url?.startsWith("/webhooks/")) return app.receive.handle(req, res);
      const to = new URL(req.url ?? "/", url);
      const route = ROUTES[`${req.method} ${to.pathname}`];
      const request = new Request(to, { method: req.method ?? "GET", headers: req.headers as Record<string, string>, ...(req.method === "POST" && { body: await readText(req) }) });
      const response = route ? await route({ request, params: {}, context: { app } }).catch((thrown: unknown) => (thrown instanceof Response ? thrown : Promise.reject(thrown))) : new Response("", { status: 404 });
      res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    })().catch(() => res.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => void server.close());
  return (url = `http://localhost:${(server.address() as AddressInfo).port}`);
}

/** A merchant begins with the address of the store, and says yes there. */
export async function approve(page: Page, app: string, store: { readonly domain: string }): Promise<void> {
  await page.goto(`${app}/connect/woocommerce`);
  await page.getByLabel("Your store’s address").first().fill(`${store.domain}/wp-admin/plugins.php`);
  await page.getByRole("button", { name: "Continue to your store" }).click();
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("link", { name: "Approve" }).click();
}
