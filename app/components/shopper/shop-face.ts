import { webAddress } from "../../core/message/words.ts";
import type { Shop } from "../../core/shop.ts";

/** What shoppers see of a shop. */
export type ShopFace = { readonly name: string; readonly colour: string; readonly supportEmail: string | null; readonly storeUrl: string | null };

export function shopFace(shop: Shop): ShopFace {
  const { colour, supportEmail, storeUrl } = shop.settings.brand;
  return { name: shop.name, colour, supportEmail: /^[^\s@<>]+@[^\s@<>]+$/.test(supportEmail) ? supportEmail : null, storeUrl: webAddress(storeUrl) };
}
