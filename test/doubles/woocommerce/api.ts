/** WordPress's REST API with WooCommerce's part of it, as far as Afterglow calls it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { wooBody } from "#connectors/woocommerce/fixtures.ts";
import type { Json } from "#connectors/woocommerce/fixtures.ts";
import { hookJson } from "./hooks.ts";
import { listed } from "./lists.ts";
import { customerJson, orderJson, productJson } from "./resources.ts";
import type { Store } from "./store.ts";

type Reply = { readonly status: number; readonly json: unknown; readonly headers?: Record<string, string> };
const error = (status: number, code: string, message: string): Reply => ({ status, json: { code, message, data: { status } } });
const NO_ROUTE = error(404, "rest_no_route", "No route was found matching the URL and request method.");

/** @param route below the API's root: "/wc/v3/orders" */
export async function api(store: Store, req: IncomingMessage, res: ServerResponse, url: URL, route: string): Promise<void> {
  store.calls += 1;
  const body = await readBody(req);
  const fault = store.faults.shift();
  if (fault === "slow") return void setTimeout(() => res.destroy(), 100);
  if (fault === "html") return send(res, 200, "<!DOCTYPE html><html><body>Briefly unavailable for scheduled maintenance.</body></html>", { "content-type": "text/html" });
  if (fault === "throttled") return answer(store, res, { ...error(429, "too_many_requests", "Slow down."), headers: { "retry-after": "2" } });
  if (fault === "server_error") return answer(store, res, error(500, "internal_server_error", "There has been a critical error on this website."));
  if (fault === "unauthorised") return answer(store, res, error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources."));
  const refusal = route === "/" ? null : store.keys.refusal(req, url, { secure: store.habits.local !== true, stripsAuthorization: store.habits.stripsAuthorization === true });
  const reply = refusal ? error(refusal.status, refusal.code, refusal.message) : await routed(store, req.method ?? "GET", route, url.searchParams, body);
  if (fault === "cut_off") {
    const text = JSON.stringify(reply.json);
    res.writeHead(reply.status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    return void res.write(text.slice(0, text.length / 2), () => res.destroy());
  }
  answer(store, res, reply);
}

async function routed(store: Store, method: string, route: string, query: URLSearchParams, body: Json): Promise<Reply> {
  if (route === "/") return { status: 200, json: index(store) };
  if (route === "/wc-afterglow/v1/link" && store.habits.plugin) {
    store.link = method === "DELETE" ? null : body;
    return { status: 200, json: { linked: store.link !== null } };
  }
  const [, namespace, version, resource = "", id, below] = route.split("/");
  if (namespace !== "wc" || version !== "v3") return NO_ROUTE;
  if (resource === "settings") return settings(id, below);
  if (resource === "system_status") return { status: 200, json: { environment: { language: "en_US" } } };
  if (resource === "webhooks" && id === "batch") return { status: 200, json: await hookBatch(store, body) };
  if (resource === "coupons" && method === "POST") return coupon(store, body);
  if (resource === "orders" && below === "notes") return notes(store, method, Number(id), body);
  const rows = rowsOf(store, resource);
  if (!rows || id) return NO_ROUTE;
  const found = listed(resource, rows, query);
  if ("invalid" in found) return error(400, "rest_invalid_param", `Invalid parameter(s): ${found.invalid}`);
  return { status: 200, json: found.rows, headers: { "x-wp-total": String(found.total), "x-wp-totalpages": String(found.pages) } };
}

function rowsOf({ room, hooks, address }: Store, resource: string): Json[] | null {
  if (resource === "orders") return room.orders.map((order) => orderJson(order, address));
  if (resource === "customers") return room.customers.map((customer) => customerJson(customer, address));
  if (resource === "products") return room.products.map((product) => productJson(product, address));
  return resource === "webhooks" ? [...hooks.all.values()].map(hookJson) : null;
}

/** A signed webhook's body: the resource at this moment, or the API's error where it is gone. */
export function resourceNow(store: Store, topic: string, id: number): Json {
  const row = rowsOf(store, `${topic.split(".")[0]}s`)?.find((one) => one["id"] === id);
  return row ?? { code: "woocommerce_rest_shop_order_invalid_id", message: "Invalid ID.", data: { status: 404 } };
}

const index = ({ address, habits }: Store): Json => ({
  name: "Bob&#039;s Mugs", description: "", url: address, home: address, gmt_offset: "-5", timezone_string: "America/New_York",
  namespaces: ["oembed/1.0", "wp/v2", "wc/v1", "wc/v2", "wc/v3", "wc/store/v1", ...(habits.plugin ? ["wc-afterglow/v1"] : [])], authentication: {}, routes: {},
});

function settings(group: string | undefined, id: string | undefined): Reply {
  if (group === "general") return { status: 200, json: [{ id: "woocommerce_default_country", value: "US:NY" }, { id: "woocommerce_currency", value: "USD" }] };
  if (group === "email" && id === "woocommerce_email_from_address") return { status: 200, json: { id, value: "hello@shop.example" } };
  return error(404, "rest_setting_setting_group_invalid", "Invalid setting group.");
}

/** Every webhook that is made pings its address once, unsigned, before the answer; what it is answered stops nothing. */
async function hookBatch({ hooks }: Store, body: Json): Promise<Json> {
  const list = (name: string): Json[] => (body[name] ?? []) as Json[];
  const created = list("create").map((given) => hooks.create(given));
  for (const { id, delivery_url } of created) if (new URL(delivery_url).hostname === "localhost") await fetch(delivery_url, { method: "POST", body: new URLSearchParams({ webhook_id: String(id) }) }).catch(() => null);
  const made = created.map(hookJson);
  const updated = list("update").map((given) => {
    const hook = hooks.update(Number(given["id"]), given);
    return hook ? hookJson(hook) : { id: given["id"], error: { code: "woocommerce_rest_shop_webhook_invalid_id", message: "Invalid ID.", data: { status: 400 } } };
  });
  const gone = ((body["delete"] ?? []) as number[]).map((id) => ({ id, deleted: hooks.all.delete(id) }));
  return { ...(made.length > 0 && { create: made }), ...(updated.length > 0 && { update: updated }), ...(gone.length > 0 && { delete: gone }) };
}

function coupon({ coupons }: Store, body: Json): Reply {
  const code = String(body["code"]).toLowerCase();
  if (coupons.has(code)) return error(400, "woocommerce_rest_coupon_code_already_exists", "The coupon code already exists");
  coupons.set(code, { ...body, code });
  return { status: 201, json: { id: coupons.size, ...body, code } };
}

function notes({ notes: all }: Store, method: string, order: number, body: Json): Reply {
  if (method === "POST") all.push({ order, note: String(body["note"]) });
  const rows = all.filter((one) => one.order === order).map(({ note }, at) => ({ id: at + 1, note, customer_note: false }));
  return method === "POST" ? { status: 201, json: rows.at(-1) } : { status: 200, json: rows };
}

async function readBody(req: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as Json);
}

function answer({ habits }: Store, res: ServerResponse, { status, json, headers = {} }: Reply): void {
  const text = Buffer.from(Array.isArray(json) || typeof json !== "object" ? `[${(json as Json[]).map((row) => Buffer.from(wooBody(row)).toString()).join(",")}]` : wooBody(json as Json)).toString();
  const notice = habits.notices ? "<br />\n<b>Notice</b>:  Undefined index [x] in <b>/var/www/plugin.php</b> on line <b>7</b><br />\n" : "";
  send(res, status, `${notice}${text}`, { "content-type": "application/json; charset=UTF-8", ...headers });
}

export function send(res: ServerResponse, status: number, text: string, headers: Record<string, string>): void {
  res.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
  res.end(text);
}
