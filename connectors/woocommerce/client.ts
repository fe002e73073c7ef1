import type { Connect } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { createDiscountCode, noteCustomer, stock } from "./acts.ts";
import { readCredentials } from "./credentials.ts";
import { woocommerce } from "./index.ts";
import { linkPlugin, unlinkPlugin } from "./plugin.ts";
import { pull, RESOURCES } from "./pull.ts";
import type { ResourceKey } from "./pull.ts";
import { restOf } from "./rest.ts";
import { readShopFacts } from "./shop-facts.ts";
import { leave, listen } from "./webhooks.ts";

/** A WooCommerce store by its REST API v3, WooCommerce 5.8 or newer (lists by last change). */
export const connect: Connect = ({ reach, credentials: given }) => {
  const credentials = readCredentials(given);
  const rest = restOf(reach, credentials);
  return {
    about: () => readShopFacts(reach, rest, credentials),
    resources: RESOURCES,
    pull: (resource, window, cursor) => {
      if (!RESOURCES.some(({ key }) => key === resource)) return Promise.reject(new PlatformError("unable", `there is no list of ${resource}`, "WooCommerce has no such list."));
      return pull(rest, resource as ResourceKey, window, cursor);
    },
    async listen(at) {
      const subscriptions = await listen(rest, at);
      await linkPlugin(reach, credentials, at);
      return subscriptions;
    },
    async leave(at) {
      try {
        await leave(rest, at);
        await unlinkPlugin(reach, credentials);
      } catch (error) {
        // The merchant revoked the key, or the store is no more: nothing of ours works there in any case.
        if (!(error instanceof PlatformError) || !["unauthorised", "forbidden", "unexpected", "unable"].includes(error.kind)) throw error;
      }
    },
    createDiscountCode: (code) => createDiscountCode(rest, code),
    tagCustomer: () => Promise.reject(new PlatformError("unable", "WooCommerce has no tags of customers", woocommerce.unable.tag ?? "")),
    noteCustomer: (customerRef, note) => noteCustomer(rest, customerRef, note),
    stock: (productRefs) => stock(rest, productRefs),
  };
};
