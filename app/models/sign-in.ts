import { signToken } from "../core/shared/token.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";

/** A new chance to sign in to a shop's admin; `signInUrl` makes the link for it. */
export async function createSignIn(db: Database, shopId: string, now: Instant): Promise<string> {
  const id = crypto.randomUUID();
  await db.signIn.create({ data: { id, shopId, createdAt: new Date(now) } });
  return id;
}

/** The shop that somebody names by its id or its address ("shop.example", "https://shop.example"); also one that was disconnected. */
export async function shopNamed(db: Database, name: string): Promise<string | null> {
  const shop = await db.shop.findFirst({ where: { OR: [{ id: name }, { domain: { in: [name, `https://${name}`] } }] }, select: { id: true } });
  return shop?.id ?? null;
}

/** The shop, where it was disconnected. */
export async function leftShop(db: Database, shopId: string): Promise<{ readonly name: string; readonly platform: string } | null> {
  return db.shop.findFirst({ where: { id: shopId, uninstalledAt: { not: null } }, select: { name: true, platform: true } });
}

/** The link that signs in once. @param expiresAt null for the demo, whose clock runs ahead of the reader's */
export function signInUrl(app: { readonly url: string; readonly secret: string }, signInId: string, expiresAt: Instant | null): string {
  return `${app.url}/auth/link?token=${signToken(app.secret, { kind: "sign_in", id: signInId, expiresAt, extra: "" })}`;
}

/** Takes the chance; of any number of tries at once, one gets the shop. @returns null when it was used before or never was */
export async function takeSignIn(db: Database, signInId: string, now: Instant): Promise<string | null> {
  const taken = await db.signIn.updateManyAndReturn({ where: { id: signInId, usedAt: null }, data: { usedAt: new Date(now) }, select: { shopId: true } });
  return taken[0]?.shopId ?? null;
}
