/** The pages of wc-auth (class-wc-auth.php): the merchant signs in, says yes or no, and the keys go to the app. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { send } from "./api.ts";
import type { Store } from "./store.ts";

const NEEDED = ["app_name", "user_id", "return_url", "callback_url", "scope"];
const html = (res: ServerResponse, status: number, body: string): void =>
  send(res, status, `<!DOCTYPE html><html lang="en"><head><title>WooCommerce</title></head><body><main>${body}</main></body></html>`, { "content-type": "text/html; charset=utf-8" });
const away = (res: ServerResponse, location: string, cookie?: string): void => void res.writeHead(302, { location, ...(cookie && { "set-cookie": cookie }) }).end();
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** @param step after /wc-auth/v1/ */
export async function consent(store: Store, req: IncomingMessage, res: ServerResponse, url: URL, step: string, root: string): Promise<void> {
  const query = url.searchParams;
  const missing = NEEDED.find((name) => !query.get(name));
  if (missing) return html(res, 401, `<h1>Error: Missing parameter ${missing}</h1>`);
  // A real store insists on https here; this one is on this machine.
  if (!/^https:|^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/.test(query.get("callback_url") ?? "")) return html(res, 401, "<h1>Error: The callback_url needs to be over SSL</h1>");
  if (step === "login" && req.method === "POST") return away(res, `${root}/wc-auth/v1/authorize${url.search}`, "wordpress_logged_in=1; Path=/; HttpOnly");
  if (step === "login") return html(res, 200, `<h1>Log in</h1><form method="post"><button>Log in</button></form>`);
  if (!req.headers.cookie?.includes("wordpress_logged_in=1")) return away(res, `${root}/wc-auth/v1/login${url.search}`);
  if (step === "access_granted") return grant(store, res, query);
  const [app, no] = [escape(query.get("app_name") ?? ""), new URL(query.get("return_url") ?? "")];
  no.searchParams.set("success", "0");
  no.searchParams.set("user_id", query.get("user_id") ?? "");
  html(res, 200, `<h1>${app} would like to connect to your store</h1><p><a href="${escape(no.href)}">Deny</a> <a href="${escape(`${root}/wc-auth/v1/access_granted${url.search}&wc_auth_nonce=0123456789`)}">Approve</a></p>`);
}

/** Only exactly 200 keeps the key. */
async function grant(store: Store, res: ServerResponse, query: URLSearchParams): Promise<void> {
  const key = store.keys.create(query.get("scope") ?? "read");
  const answered = await fetch(query.get("callback_url") ?? "", {
    method: "POST", redirect: "manual", headers: { "content-type": "application/json;charset=UTF-8", "user-agent": `WordPress/6.9.7; ${store.address}` },
    body: JSON.stringify({ key_id: key.id, user_id: query.get("user_id"), consumer_key: key.key, consumer_secret: key.secret, key_permissions: key.permissions }),
  }).then(({ status }) => status, () => 0);
  if (answered !== 200) {
    store.keys.all.delete(key.id);
    return html(res, 401, "<h1>Error: An error occurred in the request and at the time were unable to send the consumer data</h1>");
  }
  const back = new URL(query.get("return_url") ?? "");
  back.searchParams.set("success", "1");
  back.searchParams.set("user_id", query.get("user_id") ?? "");
  away(res, back.href);
}
