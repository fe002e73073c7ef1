/** What every door of the public API does: who is calling, which page, and errors as RFC 9457 problems. */
import type { AppLoadContext } from "@remix-run/node";
import { readCursor } from "./models/keyset.ts";
import type { Cursor, Page } from "./models/keyset.ts";
import { findShopIdByApiKey } from "./models/installed-shop.ts";
import { hashApiKey } from "./models/connect-shop.ts";

const HEADERS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } as const;

export function answer(body: unknown): Response {
  return Response.json(body, { headers: HEADERS });
}

export function listAnswer<T>(page: Page<T>, show: (row: T) => unknown): Response {
  return answer({ data: page.rows.map(show), next: page.next });
}

const TITLES: Readonly<Record<number, string>> = { 400: "Bad request", 401: "Unauthorized", 404: "Not found", 405: "Method not allowed", 413: "Too large", 429: "Too many requests", 503: "Unavailable" };

/** An error as application/problem+json; `field` names the parameter that is wrong. */
export function problem(status: number, detail: string, field?: string): Response {
  const body = { type: "about:blank", title: TITLES[status] ?? "Error", status, detail, ...(field ? { field } : {}) };
  const headers = { ...HEADERS, "Content-Type": "application/problem+json", ...(status === 401 ? { "WWW-Authenticate": 'Bearer realm="afterglow"' } : {}) };
  return new Response(JSON.stringify(body), { status, headers });
}

/**
 * The shop whose key the request carries. Keys are long and random, so looking up their hash gives nothing away by its time.
 * @throws Response 401 without a valid key
 */
export async function requireApiShop(request: Request, { app }: AppLoadContext): Promise<string> {
  const key = /^Bearer +(\S{1,200})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const shopId = key === undefined ? null : await findShopIdByApiKey(app.db, hashApiKey(key));
  if (shopId === null) throw problem(401, "Send the shop's API key as `Authorization: Bearer <key>`.");
  return shopId;
}

export type PageRequest = { readonly limit: number; readonly cursor: Cursor | null };

/** `limit` and `cursor` of a list whose rows have UUIDs, or keys. @throws Response 400 naming the one that is wrong */
export function pageRequest(url: URL, ids: "uuid" | "key" = "uuid"): PageRequest {
  // PostgreSQL's text cannot hold it, so nothing can match.
  for (const [name, value] of url.searchParams) if (value.includes("\0")) throw problem(400, `\`${name}\` holds a NUL character.`, name);
  const limitText = url.searchParams.get("limit") ?? "50";
  const limit = /^\d{1,3}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > 200) throw problem(400, "`limit` must be a whole number from 1 to 200.", "limit");
  const cursorText = url.searchParams.get("cursor");
  const cursor = cursorText === null ? null : readCursor(cursorText, ids);
  if (cursorText !== null && (cursor === null || cursor.back)) throw problem(400, "`cursor` must be a `next` of an earlier answer.", "cursor");
  return { limit, cursor };
}

/** A parameter that must be one of a few words; null when absent. @throws Response 400 */
export function oneOf<T extends string>(url: URL, field: string, allowed: readonly T[]): T | null {
  const value = url.searchParams.get(field);
  const found = allowed.find((word) => word === value) ?? null;
  if (value !== null && found === null) throw problem(400, `\`${field}\` must be one of ${allowed.join(", ")}.`, field);
  return found;
}
