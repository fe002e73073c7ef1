/** Lets Adobe I/O Events in for a shop on Adobe Commerce: its client, and the keys Adobe signs with. */
import { connectorFor } from "#connectors/registry.ts";
import type { App } from "./context.ts";
import type { Platform } from "./core/event/connector.ts";
import { changeSecrets } from "./models/connection-page.ts";
import { readShop, readShopSecrets } from "./models/shop.ts";
import { openSecrets, secretContext } from "./models/vault.ts";
import { doorOf } from "./webhook-door.server.ts";

const PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;
/** Adobe has two at a time; while it changes one, a third may be known. */
const MOST_KEYS = 3;

export type AdobeResult = { readonly said: string; readonly failed: boolean };

/** Takes the place of what was entered before. An empty client id takes it back. */
export async function enterAdobe(app: Pick<App, "db" | "vault">, shopId: string, clientId: string, keys: string): Promise<AdobeResult> {
  const shop = await readShop(app.db, shopId);
  const guest = connectorFor(shop.platform)?.guest;
  if (!guest) return { said: "Only Adobe Commerce sends these events.", failed: true };
  const pems = keys.match(PEM) ?? [];
  const secrets = pems.map((pem) => guest.secretOf(clientId, pem));
  if (clientId.trim() !== "") {
    if (!/^[\w-]{8,64}$/.test(clientId.trim())) return { said: "The client id is not one: copy it from the credentials of your project in Adobe's Developer Console.", failed: true };
    if (pems.length === 0 || secrets.includes(null)) return { said: "The key is not a public key: paste it whole, with its first line -----BEGIN PUBLIC KEY----- and its last.", failed: true };
    if (pems.length > MOST_KEYS) return { said: `Enter at most ${MOST_KEYS} keys.`, failed: true };
  }
  const before = await readShopSecrets(app.db, shopId);
  const opened = openSecrets(app.vault, shopId, before);
  const kept = before.filter((_, index) => !guest.owns(opened[index] ?? ""));
  const added = clientId.trim() === "" ? [] : secrets.filter((secret) => secret !== null).map((secret) => app.vault.seal(secret, secretContext(shopId)));
  if (!(await changeSecrets(app.db, shopId, before, [...kept, ...added]))) return { said: "Something else changed meanwhile. Please try again.", failed: true };
  return { said: added.length === 0 ? "Adobe's events are no longer taken." : "Saved. Adobe's events are taken from now on.", failed: false };
}

/** What the page shows: where Adobe is to send, and whether anything was entered. Null where it makes no sense. */
export async function adobeView(app: Pick<App, "db" | "vault" | "url">, shop: { readonly id: string; readonly platform: Platform }): Promise<{ readonly address: string; readonly entered: boolean } | null> {
  const guest = connectorFor(shop.platform)?.guest;
  if (!guest) return null;
  const opened = openSecrets(app.vault, shop.id, await readShopSecrets(app.db, shop.id));
  return { address: `${app.url}${doorOf(shop.platform, shop.id)}`, entered: opened.some((secret) => guest.owns(secret)) };
}
