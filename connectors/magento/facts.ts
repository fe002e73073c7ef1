import { z } from "zod";
import type { ShopFacts } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Rest } from "./rest.ts";

const Id = z.coerce.number();
const Configs = z.array(z.object({ id: Id, code: z.string(), website_id: Id, locale: z.string(), base_currency_code: z.string(), timezone: z.string() })).min(1);
const Views = z.array(z.object({ id: Id, code: z.string(), name: z.string(), website_id: Id }));
const Websites = z.array(z.object({ id: Id, code: z.string(), name: z.string() }));

/**
 * The store as it describes itself: its first website and that one's first store view. The address is the one that was
 * called and whose token we hold, never one that the answer names: that would let a store pose as another.
 *
 * @throws PlatformError
 */
export async function about(rest: Rest, baseUrl: string): Promise<ShopFacts> {
  try {
    const configs = Configs.parse(await rest.ask("GET", "/store/storeConfigs"));
    const views = Views.parse(await rest.ask("GET", "/store/storeViews"));
    const websites = Websites.parse(await rest.ask("GET", "/store/websites"));
    const site = first(websites.filter(({ id }) => configs.some((config) => config.website_id === id)));
    const config = first(configs.filter(({ website_id: website }) => website === site?.id)) ?? first(configs);
    const view = views.find(({ id }) => id === config?.id);
    if (!config) throw new Error("no store view");
    const name = [view?.name, site?.name].find((one) => one && !STOCK_NAMES.has(one)) ?? new URL(baseUrl).host;
    const currency = config.base_currency_code.toUpperCase();
    return { domain: baseUrl, name: name.slice(0, 200), storeUrl: baseUrl, currency, country: null, timeZone: zoneOf(config.timezone), locale: config.locale.replace("_", "-"), email: null };
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw new PlatformError("unexpected", "the store's description could not be read", "The store did not describe itself as Magento does. Check that it is Magento 2.4 and that its address is right.");
  }
}

/** What Magento calls every new store: the host says more. */
const STOCK_NAMES: ReadonlySet<string> = new Set(["Default Store View", "Main Website", "Main Website Store"]);

/** Id 0 is the admin's own. */
function first<T extends { readonly id: number }>(list: readonly T[]): T | undefined {
  return list.filter(({ id }) => id > 0).toSorted((a, b) => a.id - b.id)[0];
}

function zoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
