/** The admin inside Shopify's: how its requests are recognised, and in whose frame the answers may stand. */
import type { App } from "./context.ts";
import { surfaceFor } from "./embedded.server.ts";
import type { Surface } from "./security-headers.server.ts";
import type { Visitor } from "./session.server.ts";
import { hasHost, isFromShopify, shopIn } from "./shopify-request.server.ts";

/**
 * Who is asking, by Shopify's session token; null when the request does not come from there.
 *
 * @throws Response what Shopify's library answers where there is no token that holds
 */
export async function shopifyDoor(request: Request, app: Pick<App, "shopify">): Promise<(Visitor & { readonly embedded: true }) | null> {
  if (!app.shopify || !isFromShopify(request)) return null;
  const { shopId, person } = await app.shopify.enter(request);
  // A shop's token does not tell an owner from staff.
  return { shopId, person, role: "staff", embedded: true };
}

/** The frame a document may stand in, by the shop its address names; null where it is not for Shopify's. */
export function shopifySurface(request: Request, app: Pick<App, "shopify">): Surface | null {
  const url = new URL(request.url);
  const shop = app.shopify && hasHost(url) ? shopIn(url) : null;
  return shop === null ? null : surfaceFor({ platform: "shopify", domain: shop });
}
