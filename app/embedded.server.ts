/** The admin inside a platform's own admin: how one comes in, is known again from page to page, and in whose frame it may stand. */
import type { App } from "./context.ts";
import type { PlatformFrame } from "./components/embedded/frame-scripts.tsx";
import type { Shop } from "./core/shop.ts";
import { findShop } from "./models/installed-shop.ts";
import type { Surface } from "./security-headers.server.ts";
import { embedTokenOf, newEmbedToken, readEmbedToken, renewedEmbedToken } from "./embedded-token.server.ts";
import type { Embedded } from "./embedded-token.server.ts";
import type { Visitor } from "./session.server.ts";

export type { Embedded } from "./embedded-token.server.ts";

/** The name in an address; web.server makes a header of it before any page sees it. */
export const EMBED_PARAMETER = "embed";
/** Carries the fresh token back to the page's script. */
export const EMBED_HEADER = "x-afterglow-embed";

const WIX_FRAMES = ["https://manage.wix.com", "https://*.wix.com", "https://editor.wix.com", "https://*.editorx.com", "https://*.wixstudio.com"];

/**
 * Lets a person into the admin inside their platform's frame, after that platform's own proof (Wix's signed instance, a
 * plugin's signed link) was checked.
 *
 * @param to page of the admin, "/app/customers?q=a"; anything else leads to its first page
 */
export function enterEmbedded(app: Pick<App, "secret" | "now">, who: Embedded, to = "/app"): Response {
  const target = insideAdmin(to);
  target.searchParams.set(EMBED_PARAMETER, newEmbedToken(app, who));
  return new Response(null, { status: 303, headers: { Location: `${target.pathname}${target.search}${target.hash}`, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" } });
}

/** The page of our own admin that an address names; its first page for any other address. */
export function insideAdmin(to: string): URL {
  const target = URL.parse(to, "http://admin.invalid");
  const inside = target?.origin === "http://admin.invalid" && /^\/app(\/|$)/.test(target.pathname);
  return inside ? target : new URL("http://admin.invalid/app");
}

/** Known by the token of an earlier `enterEmbedded`. @throws Response 401 when it is forged or has expired: no other door may take its place */
export async function embedDoor(request: Request, app: App): Promise<(Visitor & { readonly embedded: true }) | null> {
  const token = embedTokenOf(request);
  if (token === null) return null;
  const read = readEmbedToken(app, token);
  const shop = read && !read.expired ? await findShop(app.db, read.shopId) : null;
  if (!read || shop?.platform !== read.platform) throw new Response("Reload the page of your store's admin.", { status: 401 });
  return { shopId: read.shopId, person: read.person, role: read.role, embedded: true };
}

/** A fresh token for whoever asked with one that holds; null for everybody else. */
export function renewal(request: Request, app: Pick<App, "secret" | "formerSecrets" | "now">): string | null {
  const token = embedTokenOf(request);
  const read = token === null ? null : readEmbedToken(app, token);
  return read && !read.expired ? renewedEmbedToken(app, read) : null;
}

/** In whose frame the answer to this request may stand, by what its token proves, also where that has expired; null for nobody's. */
export async function surfaceOf(request: Request, app: App): Promise<Surface | null> {
  const token = embedTokenOf(request);
  const read = token === null ? null : readEmbedToken(app, token);
  const shop = read && (await findShop(app.db, read.shopId));
  return shop && shop.platform === read?.platform ? surfaceFor(shop) : null;
}

/** The frame of a shop's platform. Self-hosted shops frame us in their own admin. */
export function surfaceFor({ platform, domain }: Pick<Shop, "platform" | "domain">): Surface | null {
  if (platform === "shopify") return { ancestors: [`https://${domain}`, "https://admin.shopify.com"], appBridge: true };
  if (platform === "wix") return { ancestors: WIX_FRAMES, appBridge: false };
  const origin = URL.parse(domain.includes("://") ? domain : `https://${domain}`)?.origin;
  return origin ? { ancestors: [origin], appBridge: false } : null;
}

/** What a page has to load inside its platform's frame. */
export function platformFrame({ platform }: Pick<Shop, "platform">, shopifyKey: string | null): PlatformFrame {
  return platform === "shopify" && shopifyKey !== null ? { kind: "app_bridge", key: shopifyKey } : { kind: "token" };
}
