import type { Access, Connect, PlatformClient } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { storeAddress } from "./address.ts";
import { isPending, keysOf, readCredentials } from "./credentials.ts";
import type { Credentials } from "./credentials.ts";
import { createDiscountCode } from "./discount.ts";
import { exchange } from "./exchange.ts";
import { about } from "./facts.ts";
import { magento } from "./index.ts";
import { connectModule, disconnectModule } from "./module-connection.ts";
import { pull, RESOURCES } from "./pull.ts";
import { createRest } from "./rest.ts";
import type { Rest } from "./rest.ts";
import { stock } from "./stock.ts";

/**
 * A Magento store by its REST API. With the credentials of an activation that is not finished, the first call fetches
 * the token, once, and keeps it; a network is reached only then.
 */
export const connect: Connect = (access: Access): PlatformClient => {
  const read = readCredentials(access.credentials);
  const baseUrl = storeAddress(read.baseUrl, access.reach.allowPrivate);
  const granted = once(async () => {
    if (!isPending(read)) return restOf(access, { ...read, baseUrl });
    const credentials = await exchange(access.reach, { ...read, baseUrl });
    await access.keep(credentials);
    return restOf(access, credentials);
  });
  return {
    about: async () => about(await granted(), baseUrl),
    resources: RESOURCES,
    pull: async (resource, window, cursor) => pull(await granted(), resource, window, cursor),
    listen: async (at) => connectModule(await granted(), at),
    leave: async () => {
      if (!isPending(read)) await disconnectModule(await granted());
    },
    createDiscountCode: async (code) => createDiscountCode(await granted(), code),
    tagCustomer: async () => unable("tag"),
    noteCustomer: async () => unable("note"),
    stock: async (refs) => stock(await granted(), refs),
  };
};

function restOf(access: Access, credentials: Credentials): Rest {
  return createRest({ reach: access.reach, baseUrl: credentials.baseUrl, keys: keysOf(credentials), onOlder: (signature) => access.keep({ ...credentials, signature }) });
}

/** Magento gives the token of an activation one time only. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

function unable(ability: "tag" | "note"): never {
  throw new PlatformError("unable", `Magento has no ${ability}`, magento.unable[ability] ?? "");
}
