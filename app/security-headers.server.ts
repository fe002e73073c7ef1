/** What a browser may do with our pages. */

const EVERYWHERE = {
  "X-Content-Type-Options": "nosniff",
  // Addresses of shoppers' pages are secrets in themselves.
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;

const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Pages without a single script: shoppers' pages and plain ones. */
export const PLAIN_HEADERS: Readonly<Record<string, string>> = {
  ...EVERYWHERE,
  "Content-Security-Policy": `${CLOSED}; style-src 'unsafe-inline'; img-src 'self' data:`,
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex, nofollow",
};

/** The admin: our own scripts only. Pictures may come from anywhere, because previewed mail shows the shop's. */
export function adminHeaders(nonce: string): Record<string, string> {
  // The dev server adds inline scripts and a socket of its own.
  const own = import.meta.env.DEV ? "script-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:" : `script-src 'self' 'nonce-${nonce}'; connect-src 'self'`;
  return {
    ...EVERYWHERE,
    "Content-Security-Policy": `${CLOSED}; ${own}; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self'`,
    "Cache-Control": "no-store",
  };
}

/** Puts headers on a response that has none of them yet. */
export function addHeaders(headers: Headers, extra: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(extra)) if (!headers.has(name)) headers.set(name, value);
}
