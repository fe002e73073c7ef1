/** What a request says of itself before anybody checked it: whether it is for Shopify's library at all. */

/** The library's paths begin with it. */
export const AUTH_PATH = "/auth/shopify";
/** Pages of the library's own: a step to a new session token, and one out of the frame. */
export const LIBRARY_PAGES: readonly string[] = [`${AUTH_PATH}/session-token`, `${AUTH_PATH}/exit-iframe`];

/** "demo-shop.myshopify.com" */
export const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i;
/** What Shopify's `host` is in base64: the address of the shop's admin. */
const HOST = /^(admin\.shopify\.com\/store\/[a-z0-9][a-z0-9-]*|[a-z0-9][a-z0-9-]*\.myshopify\.com\/admin)$/i;

/** The shop an address names, "demo-shop.myshopify.com"; null when it names none, or something else. */
export function shopIn(url: URL): string | null {
  const shop = url.searchParams.get("shop") ?? "";
  return SHOP_DOMAIN.test(shop) ? shop.toLowerCase() : null;
}

/** Whether an address tells in which admin the page stands. The library fails on some that it does not expect. */
export function hasHost(url: URL): boolean {
  const host = url.searchParams.get("host") ?? "";
  return /^[0-9a-zA-Z+/]+={0,2}$/.test(host) && HOST.test(Buffer.from(host, "base64").toString());
}

/** The session token a page's script sends along: a JWT, which our own tokens are not. */
export function hasSessionToken(request: Request): boolean {
  return /^Bearer\s+eyJ[\w-]*\.[\w-]+\.[\w-]*$/i.test(request.headers.get("authorization") ?? "");
}

/** A page inside Shopify's admin, or on its way there, or a call of such a page's script. */
export function isFromShopify(request: Request): boolean {
  const url = new URL(request.url);
  return hasSessionToken(request) || (shopIn(url) !== null && hasHost(url));
}

/** Names the shop that a request says it is from: requests of one shop take turns. What it says is proved later. */
export function turnOf(request: Request): string {
  const url = new URL(request.url);
  const token = /^Bearer\s+[\w-]+\.([\w-]+)/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const claimed = token ? /"dest":\s*"https:\/\/([\w.-]+)/.exec(Buffer.from(token, "base64url").toString())?.[1] : undefined;
  return `shopify:${claimed ?? shopIn(url) ?? ""}`;
}
