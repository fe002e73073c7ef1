/** Proves who is asking inside a platform's frame, where browsers send no cookies. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { App } from "./context.ts";
import { HOUR, MINUTE } from "./core/shared/instant.ts";

/** Every answer brings a fresh one, so this is the longest pause between two. */
export const EMBED_LASTS = 10 * MINUTE;
/** A page that stays open renews itself; after so long the platform has to vouch for the person again. */
const LONGEST_VISIT = 12 * HOUR;
/** Platforms' own session tokens come by the same header. */
const MARK = "age.";

const claims = z.object({
  shopId: z.string().min(1),
  person: z.string().min(1),
  role: z.enum(["owner", "staff"]),
  platform: z.enum(["shopify", "woocommerce", "magento", "wix"]),
  begunAt: z.number(),
  expiresAt: z.number(),
});

export type Embedded = Pick<z.infer<typeof claims>, "shopId" | "person" | "role" | "platform">;
type Claims = z.infer<typeof claims>;

/** A token for the first page of a visit. */
export function newEmbedToken(app: Pick<App, "secret" | "now">, who: Embedded): string {
  const { shopId, person, role, platform } = who;
  return sign(app.secret, { shopId, person, role, platform, begunAt: app.now(), expiresAt: app.now() + EMBED_LASTS });
}

/** The same visit, for another while; null once it lasts too long. */
export function renewedEmbedToken(app: Pick<App, "secret" | "now">, token: Claims): string | null {
  const expiresAt = Math.min(app.now() + EMBED_LASTS, token.begunAt + LONGEST_VISIT);
  return expiresAt <= app.now() ? null : sign(app.secret, { ...token, expiresAt });
}

/** The token a request carries, whatever it is worth; null when it carries none of ours. */
export function embedTokenOf(request: Request): string | null {
  const [, token] = /^Bearer (age\..+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return token ?? null;
}

/** What a token of ours says; an expired one still tells whose frame it was for. Null when it is forged. */
export function readEmbedToken(app: Pick<App, "secret" | "formerSecrets" | "now">, token: string): (Claims & { readonly expired: boolean }) | null {
  const [body, mac, more] = token.slice(MARK.length).split(".");
  if (!token.startsWith(MARK) || !body || !mac || more !== undefined) return null;
  const given = Buffer.from(mac, "base64url");
  const isOurs = (secret: string): boolean => given.length === macOf(secret, body).length && timingSafeEqual(given, macOf(secret, body));
  if (![app.secret, ...app.formerSecrets].some(isOurs)) return null;
  // Ours, but perhaps of another version.
  const read = claims.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
  return read.success ? { ...read.data, expired: app.now() >= read.data.expiresAt } : null;
}

function sign(secret: string, token: Claims): string {
  const body = Buffer.from(JSON.stringify(token)).toString("base64url");
  return `${MARK}${body}.${macOf(secret, body).toString("base64url")}`;
}

/** A key of its own: no other signature of ours is ever worth anything here. */
function macOf(secret: string, body: string): Buffer {
  return createHmac("sha256", `embedded admin:${secret}`).update(body).digest();
}
