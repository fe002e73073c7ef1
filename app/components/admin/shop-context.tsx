import { createContext, useContext } from "react";
import type { Platform } from "../../core/event/connector.ts";

export type ShopView = {
  readonly name: string;
  readonly platform: Platform;
  readonly domain: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The app's time when the page was made; the demo's runs ahead. */
  readonly now: number;
};

const ShopContext = createContext<ShopView | null>(null);

export const ShopProvider = ShopContext.Provider;

/** The shop whose admin this is. */
export function useShop(): ShopView {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error("useShop outside of the admin's layout");
  return shop;
}
