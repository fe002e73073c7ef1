/** What a browser may do with our pages. */

const EVERYWHERE = {
  "X-Content-Type-Options": "nosniff",
  // Addresses of shoppers' pages are secrets in themselves.
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;

const UNFRAMED = "default-src 'none'; base-uri 'none'; form-action 'self'";
const CLOSED = `${UNFRAMED}; frame-ancestors 'none'`;

/** Where the script lives that Shopify asks each page inside its admin to load. */
export const APP_BRIDGE = "https://cdn.shopify.com";

/** The admin inside a platform's own: who may frame it, and whose script it runs beside ours. */
export type Surface = { readonly ancestors: readonly string[]; readonly appBridge: boolean };

/** Pages without a single script: shoppers' pages and plain ones. */
export const PLAIN_HEADERS: Readonly<Record<string, string>> = {
  ...EVERYWHERE,
  "Content-Security-Policy": `${CLOSED}; style-src 'unsafe-inline'; img-src 'self' data:`,
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex, nofollow",
};

/** The same for a plain page with one inline script of our own. */
export function withScript(nonce: string): Record<string, string> {
  return { ...PLAIN_HEADERS, "Content-Security-Policy": `${PLAIN_HEADERS["Content-Security-Policy"]}; script-src 'nonce-${nonce}'` };
}

/** The admin: our own scripts only, but for Shopify's inside its frame. Pictures may come from anywhere, because previewed mail shows the shop's. */
export function adminHeaders(nonce: string, surface: Surface | null = null): Record<string, string> {
  const bridge = surface?.appBridge ? ` ${APP_BRIDGE}` : "";
  // The dev server adds inline scripts and a socket of its own.
  const own = import.meta.env.DEV ? `script-src 'self' 'unsafe-inline'${bridge}; connect-src 'self' ws: wss:${bridge}` : `script-src 'self' 'nonce-${nonce}'${bridge}; connect-src 'self'${bridge}`;
  const frame = surface ? `${UNFRAMED}; frame-ancestors ${surface.ancestors.join(" ")}` : CLOSED;
  return {
    ...EVERYWHERE,
    // Without any, a form posted without scripts comes with the origin "null", which Remix refuses. In a frame addresses carry tokens.
    ...(surface === null && { "Referrer-Policy": "same-origin" }),
    "Content-Security-Policy": `${frame}; ${own}; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self'`,
    "Cache-Control": "no-store",
  };
}

/** A page without anything to see or press, that may be framed by anybody: all it does is lead on. */
export function stepHeaders(nonce: string): Record<string, string> {
  return { ...EVERYWHERE, "Content-Security-Policy": `${UNFRAMED}; frame-ancestors *; style-src 'unsafe-inline'; img-src 'self'; script-src 'nonce-${nonce}'`, "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow" };
}

/** Puts headers on a response that has none of them yet. */
export function addHeaders(headers: Headers, extra: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(extra)) if (!headers.has(name)) headers.set(name, value);
}
