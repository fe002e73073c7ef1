/** The link by which our plugin shows Afterglow inside a store's own admin: signed there, checked here. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { App } from "./context.ts";
import type { Embedded } from "./embedded.server.ts";
import { MINUTE } from "./core/shared/instant.ts";
import { findShop } from "./models/installed-shop.ts";
import { readShopSecrets } from "./models/shop.ts";
import { openSecrets } from "./models/vault.ts";

/** A link is good for a minute after it was made; a store's clock may be ahead by another. */
const LASTS_MS = MINUTE;
const SKEW_MS = MINUTE;

const Link = z.object({ shop: z.string().min(1).max(100), user: z.string().regex(/^\d{1,19}$/), role: z.enum(["owner", "staff"]), exp: z.string().regex(/^\d{1,12}$/), sig: z.string().regex(/^[0-9a-f]{64}$/) });

/** As extensions/woocommerce/includes/class-afterglow-link.php signs; the key is the webhook secret's own child, so that neither signature is worth anything as the other. */
export function embedSignature(webhookSecret: string, { shop, user, role, exp }: { readonly shop: string; readonly user: string; readonly role: string; readonly exp: string }): string {
  const key = createHmac("sha256", webhookSecret).update("afterglow embed").digest("hex");
  return createHmac("sha256", key).update(["afterglow embed", shop, user, role, exp].join("\n")).digest("hex");
}

/** Who may come in by this link; null for every way to be wrong. */
export async function readEmbedLink({ db, vault, now }: Pick<App, "db" | "vault" | "now">, query: URLSearchParams): Promise<Embedded | null> {
  const read = Link.safeParse(Object.fromEntries(query));
  if (!read.success) return null;
  const { shop: shopId, user, role, exp, sig } = read.data;
  const expires = Number(exp) * 1000;
  if (expires < now() || expires > now() + LASTS_MS + SKEW_MS) return null;
  const shop = await findShop(db, shopId);
  if (shop?.platform !== "woocommerce") return null;
  const secrets = openSecrets(vault, shopId, await readShopSecrets(db, shopId)).filter((secret) => secret !== "");
  const given = Buffer.from(sig);
  let matches = false;
  for (const secret of secrets) matches = timingSafeEqual(Buffer.from(embedSignature(secret, read.data)), given) || matches;
  return matches ? { shopId, person: `WordPress user ${user}`, role, platform: "woocommerce" } : null;
}
