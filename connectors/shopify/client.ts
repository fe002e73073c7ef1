/** A connected shop of Shopify, over its GraphQL Admin API. */
import { isGranted } from "#app/core/event/granted.ts";
import type { Access, Connect, PlatformClient, PullResource, ShopFacts, Subscription } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { actsOf } from "./acts.ts";
import { createApi } from "./api.ts";
import type { Api } from "./api.ts";
import { checkUserErrors } from "./errors.ts";
import { nodeOf, nodesOf, textOf } from "./node.ts";
import { pull } from "./pull.ts";
import { ABOUT, GRANTED, LEAVE } from "./queries.ts";
import type { ResourceKey } from "./queries.ts";
import { TOPICS } from "./topics.ts";

const RESOURCES: readonly (PullResource & { readonly key: ResourceKey })[] = [
  { key: "products", label: "Products" },
  { key: "customers", label: "Customers" },
  { key: "orders", label: "Orders" },
];

export const connect: Connect = (access: Access): PlatformClient => {
  const api = createApi(access);
  return {
    resources: RESOURCES,
    about: () => about(api),
    async pull(resource, window, cursor) {
      const known = RESOURCES.find(({ key }) => key === resource);
      if (!known) throw new PlatformError("unable", `there is nothing called ${resource} to read`, "Afterglow cannot read this from Shopify.");
      return pull(api, access, known.key, window, cursor);
    },
    listen: () => refusedTopics(api),
    async leave() {
      await api.ask(LEAVE).then(({ data }) => checkUserErrors(data["appUninstall"], "leaving")).catch((error: unknown) => {
        // Whoever knows us no more, or lets us do no more, has let us go.
        if (!(error instanceof PlatformError) || error.passes) throw error;
      });
    },
    ...actsOf(api, access),
  };
};

async function about(api: Api): Promise<ShopFacts> {
  const shop = nodeOf((await api.ask(ABOUT)).data["shop"]);
  const needed = (field: string): string => {
    const value = textOf(shop[field]);
    if (value === null) throw new PlatformError("unexpected", `Shopify tells no ${field} of the shop`, "Shopify's description of the shop lacks something Afterglow needs. We try again by ourselves.");
    return value;
  };
  return {
    domain: needed("myshopifyDomain").toLowerCase(),
    name: needed("name"),
    storeUrl: needed("url"),
    currency: needed("currencyCode"),
    country: textOf(nodeOf(shop["shopAddress"])["countryCodeV2"]),
    timeZone: needed("ianaTimezone"),
    locale: textOf(nodeOf(nodeOf(shop["primaryDomain"])["localization"])["defaultLocale"]) ?? "en",
    email: textOf(shop["contactEmail"]),
  };
}

/**
 * Our subscriptions stand in shopify.app.toml: Shopify makes them for every shop at the install, never drops them for
 * failures, and lists them to nobody. What can be missing is the permission behind one, so that is what is looked at;
 * empty when all is well.
 */
async function refusedTopics(api: Api): Promise<readonly Subscription[]> {
  const { data } = await api.ask(GRANTED);
  const granted = nodesOf(nodeOf(data["currentAppInstallation"])["accessScopes"]).map(({ handle }) => String(handle));
  return TOPICS.flatMap(({ topic, via, scope }): Subscription[] =>
    via !== "webhook" || scope === null || isGranted(scope, granted) ? [] : [{ topic, state: "refused", reason: `Shopify sends this only with the permission ${scope}. Open Afterglow from your Shopify admin and accept it.` }],
  );
}
