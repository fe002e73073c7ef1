/** Our plugin in the store, where it is installed: it learns which shop it belongs to, and the secret it signs with. */
import type { ListenAt, Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Credentials } from "./credentials.ts";
import { restOf } from "./rest.ts";

/** WooCommerce takes its keys for namespaces that begin with "wc-" (class-wc-rest-authentication.php). */
const NAMESPACE = "wc-afterglow/v1";

/** Tells the plugin. Most stores have none, and one that does not answer is told again the next night. */
export async function linkPlugin(reach: Reach, credentials: Credentials, { url, secret }: ListenAt): Promise<void> {
  const door = new URL(url);
  const [app = "", shop = ""] = door.href.split("/webhooks/woocommerce/");
  await quietly(restOf(reach, credentials, NAMESPACE)("PUT", "link", { body: { app, shop, secret } }));
}

/** Tells our plugin to forget us; a store without it has nothing to forget. */
export async function unlinkPlugin(reach: Reach, credentials: Credentials): Promise<void> {
  await quietly(restOf(reach, credentials, NAMESPACE)("DELETE", "link"));
}

async function quietly(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (!(error instanceof PlatformError)) throw error;
  });
}
