import type { App } from "./context.ts";
import { VISIT_PARAMETER } from "./core/behaviour/behaviour.ts";
import { HOUR } from "./core/shared/instant.ts";
import { signToken } from "./core/shared/token.ts";
import { findShop } from "./models/installed-shop.ts";

/** Short, so that an address copied out of the browser soon names nobody. */
const VISIT_LASTS = HOUR;

/**
 * The address of a click, told to the shop's own pages who came: their tracking then knows the visitor. Addresses
 * elsewhere stay as they are; nobody else is told anything.
 */
export async function withVisit(app: App, shopId: string, profileId: string, url: string): Promise<string> {
  const target = URL.parse(url);
  const shop = target && (await findShop(app.db, shopId));
  if (!target || !shop) return url;
  const own = [shop.domain, URL.parse(shop.settings.brand.storeUrl ?? "")?.host ?? ""].map(bare);
  if (!own.includes(bare(target.host))) return url;
  target.searchParams.set(VISIT_PARAMETER, signToken(app.secret, { kind: "visit", id: profileId, expiresAt: app.now() + VISIT_LASTS, extra: shopId }));
  return target.href;
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, "");
}
