/** The browser that began to connect a store: only it is signed in when that is done. */
import { createCookie } from "@remix-run/node";
import type { App } from "./context.ts";
import { newSecret } from "./new-key.server.ts";

const cookieOf = (app: Pick<App, "url">) =>
  createCookie("afterglow_connect", { httpOnly: true, sameSite: "lax", path: "/connect/woocommerce", maxAge: 15 * 60, secure: app.url.startsWith("https:") });

/** The secret in the browser's cookie; null when it has none of ours. */
export async function browserOf(app: Pick<App, "url">, request: Request): Promise<string | null> {
  const value: unknown = await cookieOf(app).parse(request.headers.get("cookie"));
  return typeof value === "string" && /^[\w-]{32}$/.test(value) ? value : null;
}

/** The browser's secret, an old one kept so that two tabs do not undo each other, and the header that sets it. */
export async function markBrowser(app: Pick<App, "url">, request: Request): Promise<{ readonly browser: string; readonly header: string }> {
  const browser = (await browserOf(app, request)) ?? newSecret();
  return { browser, header: await cookieOf(app).serialize(browser) };
}
