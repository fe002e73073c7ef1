/** Who is calling a writing door: the key may come in any of the three ways Segment's libraries send it. */
import type { App } from "./context.ts";
import { hashApiKey } from "./models/connect-shop.ts";
import { findWriter } from "./models/installed-shop.ts";
import type { Writer } from "./models/installed-shop.ts";
import { problem } from "./public-api.server.ts";

/** The key in the `Authorization` header: `Bearer <key>`, or Basic with the key as the user and no password; null without one. */
export function keyOfHeader(request: Request): string | null {
  const header = request.headers.get("authorization") ?? "";
  const bearer = /^Bearer +(\S{1,200})$/i.exec(header)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic +([A-Za-z0-9+/=]{1,400})$/i.exec(header)?.[1];
  return basic === undefined ? null : /^([^\s:]{1,200}):/.exec(Buffer.from(basic, "base64").toString("latin1"))?.[1] ?? null;
}

/** The key in the body, as Segment's browser library sends it. */
export function keyOfBody(body: unknown): string | null {
  const key = typeof body === "object" && body !== null && !Array.isArray(body) ? (body as { writeKey?: unknown }).writeKey : undefined;
  return typeof key === "string" && /^\S{1,200}$/.test(key) ? key : null;
}

/** @throws Response 401 for a key that is no shop's */
export async function requireWriter(app: App, key: string | null): Promise<Writer> {
  const writer = key === null ? null : await findWriter(app.db, hashApiKey(key));
  if (!writer) throw problem(401, "Send the shop's write key: as the user name of Basic authentication, as `Authorization: Bearer <key>`, or as `writeKey` in the body.", "writeKey");
  return writer;
}
